import { type Sentence, say } from '@callosum/kernel';
interface Ticket {
  readonly openedAt: string;
  readonly respondedAt?: string;
  readonly resolvedAt?: string;
  readonly safetyReviewedBy?: string;
  readonly safetyReviewedOn?: string;
}

/** What a ticket cannot be. */
export function ticketFaults(ticket: Ticket, { state }: { readonly state: string }) {
  const { openedAt, respondedAt, resolvedAt, safetyReviewedBy, safetyReviewedOn } = ticket;
  const settled = state === 'solved' || state === 'confirmed';
  return [
    ...(respondedAt !== undefined && respondedAt < openedAt
      ? [fault('respondedAt', say`It was taken up before it was reported.`, say`Correct one of the two times.`)]
      : []),
    ...(resolvedAt !== undefined && resolvedAt < (respondedAt ?? openedAt)
      ? [fault('resolvedAt', say`It was solved before it was reported or taken up.`, say`Correct the times.`)]
      : []),
    // One that is open may have the time already: it is given before the move, and stays when it is opened again.
    ...(settled && resolvedAt === undefined
      ? [fault('resolvedAt', say`It was solved at some time.`, say`Give the time: the backlog is counted by it.`)]
      : []),
    ...((safetyReviewedBy === undefined) === (safetyReviewedOn === undefined)
      ? []
      : [
          fault(
            safetyReviewedBy === undefined ? 'safetyReviewedBy' : 'safetyReviewedOn',
            say`A review for safety was made by somebody on some day.`,
            say`Give both.`,
          ),
        ]),
  ];
}

function fault(name: keyof Ticket, message: Sentence, remedy: Sentence) {
  return { at: [name] as const, message, remedy };
}

import type { EventValues } from './commitment.ts';
import type { LedgerEvent } from './event.ts';

/** A value that is said to have been redacted by a later event. */
export interface ClaimedRedaction {
  readonly sequence: number;
  readonly field: string;
  readonly redactedBy: number;
  readonly subject: LedgerEvent['subject'];
}

/** Keeps what is said to be redacted until the event comes by that did it. */
export interface Redactions {
  /** Takes the next event of the chain with its values. */
  see(event: LedgerEvent, values: EventValues | undefined): void;
  /** What no event has proven so far, in order of the chain. */
  unproven(): readonly ClaimedRedaction[];
}

/**
 * A value counts as redacted when the event it names comes later in the same chain, is a `redact` event, is about
 * the same record or link, and carries a commitment for the same field.
 */
export function createRedactions(): Redactions {
  const waiting = new Map<number, ClaimedRedaction[]>();
  const refuted: ClaimedRedaction[] = [];

  return {
    see(event, values) {
      // Proof first: an event that names itself finds nobody waiting, and stays unproven.
      const claims = waiting.get(event.sequence);
      if (claims !== undefined) {
        waiting.delete(event.sequence);
        refuted.push(...claims.filter((claim) => !proves(event, claim)));
      }
      for (const claim of claimsOf(event, values)) {
        const others = waiting.get(claim.redactedBy);
        if (others === undefined) waiting.set(claim.redactedBy, [claim]);
        else others.push(claim);
      }
    },
    unproven: () => [...refuted, ...[...waiting.values()].flat()].sort((a, b) => a.sequence - b.sequence),
  };
}

function proves(event: LedgerEvent, claim: ClaimedRedaction): boolean {
  return (
    event.action === 'redact' &&
    event.subject.type === claim.subject.type &&
    event.subject.id === claim.subject.id &&
    Object.hasOwn(event.commitments, claim.field)
  );
}

function claimsOf(event: LedgerEvent, values: EventValues = {}): ClaimedRedaction[] {
  const claims: ClaimedRedaction[] = [];
  for (const field of Object.keys(values)) {
    const opening = values[field];
    if (opening === undefined || !('redactedBy' in opening)) continue;
    claims.push({ sequence: event.sequence, field, redactedBy: opening.redactedBy, subject: event.subject });
  }
  return claims;
}

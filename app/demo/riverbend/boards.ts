import type { Teller } from '../teller.ts';

const NOBODY_SIGNED = 'Invented for the demonstration; nobody signed.';

/** What was decided about the gates. The gate of T-60 waits until what blocks it is mended. */
export function tellBoards(teller: Teller): void {
  const { decide, t, who, id, set } = teller;
  const votes = (['ceo', 'cio', 'cno', 'cmio', 'safety'] as const).map((role) => ({
    voter: who(role),
    vote: 'for' as const,
  }));
  const board = (
    key: string,
    day: number,
    outcome: 'go' | 'conditional',
    rationale: string,
    conditions: readonly { title: string; due: string; owner: string }[] = [],
  ) =>
    decide(t(day), { gate: id(`gate ${key}`), outcome, rationale: `${rationale} ${NOBODY_SIGNED}`, votes, conditions });
  board('charter', -502, 'go', 'The mandate is clear, and money and people are there.');
  const design = board('design', -349, 'conditional', 'Design is complete but for decisions that are late.', [
    { title: 'Late decisions are taken by the committee above', due: t(-330), owner: who('pm') },
  ]);
  board('build', -149, 'go', 'Build is complete to nine parts of ten, and frozen.');
  const early = board(
    'T-120',
    -119,
    'conditional',
    'Integrated testing is behind; training and super users are on time.',
    [
      { title: 'The second integrated round is run to its end', due: t(-95), owner: who('test') },
      { title: 'The last specifications are approved', due: t(-98), owner: who('build') },
    ],
  );
  const ninety = board('T-90', -89, 'conditional', 'Interfaces are nearly there; controls are being verified.', [
    { title: 'Four of five controls are verified twice', due: t(-61), owner: who('safety') },
  ]);
  board('T-60', -43, 'go', 'The three hazards are reduced, and the round trip over the new map was passed.');
  const thirty = board(
    'T-30',
    -29,
    'conditional',
    'The second rehearsal overran the last moment to go back by 50 minutes.',
    [
      {
        title: 'The way back fits into the weekend, shown by a third rehearsal of the load',
        due: t(-12),
        owner: who('cutover'),
      },
    ],
  );
  const go = board('go-no-go', -7, 'conditional', 'Ready, on three conditions.', [
    { title: 'Everybody who orders or gives has passed', due: t(-2), owner: who('training') },
    { title: 'Every unit has a super user on the first night', due: t(-2), owner: who('superUsers') },
    { title: 'Queues are counted every four hours from the first evening', due: t(1), owner: who('integration') },
  ]);
  board('stabilised', 14, 'go', 'The command centre closes: every exit criterion is met.');
  const fulfil = (conditions: readonly string[], days: readonly number[]): void => {
    for (const [place, condition] of conditions.entries()) {
      const day = t(days[place] ?? 0);
      set(day, condition, { fulfilledOn: day, evidence: 'Shown to the board.' }, 'fulfilled');
    }
  };
  fulfil(design, [-335]);
  fulfil(early, [-97, -99]);
  fulfil(ninety, [-62]);
  fulfil(thirty, [-14]);
  fulfil(go, [-3, -4, 0]);
}

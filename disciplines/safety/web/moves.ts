import type { ModelOf, Placing, Points } from '@callosum/kernel';
import { cellAt } from '@callosum/web/views';
import type { riskMovement } from '../index.ts';

type Row = ModelOf<typeof riskMovement>['rows'][number];

/** Ways to look at the movement: from the first rating to the last, to what holds today, from the last to today, since a day. */
export type Move = 'promised' | 'today' | 'decay' | 'since';

/** Those that make sense for a table: with one stage there is only today, and a day to compare it with. */
export function movesOf({ stages }: Placing, compares: boolean): readonly Move[] {
  const since: readonly Move[] = compares ? ['since'] : [];
  return stages.length > 1 ? ['today', 'promised', 'decay', ...since] : [...since, 'today'];
}

export interface Placed {
  readonly cell: string | undefined;
  readonly from: string | undefined;
}

/** Where a record is drawn, and where its line begins. */
export function place(placing: Placing, { places, today, before }: Row, move: Move): Placed {
  const at = (points: Points | undefined): string | undefined => points && cellAt(placing, points);
  const first = at(places[placing.stages[0]?.key ?? '']);
  const last = at(places[placing.stages.at(-1)?.key ?? '']);
  const now = today === null ? undefined : at(places[today]);
  if (move === 'promised') return { cell: last ?? first, from: first };
  if (move === 'decay') return { cell: now, from: last ?? first };
  if (move === 'since') return { cell: now, from: at(before) };
  return { cell: now, from: first };
}

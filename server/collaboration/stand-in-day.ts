import { createSight, refusal, say } from '@callosum/kernel';
import type { day } from '@callosum/kernel/contract';
import type { z } from 'zod';
import type { Asking } from '../identity/caller.ts';
import { DEMONSTRATION } from '../identity/stand-ins.ts';
import { allScopes } from '../store/scopes.ts';
import { type DayParts, listed, rememberedIn, viewOf } from './day.ts';

type Day = z.infer<typeof day>;

const STAND_INS = `select u.id, u.name, m.scope from account_state s
  join "user" u on u.id = s.account join membership m on m.account = s.account
  where s.deactivated_by = $1 order by u.name, u.id, m.scope`;

interface StandInRow {
  readonly id: string;
  readonly name: string;
  readonly scope: string;
}

/** The people of demonstrations whose day one may look at: nobody can be them, and so nobody’s day is opened to others. */
export async function standInsFor(parts: DayParts, asking: Asking): Promise<Day['others']> {
  const found: Day['others'] = [];
  for (const { row, view } of await seenBy(parts, asking)) {
    found.push({ id: row.id, name: row.name, project: view.project });
  }
  return found;
}

/**
 * What waits for one of a demonstration’s people, as far as whoever asks sees it himself. It is looked at, not answered: no
 * moves are told.
 * @throws Refusal `not-found` for anybody else’s account.
 */
export async function dayOfStandIn(parts: DayParts, asking: Asking, account: string): Promise<Day> {
  const known = await seenBy(parts, asking);
  const own = known.filter(({ row }) => row.id === account);
  if (own.length === 0) throw refusal('not-found', say`There is nobody like that whose day you may look at.`);
  const found: ReturnType<typeof rememberedIn>[] = [];
  for (const { view } of own) {
    const his = await viewOf(parts, { id: account }, view.scope);
    if (!his) continue;
    const mine = createSight(parts.registry, view.graph, view.actor);
    const looked = (items: readonly Day['waiting'][number][]): Day['waiting'] =>
      items.flatMap((one) => (mine.row(one.record.id) ? [{ ...one, moves: [] }] : []));
    const { waiting, unowned } = rememberedIn(parts, his);
    // How many there are is told of kinds of which whoever looks sees every record: of others it would tell what he may not know.
    const counted = unowned.filter(({ soonest }) => soonest.every(({ record }) => mine.whole(record.kind)));
    const kinds = counted.map(({ count, soonest }) => ({ count, soonest: looked(soonest) }));
    found.push({ waiting: looked(waiting), unowned: kinds });
  }
  const others = known.map(({ row, view }) => ({ id: row.id, name: row.name, project: view.project }));
  return { ...listed(found), news: [], others };
}

/** The people of demonstrations, each in a project that somebody may enter. */
async function seenBy(parts: DayParts, asking: Asking) {
  const { rows } = await parts.pool.query<StandInRow>({ name: 'stand-ins', text: STAND_INS, values: [DEMONSTRATION] });
  if (rows.length === 0) return [];
  const views = new Map<string, NonNullable<Awaited<ReturnType<typeof viewOf>>>>();
  for (const scope of await allScopes(parts.db)) {
    if (!rows.some((row) => row.scope === scope.id)) continue;
    const view = await viewOf(parts, asking, scope);
    if (view) views.set(scope.id, view);
  }
  return rows.flatMap((row) => {
    const view = views.get(row.scope);
    return view ? [{ row, view }] : [];
  });
}

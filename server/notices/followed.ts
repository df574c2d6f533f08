import { createSight } from '@callosum/kernel';
import type { followed } from '@callosum/kernel/contract';
import type { z } from 'zod';
import type { Services } from '../http/context.ts';
import type { Asking } from '../identity/caller.ts';
import { titleOf } from '../readiness/title.ts';

const CHOSEN = `select w.record, w.watching, r.scope, s.key from watch w
  join record r on r.id = w.record join scope s on s.id = r.scope where w.account = $1 order by s.key, r.kind, r.number`;

interface Chosen {
  readonly record: string;
  readonly watching: boolean;
  readonly scope: string;
  readonly key: string;
}

type Followed = z.infer<typeof followed>;

/** What somebody chose to follow, and not to follow, as far as he sees it now. */
export async function followedBy(
  { pool, registry, graphs, access }: Pick<Services, 'pool' | 'registry' | 'graphs' | 'access'>,
  asking: Asking,
) {
  const { rows } = await pool.query<Chosen>(CHOSEN, [asking.id]);
  const found: { watching: boolean; item: Followed }[] = [];
  for (const { record, watching, scope, key } of rows) {
    const actor = await access.actorIn(asking, scope);
    if (actor.roles.length === 0) continue;
    const graph = await graphs.of(scope);
    const row = createSight(registry, graph, actor).row(record);
    if (!row || row.withdrawn) continue;
    const { id, kind, number } = row;
    const project = { key, title: titleOf(graph.find(scope)) || key };
    found.push({ watching, item: { project, record: { id, kind, number, title: titleOf(row) } } });
  }
  const those = (watching: boolean) => found.filter((one) => one.watching === watching).map(({ item }) => item);
  return { following: those(true), left: those(false) };
}

import { crowded, loadDemonstration, riverbend } from '@callosum/app';
import { type Installation, scopeByKey } from '@callosum/server';

/** Tells the story of the demonstration hospital, so many times over in one project. @returns where it stands. */
export async function fillRiverbend(installation: Installation, times: number) {
  const { key, today } = await loadDemonstration(installation, crowded(riverbend, times), { until: 't-60' });
  const { pool, db } = installation;
  const { id } = await scopeByKey(db, key);
  const { rows } = await pool.query<{ records: number; links: number; events: number }>(
    `select (select count(*) from record where scope = $1) as records, (select count(*) from link where scope = $1) as links,
      (select sequence from head where scope = $1) as events`,
    [id],
  );
  const { rows: tasks } = await pool.query<{ id: string }>(
    `select id from record where scope = $1 and kind = 'risk' and state = 'open' order by number limit 20`,
    [id],
  );
  const sizes = rows[0] ?? { records: 0, links: 0, events: 0 };
  const { rows: titled } = await pool.query<{ kind: string; id: string }>(
    `select distinct on (kind) kind, id from record where scope = $1 and not withdrawn and fields ? 'title' order by kind, number`,
    [id],
  );
  return {
    key,
    today,
    ...sizes,
    changed: tasks.map((one) => one.id),
    titled: Object.fromEntries(titled.map((one) => [one.kind, one.id])),
  };
}

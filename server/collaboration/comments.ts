import { type Actor, comment, type Graph, mayComment, type Sight } from '@callosum/kernel';
import type { Pool } from 'pg';

const TIMES = `select id, created, updated from record where id = any ($1::uuid[])`;

interface Times {
  readonly id: string;
  readonly created: Date;
  readonly updated: Date;
}

/** What is said about a record, the oldest first, as far as the actor sees it. */
export async function commentsOn(pool: Pool, graph: Graph, sight: Sight, actor: Actor, id: string) {
  const rows = graph
    .in(id, 'comment.on')
    .filter(({ from }) => sight.row(from) !== undefined)
    .flatMap(({ from }) => graph.get(comment, from) ?? []);
  const times = await pool.query<Times>(TIMES, [rows.map((row) => row.id)]);
  const timesOf = new Map(times.rows.map((one) => [one.id, one]));
  return rows
    .flatMap((row) => {
      const known = timesOf.get(row.id);
      // Written on this node a moment ago and not read back yet cannot happen: the graph follows the store.
      if (!known) return [];
      return {
        id: row.id,
        version: row.version,
        text: row.fields.text,
        author: row.fields.author,
        written: known.created.toISOString(),
        changed: row.version > 1 ? known.updated.toISOString() : null,
        may: mayComment(row, actor),
      };
    })
    .sort((a, b) => (a.written === b.written ? (a.id < b.id ? -1 : 1) : a.written < b.written ? -1 : 1));
}

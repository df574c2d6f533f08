import { comment, type Graph, mentionsIn, type Row } from '@callosum/kernel';
import type { Pool } from 'pg';

/** Why somebody follows a record, the strongest first. */
export type Following = 'owner' | 'watching' | 'takesPart' | 'author';

const CHOSEN = `select account, watching from watch where record = $1`;
const AUTHOR = `select created_by as account from record where id = $1`;

/** Everybody who follows a record, with the strongest reason: those who asked to be left alone are not among them. */
export async function followersOf(pool: Pool, graph: Graph, row: Row): Promise<ReadonlyMap<string, Following>> {
  const found = new Map<string, Following>();
  const add = (account: unknown, why: Following): void => {
    if (typeof account === 'string' && !found.has(account)) found.set(account, why);
  };
  const chosen = await pool.query<{ account: string; watching: boolean }>(CHOSEN, [row.id]);
  const author = await pool.query<{ account: string }>(AUTHOR, [row.id]);
  add(row.fields['owner'], 'owner');
  for (const { account, watching } of chosen.rows) if (watching) add(account, 'watching');
  for (const { from } of graph.in(row.id, 'comment.on')) {
    const said = graph.get(comment, from);
    if (!said) continue;
    add(said.fields.author, 'takesPart');
    for (const account of mentionsIn(said.fields.text)) add(account, 'takesPart');
  }
  for (const { account } of author.rows) add(account, 'author');
  for (const { account, watching } of chosen.rows) if (!watching) found.delete(account);
  return found;
}

const CHOOSE = `insert into watch (account, record, watching) values ($1, $2, $3)
  on conflict (record, account) do update set watching = excluded.watching`;

/** Begins or ends that somebody follows a record, whatever made him follow it. */
export async function chooseWatching(pool: Pool, account: string, record: string, watching: boolean): Promise<void> {
  await pool.query(CHOOSE, [account, record, watching]);
}

import { refusal, type Registry, say } from '@callosum/kernel';
import type { Pool } from 'pg';
import { newId } from '../store/new-id.ts';
import type { Executed } from '../write/execute.ts';

/** An import that ran, and the events of the ledger it wrote. */
export interface ImportRun {
  readonly id: string;
  readonly source: 'table' | 'plan';
  /** Of a table: the kind of its records. */
  readonly kind: string | null;
  readonly file: string;
  readonly account: string;
  readonly ran: Date;
  readonly first: number;
  readonly last: number;
  readonly undone: Date | null;
  readonly undoneBy: string | null;
}

const COLUMNS = `id, source, kind, file, account, ran, first_sequence::int as first, last_sequence::int as last,
  undone, undone_by as "undoneBy"`;
const MOST = 200;

/**
 * Remembers an import that changed something. One of anonymous answers is not remembered: who brought a single sheet is likely who
 * filled it in, and nobody could take it back.
 * @returns its id; undefined when nothing was changed, or nothing is remembered of it.
 */
export async function rememberRun(
  { pool, registry }: { readonly pool: Pool; readonly registry: Registry },
  scope: string,
  run: Pick<ImportRun, 'source' | 'kind' | 'file' | 'account'>,
  { sequence, events }: Executed,
): Promise<string | undefined> {
  if (events === 0 || registry.kinds.get(run.kind ?? '')?.anonymous) return undefined;
  const id = newId();
  await pool.query(
    `insert into import_run (id, scope, source, kind, file, account, ran, first_sequence, last_sequence)
     values ($1, $2, $3, $4, $5, $6, now(), $7, $8)`,
    [id, scope, run.source, run.kind, run.file, run.account, sequence - events + 1, sequence],
  );
  return id;
}

/** The imports of a scope, newest first. */
export async function runsOf(pool: Pool, scope: string): Promise<ImportRun[]> {
  const text = `select ${COLUMNS} from import_run where scope = $1 order by ran desc, id limit ${MOST}`;
  return (await pool.query<ImportRun>(text, [scope])).rows;
}

/** @throws Refusal when there is none, or it was taken back already. */
export async function openRun(pool: Pool, scope: string, id: string): Promise<ImportRun> {
  const text = `select ${COLUMNS} from import_run where scope = $1 and id = $2`;
  const [run] = (await pool.query<ImportRun>(text, [scope, id])).rows;
  if (!run) throw refusal('not-found', say`There is no such import.`);
  if (run.undone) throw refusal('refused', say`This import was taken back already.`);
  return run;
}

export async function closeRun(pool: Pool, id: string, by: string): Promise<void> {
  await pool.query('update import_run set undone = now(), undone_by = $2 where id = $1', [id, by]);
}

import type { ToldMessage } from '@callosum/kernel';
import type { PartServices } from '@callosum/server';
import type { CaseResult } from '../../suite/run.ts';

type Pool = PartServices['pool'];

/** Runs of a test that are shown; the newest of them. */
const MOST = 50;

/** A fault as it is told; one that was kept as text alone has no sentences. */
type ToldForm = Pick<ToldMessage, 'message'> & Partial<ToldMessage>;

/** A case as it is shown. */
interface ShownCase extends Omit<CaseResult, 'faults'> {
  readonly faults: readonly ToldForm[];
}

export interface KeptRun {
  readonly id: string;
  readonly ran: Date;
  readonly account: string;
  readonly way: string;
  readonly passed: number;
  readonly failed: number;
  readonly restsOn: Readonly<Record<string, string>>;
  readonly cases: readonly ShownCase[];
}

export interface NewRun extends Omit<KeptRun, 'ran' | 'cases'> {
  readonly cases: readonly CaseResult[];
  /** Now, by the clock of the scope, unless it is told of another moment. */
  readonly ran?: Date;
  readonly scope: string;
  readonly test: string;
}

export async function insertRun(
  pool: Pool,
  { id, scope, test, ran, account, way, passed, failed, restsOn, cases }: NewRun,
): Promise<void> {
  await pool.query(
    `insert into message_test_run (id, scope, test, ran, account, way, passed, failed, rests_on, cases)
     values ($1, $2, $3, coalesce($4, (select pinned from scope where id = $2), now()), $5, $6, $7, $8, $9, $10) on conflict (id) do nothing`,
    [id, scope, test, ran, account, way, passed, failed, JSON.stringify(restsOn), JSON.stringify(cases)],
  );
}

/** A case as it was kept; an earlier version kept faults as English text alone. */
interface KeptCase extends Omit<CaseResult, 'faults'> {
  readonly faults: readonly (ToldForm | string)[];
}

/** Runs of a test, newest first. */
export async function runsOf(pool: Pool, scope: string, test: string): Promise<readonly KeptRun[]> {
  const { rows } = await pool.query<Omit<KeptRun, 'cases'> & { readonly cases: readonly KeptCase[] }>(
    `select id, ran, account, way, passed, failed, rests_on as "restsOn", cases from message_test_run
     where scope = $1 and test = $2 order by ran desc, id desc limit $3`,
    [scope, test, MOST],
  );
  return rows.map((row) => ({ ...row, cases: row.cases.map(asTold) }));
}

function asTold({ faults, ...one }: KeptCase): ShownCase {
  return { ...one, faults: faults.map((fault) => (typeof fault === 'string' ? { message: fault } : fault)) };
}

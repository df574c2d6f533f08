import type { PartServices } from '@callosum/server';
import { BATCH_JOB } from '../batches/job.ts';
import { CASES_JOB, casesInput } from './job.ts';

/** Starts the runs of cases, and the checks of batches, that records ask for. */
export interface Runs {
  readonly start: () => Promise<void>;
  readonly onWritten: () => void;
  readonly close: () => Promise<void>;
}

interface AskedRun {
  readonly id: string;
  readonly scope: string;
  readonly version: number;
  readonly by: string;
}

const AFTER_MS = 50;

/** Records of a kind in which somebody asks for work. */
async function askedOf(
  pool: PartServices['pool'],
  kind: string,
  asked: string,
  by: string,
): Promise<readonly AskedRun[]> {
  const { rows } = await pool.query<AskedRun>(
    `select id, scope, version, fields->>$3 as by from record
     where kind = $1 and fields ? $2 and fields ? $3 and not withdrawn`,
    [kind, asked, by],
  );
  return rows;
}

/** What is asked for in records, the job that does it, and what is said of it when the job ended without saying so itself. */
interface Work {
  readonly kind: string;
  readonly asked: string;
  readonly by: string;
  readonly job: string;
  readonly inputOf: (id: string) => object;
  readonly command: string;
  readonly said: (why: string) => object;
}

const WORK: readonly Work[] = [
  {
    kind: 'interfaceTest',
    asked: 'asked',
    by: 'askedBy',
    job: CASES_JOB,
    inputOf: casesInput,
    command: 'interfaceTest.casesRan',
    said: (why) => ({ blocked: why }),
  },
  {
    kind: 'messageProfile',
    asked: 'batchAsked',
    by: 'batchAskedBy',
    job: BATCH_JOB,
    inputOf: (profile) => ({ profile }),
    command: 'messageProfile.batchChecked',
    said: (why) => ({ messages: 0, valid: 0, findings: why }),
  },
];

const UNSAID: Readonly<Record<string, string>> = {
  cancelled: 'Cancelled before it began; nothing was done.',
  failed: 'It could not be done; the log of the server says why.',
};

export function createRuns({ pool, jobs, writes, access, log }: PartServices): Runs {
  let waking: NodeJS.Timeout | undefined;
  let turn: Promise<void> = Promise.resolve();
  /** A record whose job has ended asks for nothing any more, or nobody could ask again. */
  const settle = async (work: Work, { id, scope, by }: AskedRun, job: string): Promise<void> => {
    const { state } = await jobs.get({ id: by }, job);
    const why = UNSAID[state];
    if (why === undefined) return;
    const actor = await access.actorIn({ id: by }, scope);
    const commands = [{ command: work.command, input: { id, ...work.said(why) } }];
    await writes.execute({ scope, actor, internal: true, commands });
  };
  const startAsked = async (): Promise<void> => {
    for (const work of WORK) {
      for (const one of await askedOf(pool, work.kind, work.asked, work.by)) {
        const { id, scope, version, by } = one;
        // Under its key each is started once, on whichever node.
        const key = `${work.job} ${id} ${version}`;
        const job = await jobs.start({ name: work.job, input: work.inputOf(id), scope, asking: { id: by }, key });
        await settle(work, one, job);
      }
    }
  };
  const start = (): Promise<void> => {
    turn = turn.then(startAsked).catch((error: unknown) => {
      log(`Runs of cases could not be started: ${error instanceof Error ? error.message : String(error)}`);
    });
    return turn;
  };
  const soon = (): void => {
    clearTimeout(waking);
    waking = setTimeout(() => void start(), AFTER_MS);
  };
  const unhear = jobs.onEnded(
    WORK.map(({ job }) => job),
    soon,
  );
  return {
    start,
    onWritten: soon,
    close: async () => {
      unhear();
      clearTimeout(waking);
      await turn;
    },
  };
}

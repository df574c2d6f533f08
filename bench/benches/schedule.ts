import { createLiveSchedule, createMspdiReader, PlanFileError, planOf, schedule } from '@callosum/schedule';
import type { SchedulePlan } from '@callosum/schedule';
import { bigMspdi, randomNumbers, reckoner } from '@callosum/schedule/testing';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench } from '../bench.ts';
import { mebibytes, median, percentile, time, whole } from '../report.ts';
import type { Figure } from '../report.ts';

const START = '2026-01-05T08:00';
/** The peer runs up to this size; larger ones take it minutes. */
const PEER_TASKS = 1_000;
const EDITS = 5_000;
/** What a reader takes at most. */
const MOST = 1_000_000;

/**
 * A network that can be made anywhere: about two predecessors per task, a seventh of links with a lag, in working days; with
 * `constrained`, a twelfth of tasks starts no earlier than a date and one in five works in another calendar.
 */
function network(tasks: number, constrained: boolean): SchedulePlan {
  const random = randomNumbers(12_345);
  const width = Math.max(5, Math.round(Math.sqrt(tasks) * 1.5));
  const links: { from: number; to: number; lag?: string }[] = [];
  const rows = Array.from({ length: tasks }, (_, index) => {
    const days = 1 + Math.floor(random() * 20);
    const before = new Set<number>();
    for (let count = index < width ? 0 : 1 + Math.floor(random() * 3); count > 0; count--) {
      before.add(Math.max(0, index - 1 - Math.floor(random() * 2 * width)));
    }
    for (const one of before) {
      const lag = random() < 0.15 ? Math.floor(random() * 5) : 0;
      links.push({ from: one + 1, to: index + 1, ...(lag === 0 ? {} : { lag: `${lag}d` }) });
    }
    random();
    const held = constrained && index % 12 === 5;
    return {
      uid: index + 1,
      duration: `${days}d`,
      ...(constrained && index % 5 === 2 ? { calendarUid: 2 } : {}),
      ...(held
        ? { constraint: { type: 'snet' as const, date: `2026-${String(1 + (index % 9)).padStart(2, '0')}-15T08:00` } }
        : {}),
    };
  });
  return planOf({ properties: { start: START }, calendars: constrained ? [SIX_DAYS] : [], tasks: rows, links });
}

const SIX_DAYS = {
  uid: 2,
  name: 'Six days',
  isBase: true,
  week: Array.from({ length: 7 }, (_, day) =>
    day === 0
      ? { kind: 'non-working' as const }
      : {
          kind: 'working' as const,
          times: [
            { fromMinute: 420, toMinute: 720 },
            { fromMinute: 750, toMinute: 930 },
          ],
        },
  ),
  exceptions: Array.from({ length: 20 }, (_, year) => ({
    from: `${2026 + year}-12-24`,
    to: `${2026 + year}-12-31`,
    working: false,
    times: [],
  })),
  workWeeks: [],
};

/** Phases of fifty tasks in a row. */
function chains(tasks: number): SchedulePlan {
  const rows = Array.from({ length: tasks }, (_, index) => ({ uid: index + 1, duration: `${1 + (index % 9)}d` }));
  const links = rows.flatMap(({ uid }) => (uid % 50 === 1 ? [] : [{ from: uid - 1, to: uid }]));
  return planOf({ properties: { start: START }, tasks: rows, links });
}

/** What is said of a file with so many tasks. */
function refusalOf(tasks: number): string {
  const reader = createMspdiReader();
  const write = (text: string): void => reader.write(new TextEncoder().encode(text));
  try {
    write('<?xml version="1.0" encoding="UTF-8"?><Project xmlns="http://schemas.microsoft.com/project"><Tasks>');
    for (let uid = 1; uid <= tasks; uid++) write(`<Task><UID>${uid}</UID><OutlineLevel>1</OutlineLevel></Task>\n`);
    write('</Tasks></Project>');
    return `${whole(reader.end().plan.tasks.length)} tasks read`;
  } catch (error) {
    return error instanceof PlanFileError ? `refused: ${error.message}` : String(error);
  }
}

/** The same network in the words of TaskJuggler. */
function asTaskJuggler(plan: SchedulePlan): string {
  const links = Map.groupBy(plan.links, ({ to }) => to);
  const tasks = plan.tasks.map(({ uid, duration }) => {
    const waits = (links.get(uid) ?? []).map(
      ({ from, lag }) => `t${from}${lag.value > 0 ? ` { gaplength ${lag.value / 28_800}d }` : ''}`,
    );
    const start =
      waits.length === 0 ? `start ${START.slice(0, 10)}-08:00` : `depends ${waits.map((one) => `!${one}`).join(', ')}`;
    return `task t${uid} "t${uid}" { length ${(duration?.seconds ?? 0) / 28_800}d ${start} }`;
  });
  return `project p "p" 2026-01-01 +12y { timezone "UTC" timingresolution 60min
  workinghours mon - fri 8:00 - 12:00, 13:00 - 17:00
  workinghours sat, sun off }
${tasks.join('\n')}
taskreport "out" { formats csv columns id, end timeformat "%Y-%m-%dT%H:%M" sorttasks end.down }
`;
}

/** Seconds that tj3 takes and the finish it finds; undefined where it is not installed. */
async function taskJuggler(plan: SchedulePlan): Promise<{ ms: number; finish: string } | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'callosum-tj3-'));
  try {
    await writeFile(join(folder, 'plan.tjp'), asTaskJuggler(plan));
    const started = performance.now();
    const status = await new Promise<number | null>((resolve) => {
      const child = spawn('tj3', ['--silent', '-o', folder, join(folder, 'plan.tjp')], { stdio: 'ignore' });
      child.once('error', () => resolve(null));
      child.once('close', resolve);
    });
    if (status !== 0) return undefined;
    const ends = (await readFile(join(folder, 'out.csv'), 'utf8')).match(/\d{4}-\d\d-\d\dT\d\d:\d\d/g) ?? [];
    return { ms: performance.now() - started, finish: ends.sort().at(-1) ?? '' };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The best of several full passes, in milliseconds: the machine is shared, and the best is what the code can do. */
function bestPass(plan: SchedulePlan, rounds: number): number {
  const reckon = reckoner(plan);
  let best = Infinity;
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    reckon();
    best = Math.min(best, performance.now() - started);
  }
  return best;
}

/** Bytes of a file in pieces of the size a file stream gives. */
const PIECE = 65_536;

/** The best time in which a file of Microsoft Project XML is read into a plan, in milliseconds, and its size. */
function bestReading(tasks: number, rounds: number): { ms: number; bytes: number } {
  const file = Buffer.from([...bigMspdi(tasks)].join(''));
  let best = Infinity;
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    const reader = createMspdiReader();
    for (let at = 0; at < file.length; at += PIECE) reader.write(file.subarray(at, at + PIECE));
    if (reader.end().plan.tasks.length !== tasks) throw new Error('Not every task was read.');
    best = Math.min(best, performance.now() - started);
  }
  return { ms: best, bytes: file.length };
}

/** One duration changed, over and over, anywhere in the plan. */
function editTimes(plan: SchedulePlan): number[] {
  const live = createLiveSchedule(plan);
  const random = randomNumbers(7);
  return Array.from({ length: EDITS }, () => {
    const task = 1 + Math.floor(random() * plan.tasks.length);
    const seconds = 28_800 * (1 + Math.floor(random() * 20));
    const started = performance.now();
    live.edit([{ task, set: { duration: { seconds, unit: 'days', elapsed: false, estimated: false } } }]);
    return performance.now() - started;
  });
}

async function run(): Promise<Figure[]> {
  const ten = network(10_000, true);
  const hundred = network(100_000, true);
  const pass = bestPass(ten, 200);
  const large = bestPass(hundred, 25);
  const edits = editTimes(ten);
  const figures: Figure[] = [
    {
      what: '10,000 tasks, calendars and constraints: full pass, best of 200',
      measured: `${time(pass)}, ${(ten.tasks.length / pass / 1000).toFixed(1)} M tasks/s`,
      goal: '5 M tasks/s',
    },
    { what: '100,000 tasks: full pass, best of 25', measured: time(large), goal: '40 ms' },
    {
      what: `one edit on 10,000 tasks, ${whole(EDITS)} times`,
      measured: `p50 ${median(edits).toFixed(3)} ms, p99 ${percentile(edits, 0.99).toFixed(2)} ms`,
      goal: 'p50 0.3 ms, p99 3 ms',
    },
  ];
  const file = bestReading(10_000, 7);
  figures.push({
    what: `Microsoft Project XML of 10,000 tasks, ${mebibytes(file.bytes)}: read, best of 7`,
    measured: time(file.ms),
    goal: '400 ms',
  });
  const million = performance.now();
  const end = schedule(chains(MOST)).finish;
  const reckoned = performance.now() - million;
  figures.push(
    {
      what: `${whole(MOST)} tasks put together and reckoned, as many as a file may have; the finish`,
      measured: `${time(reckoned)}, ${new Date(end * 1000).toISOString().slice(0, 10)}`,
    },
    { what: 'a file with one task more', measured: refusalOf(MOST + 1) },
  );
  const small = network(PEER_TASKS, false);
  const ours = bestPass(small, 200);
  const peer = await taskJuggler(small);
  const finish = new Date(schedule(small).finish * 1000).toISOString().slice(0, 16);
  figures.push({
    what: `${whole(PEER_TASKS)} tasks: full pass, and the finish of the plan`,
    measured: `${time(ours)}, ${finish}`,
    peer:
      peer === undefined ? 'tj3 is not installed' : `tj3 with reading and a report: ${time(peer.ms)}, ${peer.finish}`,
    goal: '5,000 x tj3, same finish',
    ...(peer === undefined ? {} : { ratio: `${whole(peer.ms / ours)} x` }),
  });
  return figures;
}

export const scheduling: Bench = {
  name: 'schedule',
  about: 'Dates of plans reckoned: full passes, single edits, and the same network by TaskJuggler.',
  run,
};

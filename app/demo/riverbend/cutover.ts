import { minutes } from '../amounts.ts';
import { cycle } from '../random.ts';
import type { Teller } from '../teller.ts';

/** 684 tasks: a spine of 62 that takes 41 hours and 20 minutes, and ten beside each step of it; 14 decision points. */
const SPINE = 62;
const STEP = 40;
const TASKS = 684;

/** Loading, on the spine: what the second rehearsal showed to take an hour instead of forty minutes. */
const LOADING = [20, 21, 22, 23] as const;
/** The step after which there is no way back, and how long its end may lie after the plan. */
const VALIDATED = 30;
const SPARE = 30;

const PHASES = [
  'prepare',
  'freeze',
  'extract',
  'load',
  'validate',
  'interfaces',
  'smoke',
  'open',
  'stabilise',
] as const;
const WORK: Readonly<Record<(typeof PHASES)[number], readonly [string, ...string[]]>> = {
  prepare: ['Open the bridge', 'Check the roster', 'Hand out downtime boxes', 'Count open visits'],
  freeze: [
    'Stop entry in the former record',
    'Close the day in accounting',
    'Print the read-only charts',
    'Announce overhead',
  ],
  extract: ['Extract patients', 'Extract medication', 'Extract results', 'Compare counts'],
  load: ['Load patients', 'Load medication', 'Load results', 'Merge duplicates'],
  validate: ['Draw the sample', 'Compare control totals', 'Look at ten charts', 'Sign the lot'],
  interfaces: ['Start admissions', 'Start orders', 'Start results', 'Count what was sent'],
  smoke: ['Order and result on one patient', 'Scan a dose', 'Print a wristband', 'Book a visit'],
  open: ['Open access by unit', 'Announce overhead', 'Round with the super users', 'Enter what was on paper'],
  stabilise: ['Count the queues', 'Huddle of the units', 'Compare charges', 'Hand over to the command centre'],
};

/** The weekend: planned, rehearsed twice, mended, and as it went. */
export function tellCutover(teller: Teller): void {
  const spine = tellTasks(teller);
  tellDecisionPoints(teller);
  tellRehearsals(teller, spine);
}

/** A local time so many minutes after the beginning on Friday evening. */
function clock(t: Teller['t'], after: number): string {
  const begin = Date.parse(`${t(-1)}T18:00:00Z`);
  return new Date(begin + after * 60_000).toISOString().slice(0, 16);
}

function tellTasks(teller: Teller): readonly string[] {
  const { t, set } = teller;
  const spine: string[] = [];
  let beside = 0;
  for (let step = 0; step < SPINE; step += 1) {
    const before = spine.at(-1);
    const own = tellTask(teller, { step, beside: 0, before, long: STEP });
    spine.push(own);
    finish(teller, own, step * STEP, STEP - (step % 4));
    for (let side = 1; side <= 11 && beside < TASKS - SPINE; side += 1) {
      if (side === 11 && step % 31 !== 0) continue;
      beside += 1;
      const long = 10 + ((step + side) % 5) * 5;
      const task = tellTask(teller, { step, beside: side, before, long });
      finish(teller, task, step * STEP, long);
    }
  }
  set(t(-55), spine[VALIDATED] ?? '', { lastSafeRollback: clock(t, (VALIDATED + 1) * STEP + SPARE) });
  return spine;
}

interface Task {
  readonly step: number;
  readonly beside: number;
  readonly before: string | undefined;
  readonly long: number;
}

function tellTask({ add, t, who }: Teller, { step, beside, before, long }: Task): string {
  const phase = PHASES[Math.floor((step * PHASES.length) / SPINE)] ?? 'prepare';
  const what = cycle(WORK[phase], step + beside);
  return add(
    t(-80),
    'cutoverTask',
    `cutover ${step} ${beside}`,
    {
      title: beside === 0 ? `${step + 1}. ${what}` : `${step + 1}.${beside} ${what}`,
      phase,
      instructions: `Page ${step + 1} of the runbook.`,
      owner: who(cycle(['cutover', 'conversion', 'integration', 'build', 'access', 'informatics'], step + beside)),
      backup: who(cycle(['pm', 'command', 'devices', 'records', 'labAnalyst'], step + beside)),
      place: 'Conference centre, room 1',
      ...(before === undefined ? { plannedStart: clock(t, 0) } : {}),
      plannedDuration: minutes(long),
      verification: 'Count on the screen equals the count on the sheet.',
      // A few have no way back until the board asks for it.
      ...(beside === 9 && step % 3 === 0
        ? {}
        : { rollback: 'Restore the snapshot of Friday, 18:00; entry goes on in the former record.' }),
      tell: 'Bridge',
    },
    before === undefined ? {} : { links: [['dependsOn', before]] },
  );
}

/** As it went: a few minutes quicker than planned. */
function finish({ set, t }: Teller, task: string, from: number, long: number): void {
  set(t(-50), task, { rollback: 'Restore the snapshot of Friday, 18:00; entry goes on in the former record.' });
  const day = from < 360 ? -1 : from < 1_800 ? 0 : 1;
  set(t(day), task, { actualStart: clock(t, from), actualFinish: clock(t, from + long) }, 'done');
}

const POINTS = [
  'Before the freeze',
  'After the extract',
  'Counts agree',
  'Load validated',
  'Samples signed',
  'Interfaces up',
  'Orders and results',
  'Pharmacy ready',
  'Smoke test by clinicians',
  'Open the emergency department',
  'Open to all',
  'Four hours after',
  'Twenty-four hours after',
  'Hand over to the command centre',
] as const;

function tellDecisionPoints({ add, set, t, who }: Teller): void {
  for (const [place, title] of POINTS.entries()) {
    const at = clock(t, 160 + place * 170);
    const by = { by: who('cutover'), at: `${t(1)}T18:00:00.000Z` };
    const criteria = ['Counts of the phase agree', 'Nobody has named a danger to patients', 'The bridge is manned'].map(
      (text, index) => ({ id: index + 1, text }),
    );
    const id = add(t(-78), 'decisionPoint', `point ${title}`, {
      title,
      due: t(1),
      at,
      owner: who('cutover'),
      deputy: who('pm'),
      panel: [who('cio'), who('cmio'), who('cno'), who('safety')],
      criteria,
      lastSafeRollback: clock(t, 160 + place * 170 + 60),
      tell: 'Overhead and bridge',
    });
    set(
      t(1),
      id,
      { criteria: criteria.map((one) => ({ ...one, done: by })), decidedAt: at, reason: 'Every criterion met.' },
      'go',
    );
  }
}

function tellRehearsals({ add, set, t, who }: Teller, spine: readonly string[]): void {
  const rehearse = (name: string, day: number, took: number, rollback: number, toMend: string): string => {
    const id = add(
      t(day - 20),
      'rehearsal',
      `rehearsal ${name}`,
      {
        title: name,
        type: 'full',
        owner: who('cutover'),
        people: (['cutover', 'conversion', 'integration', 'build'] as const).map(who),
        due: t(day),
        plannedDuration: minutes(SPINE * STEP),
        scope: 'The whole weekend, with a copy of the data',
      },
      { links: [['rehearses', spine, { outcome: 'worked' }]] },
    );
    const begin = Date.parse(`${t(day - 2)}T18:00:00Z`);
    const finishedAt = new Date(begin + took * 60_000).toISOString().slice(0, 16);
    set(
      t(day),
      id,
      {
        startedAt: `${t(day - 2)}T18:00`,
        finishedAt,
        rolledBack: true,
        rollbackDuration: minutes(rollback),
        wentWell: 'Counts agreed; the bridge kept its times.',
        toMend,
      },
      'held',
    );
    set(t(day + 3), id, {}, 'evaluated');
    return id;
  };
  rehearse('First dress rehearsal', -47, SPINE * STEP - 12, 95, 'Two owners had no backup.');
  for (const task of spine) set(t(-47), task, { rehearsedDuration: minutes(STEP) });
  rehearse(
    'Second dress rehearsal',
    -33,
    SPINE * STEP + LOADING.length * 20,
    140,
    'Loading took an hour for each part: it ends 50 minutes after the last moment to go back.',
  );
  for (const step of LOADING) set(t(-33), spine[step] ?? '', { rehearsedDuration: minutes(60) });
  // Loaded in parallel from then on, and tried again.
  for (const step of LOADING) set(t(-14), spine[step] ?? '', { rehearsedDuration: minutes(45) });
}

import content from '../content/plan.json' with { type: 'json' };
import { hours } from '../amounts.ts';
import { roleOf } from '../cast.ts';
import { cycle } from '../random.ts';
import { tellStaffing } from '../staffing.ts';
import type { Teller } from '../teller.ts';
import { WORK_CLASS_OF } from './windows.ts';

/** 4,860 tasks in twelve workstreams of nine packages: each package holds things that go through four steps. */
const THINGS = 11;
const STEPS = ['prepare', 'do', 'review', 'sign off'] as const;
const DOES = STEPS.indexOf('do');
/** As many as fit: a summary for each workstream and each package, and of the steps all but the last twelve. */
const TASKS = 4_860;

/** People whom the clinic’s project counts on as well, and the packages in which this one does. */
const SHARED = [
  { title: 'Integration lead', email: 'integration@riverbend.example', units: 70, wbs: '10.8' },
  { title: 'Training lead', email: 'training@riverbend.example', units: 80, wbs: '12.8' },
] as const;

/** A week's work: from Tuesday morning to Friday evening. */
const WEEK = { days: 3, hours: 32 };

/** The day on which the demonstration opens. */
const OPENS = -60;

interface Row {
  readonly id: string;
  readonly finish: number;
  /** When it was really done. */
  readonly done?: number;
}

/** A task as planned, and how many days late it was done. */
interface Planned {
  readonly end: number;
  readonly late: number;
}

/** What becomes of a plan, for whoever goes on from it. */
export interface PlanTold {
  /** The last day of each task as planned, from go-live. */
  readonly ends: ReadonlyMap<string, number>;
  /** Tasks that are late sixty days before go-live. */
  readonly late: readonly string[];
}

/** The plan, its baseline, and when each task was really done. */
export function tellPlan(teller: Teller, specifications: readonly string[]): PlanTold {
  const { add, link, t } = teller;
  const rows: Row[] = [];
  const builds: string[] = [];
  const summaries = content.workstreams.length * (1 + content.packages.length);
  let left = TASKS - summaries;
  let position = 0;
  for (const [place, stream] of content.workstreams.entries()) {
    // The last workstream makes up for what the others leave.
    const packages = content.packages.map((part, index) => {
      const room = Math.floor(left / ((content.workstreams.length - place) * content.packages.length - index));
      left -= room;
      return { part, planned: planPackage(teller, part, place * content.packages.length + index, room) };
    });
    const all = packages.flatMap(({ planned }) => planned);
    const top = tellSummary(teller, {
      name: stream.title,
      wbs: String(place + 1),
      position: (position += 1),
      below: all,
    });
    rows.push({ id: top, finish: lastOf(all) });
    let former: Row | undefined;
    for (const [index, { part, planned }] of packages.entries()) {
      const wbs = `${place + 1}.${index + 1}`;
      const summary = tellSummary(teller, {
        name: `${stream.title}: ${part.title.toLowerCase()}`,
        wbs,
        position: (position += 1),
        below: planned,
        within: top,
        workClass: WORK_CLASS_OF[part.title],
      });
      rows.push({ id: summary, finish: lastOf(planned) });
      const made = tellPackage(teller, { stream, part, planned, wbs, summary, position, former });
      position += planned.length;
      former = made.at(-1);
      if (part.title === 'Build')
        builds.push(...made.flatMap(({ id }, number) => (number % STEPS.length === DOES ? [id] : [])));
      rows.push(...made);
    }
  }
  tellBuilt(teller, builds, specifications);
  rows.push({ id: tellGoLive(teller), finish: 0 });
  tellStaffing(
    teller,
    -494,
    SHARED.map(({ title, email, units, wbs }) => ({
      title,
      email,
      units,
      tasks: Array.from({ length: 10 }, (_, place) => `task ${wbs} ${place * STEPS.length + DOES}`),
    })),
  );
  const baseline = add(t(-480), 'baseline', 'baseline', {
    title: 'Baseline, agreed by the steering committee',
    baselineNumber: 0,
    takenOn: t(-480),
  });
  for (const { id, finish } of rows) link(t(-480), 'baseline.holds', baseline, id, { finish: `${t(finish)}T17:00` });
  return {
    ends: new Map(rows.map(({ id, finish }) => [id, finish])),
    late: rows.flatMap(({ id, finish, done = finish }) => (finish < OPENS && done > OPENS ? [id] : [])),
  };
}

/** Which task builds which specification. One in thirty is built by nobody that the plan knows of. */
function tellBuilt({ link, t }: Teller, builds: readonly string[], specifications: readonly string[]): void {
  for (const [place, specification] of specifications.entries()) {
    const task = builds[place % builds.length];
    // Once the last of them were approved.
    if (task !== undefined && place % 30 !== 17) link(t(-98), 'task.implements', task, specification);
  }
}

/** The day everything leads to: the forecast of go-live is that of this milestone. */
function tellGoLive({ add, set, link, t, who, project }: Teller): string {
  const id = add(
    t(-495),
    'task',
    'task go-live',
    {
      title: 'Go-live',
      milestone: true,
      summary: false,
      active: true,
      // A Saturday, on which no calendar works.
      manual: true,
      owner: who('cutover'),
      percentComplete: 0,
      storedStart: `${t(0)}T17:00`,
      storedFinish: `${t(0)}T17:00`,
    },
    { external: { source: 'riverbend', id: 'go-live' } },
  );
  link(t(-495), 'project.goLive', project, id);
  set(t(0), id, { percentComplete: 100, actualStart: `${t(0)}T17:00`, actualFinish: `${t(0)}T17:00` }, 'done');
  return id;
}

interface Summary {
  readonly name: string;
  readonly wbs: string;
  readonly position: number;
  /** What it stands for: it begins and ends with that. */
  readonly below: readonly Planned[];
  readonly within?: string;
  /** The sort of work of all its rows, where windows ask for it. */
  readonly workClass?: string | undefined;
}

const firstOf = (planned: readonly Planned[]): number => Math.min(...planned.map(({ end }) => end - WEEK.days));
const lastOf = (planned: readonly Planned[]): number => Math.max(...planned.map(({ end }) => end));

function tellSummary({ add, set, t }: Teller, { name, wbs, position, below, within, workClass }: Summary): string {
  const id = add(
    t(-495),
    'task',
    `summary ${wbs}`,
    {
      title: name,
      position,
      outlineLevel: within === undefined ? 1 : 2,
      wbs,
      summary: true,
      milestone: false,
      active: true,
      storedStart: `${t(firstOf(below))}T08:00`,
      storedFinish: `${t(lastOf(below))}T17:00`,
      ...(workClass === undefined ? {} : { workClass }),
    },
    within === undefined ? {} : { links: [['partOf', within]] },
  );
  // What was done later than anything was planned makes it longer.
  let finish = lastOf(below);
  for (const done of below.map(({ end, late }) => end + late).sort((a, b) => a - b)) {
    if (done <= finish) continue;
    finish = done;
    set(t(done), id, { storedFinish: `${t(done)}T17:00` });
  }
  return id;
}

interface Package {
  readonly stream: (typeof content.workstreams)[number];
  readonly part: (typeof content.packages)[number];
  readonly planned: readonly Planned[];
  readonly wbs: string;
  readonly summary: string;
  readonly position: number;
  /** What ended the package before. */
  readonly former: Row | undefined;
}

/** When each step of a package is to be done: things one after the other, four steps each. */
function planPackage(teller: Teller, { from, to }: Package['part'], place: number, count: number): readonly Planned[] {
  const span = to - from;
  const last = weekday(teller, to) > to ? weekday(teller, to) - 7 : weekday(teller, to);
  return Array.from({ length: count }, (_, number) => {
    const step = number % STEPS.length;
    const begin = Math.floor(((number - step) / (THINGS * STEPS.length)) * span * 0.7);
    const end = Math.min(last, weekday(teller, from + begin + Math.round(((step + 1) / STEPS.length) * span * 0.3)));
    // One in thirty-one is late by some weeks; the milestone of a package never.
    const isLate = number !== count - 1 && (place * 44 + number) % 31 === 13;
    return { end, late: isLate ? 6 + (number % 4) * 7 : 0 };
  });
}

function tellPackage(teller: Teller, { stream, part, planned, wbs, summary, position, former }: Package): Row[] {
  const { add, set, t, who } = teller;
  const rows: Row[] = [];
  for (const [number, { end, late }] of planned.entries()) {
    const thing = stream.things[Math.floor(number / STEPS.length) % THINGS] ?? '';
    const step = number % STEPS.length;
    const start = `${t(end - WEEK.days)}T08:00`;
    const owner = who(roleOf(cycle([stream.owners[0] ?? 'pm', ...stream.owners.slice(1)], number)));
    const id = add(
      t(-495),
      'task',
      `task ${wbs} ${number}`,
      {
        title: `${part.title}: ${thing}, ${STEPS[step] ?? ''}`,
        position: position + number + 1,
        outlineLevel: 3,
        wbs: `${wbs}.${number + 1}`,
        milestone: number === planned.length - 1,
        summary: false,
        active: true,
        owner,
        percentComplete: 0,
        duration: hours(WEEK.hours),
        constraint: 'snet',
        constraintDate: start,
        storedStart: start,
        storedFinish: `${t(end)}T17:00`,
      },
      { links: [['partOf', summary]] },
    );
    const before = step === 0 ? (number === 0 ? former : undefined) : rows.at(-1);
    if (before) tellLogic(teller, id, before, end);
    rows.push({ id, finish: end, done: end + late });
    const finish = `${t(end + late)}T17:00`;
    const dates = { actualStart: start, actualFinish: finish, ...(late > 0 ? { storedFinish: finish } : {}) };
    set(t(end + late), id, { percentComplete: 100, ...dates }, 'done');
  }
  return rows;
}

/** One begins when the other has ended; in the same week, neither ends before the other. */
function tellLogic({ link, t }: Teller, id: string, before: Row, end: number): void {
  if (before.finish > end) return;
  link(t(-495), 'task.dependsOn', id, before.id, { type: before.finish < end - WEEK.days ? 'FS' : 'FF' });
}

/** The Friday of the week, so that a week’s work is reported in one go. */
function weekday({ t }: Teller, day: number): number {
  const name = new Date(`${t(day)}T00:00:00Z`).getUTCDay();
  return day + (5 - name);
}

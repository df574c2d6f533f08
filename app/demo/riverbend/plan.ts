import content from '../content/plan.json' with { type: 'json' };
import { hours } from '../amounts.ts';
import { roleOf } from '../cast.ts';
import { cycle } from '../random.ts';
import { tellStaffing } from '../staffing.ts';
import type { Teller } from '../teller.ts';

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

interface Row {
  readonly id: string;
  readonly finish: number;
}

/** The plan, its baseline, and when each task was really done. */
export function tellPlan(teller: Teller, specifications: readonly string[]): void {
  const { add, link, t } = teller;
  const rows: Row[] = [];
  const builds: string[] = [];
  const summaries = content.workstreams.length * (1 + content.packages.length);
  let left = TASKS - summaries;
  let position = 0;
  for (const [place, stream] of content.workstreams.entries()) {
    const top = tellSummary(teller, {
      name: stream.title,
      wbs: String(place + 1),
      position: (position += 1),
      from: -500,
      to: 25,
    });
    rows.push({ id: top, finish: 25 });
    let former: string | undefined;
    for (const [index, part] of content.packages.entries()) {
      const wbs = `${place + 1}.${index + 1}`;
      const summary = tellSummary(teller, {
        name: `${stream.title}: ${part.title.toLowerCase()}`,
        wbs,
        position: (position += 1),
        from: part.from,
        to: part.to,
        within: top,
      });
      rows.push({ id: summary, finish: part.to });
      // The last workstream makes up for what the others leave.
      const room = Math.floor(left / ((content.workstreams.length - place) * content.packages.length - index));
      left -= room;
      const made = tellPackage(teller, {
        stream,
        part,
        place: place * 9 + index,
        wbs,
        summary,
        count: room,
        position,
        former,
      });
      position += room;
      former = made.at(-1)?.id;
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
  readonly from: number;
  readonly to: number;
  readonly within?: string;
}

function tellSummary({ add, t }: Teller, { name, wbs, position, from, to, within }: Summary): string {
  return add(
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
      storedStart: `${t(from)}T08:00`,
      storedFinish: `${t(to)}T17:00`,
    },
    within === undefined ? {} : { links: [['partOf', within]] },
  );
}

interface Package {
  readonly stream: (typeof content.workstreams)[number];
  readonly part: (typeof content.packages)[number];
  readonly place: number;
  readonly wbs: string;
  readonly summary: string;
  readonly count: number;
  readonly position: number;
  readonly former: string | undefined;
}

function tellPackage(teller: Teller, { stream, part, place, wbs, summary, count, position, former }: Package): Row[] {
  const { add, set, link, t, who } = teller;
  const rows: Row[] = [];
  const span = part.to - part.from;
  for (let number = 0; number < count; number += 1) {
    const thing = stream.things[Math.floor(number / STEPS.length) % THINGS] ?? '';
    const step = number % STEPS.length;
    const begin = Math.floor(((number - step) / (THINGS * STEPS.length)) * span * 0.7);
    const end = Math.min(
      part.to,
      weekday(teller, part.from + begin + Math.round(((step + 1) / STEPS.length) * span * 0.3)),
    );
    const last = number === count - 1;
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
        milestone: last,
        summary: false,
        active: true,
        owner,
        percentComplete: 0,
        duration: hours(16 + (number % 5) * 8),
        storedStart: `${t(end - 3)}T08:00`,
        storedFinish: `${t(end)}T17:00`,
      },
      { links: [['partOf', summary]] },
    );
    const before = step === 0 ? (number === 0 ? former : undefined) : rows.at(-1)?.id;
    if (before !== undefined) link(t(-495), 'task.dependsOn', id, before, { type: 'FS' });
    rows.push({ id, finish: end });
    // One in thirty-one is late by some weeks; the milestone of a package never.
    const late = !last && (place * 44 + number) % 31 === 13 ? 6 + (number % 4) * 7 : 0;
    const done = end + late;
    set(
      t(done),
      id,
      { percentComplete: 100, actualStart: `${t(end - 3)}T08:00`, actualFinish: `${t(done)}T16:30` },
      'done',
    );
  }
  return rows;
}

/** The Friday of the week, so that a week’s work is reported in one go. */
function weekday({ t }: Teller, day: number): number {
  const name = new Date(`${t(day)}T00:00:00Z`).getUTCDay();
  return day + (5 - name);
}

import { formatInstant, instantOf } from '@callosum/schedule';
import type { GateRecord, PlanRecords, TaskRecord } from './records.ts';
import { weekOf } from './workload.ts';
import type { WorkingPlan } from './working-plan.ts';

const DAY = 86_400;
/** Lines of a week that bars may take; what finds no line is counted. */
const LANES = 5;

/** Something that lies on days of a calendar. */
export type Entry =
  | { readonly kind: 'window'; readonly id: string; readonly window: PlanRecords['windows'][number] }
  | { readonly kind: 'gate'; readonly id: string; readonly gate: GateRecord }
  | { readonly kind: 'task'; readonly id: string; readonly task: TaskRecord; readonly critical: boolean };

/** An entry with its first and last day, as numbers of days. */
export interface Lasting {
  readonly entry: Entry;
  readonly from: number;
  readonly to: number;
}

export interface CalendarDay {
  /** Number of the day since 1 January 1970. */
  readonly day: number;
  readonly date: string;
  readonly isInMonth: boolean;
  readonly isOff: boolean;
  /** What begins here in each line of the week, or goes on from the week before; undefined where the line is empty or taken. */
  readonly begins: readonly (Bar | undefined)[];
  /** Entries that found no line. */
  readonly more: number;
}

/** A piece of an entry within one week. */
export interface Bar {
  readonly lasting: Lasting;
  /** Days within the week. */
  readonly length: number;
  readonly isContinued: boolean;
  readonly goesOn: boolean;
}

/** A month as a calendar shows it. @param month such as `2027-01` */
export function monthOf(plan: WorkingPlan, month: string, entries: readonly Lasting[]): readonly CalendarDay[][] {
  const { weekStart } = plan.mapped().plan.properties;
  const { model } = plan.schedule();
  const time = model.times[model.projectCalendar];
  const weeks: CalendarDay[][] = [];
  const [begin, end] = [instantOf(`${month}-01`), instantOf(`${monthAfter(month, 1)}-01`)];
  for (let from = weekOf(begin, weekStart); from < end; from += 7 * DAY) {
    const first = from / DAY;
    const { lanes, more } = laneUp(entries, first);
    weeks.push(
      Array.from({ length: 7 }, (_, index): CalendarDay => {
        const day = first + index;
        const date = formatInstant(day * DAY).slice(0, 10);
        return {
          day,
          date,
          isInMonth: date.startsWith(month),
          isOff: time !== undefined && time.between(day * DAY, (day + 1) * DAY) <= 0,
          begins: lanes.map((lane) => lane[index]),
          more: more[index] ?? 0,
        };
      }),
    );
  }
  return weeks;
}

/** Puts entries of a week into lines, in their order: windows and gates, then tasks. */
function laneUp(
  entries: readonly Lasting[],
  first: number,
): { readonly lanes: readonly (Bar | undefined)[][]; readonly more: readonly number[] } {
  const last = first + 6;
  const lanes: (Bar | undefined)[][] = Array.from({ length: LANES }, () => []);
  const until: number[] = Array.from({ length: LANES }, () => first - 1);
  const more = Array.from({ length: 7 }, () => 0);
  let used = 0;
  for (const lasting of entries) {
    if (lasting.to < first || lasting.from > last) continue;
    const [from, to] = [Math.max(first, lasting.from), Math.min(last, lasting.to)];
    const lane = until.findIndex((day) => day < from);
    if (lane < 0) {
      for (let day = from; day <= to; day++) more[day - first] = (more[day - first] ?? 0) + 1;
      continue;
    }
    until[lane] = to;
    used = Math.max(used, lane + 1);
    const bar = { lasting, length: to - from + 1, isContinued: from > lasting.from, goesOn: to < lasting.to };
    const line = lanes[lane];
    if (line) line[from - first] = bar;
  }
  return { lanes: lanes.slice(0, used), more };
}

/** What lies on the days of a plan: windows, gates, and active tasks of the lowest level in the order in which they begin, those that are done last. */
export function entriesIn(plan: WorkingPlan): readonly Lasting[] {
  const { windows, gates, tasks } = plan.records();
  const { model, dates, floats } = plan.schedule();
  const entries: Lasting[] = windows.map((window) => ({
    entry: { kind: 'window', id: window.id, window },
    from: dayOf(instantOf(window.fields.start)),
    to: dayOf(instantOf(window.fields.finish)),
  }));
  for (const gate of gates) {
    const place = plan.indexOf(gate.task ?? '');
    const instant = place === undefined ? gate.day && instantOf(gate.day) : dates.finish[place];
    if (instant) entries.push({ entry: { kind: 'gate', id: gate.id, gate }, from: dayOf(instant), to: dayOf(instant) });
  }
  const work: Lasting[] = [];
  for (const [place, task] of tasks.entries()) {
    if (model.summary[place] === 1 || model.active[place] !== 1) continue;
    const [start, finish] = [dates.start[place] ?? 0, dates.finish[place] ?? 0];
    const critical = floats.critical[place] === 1;
    // What ends at midnight ends on the day before.
    const to = finish > start ? dayOf(finish - 1) : dayOf(finish);
    work.push({ entry: { kind: 'task', id: task.id, task, critical }, from: dayOf(start), to });
  }
  // What is still to be done is seen first.
  work.sort((a, b) => Number(isDone(a)) - Number(isDone(b)) || a.from - b.from || b.to - a.to);
  return [...entries, ...work];
}

function isDone({ entry }: Lasting): boolean {
  return entry.kind === 'task' && entry.task.state === 'done';
}

/** What lies on one day. */
export function onDay(entries: readonly Lasting[], day: number): readonly Lasting[] {
  return entries.filter(({ from, to }) => from <= day && day <= to);
}

/** A month so many months later; earlier when negative. */
export function monthAfter(month: string, by: number): string {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + by;
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`;
}

function dayOf(instant: number): number {
  return Math.floor(instant / DAY);
}

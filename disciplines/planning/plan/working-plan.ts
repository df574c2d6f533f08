import type { FieldChanges } from '@callosum/kernel';
import {
  createLiveSchedule,
  formatInstant,
  type LiveSchedule,
  type PlanChange,
  type PlanTask,
  type Schedule,
} from '@callosum/schedule';
import type { PlanEdit } from '../commands/edit-plan.ts';
import { isPast, keptDates, sameMinute } from './kept-dates.ts';
import { editRecords, type Undone, withFields } from './edit-records.ts';
import type { LinkRecord, PlanRecords, TaskRecord } from './records.ts';
import { linkOf, type MappedPlan, toPlan } from './to-plan.ts';
import { taskOf } from './to-task.ts';

/** What an edit did. */
export interface Edited {
  /** The way back. */
  readonly undo: readonly PlanEdit[];
  /** Tasks whose start or finish is another one now. */
  readonly moved: readonly string[];
}

/** A plan that somebody works on: its records, and their dates, which follow every edit at once. */
export interface WorkingPlan {
  readonly records: () => PlanRecords;
  readonly schedule: () => Schedule;
  readonly mapped: () => MappedPlan;
  /** What a task waits for. */
  readonly waitsOf: (id: string) => readonly LinkRecord[];
  /** Index in the schedule's arrays, which is its place in the outline. */
  readonly indexOf: (id: string) => number | undefined;
  /**
   * Applies edits.
   * @throws RangeError when one speaks of what is not there; nothing is changed then
   */
  readonly edit: (edits: readonly PlanEdit[]) => Edited;
  /** Tasks whose kept dates are others than the calculated ones. */
  readonly differing: () => readonly string[];
  /** The calculated dates of these tasks are kept, as `plan.reckon` does in the store. */
  readonly keep: (ids: Iterable<string>) => void;
}

/** @param today for a plan of which nothing says when it begins */
export function createWorkingPlan(source: PlanRecords, today: string): WorkingPlan {
  let records = source;
  let mapped = toPlan(records, today);
  let live: LiveSchedule = createLiveSchedule(mapped.plan);
  /** Read once after each edit: its warnings are looked for anew whenever it is asked for. */
  let schedule: Schedule = live.current();
  let places = placesOf(mapped.plan.tasks);

  let waits: { readonly of: unknown; readonly by: ReadonlyMap<string, readonly LinkRecord[]> } | undefined;

  const rebuild = (): string[] => {
    const before = datesOf(schedule, mapped);
    mapped = toPlan(records, today);
    live = createLiveSchedule(mapped.plan);
    schedule = live.current();
    places = placesOf(mapped.plan.tasks);
    const after = datesOf(schedule, mapped);
    return [...after].flatMap(([id, dates]) => (before.get(id) === dates ? [] : [id]));
  };

  const follow = (changes: readonly PlanChange[]): string[] => {
    const moved = live.edit(changes).flatMap(({ uid }) => mapped.idOf.get(uid) ?? []);
    schedule = live.current();
    return moved;
  };

  const kept = (row: TaskRecord, index: number | undefined): FieldChanges => {
    const { model, dates, floats } = schedule;
    if (index === undefined) return {};
    return keptDates(row, {
      start: formatInstant(dates.start[index] ?? 0),
      finish: formatInstant(dates.finish[index] ?? 0),
      critical: floats.critical[index] === 1,
      summary: model.summary[index] === 1,
    });
  };
  const indexOf = (id: string): number | undefined => {
    const uid = mapped.uidOf.get(id);
    return uid === undefined ? undefined : schedule.model.indexOf.get(uid);
  };

  return {
    records: () => records,
    schedule: () => schedule,
    mapped: () => mapped,
    indexOf,
    waitsOf: (id) => {
      if (waits?.of !== records.links) waits = { of: records.links, by: Map.groupBy(records.links, ({ to }) => to) };
      return waits.by.get(id) ?? [];
    },
    edit: (edits) => {
      const undone: Undone = editRecords(records, edits, indexOf);
      const changes = incremental(edits, { before: records, after: undone.records, mapped, places, schedule });
      ({ records } = undone);
      return { undo: undone.undo, moved: changes ? follow(changes) : rebuild() };
    },
    differing: () => {
      const { dates, model } = schedule;
      return records.tasks.flatMap(({ id, fields }) => {
        const { storedStart, storedFinish } = fields;
        const index = model.indexOf.get(mapped.uidOf.get(id) ?? -1);
        if (index === undefined || (isPast(fields) && storedFinish !== undefined)) return [];
        const same =
          sameMinute(storedStart, formatInstant(dates.start[index] ?? 0)) &&
          sameMinute(storedFinish, formatInstant(dates.finish[index] ?? 0));
        return same ? [] : [id];
      });
    },
    keep: (ids) => {
      const wanted = new Set(ids);
      const tasks = records.tasks.map((row) => {
        const changes = wanted.has(row.id) ? kept(row, indexOf(row.id)) : {};
        return Object.keys(changes).length === 0 ? row : withFields(row, changes);
      });
      records = { ...records, tasks };
    },
  };
}

interface Place {
  readonly task: PlanTask;
}

function placesOf(tasks: readonly PlanTask[]): ReadonlyMap<number, Place> {
  return new Map(tasks.map((task) => [task.uid, { task }]));
}

function datesOf({ dates }: Schedule, { plan, idOf }: MappedPlan): Map<string, string> {
  return new Map(
    plan.tasks.map(({ uid }, index) => [idOf.get(uid) ?? '', `${dates.start[index]} ${dates.finish[index]}`]),
  );
}

interface Around {
  readonly before: PlanRecords;
  readonly after: PlanRecords;
  readonly mapped: MappedPlan;
  readonly places: ReadonlyMap<number, Place>;
  readonly schedule: Schedule;
}

/** The same edits for the schedule that follows; undefined where rows come, go or move, and the plan is read anew. */
function incremental(edits: readonly PlanEdit[], around: Around): PlanChange[] | undefined {
  const { before, after, mapped } = around;
  const changes: PlanChange[] = [];
  for (const one of edits) {
    if (one.do === 'set') {
      const row = after.tasks[around.schedule.model.indexOf.get(mapped.uidOf.get(one.task) ?? -1) ?? -1];
      if (!row || 'workClass' in one.fields || (one.fields.duration !== undefined && worksInPieces(row, around)))
        return undefined;
      const change = taskChange(row, around);
      if (!change) return undefined;
      changes.push(change);
    } else if (one.do === 'link' || one.do === 'unlink') {
      // A maximum lag is part of the plan as a whole.
      if ('maxLag' in one || before.links.some((link) => isSame(link, one) && link.fields.maxLag)) return undefined;
      const from = mapped.uidOf.get(one.from);
      const to = mapped.uidOf.get(one.to);
      if (from === undefined || to === undefined) return undefined;
      const key = { from, to, type: one.type };
      if (one.do === 'unlink') changes.push({ removeLink: key });
      else {
        const { lag } = linkOf(from, to, one);
        const known = before.links.some((link) => isSame(link, one)) || changes.some((made) => isMade(made, key));
        changes.push(known ? { lagOf: key, lag } : { addLink: { ...key, lag } });
      }
    } else if (one.do !== 'rest' && one.do !== 'unrest') return undefined;
  }
  return changes;
}

/** Whether the work of its assignments decides how long a task takes: it grows and shrinks with the task, and is read anew. */
function worksInPieces({ id, fields }: TaskRecord, { before, mapped, schedule: { model } }: Around): boolean {
  const index = model.indexOf.get(mapped.uidOf.get(id) ?? -1);
  if (index === undefined || model.pieces[index] !== undefined) return true;
  const ends = fields.duration === undefined || fields.duration.seconds === 0 || model.duration[index] === 0;
  return ends && before.assignments.some(({ task }) => task === id);
}

function isSame(
  link: PlanRecords['links'][number],
  { from, to, type }: Extract<PlanEdit, { do: 'link' | 'unlink' }>,
): boolean {
  return link.from === from && link.to === to && (link.fields.type ?? 'FS') === type;
}

function isMade(change: PlanChange, { from, to, type }: { from: number; to: number; type: string }): boolean {
  return (
    'addLink' in change && change.addLink.from === from && change.addLink.to === to && change.addLink.type === type
  );
}

function taskChange(row: TaskRecord, { mapped, places }: Around): PlanChange | undefined {
  const uid = mapped.uidOf.get(row.id);
  const place = uid === undefined ? undefined : places.get(uid);
  if (uid === undefined || !place) return undefined;
  const {
    uid: _,
    parentUid: __,
    outlineLevel: ___,
    summary: ____,
    ...set
  } = taskOf(row, {
    uid,
    parent: place.task.parentUid,
    calendar: place.task.calendarUid,
    level: place.task.outlineLevel,
    number: place.task.outlineNumber,
    summary: place.task.summary,
  });
  return { task: uid, set };
}

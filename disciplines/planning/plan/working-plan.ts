import {
  createLiveSchedule,
  type LiveSchedule,
  type PlanChange,
  type PlanTask,
  type Schedule,
} from '@callosum/schedule';
import type { PlanEdit } from '../commands/edit-plan.ts';
import { editRecords, type Undone } from './edit-records.ts';
import type { PlanRecords, TaskRecord } from './records.ts';
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
  /** Index in the schedule's arrays. */
  readonly indexOf: (id: string) => number | undefined;
  /**
   * Applies edits.
   * @throws RangeError when one speaks of what is not there; nothing is changed then
   */
  readonly edit: (edits: readonly PlanEdit[]) => Edited;
}

/** @param today for a plan of which nothing says when it begins */
export function createWorkingPlan(source: PlanRecords, today: string): WorkingPlan {
  let records = source;
  let mapped = toPlan(records, today);
  let live: LiveSchedule = createLiveSchedule(mapped.plan);
  let places = placesOf(mapped.plan.tasks);

  const rebuild = (): string[] => {
    const before = datesOf(live.current(), mapped);
    mapped = toPlan(records, today);
    live = createLiveSchedule(mapped.plan);
    places = placesOf(mapped.plan.tasks);
    const after = datesOf(live.current(), mapped);
    return [...after].flatMap(([id, dates]) => (before.get(id) === dates ? [] : [id]));
  };

  const follow = (changes: readonly PlanChange[]): string[] =>
    live.edit(changes).flatMap(({ uid }) => mapped.idOf.get(uid) ?? []);

  return {
    records: () => records,
    schedule: () => live.current(),
    mapped: () => mapped,
    indexOf: (id) => {
      const uid = mapped.uidOf.get(id);
      return uid === undefined ? undefined : live.current().model.indexOf.get(uid);
    },
    edit: (edits) => {
      const undone: Undone = editRecords(records, edits);
      const changes = incremental(edits, { before: records, after: undone.records, mapped, places });
      ({ records } = undone);
      return { undo: undone.undo, moved: changes ? follow(changes) : rebuild() };
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
}

/** The same edits for the schedule that follows; undefined where rows come, go or move, and the plan is read anew. */
function incremental(edits: readonly PlanEdit[], around: Around): PlanChange[] | undefined {
  const { before, after, mapped } = around;
  const changes: PlanChange[] = [];
  const rows = new Map(after.tasks.map((row) => [row.id, row]));
  const worked = new Set(before.assignments.map(({ task }) => task));
  for (const one of edits) {
    if (one.do === 'set') {
      const row = rows.get(one.task);
      // The work of its assignments grows and shrinks with a task.
      if (!row || (one.fields.duration !== undefined && worked.has(one.task))) return undefined;
      const change = taskChange(row, around);
      if (!change) return undefined;
      changes.push(change);
    } else if (one.do === 'link' || one.do === 'unlink') {
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
    } else return undefined;
  }
  return changes;
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

import {
  addDays,
  dateOf,
  daysBetween,
  type Edge,
  ends,
  type GraphReader,
  isOver,
  type Moment,
  type Registry,
  type Row,
} from '@callosum/kernel';
import { task } from './kinds/task.ts';
import type { Party, PartyOf } from './parties.ts';
import { linkFields, type LinkFields } from './plan/records.ts';
import { finishDay, isActive, isActiveLeaf, isComplete, type TaskRow } from './work.ts';

interface Days {
  /** The day it is needed, as the plan has it. */
  readonly needed?: string;
  /** The day it is promised: when the plan ends it, or when it is due. */
  readonly promised?: string;
}

/** One party’s task that waits for what another party has to do. */
export interface HandOver extends Days {
  readonly task: TaskRow;
  /** What it waits for: a task, a decision, or a record that it rests on or implements. */
  readonly on: Row;
  readonly waits: Party;
  readonly gives: Party;
}

/** What has no day on one of both sides was never agreed. */
export type Standing = 'late' | 'undated' | 'inTime';

/** Links by which a task waits for a record of another kind before it begins, and where they start. */
const WAITS = [
  { type: 'decision.holds', direction: 'in' },
  { type: 'task.implements', direction: 'out' },
  { type: 'task.restsOn', direction: 'out' },
] as const;

/**
 * What a task still waits for that another party has to do: tasks by the logic of the plan, decisions that hold it up, and what it implements or
 * rests on as long as somebody has to do something about that.
 */
export function handOversOf(row: TaskRow, graph: GraphReader, registry: Registry, party: PartyOf): readonly HandOver[] {
  if (!isActiveLeaf(row) || isComplete(row)) return [];
  const before = graph.out(row.id, 'task.dependsOn').flatMap((edge) => beforeOf(row, edge, graph) ?? []);
  const others = hasBegun(row) ? [] : WAITS.flatMap(({ type, direction }) => ends(graph, row.id, type, direction));
  const open = [...before, ...others.filter((on) => isOpen(on, registry)).map((on) => ({ on, ...daysFor(row, on) }))];
  const waits = open.length > 0 ? party(row) : undefined;
  if (!waits) return [];
  return open.flatMap((one) => {
    const gives = party(one.on);
    return gives && gives.key !== waits.key ? [{ task: row, waits, gives, ...one }] : [];
  });
}

/** Late is what is promised for later than it is needed, and what is not there although the day of either has passed. */
export function standingOf({ needed, promised }: Days, at: Moment): Standing {
  const isPast = needed !== undefined && isOver(needed, at);
  if (isPast) return 'late';
  if (needed === undefined || promised === undefined) return 'undated';
  return promised > needed || isOver(promised, at) ? 'late' : 'inTime';
}

/** By how many days it comes too late as things stand: what is not there today comes today at the earliest. */
export function daysLate({ needed, promised }: Days, today: string): number {
  if (needed === undefined) return 0;
  const comes = promised === undefined || promised < today ? today : promised;
  return Math.max(0, daysBetween(needed, comes));
}

function hasBegun({ state, fields }: TaskRow): boolean {
  return state !== 'planned' || fields.actualStart !== undefined;
}

/** What a task still waits for by a dependency: one that has begun waits for no beginning. */
function beforeOf(row: TaskRow, edge: Edge, graph: GraphReader): (Days & { readonly on: TaskRow }) | undefined {
  const on = graph.get(task, edge.to);
  const link = linkFields.safeParse(edge.fields).data;
  if (!on || !link || !isActive(on) || isComplete(on)) return undefined;
  const { type = 'FS' } = link;
  const [toEnd, byEnd] = [type.endsWith('F'), type.startsWith('F')];
  if ((!toEnd && hasBegun(row)) || (!byEnd && hasBegun(on))) return undefined;
  const when = toEnd ? row.fields.storedFinish : row.fields.storedStart;
  const comes = byEnd ? finishDay(on) : on.fields.storedStart;
  return {
    on,
    ...(when === undefined ? {} : { needed: addDays(dateOf(when), -lagDays(link, on)) }),
    ...(comes === undefined ? {} : { promised: dateOf(comes) }),
  };
}

/** What is no task has to be there when the task begins. */
function daysFor({ fields: { storedStart } }: TaskRow, { fields: { due } }: Row): Days {
  return {
    ...(storedStart === undefined ? {} : { needed: dateOf(storedStart) }),
    ...(typeof due === 'string' ? { promised: dateOf(due) } : {}),
  };
}

const DAY = 86_400;
/** Seconds of a working day, and calendar days that one takes on average. */
const WORKING_DAY = 28_800;
const STRETCH = 7 / 5;

/** Calendar days of a lag, rounded so that nothing is called late by the rounding. */
function lagDays({ lag, lagPercent, lagElapsed = false }: LinkFields, { fields: { duration } }: TaskRow): number {
  const seconds = lag?.seconds ?? ((duration?.seconds ?? 0) * (lagPercent ?? 0)) / 100;
  const byTheClock = lag?.elapsed ?? (lagElapsed || duration?.elapsed === true);
  return Math.floor(byTheClock ? seconds / DAY : (seconds / WORKING_DAY) * STRETCH);
}

/** Somebody still has to do something about it. */
function isOpen({ kind, state }: Row, registry: Registry): boolean {
  const found = registry.kinds.get(kind)?.lifecycle.states[state];
  return found !== undefined && found.closed !== true && found.rests === undefined;
}

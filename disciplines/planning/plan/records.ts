import { currentProject, isGateMilestone, type ProjectRow } from '@callosum/foundation';
import type { FieldsOf, GraphReader, Row } from '@callosum/kernel';
import { z } from 'zod';
import { assignment } from '../kinds/assignment.ts';
import { baseline } from '../kinds/baseline.ts';
import { blackoutWindow } from '../kinds/blackout-window.ts';
import { calendar } from '../kinds/calendar.ts';
import { resource } from '../kinds/resource.ts';
import { task } from '../kinds/task.ts';
import { type Nested, nestedOf } from './nested.ts';
import type { RestRecord } from './rests.ts';

/** Fields of a task that the plan needs; what is only read on the task's own page stays there. */
const TASK_FIELDS = [
  'title',
  'position',
  'wbs',
  'milestone',
  'active',
  'manual',
  'owner',
  'percentComplete',
  'duration',
  'estimated',
  'work',
  'constraint',
  'constraintDate',
  'deadline',
  'actualStart',
  'actualFinish',
  'storedStart',
  'storedFinish',
  'storedCritical',
  'priority',
  'workClass',
  'planDetails',
] as const satisfies readonly (keyof FieldsOf<typeof task>)[];

export type TaskFields = Pick<FieldsOf<typeof task>, (typeof TASK_FIELDS)[number]>;

/** A record of the plan, with the fields that count. */
export interface PlanRow<Values> {
  readonly id: string;
  readonly fields: Values;
}

export interface TaskRecord extends PlanRow<TaskFields> {
  readonly number: number;
  readonly version: number;
  readonly state: string;
  /** Its id in the file it was imported from. */
  readonly uid?: number;
  readonly parent?: string;
  readonly calendar?: string;
  /** A wave or the whole project goes live with it. */
  readonly goesLive?: true;
  /** Its minute plan, when it has one: its dates are those of its steps. */
  readonly nested?: Nested;
}

const duration = z.object({ seconds: z.number(), unit: z.enum(['m', 'h', 'd', 'w', 'mo']), elapsed: z.boolean() });
export const linkFields = z.object({
  type: z.enum(['FS', 'SS', 'FF', 'SF']).exactOptional(),
  lag: duration.exactOptional(),
  lagPercent: z.number().exactOptional(),
  lagElapsed: z.boolean().exactOptional(),
  maxLag: duration.exactOptional(),
});
const heldFields = z.object({
  start: z.string().exactOptional(),
  finish: z.string().exactOptional(),
  duration: duration.exactOptional(),
  work: duration.exactOptional(),
});

/** What a dependency says; without a type it is finish to start. */
export type LinkFields = z.infer<typeof linkFields>;

/** A dependency: `to` waits for `from`. */
export interface LinkRecord {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly fields: LinkFields;
}

export interface AssignmentRecord extends PlanRow<FieldsOf<typeof assignment>> {
  readonly uid?: number;
  readonly task: string;
  readonly resource: string;
}

/** A record with the number it has in the file it was imported from. */
export interface NumberedRow<Values> extends PlanRow<Values> {
  readonly uid?: number;
}

/** A task as a baseline holds it. */
export type HeldTask = { readonly task: string } & z.infer<typeof heldFields>;

/** Everything a plan is calculated from, as the records hold it. JSON can carry it. */
export interface PlanRecords {
  readonly project: PlanRow<ProjectFields> & { readonly calendar?: string };
  readonly calendars: readonly (NumberedRow<FieldsOf<typeof calendar>> & { readonly basedOn?: string })[];
  readonly resources: readonly (NumberedRow<FieldsOf<typeof resource>> & { readonly calendar?: string })[];
  /** In the order of the outline. */
  readonly tasks: readonly TaskRecord[];
  readonly links: readonly LinkRecord[];
  readonly assignments: readonly AssignmentRecord[];
  readonly baselines: readonly (PlanRow<FieldsOf<typeof baseline>> & { readonly held: readonly HeldTask[] })[];
  readonly windows: readonly PlanRow<FieldsOf<typeof blackoutWindow>>[];
  readonly gates: readonly GateRecord[];
  /** What tasks rest on, where somebody looks at it. */
  readonly rests?: readonly RestRecord[];
  /** What tasks have ceased to rest on since it was read: what an undo brings back. */
  readonly restsGone?: readonly RestRecord[];
  /** Tasks that were withdrawn since it was read, with their links: what an undo brings back. */
  readonly gone?: readonly { readonly row: TaskRecord; readonly links: readonly LinkRecord[] }[];
}

/** A gate on the task it sits on, or on the day that a marker of its own keeps. */
export interface GateRecord {
  readonly id: string;
  readonly key: string;
  readonly title: string;
  readonly task?: string;
  readonly day?: string;
  /** Tasks that have to be done for it, linked to it or not through the logic of the plan. */
  readonly readiedBy: readonly string[];
}

type ProjectFields = ProjectRow['fields'];

/** How the ids that rows have in a file are remembered. */
const UID = /^(?:task|calendar|resource|assignment):(\d+)$/;

/**
 * The plan of a project; undefined where there is no project.
 * @param source whose numbers count, where a plan has come from more than one
 */
export function recordsOf(graph: GraphReader, source?: string): PlanRecords | undefined {
  const project = currentProject(graph);
  if (!project) return undefined;
  const uses = (id: string, type: string): { calendar?: string } => optional('calendar', graph.out(id, type)[0]?.to);
  // What marks the day of a gate is no work and waits for nothing: it would decide when the plan ends.
  const work = Array.from(graph.all(task)).filter((row) => !isGateMilestone(row));
  const uidOf = ({ external }: Pick<Row, 'external'>): { uid?: number } => {
    const uid = source === undefined || external?.source === source ? UID.exec(external?.id ?? '')?.[1] : undefined;
    return uid === undefined ? {} : { uid: Number(uid) };
  };
  const tasks = inOutline(work.map((row) => ({ ...taskRecord(row, graph), ...uidOf(row) })));
  const known = new Set(tasks.map(({ id }) => id));
  return {
    project: { ...plain(project), ...uses(project.id, 'project.uses') },
    calendars: Array.from(graph.all(calendar), (row) => ({
      ...plain(row),
      ...uidOf(row),
      ...optional('basedOn', graph.out(row.id, 'calendar.basedOn')[0]?.to),
    })),
    resources: Array.from(graph.all(resource), (row) => ({
      ...plain(row),
      ...uidOf(row),
      ...uses(row.id, 'resource.uses'),
    })),
    tasks,
    links: tasks.flatMap(({ id }) =>
      graph.out(id, 'task.dependsOn').flatMap((edge): LinkRecord[] => {
        const fields = known.has(edge.to) ? linkFields.safeParse(edge.fields).data : undefined;
        return fields ? [{ id: edge.id, from: edge.to, to: id, fields }] : [];
      }),
    ),
    assignments: Array.from(graph.all(assignment)).flatMap((row): AssignmentRecord[] => {
      const of = graph.out(row.id, 'assignment.of')[0]?.to;
      const by = graph.out(row.id, 'assignment.by')[0]?.to;
      if (of === undefined || by === undefined || !known.has(of)) return [];
      // Its title says what its two ends say.
      return [{ id: row.id, ...uidOf(row), fields: { ...row.fields, title: '' }, task: of, resource: by }];
    }),
    baselines: Array.from(graph.all(baseline), (row) => ({
      ...plain(row),
      held: graph.out(row.id, 'baseline.holds').flatMap(({ to, fields }): HeldTask[] => {
        const held = known.has(to) ? heldFields.safeParse(fields).data : undefined;
        return held ? [{ task: to, ...held }] : [];
      }),
    })),
    windows: Array.from(graph.all(blackoutWindow))
      .filter(({ state }) => state === 'open')
      .map(plain),
    gates: Array.from(graph.rows('gate')).flatMap(({ id, fields: { key, title } }): GateRecord[] => {
      const seat = graph.get(task, graph.out(id, 'gate.sitsOn')[0]?.to ?? '');
      if (!seat || typeof key !== 'string' || typeof title !== 'string') return [];
      const readiedBy = graph.in(id, 'task.readies').flatMap(({ from }) => (known.has(from) ? [from] : []));
      if (known.has(seat.id)) return [{ id, key, title, task: seat.id, readiedBy }];
      return [{ id, key, title, ...optional('day', seat.fields.storedFinish), readiedBy }];
    }),
  };
}

function plain<Values>({ id, fields }: Row<Values>): PlanRow<Values> {
  return { id, fields };
}

function taskRecord(row: Row<FieldsOf<typeof task>>, graph: GraphReader): TaskRecord {
  const { id, number, version, state } = row;
  const nested = nestedOf(id, graph);
  return {
    id,
    number,
    version,
    state,
    ...optional('parent', graph.out(id, 'task.partOf')[0]?.to),
    ...optional('calendar', graph.out(id, 'task.uses')[0]?.to),
    ...(nested ? { nested } : {}),
    ...(isGoLive(id, graph) ? { goesLive: true as const } : {}),
    fields: taskFields(row.fields),
  };
}

/** Whether a wave or the whole project goes live with the task. */
export function isGoLive(id: string, graph: GraphReader): boolean {
  return ['project.goLive', 'wave.ends'].some((type) =>
    graph.in(id, type).some(({ from }) => graph.find(from)?.withdrawn === false),
  );
}

/** The fields of a task that the plan needs. */
export function taskFields(fields: FieldsOf<typeof task>): TaskFields {
  const kept: { title: string; [name: string]: unknown } = { title: fields.title };
  for (const field of TASK_FIELDS) {
    const name: string = field;
    if (fields[field] !== undefined) kept[name] = fields[field];
  }
  return kept;
}

function optional<Name extends string>(name: Name, value: string | undefined): { readonly [key in Name]?: string } {
  const one: { [key in Name]?: string } = {};
  if (value !== undefined) one[name] = value;
  return one;
}

/**
 * Tasks as the outline shows them: each followed by its rows, in the order of their positions. What has no position comes last; what
 * is part of something that is not there stands at the top.
 */
export function inOutline(tasks: readonly TaskRecord[]): TaskRecord[] {
  const known = new Set(tasks.map(({ id }) => id));
  const sorted = tasks
    .map((task) => ({ task, place: task.fields.position ?? Infinity, number: task.number }))
    .sort((a, b) => (a.place === b.place ? a.number - b.number : a.place - b.place))
    .map(({ task }) => task);
  const rows = Map.groupBy(sorted, ({ parent }) => (parent !== undefined && known.has(parent) ? parent : ''));
  const ordered: TaskRecord[] = [];
  const open = (rows.get('') ?? []).toReversed();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    ordered.push(next);
    for (const below of (rows.get(next.id) ?? []).toReversed()) open.push(below);
  }
  return ordered;
}

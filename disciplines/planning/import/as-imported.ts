import { project, type ProjectRow } from '@callosum/foundation';
import {
  createGraph,
  type Edge,
  type FieldChanges,
  type FieldValues,
  type GraphChange,
  type Row,
} from '@callosum/kernel';
import type { Plan } from '@callosum/schedule';
import type { PlanFile } from './plan-file.ts';
import { type PlanRecords, recordsOf } from '../plan/records.ts';
import type { Origin } from '../plan/hand-over.ts';
import { settingValues } from './plan-settings.ts';
import { readPlan } from './read-plan.ts';

/** Under which the rows of the file are known; nobody but this file sees it. */
const SOURCE = 'file';

/**
 * What a plan is handed over with that came from a file: the file, the records it would be, and the numbers it has for rows of ours that were
 * in no file before. Undefined of a file that cannot be written into.
 */
export function originOf({ format, original, plan }: PlanFile, around: ProjectRow): Origin | undefined {
  if (original === undefined) return undefined;
  const records = asImported(plan, around);
  const ours = plan.tasks.flatMap(({ uid, guid }) => (guid === undefined ? [] : [[guid.toLowerCase(), uid] as const]));
  return records && { format, original, records, ours: new Map(ours) };
}

/**
 * The records a plan would be had it just been imported, and nobody had touched them: what differs from them is what people have changed since.
 * @param around the project as it is: what no file says of it
 */
function asImported(plan: Plan, around: ProjectRow): PlanRecords | undefined {
  const wanted = readPlan(
    plan,
    plan.tasks.map((_, index) => index + 1),
  );
  const graph = createGraph();
  const fields = valuesOf({ ...around.fields, ...settingValues(plan.properties, plan.rules) });
  const rows = wanted.records.map(({ kind, key, fields: values, state }, index) =>
    rowOf(key, { kind, number: index + 1, fields: valuesOf(values), state, external: { source: SOURCE, id: key } }),
  );
  const calendar = `calendar:${plan.properties.calendarUid}`;
  const edges = wanted.links.map(({ type, from, to, fields: values }, index) =>
    edgeOf(`link:${index}`, { type, from, to, fields: values }),
  );
  const changes: GraphChange[] = [
    { row: rowOf(around.id, { kind: project.name, number: 1, fields, state: around.state }) },
    ...rows.map((row) => ({ row })),
    ...edges.map((edge) => ({ edge })),
    ...(wanted.records.some(({ key }) => key === calendar)
      ? [{ edge: edgeOf('calendar', { type: 'project.uses', from: around.id, to: calendar, fields: {} }) }]
      : []),
  ];
  graph.apply(changes, changes.length);
  return recordsOf(graph);
}

function valuesOf(values: FieldChanges): FieldValues {
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
}

function rowOf(
  id: string,
  {
    kind,
    number,
    fields,
    state,
    external,
  }: Pick<Row, 'kind' | 'number' | 'fields' | 'external'> & { state: string | undefined },
): Row {
  return {
    id,
    kind,
    number,
    version: 1,
    materialVersion: 1,
    state: state ?? 'open',
    withdrawn: false,
    fields,
    ...(external ? { external } : {}),
  };
}

function edgeOf(id: string, edge: Omit<Edge, 'id' | 'version'>): Edge {
  return { id, version: 1, ...edge };
}

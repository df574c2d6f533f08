import { addDays, type Change, type FieldsOf, type GraphReader, type Row } from '@callosum/kernel';
import { gate } from './kinds/gate.ts';
import { project } from './kinds/project.ts';

export type ProjectRow = Row<FieldsOf<typeof project>>;

/** Milestones that only gates need carry ids of this source. */
export const OWN_SOURCE = 'callosum';

/** The project record of a scope. */
export function currentProject(graph: GraphReader): ProjectRow | undefined {
  for (const row of graph.all(project)) return row;
  return undefined;
}

/** Whether a record is a milestone made for a gate: it marks a day and is no work. */
export function isGateMilestone(row: Pick<Row, 'external'>): boolean {
  return row.external?.source === OWN_SOURCE && row.external.id.startsWith('gate:');
}

/** The stored dates of a gate's own milestone. */
export function milestoneDates(date: string): { storedStart: string; storedFinish: string } {
  return { storedStart: `${date}T08:00`, storedFinish: `${date}T08:00` };
}

/**
 * Sets the promised day and moves the gates that hang on it: those with an offset that sit on a milestone of their own.
 * Gates that sit on a milestone of the plan move with the plan.
 */
export function goLiveChanges(
  graph: GraphReader,
  row: ProjectRow,
  target: { readonly date: string; readonly milestone?: string | undefined },
  newId: () => string,
): { changes: Change[]; moved: string[] } {
  const changes: Change[] = [];
  if (row.fields.goLive !== target.date)
    changes.push({ action: 'update', id: row.id, fields: { goLive: target.date } });
  const linked = graph.out(row.id, 'project.goLive');
  if (target.milestone !== undefined && linked[0]?.to !== target.milestone) {
    for (const edge of linked) changes.push({ action: 'unlink', id: edge.id });
    changes.push({ action: 'link', id: newId(), type: 'project.goLive', from: row.id, to: target.milestone });
  }
  const moved: string[] = [];
  for (const one of graph.all(gate)) {
    const { offsetDays } = one.fields;
    const milestone = offsetDays === undefined ? undefined : ownMilestone(graph, one.id);
    if (!milestone || offsetDays === undefined) continue;
    const dates = milestoneDates(addDays(target.date, offsetDays));
    if (milestone.fields.storedFinish === dates.storedFinish && milestone.fields.storedStart === dates.storedStart)
      continue;
    changes.push({ action: 'update', id: milestone.id, fields: dates });
    moved.push(one.id);
  }
  return { changes, moved };
}

function ownMilestone(graph: GraphReader, gateId: string): Row | undefined {
  const edge = graph.out(gateId, 'gate.sitsOn')[0];
  const milestone = edge && graph.find(edge.to);
  return milestone && !milestone.withdrawn && isGateMilestone(milestone) ? milestone : undefined;
}

import { currentProject } from '@callosum/foundation';
import { type Change, dateOf, defineCommand, type FieldChanges, type GraphReader } from '@callosum/kernel';
import { formatInstant, instantOf, schedule } from '@callosum/schedule';
import { z } from 'zod';
import { task } from '../kinds/task.ts';
import { keptDates } from '../plan/kept-dates.ts';
import { floatsOf, keptFloats } from '../plan/kept-floats.ts';
import { nestedProgress } from '../plan/nested.ts';
import { recordsOf } from '../plan/records.ts';
import { type MappedPlan, toPlan } from '../plan/to-plan.ts';

/**
 * Calculates the plan and keeps its dates with the tasks, where readiness, registers and My day read them; with them the floats somebody
 * judges by, and the day the plan goes live when all that is late is done from today on.
 */
export const reckonPlan = defineCommand({
  name: 'plan.reckon',
  label: 'Keep the calculated dates',
  allow: ['owner', 'manager', 'lead', 'contributor'],
  input: z.strictObject({
    /** Those that moved; all unless given. Dates of tasks nobody has touched since their file may be left as the file states them. */
    tasks: z.array(z.uuid()).max(100_000).optional(),
  }),
  decide: (graph, { tasks }, { at }) => {
    const records = recordsOf(graph);
    if (!records) return { changes: [] };
    const mapped = toPlan(records, at.today);
    const reckoned = schedule(mapped.plan);
    const { model, dates, floats, finish } = reckoned;
    const floatsAt = floatsOf(records, mapped, reckoned);
    const wanted = tasks && new Set(tasks);
    const changes = records.tasks.flatMap((row): Change[] => {
      const index = model.indexOf.get(mapped.uidOf.get(row.id) ?? -1);
      const kept = graph.get(task, row.id)?.fields;
      if (index === undefined || !kept || !graph.owns(row.id)) return [];
      const isWanted = !wanted || wanted.has(row.id);
      const moved = keptDates(row, {
        start: formatInstant(dates.start[index] ?? 0),
        finish: formatInstant(dates.finish[index] ?? 0),
        critical: floats.critical[index] === 1,
        summary: model.summary[index] === 1,
      });
      const rests = ['task.restsOn', 'task.readies'].some((type) => graph.out(row.id, type).length > 0);
      const { fields: progress, ...move } = nestedProgress(row);
      const fields = {
        ...(isWanted || row.nested ? moved : {}),
        ...keptFloats(kept, floatsAt(index), rests),
        ...progress,
      };
      return Object.keys(fields).length === 0 ? [] : [{ action: 'update', id: row.id, fields, ...move }];
    });
    const result = { changed: changes.length, finish: formatInstant(finish) };
    return { changes: [...changes, ...forecastChange(graph, mapped, at.today)], result };
  },
});

/** When the plan goes live if nothing that is not done happens before today. */
function forecastChange(graph: GraphReader, { plan, uidOf }: MappedPlan, today: string): Change[] {
  const project = currentProject(graph);
  if (!project || !graph.owns(project.id) || plan.tasks.length === 0) return [];
  const { model, dates, finish } = schedule(plan, { dataDate: instantOf(`${today}T00:00`) });
  const [goLive] = graph.out(project.id, 'project.goLive');
  const index = model.indexOf.get(uidOf.get(goLive?.to ?? '') ?? -1);
  const forecastGoLive = dateOf(formatInstant(index === undefined ? finish : (dates.finish[index] ?? finish)));
  const fields: FieldChanges = { forecastGoLive };
  return project.fields.forecastGoLive === forecastGoLive ? [] : [{ action: 'update', id: project.id, fields }];
}

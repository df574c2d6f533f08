import { type Change, defineCommand } from '@callosum/kernel';
import { formatInstant, schedule } from '@callosum/schedule';
import { z } from 'zod';
import { keptDates } from '../plan/kept-dates.ts';
import { recordsOf } from '../plan/records.ts';
import { toPlan } from '../plan/to-plan.ts';

/**
 * Calculates the plan and keeps its dates with the tasks, where readiness, registers and My day read them.
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
    const { plan, uidOf } = toPlan(records, at.today);
    const { model, dates, floats, finish } = schedule(plan);
    const wanted = tasks && new Set(tasks);
    const changes = records.tasks.flatMap((row): Change[] => {
      const index = model.indexOf.get(uidOf.get(row.id) ?? -1);
      if (index === undefined || (wanted && !wanted.has(row.id)) || !graph.owns(row.id)) return [];
      const fields = keptDates(row, {
        start: formatInstant(dates.start[index] ?? 0),
        finish: formatInstant(dates.finish[index] ?? 0),
        critical: floats.critical[index] === 1,
        summary: model.summary[index] === 1,
      });
      return Object.keys(fields).length === 0 ? [] : [{ action: 'update', id: row.id, fields }];
    });
    return { changes, result: { changed: changes.length, finish: formatInstant(finish) } };
  },
});

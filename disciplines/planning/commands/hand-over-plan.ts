import { type Change, defineCommand, Problem, say } from '@callosum/kernel';
import { z } from 'zod';

/** As imports remember rows: `task:12`. */
const name = z.string().regex(/^(task|calendar|resource|assignment):\d+$/);

/**
 * Remembers under which numbers records that were made here have gone out with a plan file, so that the file which comes back finds them
 * again, and tells which of them it no longer holds. What has come from a file keeps the number it has there.
 */
export const handOverPlan = defineCommand({
  name: 'plan.hand-over',
  label: 'Hand the plan over',
  allow: ['owner', 'manager'],
  input: z.strictObject({
    /** Under which name the ids of such files are remembered. */
    source: z
      .string()
      .min(1)
      .max(200)
      .regex(/^[^\n]*$/),
    given: z.array(z.strictObject({ record: z.uuid(), as: name })).max(500_000),
  }),
  decide: (graph, { source, given }) => {
    const changes: Change[] = [];
    const problems: Problem[] = [];
    for (const [index, { record, as }] of given.entries()) {
      const row = graph.find(record);
      if (!row || row.kind !== as.slice(0, as.indexOf(':'))) {
        const message = say`There is no record ${record} that “${as}” could stand for.`;
        problems.push(new Problem({ code: 'not-found', message, path: ['given', index] }));
      } else if (!row.withdrawn && row.external === undefined)
        changes.push({ action: 'update', id: record, fields: {}, external: { source, id: as } });
    }
    return problems.length > 0 ? { problems } : { changes };
  },
});

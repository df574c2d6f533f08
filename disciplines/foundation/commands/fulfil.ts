import { defineCommand, say, rule } from '@callosum/kernel';
import { z } from 'zod';
import { condition } from '../kinds/condition.ts';
import { refuse } from '../refuse.ts';

export const fulfilCondition = defineCommand({
  name: 'condition.fulfil',
  label: 'Fulfil condition',
  allow: ['owner', 'manager', 'lead'],
  input: z.strictObject({
    id: z.uuid(),
    evidence: z
      .string()
      .trim()
      .min(1, rule`Say where it can be seen`)
      .max(20_000),
  }),
  decide: (graph, { id, evidence }, { at }) => {
    const row = graph.get(condition, id);
    if (!row) return refuse('not-found', say`The condition is not there.`, { path: ['id'] });
    if (row.state === 'fulfilled') {
      return refuse('refused', say`The condition was fulfilled on ${row.fields.fulfilledOn ?? 'an earlier day'}.`);
    }
    return { changes: [{ action: 'update', id, fields: { evidence, fulfilledOn: at.today }, state: 'fulfilled' }] };
  },
});

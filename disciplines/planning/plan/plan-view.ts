import { defineView } from '@callosum/kernel';
import { z } from 'zod';
import { type PackedPlan, packPlan } from './pack.ts';
import { recordsOf } from './records.ts';
import { restsOf } from './rests.ts';

/** Everything the plan is calculated from, as its reader may see it: what the plan's page works on. */
export const planView = defineView({
  name: 'plan',
  label: 'Plan',
  help: 'Tasks beside their time line; dates follow from logic while one types.',
  home: ['project'],
  reads: ['task'],
  choices: z.object({
    /** How far the ledger was seen by somebody who has the plan already. */
    since: z.coerce.number().optional(),
  }),
  known: { choice: 'since', told: { unchanged: true } satisfies PlanAnswer },
  build: ({ graph, at, registry }): PlanAnswer => {
    const records = recordsOf(graph);
    if (!records) return { plan: null };
    const rests = restsOf(graph, { at, registry }, new Set(records.tasks.map(({ id }) => id)));
    return { plan: packPlan({ ...records, rests }) };
  },
});

/** The plan, or that it is as it was. */
export type PlanAnswer = { readonly unchanged: true } | { readonly plan: PackedPlan | null };

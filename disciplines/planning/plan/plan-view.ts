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
  build: ({ graph, at, registry }, { since }): PlanAnswer => {
    // Who has no plan yet gets one that holds for everybody until a record of its kinds is touched.
    if (since !== undefined && since === graph.sequence()) return { unchanged: true };
    const records = recordsOf(graph);
    if (!records) return { plan: null };
    const rests = restsOf(graph, { at, registry }, new Set(records.tasks.map(({ id }) => id)));
    return { plan: packPlan({ ...records, rests }) };
  },
});

/** The plan, or that it is as it was. */
export type PlanAnswer = { readonly unchanged: true } | { readonly plan: PackedPlan | null };

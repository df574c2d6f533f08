import { defineView } from '@callosum/kernel';
import { z } from 'zod';
import { recordsOf } from './records.ts';

/** Everything the plan is calculated from, as its reader may see it: what the plan's page works on. */
export const planView = defineView({
  name: 'plan',
  label: 'Plan',
  help: 'Tasks beside their time line; dates follow from logic while one types.',
  home: ['project'],
  reads: ['task'],
  choices: z.object({}),
  build: ({ graph }) => ({ records: recordsOf(graph) ?? null }),
});

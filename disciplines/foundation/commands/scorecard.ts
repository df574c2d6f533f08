import { defineCommand, say, rule } from '@callosum/kernel';
import { z } from 'zod';
import { refuse } from '../refuse.ts';
import { scorecardChanges } from '../scorecard.ts';

export const addScorecard = defineCommand({
  name: 'gate.addScorecard',
  label: 'Add the scorecard',
  allow: ['owner', 'manager'],
  input: z.strictObject({
    disciplines: z
      .array(z.string())
      .min(1, rule`Choose at least one discipline`)
      .max(50),
  }),
  decide: (graph, { disciplines }, { registry, newId }) => {
    const known = new Set(registry.disciplines.map(({ name }) => name));
    const unknown = disciplines.findIndex((name) => !known.has(name));
    if (unknown >= 0) {
      return refuse('invalid', say`There is no discipline “${disciplines[unknown] ?? ''}”.`, {
        path: ['disciplines', unknown],
      });
    }
    const changes = scorecardChanges(graph, disciplines, registry, newId);
    if (changes.length === 0) {
      return refuse('refused', say`The gates ask all of that already, or there are no gates it belongs to.`, {
        remedy: say`Import a plan with gates, or write the criteria yourself.`,
      });
    }
    return { changes, result: { criteria: changes.length / 2 } };
  },
});

import { type Change, type GraphReader, type Registry } from '@callosum/kernel';
import { z } from 'zod';
import written from './content/scorecard.json' with { type: 'json' };
import { gate } from './kinds/gate.ts';

const criterionSchema = z.strictObject({
  /** Key of the gate it belongs to. */
  gate: z.string(),
  key: z.string(),
  title: z.string(),
  fact: z.string(),
  comparison: z.enum(['atMost', 'atLeast', 'exactly']),
  target: z.number(),
  weight: z.number().positive(),
  stop: z.boolean(),
  /** Asked of the day of the gate, not of today. */
  asOf: z.enum(['now', 'gate']).exactOptional(),
});

/** What gates ask of each discipline beyond the plan, as data. */
export const scorecard = z
  .object({ source: z.string(), version: z.string(), status: z.string(), criteria: z.array(criterionSchema) })
  .parse(written);

/**
 * The scorecard’s criteria for the gates that stand, of some disciplines. A criterion whose key the gate has already, changed or
 * not, is left as it is; so is one whose fact nobody declares.
 * @param disciplines names, as facts begin with them.
 */
export function scorecardChanges(
  graph: GraphReader,
  disciplines: readonly string[],
  registry: Registry,
  newId: () => string,
): readonly Change[] {
  const wanted = new Set(disciplines);
  return [...graph.all(gate)].flatMap((row) => {
    const known = new Set(graph.in(row.id, 'criterion.of').map(({ from }) => graph.find(from)?.fields.key));
    return scorecard.criteria
      .filter(
        ({ gate: key, fact }) => key === row.fields.key && registry.facts.has(fact) && wanted.has(disciplineOf(fact)),
      )
      .filter(({ key }) => !known.has(key))
      .flatMap(({ gate: _gate, ...fields }): Change[] => {
        const id = newId();
        return [
          { action: 'create', kind: 'criterion', id, fields },
          { action: 'link', id: newId(), type: 'criterion.of', from: id, to: row.id },
        ];
      });
  });
}

function disciplineOf(fact: string): string {
  return fact.split('.')[0] ?? '';
}

import { rule, say } from './say.ts';
import { z } from 'zod';
import type { GraphReader } from '../graph/reader.ts';
import { STATEMENT_FIELD } from '../ledger/signature.ts';
import { type DecideContext, type Decision, defineCommand } from './command.ts';
import { Problem } from './problem.ts';
import { askFor, MOST_PLACES, needPerson, REDACTORS } from './redaction.ts';

/**
 * Asks that records be erased whose time to be kept is over; another person carries it out, as any redaction. What is
 * left is a record without words: its kind, number, state, and what is required and no text.
 */
export const askDisposal = defineCommand({
  name: 'disposal.ask',
  label: 'Ask for disposal',
  allow: REDACTORS,
  input: z.strictObject({
    records: z
      .array(z.uuid())
      .min(1, rule`Name at least one record`)
      .max(100)
      .refine((records) => new Set(records).size === records.length, rule`names a record twice`),
  }),
  decide: (graph, { records }, context) => {
    const nobody = needPerson(context.actor.account);
    if (nobody) return nobody;
    const due = new Map(context.registry.disposal(graph, context.at).map((one) => [one.record, one]));
    const problems = records.flatMap((record, index): Problem[] => {
      const path = ['records', index];
      const one = due.get(record);
      if (!one) {
        const message = say`The record ${record} is not there, or still has to be kept.`;
        return [new Problem({ code: 'refused', message, path })];
      }
      if (!one.hold) return [];
      const message = say`It is under the legal hold ${one.hold.name}: nothing of it may be erased.`;
      return [new Problem({ code: 'refused', message, path })];
    });
    if (problems.length > 0) return { problems };
    const places = records.flatMap((record) => placesOf(graph, context, record));
    if (places.length > MOST_PLACES) return tooMany(places.length);
    return askFor(graph, context, 'retention', places);
  },
});

function placesOf(graph: GraphReader, { registry }: DecideContext, record: string) {
  const kind = registry.kinds.get(graph.find(record)?.kind ?? '');
  const fields = Object.entries(kind?.fields ?? {}).filter(
    ([, { type, required }]) => type !== 'formula' && (!required || type === 'text'),
  );
  return [...fields.map(([field]) => field), STATEMENT_FIELD].map((field) => ({ record, field }));
}

function tooMany(places: number): Decision {
  const message = say`These records have ${places} fields; ${MOST_PLACES} can be erased at once.`;
  return { problems: [new Problem({ code: 'too-large', message, remedy: say`Choose fewer records.` })] };
}

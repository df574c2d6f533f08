import {
  addDays,
  type Change,
  defineCommand,
  type GraphReader,
  type Moment,
  type Registry,
  rule,
} from '@callosum/kernel';
import { z } from 'zod';
import { cadence } from '../defaults.ts';
import { feedback } from '../kinds/feedback.ts';
import { superUser } from '../kinds/super-user.ts';

const MOST_TITLE = 120;
const MOST_SAID = 4_000;

/** What somebody at work has to say, in one sentence: it becomes feedback with somebody who answers, and a day. */
export const reportFeedback = defineCommand({
  name: 'feedback.report',
  label: 'Report from work',
  allow: 'kinds',
  input: z.strictObject({
    said: z
      .string()
      .trim()
      .min(1, rule`Say it in a sentence`)
      .max(MOST_SAID),
    type: z.enum(['difficulty', 'wish', 'question', 'praise']),
    /** A patient could be harmed. */
    safety: z.boolean(),
    unit: z.uuid().exactOptional(),
    from: z.string().trim().min(1).max(300).exactOptional(),
  }),
  decide: (graph, { said, type, safety, unit, from }, { at, registry, newId }) => {
    const id = newId();
    const owner = answererOf(graph, { unit, safety }, at, registry);
    const [line = said] = said.split('\n');
    const title = line.length > MOST_TITLE ? `${line.slice(0, MOST_TITLE - 1).trimEnd()}…` : line;
    const fields = {
      title,
      said,
      type: safety ? 'concern' : type,
      source: 'self',
      receivedOn: at.today,
      // A concern for a patient does not wait for the usual days.
      due: addDays(at.today, safety ? 1 : cadence.answerDays),
      ...(owner === undefined ? {} : { owner }),
      ...(from === undefined ? {} : { from }),
    };
    const changes: Change[] = [{ action: 'create', kind: feedback.name, id, fields }];
    if (unit !== undefined) changes.push({ action: 'link', id: newId(), type: 'feedback.in', from: id, to: unit });
    return { changes, result: { id } };
  },
});

/** A concern goes to the safety officer; else whoever looks after the super users of the unit answers, else who leads training or the project. */
function answererOf(
  graph: GraphReader,
  { unit, safety }: { readonly unit: string | undefined; readonly safety: boolean },
  at: Moment,
  registry: Registry,
): string | undefined {
  const holders = registry.offices(graph, at);
  const holds = (office: string): string | undefined => holders.find((one) => one.office === office)?.account;
  const others = holds('trainingLead') ?? holds('projectManager');
  if (safety) return holds('safetyOfficer') ?? others;
  if (unit === undefined) return others;
  const helpers = graph
    .in(unit, 'superUser.covers')
    .flatMap(({ from }) => graph.get(superUser, from) ?? [])
    .filter(({ state, fields }) => state !== 'released' && fields.owner !== undefined)
    .sort((a, b) => a.number - b.number);
  return helpers[0]?.fields.owner ?? others;
}

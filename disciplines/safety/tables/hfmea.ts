import { type FieldValues, ratingOf } from '@callosum/kernel';
import { z } from 'zod';
import written from '../content/hfmea.json' with { type: 'json' };
import { ratingTable } from './content.ts';

const question = z.object({
  asks: z.string(),
  /** Answered by the hazard score … */
  scoreAtLeast: z.int().exactOptional(),
  /** … or by a field that says yes or no. */
  field: z.string().exactOptional(),
  yes: z.string(),
  no: z.string(),
});

export const hfmea = z
  .object({
    ...ratingTable,
    tree: z.object({ start: z.string(), questions: z.record(z.string(), question) }),
  })
  .parse(written);

/** Where the decision tree ends: act, or stop; `open` while the question named has no answer. */
export type Verdict =
  | { readonly ends: 'proceed' }
  | { readonly ends: 'stop'; readonly at: string }
  | { readonly ends: 'open'; readonly asks: string };

/** The hazard score of a failure mode; undefined until severity and probability are rated. */
export function hazardScore(fields: FieldValues): number | undefined {
  const rating = ratingOf(fields['score']);
  return rating && Number(rating.level);
}

/** Walks the published decision tree. The score alone does not decide. */
export function decideMode(fields: FieldValues): Verdict {
  let at = hfmea.tree.start;
  // Each question is asked once at most: a tree has no more steps than questions.
  for (let step = 0; step < Object.keys(hfmea.tree.questions).length; step += 1) {
    const asked = hfmea.tree.questions[at];
    if (!asked) break;
    const answer = answerTo(asked, fields);
    if (answer === undefined) return { ends: 'open', asks: asked.asks };
    const next = answer ? asked.yes : asked.no;
    if (next === 'proceed') return { ends: 'proceed' };
    if (next === 'stop') return { ends: 'stop', at };
    at = next;
  }
  throw new Error(`The decision tree of ${hfmea.id} does not end after “${at}”`);
}

function answerTo({ scoreAtLeast, field }: z.infer<typeof question>, fields: FieldValues): boolean | undefined {
  if (scoreAtLeast !== undefined) {
    const score = hazardScore(fields);
    return score === undefined ? undefined : score >= scoreAtLeast;
  }
  const said = field === undefined ? undefined : fields[field];
  return said === 'yes' ? true : said === 'no' ? false : undefined;
}

/** What a verdict is called in a list. */
export function verdictText(verdict: Verdict): string {
  if (verdict.ends === 'proceed') return 'Proceed to action';
  if (verdict.ends === 'stop') return `Stop: ${STOPPED_BY[verdict.at] ?? verdict.at}`;
  return `Open: ${verdict.asks}`;
}

const STOPPED_BY: Readonly<Record<string, string>> = {
  singlePoint: 'low score, no single-point weakness',
  effectiveControl: 'an effective control exists',
  obvious: 'it is obvious when it happens',
};

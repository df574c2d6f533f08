import type { z } from 'zod';
import { say, Sentence, verbatim } from './say.ts';
import { schemaWords } from './schema-words.ts';

/** What a schema found wrong, as far as it concerns people. */
interface Issue {
  readonly message: string;
  /** Of a schema's own rule: what `withSentence` put there. */
  readonly params?: Readonly<Record<string, unknown>> | undefined;
}

/** What a schema's own rule says is wrong, so that `ofIssue` finds the sentence again. */
export function withSentence(sentence: Sentence) {
  return { message: sentence.text, params: { sentence } };
}

/** The sentence of what a schema found: the rule's own, or ours for what the library found. */
export function ofIssue(issue: Issue | undefined): Sentence {
  if (!issue) return say`is not valid`;
  const said = issue.params?.['sentence'];
  if (said instanceof Sentence) return said;
  return (isOfLibrary(issue) ? schemaWords(issue) : undefined) ?? verbatim(issue.message);
}

function isOfLibrary(issue: Issue): issue is z.core.$ZodIssue {
  return 'code' in issue && typeof issue.code === 'string';
}

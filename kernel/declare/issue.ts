import { say, Sentence, verbatim } from './say.ts';

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

/** The sentence of what a schema found: the rule's own, or the library's words. */
export function ofIssue(issue: Issue | undefined): Sentence {
  if (!issue) return say`is not valid`;
  const said = issue.params?.['sentence'];
  return said instanceof Sentence ? said : verbatim(issue.message);
}

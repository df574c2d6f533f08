import { Problem, type TemplateAnswers, type TemplateQuestion, type Sentence, say } from '@callosum/kernel';
import type { Condition } from './schema.ts';

/** Every question with its answer: the one given, or else what is usual. */
export function settle(
  questions: readonly TemplateQuestion[],
  given: TemplateAnswers,
): { readonly answers: TemplateAnswers } | { readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const wrong = (key: string, message: Sentence, remedy: Sentence): void => {
    problems.push(new Problem({ code: 'invalid', message, path: ['answers', key], remedy }));
  };
  for (const key of Object.keys(given)) {
    if (questions.some((question) => question.key === key)) continue;
    const known = questions.map((question) => question.key).join(', ');
    wrong(key, say`The template does not ask “${key}”.`, known === '' ? say`Leave it out.` : say`It asks ${known}.`);
  }
  const answers = Object.fromEntries(
    questions.map((question) => {
      const answer = given[question.key] ?? question.default;
      const fault = faultOf(question, answer);
      if (fault !== undefined) wrong(question.key, say`“${answer}” is no answer to “${question.text}”`, fault);
      return [question.key, answer];
    }),
  );
  return problems.length > 0 ? { problems } : { answers };
}

function faultOf(question: TemplateQuestion, answer: string | number): Sentence | undefined {
  if ('options' in question) {
    const known = Object.keys(question.options);
    return typeof answer === 'string' && known.includes(answer) ? undefined : say`Answer ${known.join(' or ')}.`;
  }
  const { least, most } = question;
  const fits = typeof answer === 'number' && Number.isInteger(answer) && answer >= least && answer <= most;
  return fits ? undefined : say`Give a whole number from ${least} to ${most}.`;
}

/** Whether something is made, as the answers are. A question that was not asked stands in nobody's way. */
export function applies(when: Condition | undefined, answers: TemplateAnswers): boolean {
  return Object.entries(when ?? {}).every(([key, wanted]) => {
    const answer = answers[key];
    if (answer === undefined) return true;
    if (Array.isArray(wanted)) return wanted.some((one) => one === answer);
    return typeof answer === 'number' && answer >= wanted.atLeast;
  });
}

/** How often something is made. */
export function times(each: string | undefined, answers: TemplateAnswers): number {
  if (each === undefined) return 1;
  const answer = answers[each];
  return typeof answer === 'number' ? answer : 1;
}

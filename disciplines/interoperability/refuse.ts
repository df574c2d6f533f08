import { type Decision, Problem, type Sentence } from '@callosum/kernel';

/** A command's refusal with what to do about it. */
export function refuse(code: 'not-found' | 'refused' | 'invalid', message: Sentence, remedy?: Sentence): Decision {
  return { problems: [new Problem({ code, message, ...(remedy === undefined ? {} : { remedy }) })] };
}

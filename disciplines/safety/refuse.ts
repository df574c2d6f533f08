import { type Decision, Problem, type ProblemCode, type Sentence, type ProblemParts } from '@callosum/kernel';

/** A decision not to: one problem, with what to do about it. */
export function refuse(
  code: ProblemCode,
  message: Sentence,
  more: Pick<ProblemParts, 'remedy' | 'path'> = {},
): Decision {
  return { problems: [new Problem({ code, message, ...more })] };
}

import type { Decision, Problem, ProblemCode } from '@callosum/kernel';

/** A decision not to: one problem, with what to do about it. */
export function refuse(code: ProblemCode, message: string, more: Pick<Problem, 'remedy' | 'path'> = {}): Decision {
  return { problems: [{ severity: 'error', code, message, ...more }] };
}

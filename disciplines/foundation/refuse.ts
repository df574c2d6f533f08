import type { Decision, Problem, ProblemCode } from '@callosum/kernel';

/** A decision not to: one problem, with what to do about it. */
export function refuse(code: ProblemCode, message: string, more: Pick<Problem, 'remedy' | 'path'> = {}): Decision {
  return { problems: [{ severity: 'error', code, message, ...more }] };
}

/** Refused because the command line has no name to answer for it. */
export function refuseConsole(what: string): Decision {
  return refuse('not-allowed', `The command line account cannot ${what}.`, {
    remedy: 'Sign in as a person who owns the project.',
  });
}

import { type Decision, Problem, type ProblemCode, type Sentence, type ProblemParts, say } from '@callosum/kernel';

/** A decision not to: one problem, with what to do about it. */
export function refuse(
  code: ProblemCode,
  message: Sentence,
  more: Pick<ProblemParts, 'remedy' | 'path'> = {},
): Decision {
  return { problems: [new Problem({ code, message, ...more })] };
}

/** Refused because the command line has no name to answer for it. */
export function refuseConsole(what: string): Decision {
  return refuse('not-allowed', say`The command line account cannot ${what}.`, {
    remedy: say`Sign in as a person who owns the project.`,
  });
}

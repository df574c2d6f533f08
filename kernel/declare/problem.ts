/** What can go wrong, as a closed list: the code decides the HTTP status and the message a translation overrides. */
export type ProblemCode =
  | 'invalid'
  | 'not-signed-in'
  | 'not-allowed'
  /** Has to be signed, and was not. */
  | 'unsigned'
  | 'not-found'
  | 'conflict'
  | 'refused'
  | 'too-large'
  | 'unreadable-file'
  | 'store-full'
  | 'store-unavailable'
  | 'too-old'
  | 'too-many';

/** One thing that is wrong, where, and what to do about it. */
export interface Problem {
  readonly severity: 'error' | 'warning';
  readonly code: ProblemCode;
  /** What happened, in a sentence. */
  readonly message: string;
  /** Where: the path of the field within the input. */
  readonly path?: readonly (string | number)[];
  /** What to do. */
  readonly remedy?: string;
}

/** A command or request that was not carried out. Nothing of it was written. */
export class Refusal extends Error {
  readonly code: ProblemCode;
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map((problem) => [problem.message, problem.remedy].filter(Boolean).join(' ')).join('\n'));
    this.name = 'Refusal';
    this.code = problems[0]?.code ?? 'refused';
    this.problems = problems;
  }
}

/** Shorthand for a refusal with a single problem. */
export function refusal(
  code: ProblemCode,
  message: string,
  more: { path?: (string | number)[]; remedy?: string } = {},
) {
  return new Refusal([{ severity: 'error', code, message, ...more }]);
}

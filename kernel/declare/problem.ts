import { type Sentence, type SentenceForm, sentenceOf, verbatim } from './say.ts';

/** What can go wrong, as a closed list: the code decides the HTTP status. */
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

type Path = readonly (string | number)[];

/** What a problem is made of. */
export interface ProblemParts {
  /** An error unless given. */
  readonly severity?: 'error' | 'warning' | undefined;
  readonly code: ProblemCode;
  /** What happened. */
  readonly message: Sentence;
  /** Where: the path of the field within the input. */
  readonly path?: Path | undefined;
  /** What to do. */
  readonly remedy?: Sentence | undefined;
}

/** A problem as it travels and is kept: in English, and with what a translation needs. */
export interface ProblemForm {
  readonly severity: 'error' | 'warning';
  readonly code: ProblemCode;
  readonly message: string;
  readonly path?: (string | number)[];
  readonly remedy?: string;
  /** Absent in what an earlier version kept. */
  readonly sentences?: { readonly message: SentenceForm; readonly remedy?: SentenceForm };
}

/**
 * One thing that is wrong, where, and what to do about it. Made of sentences and read as English text: where people read
 * in another language, its JSON carries what the catalogue needs.
 */
export class Problem {
  readonly severity: 'error' | 'warning';
  readonly code: ProblemCode;
  readonly message: string;
  readonly path?: Path;
  readonly remedy?: string;
  /** Not a property, so that a problem cannot be copied by its texts alone. */
  readonly #told: ProblemParts;

  constructor(told: ProblemParts) {
    this.severity = told.severity ?? 'error';
    this.code = told.code;
    this.message = told.message.text;
    if (told.path !== undefined) this.path = told.path;
    if (told.remedy !== undefined) this.remedy = told.remedy.text;
    this.#told = told;
  }

  /** The same problem of something that lies within something else. */
  within(...outer: Path): Problem {
    return new Problem({ ...this.#told, path: [...outer, ...(this.path ?? [])] });
  }

  /** As `JSON.stringify` writes it. */
  toJSON(): ProblemForm {
    const { message, remedy } = this.#told;
    return {
      severity: this.severity,
      code: this.code,
      message: this.message,
      ...(this.path === undefined ? {} : { path: [...this.path] }),
      ...(this.remedy === undefined ? {} : { remedy: this.remedy }),
      sentences: { message: message.toJSON(), ...(remedy === undefined ? {} : { remedy: remedy.toJSON() }) },
    };
  }
}

/** A problem that was kept, or has come from another thread. */
export function problemOf({ severity, code, message, path, remedy, sentences }: ProblemForm): Problem {
  return new Problem({
    severity,
    code,
    message: sentences ? sentenceOf(sentences.message) : verbatim(message),
    path,
    remedy: sentences?.remedy ? sentenceOf(sentences.remedy) : remedy === undefined ? undefined : verbatim(remedy),
  });
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
  message: Sentence,
  more: Omit<ProblemParts, 'severity' | 'code' | 'message'> = {},
) {
  return new Refusal([new Problem({ code, message, ...more })]);
}

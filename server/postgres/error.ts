/** What went wrong, as a word that a caller can branch on. */
export type DatabaseErrorCode =
  | 'account-unknown'
  | 'binaries-missing'
  | 'cluster-foreign'
  | 'cluster-owner'
  | 'cluster-version'
  | 'data-directory'
  | 'data-locked'
  | 'data-unreachable'
  | 'external-invalid'
  | 'external-refused'
  | 'external-too-old'
  | 'external-unreachable'
  | 'initdb-failed'
  | 'platform-unsupported'
  | 'runtime-directory'
  | 'start-failed';

/** An error of the database supervisor: `message` and `remedy` are one line each, `place` is the path or address concerned. */
export class DatabaseError extends Error {
  readonly code: DatabaseErrorCode;
  readonly place: string;
  readonly remedy: string;

  constructor(code: DatabaseErrorCode, place: string, message: string, remedy: string) {
    super(message);
    this.name = 'DatabaseError';
    this.code = code;
    this.place = place;
    this.remedy = remedy;
  }
}

/** The `code` of a system or PostgreSQL error, or an empty string. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

/** One line that says what an unknown error says; an error over several addresses speaks through its first cause. */
export function lineOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return lineOf(error.errors[0]);
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n', 1)[0]?.trim() ?? '';
}

/** For timers and exit handlers, where an error could reach nobody: the files concerned may be gone, removed by hand. */
export function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // Nothing to be told to anybody, nothing to be undone.
  }
}

/** Turns a failed file operation in the data directory into a typed error with a remedy. */
export function fileError(error: unknown, place: string): DatabaseError {
  if (error instanceof DatabaseError) return error;
  return new DatabaseError('data-directory', place, `${place} cannot be used: ${lineOf(error)}.`, fileRemedy(error));
}

function fileRemedy(error: unknown): string {
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'Free some disk space, then start again.';
  if (code === 'EROFS') return 'Choose a data directory on a disk that can be written to.';
  return 'Start as the account that owns the data directory, or give that account read and write access to it.';
}

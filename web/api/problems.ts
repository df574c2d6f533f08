import type { SentenceForm } from '@callosum/kernel';
import { ORPCError } from '@orpc/client';

/** One thing that is wrong, where, and what to do about it. */
export interface Trouble {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  /** Empty when the catalogue has the words for the code. */
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly remedy?: string | undefined;
  /** What a translation needs; the texts above are English. */
  readonly sentences?: { readonly message: SentenceForm; readonly remedy?: SentenceForm | undefined } | undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isTrouble(value: unknown): value is Trouble {
  return isRecord(value) && typeof value['code'] === 'string' && typeof value['message'] === 'string';
}

/** The problems in a response body of the server, whichever way it was asked. */
export function problemsIn(body: unknown): readonly Trouble[] {
  if (!isRecord(body)) return [];
  const list = isRecord(body['data']) ? body['data']['problems'] : body['problems'];
  return Array.isArray(list) ? list.filter(isTrouble) : [];
}

/** What went wrong, as values that a form can show in place. Never empty. */
export function problemsOf(error: unknown): readonly Trouble[] {
  if (error instanceof ORPCError) {
    const told = problemsIn(error);
    if (told.length > 0) return told;
    if (error.status >= 502 && error.status <= 504) return [{ severity: 'error', code: 'offline', message: '' }];
    return [{ severity: 'error', code: statusCode(error.status), message: '' }];
  }
  // fetch rejects with a TypeError when the server cannot be reached.
  if (error instanceof TypeError) return [{ severity: 'error', code: 'offline', message: '' }];
  return [{ severity: 'error', code: 'unexpected', message: '' }];
}

function statusCode(status: number): string {
  if (status === 401) return 'not-signed-in';
  if (status === 403) return 'not-allowed';
  if (status === 404) return 'not-found';
  return 'unexpected';
}

/** Whether the server refused because somebody else changed the same thing meanwhile. */
export function isConflict(problems: readonly Trouble[]): boolean {
  return problems.some((problem) => problem.code === 'conflict');
}

/** Problems of one field, and those that belong to none of the named fields. */
export function byField(problems: readonly Trouble[], names: readonly string[]) {
  const nameOf = (problem: Trouble): string | undefined =>
    problem.path?.map(String).find((part) => names.includes(part));
  return {
    at: (name: string): readonly Trouble[] => problems.filter((problem) => nameOf(problem) === name),
    rest: problems.filter((problem) => nameOf(problem) === undefined),
  };
}

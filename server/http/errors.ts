import { Problem, type ProblemCode, Refusal, ofIssue, type ProblemForm } from '@callosum/kernel';
import { ORPCError, ValidationError } from '@orpc/server';
import { storeRefusal } from '../write/transaction.ts';

/** Name and status of each refusal as the contract declares them. */
const ANSWERS: Readonly<Record<ProblemCode, { name: string; status: number }>> = {
  invalid: { name: 'INVALID', status: 400 },
  'unreadable-file': { name: 'INVALID', status: 400 },
  'not-signed-in': { name: 'NOT_SIGNED_IN', status: 401 },
  'not-allowed': { name: 'NOT_ALLOWED', status: 403 },
  unsigned: { name: 'UNSIGNED', status: 428 },
  'not-found': { name: 'NOT_FOUND', status: 404 },
  conflict: { name: 'CONFLICT', status: 409 },
  'too-large': { name: 'TOO_LARGE', status: 413 },
  refused: { name: 'REFUSED', status: 422 },
  'too-old': { name: 'TOO_OLD', status: 426 },
  'too-many': { name: 'TOO_MANY', status: 429 },
  'store-unavailable': { name: 'STORE_UNAVAILABLE', status: 503 },
  'store-full': { name: 'STORE_FULL', status: 507 },
};

/** The HTTP status of a refusal. */
export function statusOf(code: ProblemCode): number {
  return ANSWERS[code].status;
}

/** A refusal as the contract's error; anything else passes and is logged as a fault of ours. */
export function toContractError(thrown: unknown): unknown {
  const error = storeRefusal(thrown);
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST' && error.cause instanceof ValidationError) {
    return toContractError(new Refusal(error.cause.issues.map(toProblem)));
  }
  if (!(error instanceof Refusal)) return error;
  const { name, status } = ANSWERS[error.code];
  return new ORPCError(name, { status, defined: true, message: error.message, data: { problems: forms(error) } });
}

function toProblem(issue: ValidationError['issues'][number]): Problem {
  const places = (issue.path ?? []).map((step) => (typeof step === 'object' ? step.key : step));
  return new Problem({
    code: 'invalid',
    message: ofIssue(issue),
    path: places.map((step) => (typeof step === 'symbol' ? String(step) : step)),
  });
}

/** The problems as they travel: in English, with what a catalogue needs. */
function forms({ problems }: Refusal): ProblemForm[] {
  return problems.map((problem) => problem.toJSON());
}

/** A refusal as the JSON body of a route outside the contract. */
export function toBody(error: Refusal): { code: string; message: string; data: { problems: ProblemForm[] } } {
  return { code: ANSWERS[error.code].name, message: error.message, data: { problems: forms(error) } };
}

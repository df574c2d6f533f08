import { oc } from '@orpc/contract';
import { z } from 'zod';
import { problemShape } from './problem.ts';

const problem = z.object({ problems: z.array(problemShape) });

/** Every route may refuse in these ways; `data.problems` says what is wrong, where, and what to do. */
export const base = oc.errors({
  INVALID: { status: 400, data: problem },
  NOT_SIGNED_IN: { status: 401, data: problem },
  NOT_ALLOWED: { status: 403, data: problem },
  NOT_FOUND: { status: 404, data: problem },
  CONFLICT: { status: 409, data: problem },
  TOO_LARGE: { status: 413, data: problem },
  REFUSED: { status: 422, data: problem },
  TOO_OLD: { status: 426, data: problem },
  UNSIGNED: { status: 428, data: problem },
  TOO_MANY: { status: 429, data: problem },
  STORE_UNAVAILABLE: { status: 503, data: problem },
  STORE_FULL: { status: 507, data: problem },
});

/** Which part of a list is asked for. */
export const paging = {
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
};

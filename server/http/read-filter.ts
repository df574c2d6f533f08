import {
  type Actor,
  bindDays,
  bindFilter,
  type Filter,
  filterFaults,
  filterSchema,
  type Kind,
  Refusal,
  refusal,
  say,
  Problem,
} from '@callosum/kernel';
import { type Scope, todayIn } from '../store/scopes.ts';

/**
 * The filter of a request: JSON in an address, checked against the kind, bound to who asks and to the project's days.
 * @param today the day it is asked for.
 * @throws Refusal `invalid` with the place in it.
 */
export function readFilter(
  text: string | undefined,
  kind: Kind,
  actor: Actor,
  scope: Scope,
  today: string = todayIn(scope),
): Filter {
  if (text === undefined || text === '') return [];
  const { success, data } = filterSchema.safeParse(jsonOf(text));
  if (!success) {
    throw refusal('invalid', say`The filter cannot be read.`, {
      path: ['filter'],
      remedy: say`Write it as [{"field":"due","op":"before","value":"2027-01-31"}].`,
    });
  }
  requireAnswerable(data, kind);
  return bindDays(kind, bindFilter(data, { me: actor.account, today }), scope.zone);
}

/** @throws Refusal `invalid` naming each clause that a register of the kind does not answer. */
export function requireAnswerable(filter: Filter, kind: Kind): void {
  const faults = filterFaults(filter, kind, 'register');
  if (faults.length === 0) return;
  throw new Refusal(
    faults.map(({ at, ...rest }) => new Problem({ code: 'invalid', ...rest, path: ['filter', ...at] })),
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

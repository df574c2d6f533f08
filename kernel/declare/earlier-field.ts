import { STATEMENT_FIELD } from '../ledger/signature.ts';
import type { Kind } from './kind.ts';
import { isOwn } from './own-field.ts';

/**
 * Whether the history of a kind's records may hold values under a name: that of a field it has, of a field that an earlier
 * version had, of a project's own field that may be gone by now, or what somebody signed.
 */
export function mayHaveHeld(kind: Kind, name: string): boolean {
  if (Object.hasOwn(kind.fields, name) || name === STATEMENT_FIELD || isOwn(name)) return true;
  return kind.version > 1 && /^[a-z][A-Za-z0-9]*$/.test(name);
}

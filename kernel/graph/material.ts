import type { FieldChanges } from '../declare/json.ts';
import type { Kind } from '../declare/kind.ts';
import { SPINE, type Write } from './write.ts';

/**
 * The version in which a record last changed materially, once a write has been done: making, withdrawing and restoring always do,
 * a change or redaction does when it touches a material field, or the state where the lifecycle says so. Worked out from what the
 * ledger keeps of the write, so that history comes to the same.
 * @param before what it was until then; undefined for a record that is being made.
 */
export function materialVersion(
  kind: Kind,
  { action, version, values }: Pick<Write, 'action' | 'version' | 'values'>,
  before: number | undefined,
): number {
  if (before === undefined || (action !== 'update' && action !== 'redact')) return version;
  return touches(kind, values) ? version : before;
}

function touches(kind: Kind, values: FieldChanges): boolean {
  if (kind.lifecycle.material && Object.hasOwn(values, SPINE.state)) return true;
  return Object.keys(values).some((name) => Object.hasOwn(kind.fields, name) && kind.fields[name]?.material);
}

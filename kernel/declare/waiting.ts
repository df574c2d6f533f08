import type { Kind } from './kind.ts';
import type { Predicate, Rule } from './permission.ts';
import { rulesFor } from './presets.ts';
import { ROLES } from './role.ts';

/** Whom records of a kind wait for: as it declares, or their owner while they are open. What never ends waits for nobody. */
export function waitsFor({ waits, fields, lifecycle }: Kind): readonly Rule[] {
  if (waits) return waits;
  const states = Object.entries(lifecycle.states);
  const open = states.filter(([, { closed }]) => !closed).map(([name]) => name);
  if (!fields['owner'] || open.length === states.length) return [];
  const own: Predicate = { allOf: [{ field: 'owner', isMe: true }, { state: open }] };
  return rulesFor(ROLES, own);
}

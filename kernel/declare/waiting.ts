import type { GraphReader, Row } from '../graph/reader.ts';
import { addDays, type Moment } from './moment.ts';
import type { Kind } from './kind.ts';
import type { Predicate, Rule } from './permission.ts';
import { rulesFor } from './presets.ts';
import type { Registry } from './registry.ts';
import { ROLES } from './role.ts';

/** What rests is looked at again so long before its day. */
const NEAR_DAYS = 14;

/** Whom records of a kind wait for: as it declares, or their owner while there is something to do. What never ends waits for nobody. */
export function waitsFor({ waits, fields, lifecycle }: Kind): readonly Rule[] {
  if (waits) return waits;
  const states = Object.entries(lifecycle.states);
  const open = states.filter(([, { closed, rests }]) => !closed && rests !== 'always').map(([name]) => name);
  if (!fields['owner'] || open.length === states.length) return [];
  const own: Predicate = { allOf: [{ field: 'owner', isMe: true }, { state: open }] };
  return rulesFor(ROLES, own);
}

/** Which records of a kind somebody should own; undefined for a kind without owners, or none without one. */
export function wantsOwner(kind: Kind): Predicate | undefined {
  const { fields, lifecycle, hidden, anonymous, wantsOwner: which } = kind;
  if (hidden || anonymous || which === false || !fields['owner'] || fields['owner'].required) return undefined;
  const states = Object.entries(lifecycle.states);
  const open: Predicate = { state: states.filter(([, { closed }]) => !closed).map(([name]) => name) };
  return which === undefined ? open : { allOf: [open, which] };
}

/** Where a record that waits is asked about. */
interface Asked {
  readonly graph: GraphReader;
  readonly at: Moment;
  readonly registry: Registry;
}

/**
 * Until when something waits that waits for somebody: a day, or null without one; undefined while there is nothing to do.
 * @param shown the record as its reader sees it: days he may not see are none.
 */
export function waitsUntil(
  kind: Kind,
  row: Row,
  shown: Row,
  { graph, at, registry }: Asked,
): string | null | undefined {
  if (kind.waitsUntil) return kind.waitsUntil(row, graph, at, registry);
  const until = dayOf(kind, shown);
  if (kind.lifecycle.states[row.state]?.rests !== 'untilDue') return until;
  return until !== null && until <= addDays(at.today, NEAR_DAYS) ? until : undefined;
}

function dayOf(kind: Kind, { fields }: Row): string | null {
  for (const name of kind.until ?? ['due']) {
    const value = fields[name];
    if (typeof value === 'string') return value.slice(0, 10);
  }
  return null;
}

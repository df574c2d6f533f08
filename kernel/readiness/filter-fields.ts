import type { Field } from '../declare/field.ts';
import type { Kind } from '../declare/kind.ts';
import { type Operator, STATE_FIELD } from './filter.ts';

const PRESENCE = ['set', 'empty'] as const;
const ORDER = ['before', 'upTo', 'after', 'from'] as const;

/** What a register offers to ask of a field, by its type. A type that is not named can be asked whether it has a value. */
const BY_TYPE: Readonly<Partial<Record<Field['type'], readonly Operator[]>>> = {
  text: ['has', 'is', 'not', ...PRESENCE],
  number: ['is', 'not', ...ORDER, ...PRESENCE],
  flag: ['is', 'not'],
  date: ['is', ...ORDER, ...PRESENCE],
  localTime: [...ORDER, ...PRESENCE],
  choice: ['is', 'not', ...PRESENCE],
  person: ['is', 'not', ...PRESENCE],
};

/** Few values, each of many records: cheap to ask for without an index. */
const FEW_VALUES: ReadonlySet<Field['type']> = new Set(['choice', 'flag', 'person']);

/** Of each record of every kind; they need no declaration. */
const ALWAYS: ReadonlySet<string> = new Set(['title', 'owner', 'due']);

/** The operators a kind's register offers, by field; `state` where a record has more than one. */
export function filterOperators(kind: Kind): ReadonlyMap<string, readonly Operator[]> {
  const found = new Map<string, readonly Operator[]>();
  if (Object.keys(kind.lifecycle.states).length > 1) found.set(STATE_FIELD, ['is', 'not']);
  for (const [name, field] of Object.entries(kind.fields)) {
    if (field.sortable || ALWAYS.has(name) || FEW_VALUES.has(field.type))
      found.set(name, BY_TYPE[field.type] ?? PRESENCE);
  }
  return found;
}

/** The fields a kind's records can be put into groups by. */
export function groupFields(kind: Kind): readonly string[] {
  return [...filterOperators(kind).keys()].filter(
    (name) => name === STATE_FIELD || FEW_VALUES.has(kind.fields[name]?.type ?? 'structure'),
  );
}

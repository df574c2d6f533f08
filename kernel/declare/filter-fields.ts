import type { Field } from './field.ts';
import { fieldType } from './fields/index.ts';
import { STATE_FIELD } from './filter.ts';
import type { Kind } from './kind.ts';
import type { Operator } from './operator.ts';

/** One of few values each, of many records each: they make groups. */
const GROUPED: ReadonlySet<Field['type']> = new Set(['choice', 'flag', 'person']);

/** Few values as well: cheap to ask for without an index. */
const FEW_VALUES: ReadonlySet<Field['type']> = new Set([...GROUPED, 'choices', 'people', 'checklist', 'rating']);

/** Of each record of every kind; they need no declaration. */
const ALWAYS: ReadonlySet<string> = new Set(['title', 'owner', 'due']);

/** The operators a kind's register offers, by field; `state` where a record has more than one. */
export function filterOperators(kind: Kind): ReadonlyMap<string, readonly Operator[]> {
  const found = new Map<string, readonly Operator[]>();
  if (Object.keys(kind.lifecycle.states).length > 1) found.set(STATE_FIELD, ['is', 'not', 'anyOf', 'noneOf']);
  for (const [name, field] of Object.entries(kind.fields)) {
    const { operators } = fieldType(field);
    if (operators.length > 0 && (field.sortable || ALWAYS.has(name) || FEW_VALUES.has(field.type)))
      found.set(name, operators);
  }
  return found;
}

/** The fields a kind's records can be put into groups by. */
export function groupFields(kind: Kind): readonly string[] {
  return [...filterOperators(kind).keys()].filter(
    (name) => name === STATE_FIELD || GROUPED.has(kind.fields[name]?.type ?? 'structure'),
  );
}

import type { Field } from '../declare/field.ts';
import { fieldType } from '../declare/fields/index.ts';
import type { Kind } from '../declare/kind.ts';
import { isDate } from '../declare/moment.ts';
import { type Clause, type Filter, STATE_FIELD } from './filter.ts';
import { filterOperators } from './filter-fields.ts';

/** What is wrong with one clause of a filter: which part, and what to do. */
export interface FilterFault {
  readonly at: readonly [clause: number, part: keyof Clause];
  readonly message: string;
  readonly remedy: string;
}

/** Where a filter stands: a criterion knows the day of its gate, a register who looks and what day it is. */
type Place = 'criterion' | 'register';

/**
 * Clauses that can never mean anything for records of a kind, or that a register does not answer. Without this, a
 * misspelt field would prove a gate by selecting nothing.
 */
export function filterFaults(filter: Filter, kind: Kind, place: Place): FilterFault[] {
  const offered = place === 'register' ? new Set(filterOperators(kind).keys()) : undefined;
  return filter.flatMap((clause, index): FilterFault[] => {
    if (clause.field === STATE_FIELD) return stateFaults(clause, index, kind);
    const field = Object.hasOwn(kind.fields, clause.field) ? kind.fields[clause.field] : undefined;
    if (field && offered && !offered.has(clause.field)) {
      const message = `${kind.label.many} cannot be filtered by “${field.label}”.`;
      return [{ at: [index, 'field'], message, remedy: `Choose one of: ${[...offered].join(', ')}.` }];
    }
    if (!field) {
      const message = `${kind.label.many} have no field “${clause.field}”.`;
      const remedy = `Choose one of: ${Object.keys(kind.fields).join(', ')}.`;
      return [{ at: [index, 'field'], message, remedy }];
    }
    const fault = valueFault(clause, field, place);
    return fault
      ? [{ at: [index, fault.part], message: `${field.label}: ${fault.message}`, remedy: fault.remedy }]
      : [];
  });
}

interface ValueFault {
  readonly part: 'op' | 'value';
  readonly message: string;
  readonly remedy: string;
}

function stateFaults({ op, value }: Clause, index: number, kind: Kind): FilterFault[] {
  const { states } = kind.lifecycle;
  const names = Object.keys(states).join(', ');
  if (op !== 'is' && op !== 'not') {
    return [{ at: [index, 'op'], message: `A state cannot be asked “${op}”.`, remedy: 'Use “is” or “not”.' }];
  }
  if (typeof value === 'string' && Object.hasOwn(states, value)) return [];
  return [{ at: [index, 'value'], message: 'There is no such state.', remedy: `Choose one of: ${names}.` }];
}

function valueFault({ op, value }: Clause, field: Field, place: Place): ValueFault | undefined {
  const wrong = (part: ValueFault['part'], message: string, remedy: string): ValueFault => ({ part, message, remedy });
  if (op === 'set' || op === 'empty') {
    return value === undefined ? undefined : wrong('value', `“${op}” compares with nothing.`, 'Leave the value out.');
  }
  if (value === undefined) return wrong('value', `“${op}” has nothing to compare with.`, 'Give a value.');
  if (field.type === 'duration' || field.type === 'structure') {
    return wrong('op', 'can only be set or empty.', 'Use “set” or “empty”.');
  }
  const ordered = op === 'upTo' || op === 'from' || op === 'before' || op === 'after';
  const dated = field.type === 'date' || field.type === 'localTime';
  if (ordered && !dated && field.type !== 'number') {
    return wrong('op', 'has no order.', 'Use “is”, “not”, “set” or “empty”.');
  }
  if (op === 'has') {
    if (field.type !== 'text') return wrong('op', 'is no text to look into.', 'Use “is” or “not”.');
    return typeof value === 'string' && value !== '' ? undefined : wrong('value', 'is looked into.', 'Give a text.');
  }
  if (typeof value === 'object') {
    if ('me' in value) {
      if (place === 'register' && field.type === 'person') return undefined;
      return wrong('value', 'does not compare with who asks.', 'Give a value of the field.');
    }
    const known = place === ('today' in value ? 'register' : 'criterion');
    if (known && (field.type === 'date' || (dated && ordered))) return undefined;
    const day = 'today' in value ? 'today' : 'the day of the gate';
    return wrong('value', `does not compare with ${day}.`, 'Give a value of the field.');
  }
  // A time compares by day when a day is given, but is never the same as one.
  if (ordered && dated && typeof value === 'string' && isDate(value)) return undefined;
  if (fieldType(field).schema().safeParse(value).success) return undefined;
  return wrong('value', `“${value}” is no value of the field.`, `Give a value such as ${exampleOf(field)}.`);
}

function exampleOf(field: Field): string {
  const example = fieldType(field).example(1);
  return typeof example === 'string' ? `“${example}”` : JSON.stringify(example);
}

import { type Sentence, say } from './say.ts';
import type { Field } from './field.ts';
import { fieldType } from './fields/index.ts';
import { bindFilter, type Clause, type Filter, filterFields, type Known, readClauses, STATE_FIELD } from './filter.ts';
import { filterOperators } from './filter-fields.ts';
import type { Kind } from './kind.ts';
import { operandOf } from './operator.ts';

/** What is wrong with one clause of a filter: which part, and what to do. */
export interface FilterFault {
  readonly at: readonly [clause: number, part: keyof Clause];
  readonly message: Sentence;
  readonly remedy: Sentence;
}

/** Where a filter stands: a criterion knows the day of its gate, a register who looks and what day it is. */
type Place = 'criterion' | 'register';

/** Stands for whatever a name will stand for, so that a filter can be checked before that is known. */
const SOMETIME: Known = { today: '2027-01-01', gateDate: '2027-01-01', me: '00000000-0000-7000-8000-000000000001' };

/**
 * Clauses that can never mean anything for records of a kind, or that a register does not answer. Without this, a
 * misspelt field would prove a gate by selecting nothing.
 */
export function filterFaults(filter: Filter, kind: Kind, place: Place): FilterFault[] {
  const offered = place === 'register' ? [...filterOperators(kind).keys()] : [STATE_FIELD, ...Object.keys(kind.fields)];
  const fields = filterFields(kind);
  const bound = readClauses(kind, bindFilter(filter, SOMETIME));
  return filter.flatMap((clause, index): FilterFault[] => {
    const field = Object.hasOwn(fields, clause.field) ? fields[clause.field] : undefined;
    if (!field || !offered.includes(clause.field)) {
      const message = field
        ? say`${kind.label.many} cannot be filtered by “${field.label}”.`
        : say`${kind.label.many} have no field “${clause.field}”.`;
      const remedy = say`Choose one of: ${offered.join(', ')}.`;
      return [{ at: [index, 'field'], message, remedy }];
    }
    const { operators } = fieldType(field);
    if (!operators.includes(clause.op)) {
      const remedy = operators.length === 0 ? say`Filter by another field.` : say`Use one of: ${operators.join(', ')}.`;
      return [{ at: [index, 'op'], message: say`${field.label} cannot be asked “${clause.op}”.`, remedy }];
    }
    const message = valueFault(clause, field, place, bound[index]?.test.ask === 'never');
    return message === undefined
      ? []
      : [{ at: [index, 'value'], message: say`${field.label}: ${message}.`, remedy: remedyFor(clause, field) }];
  });
}

function valueFault({ op, value }: Clause, field: Field, place: Place, isNone: boolean): Sentence | undefined {
  if (operandOf(op) === 'none') return value === undefined ? undefined : say`“${op}” compares with nothing`;
  if (value === undefined) return say`“${op}” has nothing to compare with`;
  if (typeof value === 'object' && !Array.isArray(value)) {
    if ('me' in value && (place !== 'register' || field.type !== 'person')) return say`does not compare with who asks`;
    const day = 'today' in value ? 'register' : 'gateDate' in value ? 'criterion' : undefined;
    if (day && (place !== day || !DATED.has(field.type))) return say`does not compare with that day`;
  }
  return isNone ? say`does not compare with that value` : undefined;
}

const DATED: ReadonlySet<Field['type']> = new Set(['date', 'localTime', 'dateTime']);

function remedyFor({ op }: Clause, field: Field): Sentence {
  switch (operandOf(op)) {
    case 'none':
      return say`Leave the value out.`;
    case 'words':
      return say`Give the words to look for.`;
    case 'values':
      return say`Give a list of at least one value of the field.`;
    case 'value':
      return say`Give a value such as ${JSON.stringify(fieldType(field).example(1))}.`;
  }
}

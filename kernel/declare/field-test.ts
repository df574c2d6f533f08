import type { SqlType } from './field-type.ts';
import { isList, type Json } from './json.ts';
import { isDate } from './moment.ts';
import { type Comparing, type FieldTest, type Key, operandOf, type Operator, OPERATORS_OF } from './operator.ts';

/** The key of a stored value as SQL reads it from the jsonb; undefined when there is none of that type. */
export function keyAt(value: Json, path: readonly string[], sqlType: SqlType): Key | undefined {
  let at: Json | undefined = value;
  for (const part of path) at = isObject(at) && Object.hasOwn(at, part) ? at[part] : undefined;
  if (sqlType === 'boolean') return typeof at === 'boolean' ? at : undefined;
  if (sqlType === 'text') return typeof at === 'string' ? at : undefined;
  // An amount of money is written as a decimal text, so that nothing is lost on its way.
  if (typeof at === 'string' && at.trim() !== '') return Number.isFinite(Number(at)) ? Number(at) : undefined;
  return typeof at === 'number' ? at : undefined;
}

/** The texts of a stored list. */
export function namesIn(value: Json | undefined): readonly string[] {
  if (value === undefined || value === null || !isList(value)) return [];
  return value.filter((one) => typeof one === 'string');
}

interface Question {
  readonly compares: Comparing;
  readonly operator: Operator;
  readonly operand: Json | undefined;
  readonly prefixes: boolean;
  /** The key of an operand, when it is a value of the type. */
  readonly keyOf: (operand: Json) => Key | undefined;
}

const NEVER: FieldTest = { ask: 'never' };

/** Makes a filter's question about a field ready to be asked. */
export function makeTest(question: Question): FieldTest {
  const { compares, operator, operand } = question;
  if (!OPERATORS_OF[compares].includes(operator)) return NEVER;
  switch (operandOf(operator)) {
    case 'none':
      return operator === 'set' || operator === 'empty' || operator === 'done' || operator === 'undone'
        ? { ask: operator }
        : NEVER;
    case 'words':
      return wordsTest(compares, operator, operand);
    case 'values':
      return valuesTest(question);
    case 'value':
      return valueTest(question);
  }
}

function wordsTest(compares: Comparing, operator: Operator, operand: Json | undefined): FieldTest {
  if (typeof operand !== 'string' || operand === '') return NEVER;
  const words = operand.toLowerCase();
  const contains = operator === 'has';
  if (compares === 'prose') return { ask: contains ? 'blockContains' : 'blockLacks', words };
  return { ask: contains ? 'contains' : 'lacks', words };
}

function valuesTest({ compares, operator, operand, keyOf }: Question): FieldTest {
  if (operand === undefined || operand === null || !isList(operand) || operand.length === 0) return NEVER;
  if (compares === 'names') {
    const names = namesIn(operand);
    const ask = operator === 'anyOf' ? 'anyNamed' : operator === 'allOf' ? 'allNamed' : 'noneNamed';
    return names.length === operand.length ? { ask, names } : NEVER;
  }
  const keys = operand.flatMap((one) => keyOf(one) ?? []);
  if (keys.length !== operand.length || (operator !== 'anyOf' && operator !== 'noneOf')) return NEVER;
  return { ask: operator, keys };
}

function valueTest({ operator, operand, prefixes, keyOf }: Question): FieldTest {
  if (operand === undefined || operand === null) return NEVER;
  if (!isComparison(operator)) return NEVER;
  if (prefixes && typeof operand === 'string' && isDate(operand)) {
    if (operator === 'upTo') return { ask: 'upToPrefix', key: operand };
    if (operator === 'after') return { ask: 'afterPrefix', key: operand };
    if (operator === 'before' || operator === 'from') return { ask: operator, key: operand };
  }
  const key = keyOf(operand);
  return key === undefined ? NEVER : { ask: operator, key };
}

const COMPARISONS = ['is', 'not', 'before', 'upTo', 'after', 'from'] as const;

function isComparison(operator: Operator): operator is (typeof COMPARISONS)[number] {
  return COMPARISONS.some((one) => one === operator);
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !isList(value);
}

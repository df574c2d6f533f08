import type { Json } from './json.ts';

/** Everything a filter can ask of one field. The browser's words for each are in the message catalogue. */
export const OPERATORS = [
  'is',
  'not',
  'anyOf',
  'allOf',
  'noneOf',
  'has',
  'hasNot',
  'before',
  'upTo',
  'after',
  'from',
  'done',
  'undone',
  'set',
  'empty',
] as const;
export type Operator = (typeof OPERATORS)[number];

/** What stands beside the operator: one value of the field, several, words to look for, or nothing. */
export type Operand = 'value' | 'values' | 'words' | 'none';

const OPERANDS: Readonly<Record<Operator, Operand>> = {
  is: 'value',
  not: 'value',
  anyOf: 'values',
  allOf: 'values',
  noneOf: 'values',
  has: 'words',
  hasNot: 'words',
  before: 'value',
  upTo: 'value',
  after: 'value',
  from: 'value',
  done: 'none',
  undone: 'none',
  set: 'none',
  empty: 'none',
};

/** What a filter with this operator has to say besides. */
export function operandOf(operator: Operator): Operand {
  return OPERANDS[operator];
}

/**
 * How the values of a type are compared, which decides the operators:
 * words; an order; a point in time, asked for by its day; one name out of some, with or without an order; yes or no;
 * several names; prose in blocks; items to be ticked; only whether there is a value; or not at all, as nothing is stored.
 */
export type Comparing =
  | 'words'
  | 'order'
  | 'time'
  | 'name'
  | 'rank'
  | 'flag'
  | 'names'
  | 'prose'
  | 'items'
  | 'presence'
  | 'never';

const PRESENCE = ['set', 'empty'] as const;
const NAMED = ['is', 'not', 'anyOf', 'noneOf'] as const;
const ORDERED = ['before', 'upTo', 'after', 'from'] as const;

/** The operators of each way of comparing, in the order a person is offered them. */
export const OPERATORS_OF: Readonly<Record<Comparing, readonly Operator[]>> = {
  words: ['has', 'hasNot', 'is', 'not', ...PRESENCE],
  order: ['is', 'not', ...ORDERED, ...PRESENCE],
  time: [...ORDERED, ...PRESENCE],
  name: [...NAMED, ...PRESENCE],
  rank: [...NAMED, ...ORDERED, ...PRESENCE],
  flag: ['is', 'not', ...PRESENCE],
  names: ['anyOf', 'allOf', 'noneOf', ...PRESENCE],
  prose: ['has', 'hasNot', ...PRESENCE],
  items: ['done', 'undone', ...PRESENCE],
  presence: PRESENCE,
  never: [],
};

/** What is compared of a value: a number, a text or yes and no, as SQL sees it. */
export type Key = string | number | boolean;

/**
 * A question about one field with its operand made ready. The store turns the same test into SQL, and a property test
 * holds the two against each other.
 */
export type FieldTest =
  | { readonly ask: 'never' }
  | { readonly ask: 'set' | 'empty' | 'done' | 'undone' }
  | { readonly ask: 'is' | 'not' | 'before' | 'upTo' | 'after' | 'from'; readonly key: Key }
  /** A shorter text stands for everything that begins with it: a day for its times. */
  | { readonly ask: 'upToPrefix' | 'afterPrefix'; readonly key: string }
  | { readonly ask: 'anyOf' | 'noneOf'; readonly keys: readonly Key[] }
  | { readonly ask: 'anyNamed' | 'allNamed' | 'noneNamed'; readonly names: readonly string[] }
  /** In small letters; `block…` looks into each block of a prose by itself. */
  | { readonly ask: 'contains' | 'lacks'; readonly words: string }
  | { readonly ask: 'blockContains' | 'blockLacks'; readonly words: string };

/** What a test asks of a stored value; a type gives it. Values of another shape have no key, no names and no blocks. */
export interface Facets {
  key(value: Json): Key | undefined;
  names(value: Json): readonly string[];
  blocks(value: Json): readonly string[];
  isDone(value: Json): boolean;
}

/** Whether a stored value passes. What cannot be compared passes only tests that ask for a difference. */
export function passesTest(test: FieldTest, value: Json | undefined, facets: Facets): boolean {
  switch (test.ask) {
    case 'never':
      return false;
    case 'set':
      return value !== undefined;
    case 'empty':
      return value === undefined;
    case 'done':
    case 'undone':
      return value !== undefined && facets.isDone(value) === (test.ask === 'done');
    case 'anyNamed':
    case 'allNamed':
    case 'noneNamed':
      return passesNames(test.ask, test.names, value === undefined ? [] : facets.names(value));
    case 'blockContains':
    case 'blockLacks': {
      const blocks = value === undefined ? [] : facets.blocks(value);
      return blocks.some((block) => block.toLowerCase().includes(test.words)) === (test.ask === 'blockContains');
    }
    default:
      return passesKey(test, value === undefined ? undefined : facets.key(value));
  }
}

function passesNames(
  ask: 'anyNamed' | 'allNamed' | 'noneNamed',
  wanted: readonly string[],
  names: readonly string[],
): boolean {
  if (ask === 'allNamed') return wanted.every((name) => names.includes(name));
  return wanted.some((name) => names.includes(name)) === (ask === 'anyNamed');
}

type Order = 'before' | 'upTo' | 'after' | 'from';
type KeyTest = Extract<
  FieldTest,
  { ask: 'is' | 'not' | Order | 'upToPrefix' | 'afterPrefix' | 'anyOf' | 'noneOf' | 'contains' | 'lacks' }
>;

function passesKey(test: KeyTest, key: Key | undefined): boolean {
  switch (test.ask) {
    case 'is':
      return key === test.key;
    case 'not':
      return key !== test.key;
    case 'from':
      return key !== undefined && key >= test.key;
    case 'upTo':
      return key !== undefined && key <= test.key;
    case 'before':
      return key !== undefined && key < test.key;
    case 'after':
      return key !== undefined && key > test.key;
    case 'afterPrefix':
      return typeof key === 'string' && key > test.key && !key.startsWith(test.key);
    case 'upToPrefix':
      return typeof key === 'string' && (key <= test.key || key.startsWith(test.key));
    case 'anyOf':
      return key !== undefined && test.keys.includes(key);
    case 'noneOf':
      return key === undefined || !test.keys.includes(key);
    case 'contains':
    case 'lacks':
      return (typeof key === 'string' && key.toLowerCase().includes(test.words)) === (test.ask === 'contains');
  }
}

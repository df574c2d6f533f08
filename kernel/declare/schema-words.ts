import type { z } from 'zod';
import { say, type Sentence } from './say.ts';

type Issue = z.core.$ZodIssue;
type Of<Code extends Issue['code']> = Extract<Issue, { readonly code: Code }>;

/** How the library begins when no schema has given it words. */
const LIBRARY = /^(?:Invalid |Too big: |Too small: |Unrecognized key)/;

/** What the library says of types, sizes and forms, in our words; undefined where a schema has said it itself. */
export function schemaWords(issue: Issue): Sentence | undefined {
  if (!LIBRARY.test(issue.message)) return undefined;
  switch (issue.code) {
    case 'invalid_type':
      // What was given is told in the library's own words only.
      return issue.message.endsWith('received undefined') ? say`is needed` : typeWords(issue.expected);
    case 'invalid_value':
      return valueWords(issue);
    case 'too_big':
      return sizeWords(issue.origin, issue.maximum, issue.exact ? 'exactly' : issue.inclusive ? 'most' : 'under');
    case 'too_small':
      return sizeWords(issue.origin, issue.minimum, issue.exact ? 'exactly' : issue.inclusive ? 'least' : 'over');
    case 'invalid_format':
      return formatWords(issue);
    case 'not_multiple_of':
      return say`must be a multiple of ${issue.divisor}`;
    case 'unrecognized_keys':
      return issue.keys.length === 1
        ? say`has a part that is not known: ${issue.keys.join(', ')}`
        : say`has parts that are not known: ${issue.keys.join(', ')}`;
    case 'invalid_key':
      return say`has a part whose name is not valid`;
    case 'invalid_element':
      return say`has a part that is not valid`;
    case 'invalid_union':
      return say`is none of the forms that are understood`;
    case 'custom':
      return say`is not valid`;
  }
}

function typeWords(expected: string): Sentence {
  switch (expected) {
    case 'string':
      return say`must be a text`;
    case 'number':
      return say`must be a number`;
    case 'int':
      return say`must be a whole number`;
    case 'boolean':
      return say`must be true or false`;
    case 'array':
    case 'tuple':
    case 'set':
      return say`must be a list`;
    case 'object':
    case 'record':
    case 'map':
      return say`must be an object`;
    case 'date':
      return say`must be a date`;
    case 'null':
    case 'undefined':
    case 'never':
      return say`must be empty`;
    default:
      return say`must be of the type ${expected}`;
  }
}

function valueWords({ values }: Of<'invalid_value'>): Sentence {
  const told = values.map(String).join(', ');
  return values.length === 1 ? say`must be ${told}` : say`must be one of: ${told}`;
}

/** The ways in which a size is limited. */
type Limit = 'most' | 'under' | 'least' | 'over' | 'exactly';

/** What is measured of a value, by what the library calls it; anything else is the value itself. */
const MEASURES: Readonly<Record<string, keyof typeof SIZES>> = {
  string: 'characters',
  array: 'entries',
  set: 'entries',
  map: 'entries',
  file: 'bytes',
};

const SIZES = {
  characters: {
    most: (size) => say`may have at most ${size} characters`,
    under: (size) => say`must have less than ${size} characters`,
    least: (size) => say`must have at least ${size} characters`,
    over: (size) => say`must have more than ${size} characters`,
    exactly: (size) => say`must have exactly ${size} characters`,
  },
  entries: {
    most: (size) => say`may have at most ${size} entries`,
    under: (size) => say`must have less than ${size} entries`,
    least: (size) => say`must have at least ${size} entries`,
    over: (size) => say`must have more than ${size} entries`,
    exactly: (size) => say`must have exactly ${size} entries`,
  },
  bytes: {
    most: (size) => say`may have at most ${size} bytes`,
    under: (size) => say`must have less than ${size} bytes`,
    least: (size) => say`must have at least ${size} bytes`,
    over: (size) => say`must have more than ${size} bytes`,
    exactly: (size) => say`must have exactly ${size} bytes`,
  },
  value: {
    most: (size) => say`must be at most ${size}`,
    under: (size) => say`must be less than ${size}`,
    least: (size) => say`must be at least ${size}`,
    over: (size) => say`must be more than ${size}`,
    exactly: (size) => say`must be exactly ${size}`,
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Limit, (size: number) => Sentence>>>>;

function sizeWords(origin: string, size: number | bigint, limit: Limit): Sentence {
  return SIZES[MEASURES[origin] ?? 'value'][limit](Number(size));
}

function formatWords({ format, pattern }: Of<'invalid_format'>): Sentence {
  switch (format) {
    case 'uuid':
    case 'guid':
      return say`must be an id (a UUID)`;
    case 'date':
      return say`must be a date such as 2027-01-31`;
    case 'time':
      return say`must be a time of day such as 22:00:00`;
    case 'datetime':
      return say`must be a moment such as 2027-01-31T08:00:00Z`;
    case 'email':
      return say`must be an e-mail address`;
    case 'url':
      return say`must be an address such as https://hospital.org`;
    case 'regex':
      return say`must have the form ${pattern ?? ''}`;
    default:
      return say`is not in the form “${format}”`;
  }
}

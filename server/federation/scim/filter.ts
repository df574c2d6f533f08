import { ScimError } from './problem.ts';

/** A comparison of a filter (RFC 7644, 3.4.2.2); attribute names are lower case. */
export interface Comparison {
  readonly attribute: string;
  readonly op: 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'pr';
  readonly value: string | boolean | null;
}

/** Any of these, each of which is all of those. */
export type Filter = readonly (readonly Comparison[])[];

const WORD = /\s*(?:(?<text>"(?:[^"\\]|\\.)*")|(?<word>[\w.:$-]+(?:\[[^\]]*\](?:\.\w+)?)?))/y;
const OPS = new Set(['eq', 'ne', 'co', 'sw', 'ew']);
const LONGEST = 2_000;

/**
 * Reads a filter of comparisons joined by `and` and `or`.
 * @throws ScimError `invalidFilter` for what is more than that.
 */
export function parseFilter(filter: string): Filter {
  const bad = (): ScimError =>
    new ScimError(400, 'This filter is not understood: give comparisons, joined by “and” or “or”.', 'invalidFilter');
  if (filter.length > LONGEST) throw bad();
  const words = wordsOf(filter);
  if (!words) throw bad();
  const any: Comparison[][] = [[]];
  let at = 0;
  for (;;) {
    const attribute = words[at];
    const op = words[at + 1]?.toLowerCase();
    if (attribute === undefined || op === undefined || attribute.startsWith('"')) throw bad();
    at += 2;
    const comparison = { attribute: plainName(attribute) };
    if (op === 'pr') any.at(-1)?.push({ ...comparison, op, value: null });
    else if (isOp(op)) {
      const value = valueOf(words[at]);
      if (value === undefined) throw bad();
      any.at(-1)?.push({ ...comparison, op, value });
      at += 1;
    } else throw bad();
    const joined = words[at]?.toLowerCase();
    at += 1;
    if (joined === undefined) return any;
    if (joined === 'or') any.push([]);
    else if (joined !== 'and') throw bad();
  }
}

function isOp(op: string): op is Exclude<Comparison['op'], 'pr'> {
  return OPS.has(op);
}

function wordsOf(filter: string): string[] | undefined {
  const words: string[] = [];
  let at = 0;
  while (filter.slice(at).trim() !== '') {
    WORD.lastIndex = at;
    const found = WORD.exec(filter);
    if (!found) return undefined;
    words.push(found.groups?.['text'] ?? found.groups?.['word'] ?? '');
    at = WORD.lastIndex;
  }
  return words;
}

function valueOf(word: string | undefined): string | boolean | null | undefined {
  if (word === undefined) return undefined;
  const lower = word.toLowerCase();
  if (lower === 'true' || lower === 'false') return lower === 'true';
  if (lower === 'null') return null;
  if (!word.startsWith('"')) return undefined;
  try {
    const read: unknown = JSON.parse(word);
    return typeof read === 'string' ? read : undefined;
  } catch {
    return undefined;
  }
}

/** `emails[type eq "work"].value`, `emails.value` and `urn:…:User:userName` by their plain names. */
function plainName(attribute: string): string {
  const name = attribute.replace(/^urn:[\w.:-]+:(?:user|group):/i, '').replace(/\[[^\]]*\]/, '');
  return name.toLowerCase();
}

/** What may be found by: an SQL expression that is text, or one that is true or false. */
export type Column =
  | { readonly text: string }
  | { readonly flag: string }
  | { readonly any: (value: string) => string };

/**
 * A filter as a condition of SQL. Text is compared without regard to case; what is compared with goes into `values`.
 * @throws ScimError `invalidFilter` for an attribute that is none of `columns`.
 */
export function filterSql(filter: Filter, columns: Readonly<Record<string, Column>>, values: unknown[]): string {
  const any = filter.map((all) => all.map((one) => comparisonSql(one, columns, values)).join(' and '));
  return `(${any.map((all) => `(${all})`).join(' or ')})`;
}

function comparisonSql(
  { attribute, op, value }: Comparison,
  columns: Readonly<Record<string, Column>>,
  values: unknown[],
): string {
  const column = Object.hasOwn(columns, attribute) ? columns[attribute] : undefined;
  const bad = () => new ScimError(400, `“${attribute}” cannot be compared so here.`, 'invalidFilter');
  if (!column) throw bad();
  const place = (): string => `$${values.push(value)}`;
  if ('flag' in column) {
    if (typeof value !== 'boolean' || (op !== 'eq' && op !== 'ne')) throw bad();
    return op === 'eq' ? `${column.flag} = ${place()}` : `${column.flag} <> ${place()}`;
  }
  if ('any' in column) {
    if (typeof value !== 'string' || op !== 'eq') throw bad();
    return column.any(place());
  }
  const { text } = column;
  if (op === 'pr') return `${text} is not null`;
  if (value === null && op === 'eq') return `${text} is null`;
  if (value === null && op === 'ne') return `${text} is not null`;
  if (typeof value !== 'string') throw bad();
  const [own, given] = [`lower(${text})`, `lower(${place()}::text)`];
  if (op === 'eq') return `${own} = ${given}`;
  if (op === 'ne') return `${own} is distinct from ${given}`;
  if (op === 'co') return `position(${given} in ${own}) > 0`;
  return op === 'sw' ? `starts_with(${own}, ${given})` : `right(${own}, length(${given})) = ${given}`;
}

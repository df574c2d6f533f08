import {
  fieldType,
  type Kind,
  passes,
  readClauses,
  readValues,
  type Filter,
  type GraphReader,
  type Row,
} from '@callosum/kernel';
import { occurrences, readQuery, textsOf, wordsOf } from '@callosum/kernel/search';
import type { Group } from '../store/groups.ts';

/** Which records of a register are asked for, and in which order. */
export interface AskedThen {
  readonly filter: Filter;
  readonly search?: string | undefined;
  readonly sort?: string | undefined;
  readonly descending?: boolean | undefined;
}

/**
 * A register as of another day, out of the records as they were: the same selection and order as the store gives for today.
 * @param graph what the reader may see. @param today the day formulas are worked out for.
 */
export function registerThen(graph: GraphReader, kind: Kind, asked: AskedThen, today: string): readonly Row[] {
  const clauses = readClauses(kind, asked.filter);
  const matches = searching(kind, asked.search ?? '');
  const rows = [...graph.rows(kind.name)]
    .map((row) => ({ ...row, fields: readValues(kind, row.fields, today) }))
    .filter((row) => passes(clauses, row) && matches(row));
  const name = asked.sort ?? kind.list.sort;
  const field = Object.hasOwn(kind.fields, name) ? kind.fields[name] : undefined;
  const keyOf = (row: Row): string | number => {
    if (name === 'number') return row.number;
    if (name === 'state') return row.state;
    const value = row.fields[name];
    return field === undefined || value === undefined ? '' : fieldType(field).sortKey(value);
  };
  return rows
    .map((row) => ({ row, key: keyOf(row) }))
    .sort((a, b) => byKey(a.key, b.key, asked.descending ?? false) || a.row.number - b.row.number)
    .map(({ row }) => row);
}

/** What is empty stands last, whichever way the rest goes. */
function byKey(a: string | number, b: string | number, descending: boolean): number {
  if (a === '' || b === '') return Number(a === '') - Number(b === '');
  const order = typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en');
  return descending ? -order : order;
}

/** `TSK-12` finds the number, `12` that as well as the words; everything else is looked for in all texts. */
function searching(kind: Kind, typed: string): (row: Row) => boolean {
  if (typed.trim() === '') return () => true;
  const { number, terms } = readQuery(typed);
  if (number && number.prefix === kind.prefix) return (row) => row.number === number.number;
  return (row) => {
    if (number && number.prefix === undefined && row.number === number.number) return true;
    if (terms.length === 0) return false;
    const texts = textsOf(kind, row.fields).map(({ text }) => wordsOf(text));
    return terms.every((term) => texts.some((words) => occurrences(term, words).length > 0) !== term.not);
  };
}

/** How many of some records have each value of a field. */
export function countedBy(rows: readonly Row[], name: string): readonly Group[] {
  const counts = new Map<Group['value'], number>();
  for (const row of rows) {
    const value = valueOf(row, name);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return Array.from(counts, ([value, count]) => ({ value, count }));
}

/** The records in the order in which their groups are told. */
export function inGroups(rows: readonly Row[], name: string, groups: readonly Group[]): readonly Row[] {
  const order = new Map(groups.map(({ value }, index) => [value, index]));
  return rows.toSorted((a, b) => (order.get(valueOf(a, name)) ?? 0) - (order.get(valueOf(b, name)) ?? 0));
}

function valueOf(row: Row, name: string): Group['value'] {
  const value = name === 'state' ? row.state : row.fields[name];
  return typeof value === 'string' || typeof value === 'boolean' ? value : null;
}

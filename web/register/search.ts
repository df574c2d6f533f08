import { type Filter, filterFaults, filterSchema, groupFields, type Kind } from '@callosum/kernel';
import type { ViewDefinition } from '../api/shapes.ts';
import type { RegisterQuery } from './use-pages.ts';

/** What a register shows, and how. It stands in the address, so that it can be kept, sent and gone back to. */
export type RegisterSearch = ViewDefinition;

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

function filterOf(value: unknown): Filter | undefined {
  const read = filterSchema.safeParse(value);
  return read.success && read.data.length > 0 ? read.data : undefined;
}

function namesOf(value: unknown): string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const names = value.filter((one) => typeof one === 'string');
  return names.length > 0 ? names : undefined;
}

/** Reads an address; what is not there or makes no sense is left out, so that addresses stay short. */
export function readSearch(search: Readonly<Record<string, unknown>>): RegisterSearch {
  const q = text(search['q']);
  const filter = filterOf(search['filter']);
  const sort = text(search['sort']);
  const group = text(search['group']);
  const columns = namesOf(search['columns']);
  return {
    ...(q === undefined ? {} : { q }),
    ...(filter === undefined ? {} : { filter: [...filter] }),
    ...(sort === undefined ? {} : { sort }),
    ...(search['down'] === true ? { down: true } : {}),
    ...(group === undefined ? {} : { group }),
    ...(columns === undefined ? {} : { columns }),
    ...(search['as'] === 'board' || search['as'] === 'matrix' ? { as: search['as'] } : {}),
  };
}

/** The same without what this kind's register does not answer: an address of another version, or typed by hand. */
export function searchFor(kind: Kind, search: RegisterSearch): RegisterSearch {
  const { filter = [], group, ...rest } = search;
  const known = filter.filter((clause) => filterFaults([clause], kind, 'register').length === 0);
  return {
    ...rest,
    ...(known.length > 0 ? { filter: known } : {}),
    ...(group !== undefined && groupFields(kind).includes(group) ? { group } : {}),
  };
}

/** What the server is asked. */
export function queryOf(key: string, kind: Kind, search: RegisterSearch, at?: string): RegisterQuery {
  return {
    key,
    kind: kind.name,
    ...(search.sort ? { sort: search.sort } : {}),
    ...(search.down ? { descending: true } : {}),
    ...(search.q ? { search: search.q } : {}),
    ...(search.filter ? { filter: JSON.stringify(search.filter) } : {}),
    ...(search.group ? { group: search.group } : {}),
    ...(at === undefined ? {} : { at }),
  };
}

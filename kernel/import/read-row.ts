import type { Field } from '../declare/field.ts';
import { fieldType } from '../declare/fields/index.ts';
import type { Json } from '../declare/json.ts';
import type { Kind } from '../declare/kind.ts';
import type { TableFault, TableInput } from './table.ts';

/** A row whose cells were read by the field types they go to. */
export interface ReadRow {
  readonly line: number;
  /** Empty when there is no key column or its cell is empty. */
  readonly key: string;
  /** The column that tells rows apart, for what is said of it. */
  readonly keyHeader: string;
  readonly fields: Readonly<Record<string, Json>>;
  readonly links: readonly { readonly type: string; readonly header: string; readonly words: readonly string[] }[];
  readonly faults: readonly TableFault[];
}

/** Between several targets in one cell. */
const BETWEEN = /[;\n]/;

/** The text with the ids of the people it names, as far as they are known. */
function withIds(field: Field, text: string, people: TableInput['people']): string {
  const idOf = (name: string): string => people[name.trim().toLowerCase()] ?? name;
  if (field.type === 'person') return idOf(text);
  return field.type === 'people' ? text.split(BETWEEN).map(idOf).join(';') : text;
}

/** Reads the cells of a row; what cannot be read is a fault with its place. */
export function readCells(kind: Kind, table: TableInput, { line, cells }: TableInput['rows'][number]): ReadRow {
  const fields: Record<string, Json> = {};
  const links: ReadRow['links'][number][] = [];
  const faults: TableFault[] = [];
  let key = '';
  const byKey = table.match === 'key' || table.match === 'number';
  const tells = table.columns.find((column) => (byKey ? column.key : column.field === 'title'));
  const keyHeader = tells?.header ?? '';
  table.columns.forEach((column, index) => {
    const text = (cells[index] ?? '').trim();
    if (column.key) key = text;
    if (column.link !== undefined && text !== '') {
      const words = text.split(BETWEEN).map((word) => word.trim());
      links.push({ type: column.link, header: column.header, words: words.filter(Boolean) });
    }
    const field = column.field === undefined ? undefined : kind.fields[column.field];
    if (column.field === undefined || !field) return;
    if (text === '') {
      if (table.clearEmpty && !field.required) fields[column.field] = null;
      return;
    }
    const written = withIds(field, text, table.people);
    const read = fieldType(field).parse(written);
    if ('problem' in read) faults.push({ line, column: column.header, message: read.problem });
    else fields[column.field] = read.value;
  });
  return { line, key, keyHeader, fields, links, faults };
}

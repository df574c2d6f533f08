import type { Field, Kind } from '@callosum/kernel';
import { layouts } from '../fields/index.tsx';

export interface Column {
  readonly id: string;
  /** Undefined for what every record has: its number and its state. */
  readonly field: Field | undefined;
  /** What the server sorts by. */
  readonly sort: string | undefined;
  readonly width: string;
  readonly align: 'start' | 'end';
}

/** Sorting by an account id or by a structure would look random. */
const UNSORTED: ReadonlySet<Field['type']> = new Set(['person', 'structure']);

/** The columns of a kind's register: number, what its declaration lists, and the state where there are several. */
export function columnsOf(kind: Kind): readonly Column[] {
  const columns: Column[] = [{ id: 'number', field: undefined, sort: 'number', width: '108px', align: 'start' }];
  for (const name of kind.list.columns) {
    const field = kind.fields[name];
    if (!field) continue;
    const { width, align } = layouts[field.type];
    columns.push({
      id: name,
      field,
      sort: UNSORTED.has(field.type) ? undefined : name,
      width: name === 'title' ? 'minmax(280px, 1fr)' : `${width}px`,
      align,
    });
  }
  if (Object.keys(kind.lifecycle.states).length > 1) {
    columns.push({ id: 'state', field: undefined, sort: 'state', width: '104px', align: 'start' });
  }
  return columns;
}

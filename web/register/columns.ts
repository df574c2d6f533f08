import { type Field, fieldType, type Kind, STATE_FIELD } from '@callosum/kernel';
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

/** Sorting by an account id would look random. */
const isSorted = (field: Field): boolean => field.type !== 'person' && fieldType(field).sorts;

/** What every record has besides its fields. */
export const NUMBER = 'number';

/** Whether a record is chosen: a mark before its number. */
export const SELECT: Column = { id: 'select', field: undefined, sort: undefined, width: '36px', align: 'start' };

/** Fields that can be a column: all but those whose values have a shape of their own. */
export function possibleColumns(kind: Kind): readonly string[] {
  const fields = Object.keys(kind.fields).filter((name) => kind.fields[name]?.type !== 'structure');
  return Object.keys(kind.lifecycle.states).length > 1 ? [...fields, STATE_FIELD] : fields;
}

/** The columns a kind's declaration lists, and the state where there are several. */
export function declaredColumns(kind: Kind): readonly string[] {
  return possibleColumns(kind).includes(STATE_FIELD) ? [...kind.list.columns, STATE_FIELD] : kind.list.columns;
}

/** The columns of a register: the number, and those chosen, in the order they were put. */
export function columnsOf(kind: Kind, chosen: readonly string[] = declaredColumns(kind)): readonly Column[] {
  const possible = new Set(possibleColumns(kind));
  const columns: Column[] = [{ id: NUMBER, field: undefined, sort: NUMBER, width: '108px', align: 'start' }];
  for (const name of new Set(chosen)) {
    if (!possible.has(name)) continue;
    const field = kind.fields[name];
    if (!field) {
      columns.push({ id: STATE_FIELD, field: undefined, sort: STATE_FIELD, width: '104px', align: 'start' });
      continue;
    }
    const { width, align } = layouts[field.type];
    columns.push({
      id: name,
      field,
      sort: isSorted(field) ? name : undefined,
      width: name === 'title' ? 'minmax(280px, 1fr)' : `${width}px`,
      align,
    });
  }
  return columns;
}

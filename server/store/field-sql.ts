import { type Field, fieldType } from '@callosum/kernel';

/**
 * The jsonb text of what a declared field is compared by. Names of fields come from declarations, never from a request;
 * they are quoted all the same.
 */
export function fieldText(name: string, field: Field): string {
  const { keyPath } = fieldType(field);
  if (keyPath.length === 0) return `fields ->> ${quoted(name)}`;
  return `fields #>> ${quoted(`{${[name, ...keyPath].join(',')}}`)}`;
}

/**
 * The SQL expression that a field is sorted and compared by: one expression for lists, filters and the partial indexes,
 * so that the planner recognises it.
 */
export function fieldKey(name: string, field: Field): string {
  const { sqlType } = fieldType(field);
  const text = `(${fieldText(name, field)})`;
  return sqlType === 'text' ? `(${text} collate callosum)` : `(${text}::${sqlType})`;
}

/** A value of a field as jsonb. */
export function fieldJson(name: string): string {
  return `(fields -> ${quoted(name)})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

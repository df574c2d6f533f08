import type { Field } from '../declare/field.ts';
import { fieldType } from '../declare/fields/index.ts';
import { isList, type Json } from '../declare/json.ts';
import type { Cell } from './report.ts';

/**
 * A stored value as a cell of a document: numbers and dates stay what they are, people get their names.
 * @param nameOf the name behind an account id.
 */
export function fieldCell(field: Field, value: Json | undefined, nameOf: (account: string) => string): Cell {
  if (value === undefined || value === null) return null;
  if (field.type === 'number' && typeof value === 'number') {
    return field.unit === undefined ? { number: value } : { number: value, unit: field.unit };
  }
  if (field.type === 'date' && typeof value === 'string') return { date: value };
  if (field.type === 'person' && typeof value === 'string') return nameOf(value);
  if (field.type === 'people' && isList(value))
    return value.map((one) => (typeof one === 'string' ? nameOf(one) : '')).join('; ');
  if (field.type === 'flag') return value === true ? 'Yes' : 'No';
  if (field.type === 'localTime' && typeof value === 'string') return value.replace('T', ' ');
  return fieldType(field).format(value);
}

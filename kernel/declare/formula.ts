import { fieldType } from './fields/index.ts';
import type { FieldValues, Json } from './json.ts';
import type { Kind } from './kind.ts';

/**
 * A record's values as they are read: those stored, and those of the kind's formulas for a day. A formula whose result is
 * none of its declared type has no value. Formulas read stored values only, so that none depends on another.
 */
export function readValues(kind: Kind, stored: FieldValues, today: string): FieldValues {
  let read: Record<string, Json> | undefined;
  for (const [name, field] of Object.entries(kind.fields)) {
    if (field.type !== 'formula') continue;
    const result = field.of(stored, today);
    if (result === undefined || !fieldType(field).schema().safeParse(result).success) continue;
    read ??= { ...stored };
    read[name] = result;
  }
  return read ?? stored;
}

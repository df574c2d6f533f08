import type { StructureField } from '../field.ts';
import type { FieldType } from '../field-type.ts';
import type { Json } from '../json.ts';

export const structure: FieldType<StructureField, Json> = {
  schema: (field) => field.schema,
  parse: (written, field) => {
    try {
      const read = field.schema.safeParse(JSON.parse(written));
      return read.success ? { value: read.data } : { problem: read.error.issues[0]?.message ?? 'has another shape' };
    } catch {
      return { problem: 'is not JSON' };
    }
  },
  format: (value) => JSON.stringify(value),
  sqlType: 'text',
  sortKey: (value) => JSON.stringify(value),
  compares: 'presence',
  example: () => null,
};

import { ofIssue } from '../issue.ts';
import { say } from '../say.ts';
import type { StructureField } from '../field.ts';
import type { FieldType } from '../field-type.ts';
import type { Json } from '../json.ts';

export const structure: FieldType<StructureField, Json> = {
  schema: (field) => field.schema,
  parse: (written, field) => {
    try {
      const read = field.schema.safeParse(JSON.parse(written));
      return read.success ? { value: read.data } : { problem: ofIssue(read.error.issues[0]) };
    } catch {
      return { problem: say`is not JSON` };
    }
  },
  format: (value) => JSON.stringify(value),
  sqlType: 'text',
  sortKey: (value) => JSON.stringify(value),
  compares: 'presence',
  example: () => null,
};

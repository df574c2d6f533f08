import { rule, say } from '../say.ts';
import { z } from 'zod';
import type { PeopleField, PersonField } from '../field.ts';
import type { FieldType } from '../field-type.ts';
import { person } from './person.ts';

const MOST = 200;
const one: PersonField = { type: 'person', label: 'Person' };

/** Account ids, each once; as with one person, names live with the accounts. */
export const people: FieldType<PeopleField, readonly string[]> = {
  schema: () =>
    z
      .array(person.schema(one))
      .min(1, rule`names nobody`)
      .max(MOST)
      .refine((ids) => new Set(ids).size === ids.length, rule`names somebody twice`),
  parse: (written) => {
    const ids = new Set<string>();
    for (const part of written.split(/[;,\s]+/).filter(Boolean)) {
      const read = person.parse(part, one);
      if ('problem' in read) return read;
      ids.add(read.value);
    }
    return ids.size > 0 ? { value: [...ids] } : { problem: say`“${written}” names nobody` };
  },
  format: (value) => value.join('; '),
  sqlType: 'text',
  sortKey: (value) => value.join(' '),
  compares: 'names',
  example: (_field, seed) => [person.example(one, seed), person.example(one, seed + 1)],
};

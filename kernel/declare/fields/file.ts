import { ofIssue } from '../issue.ts';
import { rule, say } from '../say.ts';
import { z } from 'zod';
import type { AttachedFile, FileField } from '../field.ts';
import type { FieldType } from '../field-type.ts';
import { isStorable } from './text.ts';

/** Files of one field. */
const MOST = 200;

/** What a record holds of a file. */
export const attachedFile = z.strictObject({
  hash: z.string().regex(/^[0-9a-f]{64}$/, rule`is not a SHA-256`),
  name: z
    .string()
    .min(1)
    .max(255)
    .refine(isStorable, rule`holds a character that cannot be stored`),
  size: z.number().int().nonnegative(),
  type: z.string().min(1).max(127),
});

const list = z.array(attachedFile).min(1).max(MOST, `may have ${MOST} files`);

/** Files that were received for the record. Nobody types them; the text form is JSON, which holds all that is known of each. */
export const file: FieldType<FileField, AttachedFile[]> = {
  schema: () => list,
  parse: (written) => {
    try {
      const read = list.safeParse(JSON.parse(written));
      return read.success ? { value: read.data } : { problem: ofIssue(read.error.issues[0]) };
    } catch {
      return { problem: say`files are attached, not typed` };
    }
  },
  format: (value) => JSON.stringify(value),
  sqlType: 'text',
  sortKey: (value) => JSON.stringify(value),
  compares: 'presence',
  texts: (value) => value.map(({ name }) => name),
  example: (_field, seed) => [
    {
      hash: seed.toString(16).padStart(64, '0'),
      name: `Floor plan ${seed}.pdf`,
      size: 1_000 + seed,
      type: 'application/pdf',
    },
  ],
};

import { withSentence } from '../issue.ts';
import { say } from '../say.ts';
import { z } from 'zod';
import type { RichTextField } from '../field.ts';
import type { FieldType } from '../field-type.ts';
import type { Json } from '../json.ts';
import { richFault } from '../rich-text/check.ts';
import type { RichText } from '../rich-text/model.ts';
import { plainText, richTextOf, textBlocks } from '../rich-text/plain.ts';

const schema = z.custom<RichText & Json>().superRefine((value, context) => {
  const fault = richFault(value);
  if (fault) context.addIssue({ code: 'custom', path: [...fault.path], ...withSentence(fault.message) });
});

/** What is typed or imported is plain: every line a paragraph. */
export const richText: FieldType<RichTextField, RichText & Json> = {
  schema: () => schema,
  parse: (written) => {
    const value = richTextOf(written);
    return value === undefined ? { problem: say`holds no text` } : { value };
  },
  format: plainText,
  sqlType: 'text',
  sortKey: plainText,
  compares: 'prose',
  blocks: textBlocks,
  texts: textBlocks,
  losesForm: true,
  example: (field, seed) => ({
    type: 'doc',
    content: [
      { type: 'paragraph', content: [{ type: 'text', text: `${field.label} ${seed}` }] },
      ...(seed % 2 ? [] : [{ type: 'paragraph' as const, content: [{ type: 'text' as const, text: 'And more.' }] }]),
    ],
  }),
};

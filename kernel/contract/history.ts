import { z } from 'zod';
import type { Json } from '../declare/json.ts';
import { signatureSchema, statementSchema } from '../ledger/signature.ts';

const json: z.ZodType<Json> = z.json();

/** What somebody signed, and how he shows that it is he: sent along with the command. */
export const signing = z.object({ statement: statementSchema, proof: z.string().min(20).max(100) });

export const historyEntry = z.object({
  /** Key of the scope in whose ledger it stands. */
  scope: z.string(),
  sequence: z.number(),
  recorded: z.string(),
  effective: z.string(),
  account: z.string(),
  command: z.string(),
  subject: z.object({ type: z.enum(['record', 'link']), id: z.string(), kind: z.string(), kindVersion: z.number() }),
  action: z.string(),
  version: z.number(),
  link: z.object({ type: z.string(), from: z.string(), to: z.string() }).nullable(),
  /** Changed values; a redacted one says by which event. */
  values: z.record(z.string(), z.union([z.object({ value: json }), z.object({ redactedBy: z.number() })])),
  /** Who signed it, when and what it means; null when it was not signed. */
  signature: signatureSchema.nullable(),
  /** What he read before; null as well when it was erased, or is not for the reader. */
  statement: statementSchema.nullable(),
  /** Title of the record it is about, as it is now. */
  title: z.string(),
  hash: z.string(),
});

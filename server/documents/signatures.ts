import type { DocumentSignature } from '@callosum/kernel';
import { signatureSchema } from '@callosum/kernel/ledger';
import type { Pool } from 'pg';

const SIGNED = `select e.sequence, v."values" -> 'spine:signature' -> 'value' as signature
  from event e join value v using (scope, sequence)
  where e.scope = $1 and e.subject = $2 and e.sequence <= $3 and v."values" ? 'spine:signature' order by e.sequence`;

/** Who signed acts on a record, up to a position of the ledger. */
export async function signaturesOf(
  pool: Pool,
  scope: string,
  record: string,
  upTo: number,
): Promise<readonly DocumentSignature[]> {
  const { rows } = await pool.query<{ sequence: number; signature: unknown }>(SIGNED, [scope, record, upTo]);
  return rows.flatMap(({ sequence, signature }) => {
    const read = signatureSchema.safeParse(signature);
    return read.success ? [{ ...read.data, sequence }] : [];
  });
}

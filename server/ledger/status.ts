import type { ledgerStatus } from '@callosum/kernel/contract';
import { keyFingerprint } from '@callosum/kernel/ledger';
import type { Pool } from 'pg';
import type { z } from 'zod';
import type { SealKey } from '../secrets/secrets.ts';
import { nativeSha256 } from '../store/hash.ts';

interface StatusRow {
  sequence: number;
  hash: Buffer;
  number: number | null;
  sealed: Date | null;
  size: number | null;
  root: Buffer | null;
}

const STATUS = `select h.sequence, h.hash, s.number, s.sealed, s.size, s.root
  from head h left join lateral (
    select seal.number, seal.sealed, ss.size, ss.root from seal_scope ss join seal on seal.number = ss.seal
    where ss.scope = h.scope order by ss.seal desc limit 1
  ) s on true where h.scope = $1`;

/** Length and head of a scope's ledger and the last seal that holds it. */
export async function ledgerStatusOf(pool: Pool, key: SealKey, scope: string): Promise<z.infer<typeof ledgerStatus>> {
  const { rows } = await pool.query<StatusRow>(STATUS, [scope]);
  const row = rows[0];
  const { number, sealed, size, root } = row ?? {};
  return {
    events: row?.sequence ?? 0,
    head: row?.hash.toString('hex') ?? '',
    lastSeal:
      number && sealed && root
        ? { number, sealedAt: sealed.toISOString(), size: size ?? 0, root: root.toString('hex') }
        : null,
    keyFingerprint: keyFingerprint(key.publicKey, nativeSha256),
  };
}

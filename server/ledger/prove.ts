import { refusal, say } from '@callosum/kernel';
import { createProof, type EventProof, type LedgerEvent, type Opening } from '@callosum/kernel/ledger';
import type { Pool } from 'pg';
import type { SealKey } from '../secrets/secrets.ts';
import { headerOf, type StoredRow } from '../store/events.ts';
import { nativeSha256 } from '../store/hash.ts';
import { sealLedger, storedSeal } from './seal.ts';

const ONE = `select e.sequence, e.text, e.hash, v."values" from event e join value v using (scope, sequence)
  where e.scope = $1 and e.sequence = $2`;

/** What whoever asks may see: the document holds the values of the event. */
export interface ProofSight {
  readonly event: (event: LedgerEvent) => boolean;
  readonly value: (event: LedgerEvent, field: string) => boolean;
}

const ALL: ProofSight = { event: () => true, value: () => true };

/**
 * The proof document of one event: anybody can check it without this store.
 * A fresh seal is made first when the newest does not hold the event yet.
 * A value that may not be seen is left out; its commitment stays, so that the proof holds all the same.
 * @throws Refusal `not-found` when there is no such event, or none he may read.
 */
export async function proveEvent(
  pool: Pool,
  key: SealKey,
  scope: string,
  sequence: number,
  sight: ProofSight = ALL,
): Promise<EventProof> {
  const { rows } = await pool.query<StoredRow>(ONE, [scope, sequence]);
  const event = rows[0];
  const header = event && headerOf(event);
  if (!event || !header || !sight.event(header))
    throw refusal('not-found', say`There is no event ${sequence} in this ledger.`);
  const seal = await sealHolding(pool, key, scope, sequence);
  const size = seal.heads.find((head) => head.scope === scope)?.size ?? 0;
  const leaves = await pool.query<{ hash: Buffer }>(
    'select hash from event where scope = $1 and sequence <= $2 order by sequence',
    [scope, size],
  );
  const values: Record<string, Opening> = {};
  for (const [name, opening] of Object.entries(event.values)) {
    if ('value' in opening && sight.value(header, name)) values[name] = opening;
  }
  return createProof({ text: event.text, leaves: leaves.rows.map(({ hash }) => hash), values, seal }, nativeSha256);
}

async function sealHolding(pool: Pool, key: SealKey, scope: string, sequence: number) {
  for (const fresh of [false, true]) {
    if (fresh) await sealLedger(pool, key);
    const seal = await storedSeal(pool);
    if (seal?.heads.some((head) => head.scope === scope && head.size >= sequence)) return seal;
  }
  throw refusal('store-unavailable', say`The event is not sealed yet.`, { remedy: say`Try again in a minute.` });
}

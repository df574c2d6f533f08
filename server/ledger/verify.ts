import type { Pool, PoolClient } from 'pg';
import { eachEvent } from '../store/event-bytes.ts';
import { useStandardSpelling } from '../store/spelling.ts';
import type { LedgerFault } from './fault.ts';
import { createScopeVerifier, type StoredHead } from './scope-verifier.ts';
import { createSealVerifier, type SealedHistory } from './seal-verifier.ts';

export interface LedgerCheck {
  /** Scopes whose chains were verified. */
  readonly scopes: number;
  readonly events: number;
  readonly ok: boolean;
  readonly firstFault: LedgerFault | null;
  readonly ms: number;
}

/**
 * Verifies chains, values and seals of one scope or all of them, within one snapshot of the store.
 * @param only a scope's id; all scopes when left out.
 * @param onProgress hears how many events were verified so far.
 */
export async function verifyLedger(
  pool: Pool,
  only?: string,
  onProgress?: (events: number) => void,
): Promise<LedgerCheck> {
  const started = performance.now();
  const client = await pool.connect();
  let events = 0;
  let firstFault: LedgerFault | null = null;
  try {
    await client.query('begin isolation level repeatable read read only');
    await useStandardSpelling(client);
    const seals = await readSeals(client);
    const { rows } = await client.query<ScopeRow>(SCOPES, [only ?? null]);
    for (const { scope, sequence, hash } of rows) {
      const head = sequence === null || hash === null ? undefined : { sequence, hash: hash.toString('hex') };
      const checked = await verifyScope(client, scope, head, seals, (count) => onProgress?.(events + count));
      events += checked.events;
      firstFault ??= checked.fault;
    }
    firstFault ??= seals.fault;
    return {
      scopes: rows.length,
      events,
      ok: firstFault === null,
      firstFault,
      ms: Math.round(performance.now() - started),
    };
  } finally {
    await client.query('rollback').catch(() => undefined);
    client.release();
  }
}

interface ScopeRow {
  scope: string;
  sequence: number | null;
  hash: Buffer | null;
}

const SCOPES = `select s.id as scope, h.sequence, h.hash from scope s left join head h on h.scope = s.id
  where $1::uuid is null or s.id = $1 order by s.id`;

const PROGRESS_EVERY = 10_000;

async function verifyScope(
  client: PoolClient,
  scope: string,
  head: StoredHead | undefined,
  { sizes }: SealedHistory,
  onProgress: (events: number) => void,
): Promise<{ events: number; fault: LedgerFault | null }> {
  const verifier = createScopeVerifier(scope, head, sizes.get(scope) ?? []);
  let events = 0;
  const fault = await eachEvent(client, scope, (event) => {
    const found = verifier.nextBytes(event);
    if (found) return found;
    events += 1;
    if (events % PROGRESS_EVERY === 0) onProgress(events);
    return null;
  });
  return { events, fault: fault ?? verifier.finish() };
}

/** All seals of the store: those of one scope stand in a chain with the others'. */
async function readSeals(client: PoolClient): Promise<SealedHistory> {
  const verifier = createSealVerifier();
  const seals = await client.query<{ number: number; body: string; signature: Buffer; public_key: Buffer }>(
    'select number, body, signature, public_key from seal order by number',
  );
  for (const { public_key: publicKey, ...seal } of seals.rows) verifier.seal({ ...seal, publicKey });
  const scopes = await client.query<{
    seal: number;
    scope: string;
    size: number;
    root: Buffer;
    head: Buffer;
    peaks: Buffer[];
  }>('select seal, scope, size, root, head, peaks from seal_scope order by seal, size');
  for (const { scope, seal, size, root, head, peaks } of scopes.rows) {
    const hex = (bytes: Buffer): string => bytes.toString('hex');
    verifier.sealScope(scope, { seal, size, root: hex(root), head: hex(head), peaks: peaks.map(hex) });
  }
  return verifier.finish();
}

import {
  createTree,
  sealBody,
  type SealedHead,
  signSeal,
  type StoredSeal,
  toHex,
  ZERO_HASH,
  sealHash,
} from '@callosum/kernel/ledger';
import type { Pool, PoolClient } from 'pg';
import type { SealKey } from '../secrets/secrets.ts';
import { nativeSha256 } from '../store/hash.ts';
import { inTransaction } from '../write/transaction.ts';

/** One seal at a time, over all nodes. */
const SEAL_LOCK = 4_600_002;

interface Grown {
  scope: string;
  sequence: number;
  hash: Buffer;
  size: number | null;
  peaks: Buffer[] | null;
}

/** Scopes whose head moved on since they were last sealed. */
const GROWN = `select h.scope, h.sequence, h.hash, s.size, s.peaks
  from head h left join lateral (
    select size, peaks from seal_scope where scope = h.scope order by seal desc limit 1
  ) s on true
  where h.sequence > coalesce(s.size, 0)`;

const HEADS = `select distinct on (scope) scope, size, root, head
  from seal_scope where seal <= $1 order by scope, seal desc`;

/**
 * Seals the heads of all scopes: a signed Merkle root, chained to the seal before.
 * @returns the number of the new seal; undefined when nothing happened since the last one or another node is sealing.
 */
export async function sealLedger(pool: Pool, key: SealKey): Promise<number | undefined> {
  return inTransaction(pool, async (client) => {
    const lock = await client.query<{ taken: boolean }>('select pg_try_advisory_xact_lock($1) as taken', [SEAL_LOCK]);
    if (!lock.rows[0]?.taken) return undefined;
    const grown = await client.query<Grown>(GROWN);
    if (grown.rows.length === 0) return undefined;
    const last = await client.query<{ number: number; body: string }>(
      'select number, body from seal order by number desc limit 1',
    );
    const previous = last.rows[0];
    const number = (previous?.number ?? 0) + 1;
    const fresh: (SealedHead & { peaks: Buffer[] })[] = [];
    for (const scope of grown.rows) fresh.push(await growTree(client, scope));
    const kept = await client.query<HeadRow>(HEADS, [number]);
    const heads = new Map(kept.rows.map((row) => [row.scope, toHead(row)]));
    for (const { peaks: _peaks, ...head } of fresh) heads.set(head.scope, head);
    const { text } = sealBody(
      {
        number,
        previous: previous ? sealHash(previous.body, nativeSha256) : ZERO_HASH,
        sealedAt: new Date().toISOString(),
        heads: [...heads.values()],
        publicKey: key.publicKey,
      },
      nativeSha256,
    );
    await client.query(
      'insert into seal (number, body, signature, public_key, sealed) values ($1, $2, $3, $4, now())',
      [number, text, Buffer.from(signSeal(text, key.sign)), Buffer.from(key.publicKey)],
    );
    for (const { scope, size, root, head, peaks } of fresh) {
      await client.query(
        'insert into seal_scope (seal, scope, size, root, head, peaks) values ($1, $2, $3, $4, $5, $6)',
        [number, scope, size, Buffer.from(root, 'hex'), Buffer.from(head, 'hex'), peaks],
      );
    }
    return number;
  });
}

/** Continues a scope's Merkle tree with the events since its last seal. */
async function growTree(client: PoolClient, grown: Grown): Promise<SealedHead & { peaks: Buffer[] }> {
  const tree = createTree(nativeSha256, { size: grown.size ?? 0, peaks: grown.peaks ?? [] });
  const { rows } = await client.query<{ hash: Buffer }>(
    'select hash from event where scope = $1 and sequence > $2 and sequence <= $3 order by sequence',
    [grown.scope, grown.size ?? 0, grown.sequence],
  );
  for (const { hash } of rows) tree.append(hash);
  return {
    scope: grown.scope,
    size: tree.size(),
    root: toHex(tree.root()),
    head: grown.hash.toString('hex'),
    peaks: tree.state().peaks.map((peak) => Buffer.from(peak)),
  };
}

interface HeadRow {
  scope: string;
  size: number;
  root: Buffer;
  head: Buffer;
}

function toHead({ scope, size, root, head }: HeadRow): SealedHead {
  return { scope, size, root: root.toString('hex'), head: head.toString('hex') };
}

/** A seal with the heads it was made from; the newest when no number is given. */
export async function storedSeal(pool: Pool, number?: number): Promise<(StoredSeal & { number: number }) | undefined> {
  const { rows } = await pool.query<{ number: number; body: string; signature: Buffer; public_key: Buffer }>(
    'select number, body, signature, public_key from seal where number = coalesce($1, (select max(number) from seal))',
    [number ?? null],
  );
  const row = rows[0];
  if (!row) return undefined;
  const heads = await pool.query<HeadRow>(HEADS, [row.number]);
  return {
    number: row.number,
    text: row.body,
    signature: row.signature,
    publicKey: row.public_key,
    heads: heads.rows.map(toHead),
  };
}

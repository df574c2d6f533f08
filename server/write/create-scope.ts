import { refusal, type Registry, type ScopeType, say } from '@callosum/kernel';
import { ZERO_HASH } from '@callosum/kernel/ledger';
import type { PoolClient } from 'pg';
import { type LockedHead, refuseOldNode } from './lock-head.ts';

/** A scope to be made by the transaction that writes its first record. */
export interface NewScope {
  readonly parent: string;
  readonly type: Exclude<ScopeType, 'organisation'>;
  readonly key: string;
  readonly zone: string;
  /** What its own clock says: the scope is made as a demonstration. */
  readonly pinned?: string;
}

/** Makes a scope with an empty ledger. @throws Refusal `conflict` when the key is taken, whatever by. */
export async function createScope(
  client: PoolClient,
  registry: Registry,
  id: string,
  { parent, type, key, zone, pinned }: NewScope,
): Promise<LockedHead> {
  await refuseOldNode(client, registry);
  const now = new Date().toISOString();
  const made = await client.query(
    `insert into scope (id, parent, type, key, zone, pinned, created) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (key) do nothing`,
    [id, parent, type, key, zone, pinned, now],
  );
  if (made.rowCount === 0) {
    throw refusal('conflict', say`The key ${key} is taken by another project or programme.`, {
      path: ['key'],
      remedy: say`Choose another key.`,
    });
  }
  await client.query(`insert into head (scope, sequence, hash, recorded) values ($1, 0, $2, $3)`, [
    id,
    Buffer.from(ZERO_HASH, 'hex'),
    now,
  ]);
  return { sequence: 0, hash: ZERO_HASH, recorded: now, zone, pinned: pinned ?? null };
}

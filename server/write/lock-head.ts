import { refusal, type Registry, say } from '@callosum/kernel';
import type { Pool, PoolClient } from 'pg';
import type { Head } from '../store/write-batch.ts';

export interface LockedHead extends Head {
  readonly zone: string;
  /** The scope's own clock, when it is pinned. */
  readonly pinned: string | null;
}

interface HeadRow {
  sequence: number;
  hash: Buffer;
  recorded: Date;
  zone: string;
  pinned: Date | null;
  versions: Record<string, number>;
}

const LOCK = `select h.sequence, h.hash, h.recorded, s.zone, s.pinned, i.versions
  from head h join scope s on s.id = h.scope cross join installed i
  where h.scope = $1 for update of h`;

/**
 * Takes the scope's head lock: until the transaction ends nobody else writes to the scope.
 * @throws Refusal `too-old` when a newer node has started on this store: its records may have a newer shape.
 */
export async function lockHead(client: PoolClient, scope: string, registry: Registry): Promise<LockedHead> {
  const { rows } = await client.query<HeadRow>({ name: 'lock-head', text: LOCK, values: [scope] });
  const row = rows[0];
  if (!row) throw refusal('not-found', say`There is no such project.`);
  refuseTooOld(registry, row.versions);
  return {
    sequence: row.sequence,
    hash: row.hash.toString('hex'),
    recorded: row.recorded.toISOString(),
    zone: row.zone,
    pinned: row.pinned?.toISOString() ?? null,
  };
}

/** The zone and clock of a scope, without a lock. */
export async function clockOf(pool: Pool, scope: string): Promise<Pick<LockedHead, 'zone' | 'pinned'>> {
  const { rows } = await pool.query<Pick<HeadRow, 'zone' | 'pinned'>>('select zone, pinned from scope where id = $1', [
    scope,
  ]);
  return { zone: rows[0]?.zone ?? 'UTC', pinned: rows[0]?.pinned?.toISOString() ?? null };
}

/** For a scope that is only being made and has no head to lock. @throws Refusal `too-old`. */
export async function refuseOldNode(client: PoolClient, registry: Registry): Promise<void> {
  const { rows } = await client.query<Pick<HeadRow, 'versions'>>('select versions from installed');
  refuseTooOld(registry, rows[0]?.versions ?? {});
}

function refuseTooOld(registry: Registry, versions: Readonly<Record<string, number>>): void {
  for (const [name, version] of Object.entries(versions)) {
    if (version <= (registry.kinds.get(name)?.version ?? 0)) continue;
    throw refusal(
      'too-old',
      say`A newer version of Callosum has written to this store; this node is too old to write.`,
      {
        remedy: say`Update this node.`,
      },
    );
  }
}

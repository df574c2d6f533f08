import { type Moment, momentAt, refusal, type Registry, SCOPE_TYPES, say } from '@callosum/kernel';
import { ZERO_HASH } from '@callosum/kernel/ledger';
import type { Kysely } from 'kysely';
import { newId } from './new-id.ts';
import type { Schema } from './schema.ts';

export interface Scope {
  readonly id: string;
  readonly key: string;
  readonly zone: string;
  readonly type: Schema['scope']['type'];
  /** The scope's own clock, when it is pinned (demonstrations). */
  readonly pinned: string | null;
}

const COLUMNS = ['id', 'key', 'zone', 'type', 'pinned'] as const;

function toScope(row: Pick<Schema['scope'], (typeof COLUMNS)[number]>): Scope {
  return { ...row, pinned: row.pinned?.toISOString() ?? null };
}

/** The scope of a key. @throws Refusal `not-found`. */
export async function scopeByKey(db: Kysely<Schema>, key: string): Promise<Scope> {
  const row = await findScope(db, key);
  if (!row) throw refusal('not-found', say`There is no such project, or you may not see it.`);
  return row;
}

/** The scope of a key, if there is one. */
export async function findScope(db: Kysely<Schema>, key: string): Promise<Scope | undefined> {
  const row = await db.selectFrom('scope').select(COLUMNS).where('key', '=', key).executeTakeFirst();
  return row && toScope(row);
}

/** A scope by its id. @throws Refusal `not-found`. */
export async function scopeById(db: Kysely<Schema>, id: string): Promise<Scope> {
  const row = await db.selectFrom('scope').select(COLUMNS).where('id', '=', id).executeTakeFirst();
  if (!row) throw refusal('not-found', say`There is no such project, or you may not see it.`);
  return toScope(row);
}

/** Every scope with the one above it: the organisation, then programmes, then projects, each by key. */
export async function allScopes(db: Kysely<Schema>): Promise<(Scope & { parent: string | null })[]> {
  const rows = await db
    .selectFrom('scope')
    .select([...COLUMNS, 'parent'])
    .orderBy('key')
    .execute();
  const level = ({ type }: Scope): number => SCOPE_TYPES.indexOf(type);
  return rows.map((row) => ({ ...toScope(row), parent: row.parent })).sort((a, b) => level(a) - level(b));
}

/** All projects, by key. */
export async function allProjects(db: Kysely<Schema>): Promise<Scope[]> {
  const rows = await db.selectFrom('scope').select(COLUMNS).where('type', '=', 'project').orderBy('key').execute();
  return rows.map(toScope);
}

/** The one organisation of the installation. */
export async function organisation(db: Kysely<Schema>): Promise<Scope> {
  return toScope(
    await db.selectFrom('scope').select(COLUMNS).where('type', '=', 'organisation').executeTakeFirstOrThrow(),
  );
}

/** Makes the organisation's scope when it is not there, and notes which kind versions this node writes. */
export async function prepareInstallation(db: Kysely<Schema>, registry: Registry): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const now = new Date();
    const id = newId();
    const made = await tx
      .insertInto('scope')
      .values({ id, parent: null, type: 'organisation', key: 'organisation', zone: 'UTC', pinned: null, created: now })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .execute();
    if (made.length > 0) {
      await tx
        .insertInto('head')
        .values({ scope: id, sequence: 0, hash: Buffer.from(ZERO_HASH, 'hex'), recorded: now })
        .execute();
    }
    const before = await tx.selectFrom('installed').select('versions').forUpdate().executeTakeFirst();
    const versions: Record<string, number> = { ...before?.versions };
    for (const kind of registry.kinds.values()) versions[kind.name] = Math.max(versions[kind.name] ?? 1, kind.version);
    const text = JSON.stringify(versions);
    await tx
      .insertInto('installed')
      .values({ versions: text })
      .onConflict((conflict) => conflict.column('only_one').doUpdateSet({ versions: text }))
      .execute();
  });
}

/** The moment it is in a scope, or that its clock is pinned to. */
export function nowIn({ pinned, zone }: Pick<Scope, 'pinned' | 'zone'>): Moment {
  return momentAt(pinned ?? new Date().toISOString(), zone);
}

/** What day it is in a scope, or what its clock is pinned to. */
export function todayIn(scope: Pick<Scope, 'pinned' | 'zone'>): string {
  return nowIn(scope).today;
}

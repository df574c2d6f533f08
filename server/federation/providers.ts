import { refusal, say } from '@callosum/kernel';
import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import { recordSecurity } from '../identity/security-log.ts';
import type { FieldEncryption } from '../secrets/field-encryption.ts';
import { newId } from '../store/new-id.ts';
import { inTransaction } from '../write/transaction.ts';

/** Who may enter whom nobody invited: nobody, or whoever a mapped group gives a role. */
const entry = z.enum(['invited', 'groups']);
const common = {
  entry,
  /** The provider's word for an address counts although it does not say that it checked it; within its domains only. */
  vouches: z.boolean(),
  /** The claim or attribute that lists groups. */
  groups: z.string(),
  /** One of these has to be said of how somebody signed in there; none: whatever the provider does is enough. */
  strength: z.array(z.string()).default([]),
};

/** What is kept of a provider, encrypted as a whole: it holds the client's secret. */
export const oidcConfig = z.object({
  kind: z.literal('oidc'),
  ...common,
  issuer: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
});
export const samlConfig = z.object({
  kind: z.literal('saml'),
  ...common,
  entityId: z.string(),
  /** Where people are sent. */
  entryPoint: z.string(),
  /** DER as base64: the keys that may sign. */
  certificates: z.array(z.string()),
});
export const scimConfig = z.object({ kind: z.literal('scim') });
const config = z.discriminatedUnion('kind', [oidcConfig, samlConfig, scimConfig]);

export type ProviderConfig = z.infer<typeof config>;
export type OidcConfig = z.infer<typeof oidcConfig>;
export type SamlConfig = z.infer<typeof samlConfig>;
export type SignInConfig = OidcConfig | SamlConfig;

export interface Provider<Config extends ProviderConfig = ProviderConfig> {
  readonly id: string;
  readonly name: string;
  /** Addresses of these domains only; none: any. Lower case. */
  readonly domains: readonly string[];
  readonly enabled: boolean;
  readonly config: Config;
  readonly changed: Date;
}
export type SignInProvider = Provider<SignInConfig>;

interface Row {
  id: string;
  name: string;
  domains: string[];
  enabled: boolean;
  config: string;
  changed: Date;
}

const placeOf = (id: string): string => `identity provider ${id}`;

/** Every provider, also those that are switched off. */
export async function allProviders(pool: Pool, fields: FieldEncryption): Promise<Provider[]> {
  const { rows } = await pool.query<Row>(
    'select id, name, domains, enabled, config, changed from identity_provider order by name, id',
  );
  return rows.map((row) => opened(fields, row));
}

/** @throws Refusal `not-found`. */
export async function providerById(pool: Pool, fields: FieldEncryption, id: string): Promise<Provider> {
  const { rows } = await pool.query<Row>(
    'select id, name, domains, enabled, config, changed from identity_provider where id = $1',
    [id],
  );
  if (rows[0]) return opened(fields, rows[0]);
  throw refusal('not-found', say`There is no such identity provider.`);
}

/** One that people may sign in through now. @throws Refusal `not-found`. */
export async function signInProvider(pool: Pool, fields: FieldEncryption, id: string): Promise<SignInProvider> {
  const { config: settings, ...found } = await providerById(pool, fields, id);
  if (settings.kind !== 'scim' && found.enabled) return { ...found, config: settings };
  throw refusal('not-found', say`Nobody can sign in through this provider now.`);
}

/** What the sign-in page shows: anybody may know it. */
export async function offeredProviders(pool: Pool): Promise<{ id: string; name: string }[]> {
  const { rows } = await pool.query<{ id: string; name: string }>(
    `select id, name from identity_provider where enabled and kind in ('oidc', 'saml') order by name, id`,
  );
  return rows;
}

function opened(fields: FieldEncryption, row: Row): Provider {
  const { id, name, domains, enabled, changed } = row;
  const settings = config.parse(JSON.parse(fields.decrypt(row.config, placeOf(id))));
  return { id, name, domains, enabled, config: settings, changed };
}

export interface ProviderEntry {
  readonly id?: string | undefined;
  readonly name: string;
  readonly domains: readonly string[];
  readonly enabled: boolean;
  readonly config: ProviderConfig;
}

/** Keeps a provider, new or changed. @returns its id. */
export async function saveProvider(
  pool: Pool,
  fields: FieldEncryption,
  entryOf: ProviderEntry,
  by: string,
): Promise<string> {
  const { name, domains, enabled, config: settings } = entryOf;
  const id = entryOf.id ?? newId();
  const sealed = fields.encrypt(JSON.stringify(settings), placeOf(id));
  await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `insert into identity_provider (id, kind, name, domains, enabled, config, changed, changed_by)
       values ($1, $2, $3, $4, $5, $6, now(), $7)
       on conflict (id) do update set name = excluded.name, domains = excluded.domains, enabled = excluded.enabled,
         config = excluded.config, changed = excluded.changed, changed_by = excluded.changed_by
       where identity_provider.kind = excluded.kind`,
      [id, settings.kind, name, domains.map((one) => one.toLowerCase()), enabled, sealed, by],
    );
    if (rowCount === 0) throw refusal('refused', say`A provider stays of the kind it was made as.`);
    await noted(client, id, by, entryOf.id === undefined ? 'added' : 'changed');
  });
  return id;
}

/** Takes a provider away, with the roles its groups gave; accounts stay. */
export async function removeProvider(pool: Pool, id: string, by: string): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query('delete from identity_provider where id = $1', [id]);
    if (rowCount === 0) throw refusal('not-found', say`There is no such identity provider.`);
    await client.query('delete from membership where provider = $1', [id]);
    await noted(client, id, by, 'removed');
    await client.query(`select pg_notify('access', '')`);
  });
}

function noted(client: PoolClient, provider: string, by: string, what: string): Promise<void> {
  return recordSecurity(client, { event: 'provider-changed', by, details: { provider, what } });
}

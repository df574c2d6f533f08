import type { Pool, PoolClient } from 'pg';
import { deactivate, reactivate, stateOf } from '../../identity/account-state.ts';
import { makeAccount } from '../../identity/make-account.ts';
import { recordSecurity } from '../../identity/security-log.ts';
import { newId } from '../../store/new-id.ts';
import { applyDirectory, applyGroups } from '../group-roles.ts';
import { change, type Directory, requireVersion } from './directory.ts';
import { type Column, type Filter, filterSql } from './filter.ts';
import { applyPatch, type Resource } from './patch.ts';
import { ScimError } from './problem.ts';
import { metaOf, type PageQuery, readUser, USER, type UserEntry } from './shapes.ts';

interface Row {
  id: string;
  user_name: string;
  external_id: string | null;
  given_name: string | null;
  family_name: string | null;
  name: string;
  email: string;
  active: boolean;
  made: boolean;
  created: Date;
  changed: Date;
  version: number;
  groups: { value: string; display: string }[];
}

const SELECT = `select d.account as id, d.user_name, d.external_id, d.given_name, d.family_name, u.name, u.email,
    s.deactivated is null as active, d.made, d.created, d.changed, d.version,
    coalesce((select jsonb_agg(jsonb_build_object('value', g.id, 'display', g.name) order by g.name)
      from directory_member m join directory_group g on g.id = m.directory_group and g.provider = d.provider
      where m.account = d.account), '[]') as groups
  from directory_user d join "user" u on u.id = d.account left join account_state s on s.account = d.account
  where d.provider = $1`;

const COLUMNS: Readonly<Record<string, Column>> = {
  id: { text: 'd.account' },
  username: { text: 'd.user_name' },
  externalid: { text: 'd.external_id' },
  displayname: { text: 'u.name' },
  emails: { text: 'u.email' },
  'emails.value': { text: 'u.email' },
  'name.givenname': { text: 'd.given_name' },
  'name.familyname': { text: 'd.family_name' },
  active: { flag: '(s.deactivated is null)' },
};

export async function listUsers({ pool, provider, base }: Directory, filter: Filter | undefined, page: PageQuery) {
  const values: unknown[] = [provider];
  const condition = filter ? ` and ${filterSql(filter, COLUMNS, values)}` : '';
  const selected = `${SELECT}${condition}`;
  const { rows: counted } = await pool.query<{ total: number }>(
    `select count(*)::int as total from (${selected}) one`,
    values,
  );
  const { rows } = await pool.query<Row>(
    `${selected} order by d.created, d.account limit $${values.length + 1} offset $${values.length + 2}`,
    [...values, page.count, page.startIndex - 1],
  );
  return { resources: rows.map((row) => present(row, base)), total: counted[0]?.total ?? 0 };
}

export async function getUser({ pool, provider, base }: Directory, id: string) {
  return present(await rowOf(pool, provider, id), base);
}

/**
 * Makes an account, or takes up one that is there under the same checked address.
 * @throws ScimError `uniqueness` when the name is taken, or the address by an account nobody checked it of.
 */
export async function createUser(directory: Directory, resource: Resource) {
  const { provider, base } = directory;
  const entry = readUser(resource);
  return change(directory, async (client) => {
    await requireDomain(client, provider, entry.email);
    await requireFree(client, provider, entry.userName);
    const { id, made } = await accountFor(client, provider, entry);
    await client.query(
      `insert into directory_user (provider, account, user_name, external_id, given_name, family_name, made, created, changed, version)
       values ($1, $2, $3, $4, $5, $6, $7, now(), now(), 1)`,
      [provider, id, entry.userName, entry.externalId, entry.givenName, entry.familyName, made],
    );
    await setActive(client, provider, id, entry.active);
    return present(await rowOf(client, provider, id), base);
  });
}

/** Makes a person what the directory says. */
export function replaceUser(directory: Directory, id: string, resource: Resource, expected: string | undefined) {
  return update(directory, id, () => resource, expected);
}

export function patchUser(directory: Directory, id: string, body: unknown, expected: string | undefined) {
  return update(directory, id, (now) => applyPatch(now, body), expected);
}

/** The directory keeps somebody no longer: his account is switched off, and stays for the sake of what he did. */
export async function removeUser(directory: Directory, id: string, expected: string | undefined): Promise<void> {
  const { provider } = directory;
  await change(directory, async (client) => {
    requireVersion(await rowOf(client, provider, id, true), expected);
    await applyGroups(client, provider, id, []);
    await client.query(
      `delete from directory_member m using directory_group g
       where g.id = m.directory_group and g.provider = $1 and m.account = $2`,
      [provider, id],
    );
    await client.query('delete from directory_user where provider = $1 and account = $2', [provider, id]);
    await deactivate(client, id, provider);
  });
}

async function update(
  directory: Directory,
  id: string,
  next: (now: Resource) => Resource,
  expected: string | undefined,
) {
  const { provider, base } = directory;
  return change(directory, async (client) => {
    const before = await rowOf(client, provider, id, true);
    requireVersion(before, expected);
    const entry = readUser(next(writable(before)));
    if (entry.userName.toLowerCase() !== before.user_name.toLowerCase()) {
      await requireFree(client, provider, entry.userName);
    }
    if (entry.email !== before.email) await renameAddress(client, provider, before, entry.email);
    if (before.made && entry.name !== before.name) {
      await client.query('update "user" set name = $2, "updatedAt" = now() where id = $1', [id, entry.name]);
    }
    await client.query(
      `update directory_user set user_name = $3, external_id = $4, given_name = $5, family_name = $6,
         changed = now(), version = version + 1 where provider = $1 and account = $2`,
      [provider, id, entry.userName, entry.externalId, entry.givenName, entry.familyName],
    );
    if (entry.active !== before.active) await setActive(client, provider, id, entry.active);
    return present(await rowOf(client, provider, id), base);
  });
}

async function accountFor(
  client: PoolClient,
  provider: string,
  entry: UserEntry,
): Promise<{ id: string; made: boolean }> {
  const { rows } = await client.query<{ id: string; verified: boolean; kept: boolean; was: boolean }>(
    `select u.id, u."emailVerified" as verified,
       exists (select from directory_user d where d.provider = $2 and d.account = u.id) as kept,
       exists (select from security_event e where e.account = u.id and e.by = $2 and e.event = 'account-made') as was
     from "user" u where u.email = $1 for update`,
    [entry.email, provider],
  );
  const known = rows[0];
  if (!known) {
    const id = newId();
    await makeAccount(client, { id, name: entry.name, email: entry.email }, { isVerified: true });
    await recordSecurity(client, { event: 'account-made', account: id, by: provider });
    return { id, made: true };
  }
  if (known.kept) throw new ScimError(409, 'Another person of this directory has this e-mail address.', 'uniqueness');
  if (!known.verified) {
    throw new ScimError(
      409,
      'There is an account with this e-mail address that nobody checked; an owner of Callosum has to look at it.',
      'uniqueness',
    );
  }
  await recordSecurity(client, { event: 'provider-linked', account: known.id, details: { provider } });
  return { id: known.id, made: known.was };
}

/** Only of accounts that came with the directory: whoever holds its token must not take over anybody else's. */
async function renameAddress(client: PoolClient, provider: string, before: Row, email: string): Promise<void> {
  if (!before.made) {
    throw new ScimError(
      400,
      'This account was not made by the directory; its e-mail address is changed in Callosum.',
      'mutability',
    );
  }
  await requireDomain(client, provider, email);
  const taken = await client.query('select from "user" where email = $1', [email]);
  if (taken.rowCount !== 0) throw new ScimError(409, 'Another account has this e-mail address.', 'uniqueness');
  await client.query('update "user" set email = $2, "updatedAt" = now() where id = $1', [before.id, email]);
  await client.query('delete from password_reset where account = $1', [before.id]);
}

async function setActive(client: PoolClient, provider: string, id: string, active: boolean): Promise<void> {
  if (!active) await deactivate(client, id, provider);
  else if ((await stateOf(client, id)) === 'deactivated') await reactivate(client, id, provider);
  await applyDirectory(client, provider, id);
}

async function requireFree(client: PoolClient, provider: string, userName: string): Promise<void> {
  const { rowCount } = await client.query(
    'select from directory_user where provider = $1 and lower(user_name) = lower($2)',
    [provider, userName],
  );
  if (rowCount !== 0) throw new ScimError(409, 'There is a person with this userName already.', 'uniqueness');
}

async function requireDomain(client: PoolClient, provider: string, email: string): Promise<void> {
  const { rows } = await client.query<{ domains: string[] }>('select domains from identity_provider where id = $1', [
    provider,
  ]);
  const domains = rows[0]?.domains ?? [];
  if (domains.length === 0 || domains.includes(email.slice(email.lastIndexOf('@') + 1))) return;
  throw new ScimError(400, `Only addresses of ${domains.join(', ')} come from this directory.`, 'invalidValue');
}

async function rowOf(store: Pool | PoolClient, provider: string, id: string, lock = false): Promise<Row> {
  const { rows } = await store.query<Row>(`${SELECT} and d.account = $2${lock ? ' for update of d' : ''}`, [
    provider,
    id,
  ]);
  if (rows[0]) return rows[0];
  throw new ScimError(404, 'There is no such person in this directory.');
}

/** What a directory writes, as it stands. */
function writable(row: Row): Resource {
  return {
    userName: row.user_name,
    ...(row.external_id === null ? {} : { externalId: row.external_id }),
    displayName: row.name,
    name: {
      ...(row.given_name === null ? {} : { givenName: row.given_name }),
      ...(row.family_name === null ? {} : { familyName: row.family_name }),
    },
    emails: [{ value: row.email, type: 'work', primary: true }],
    active: row.active,
  };
}

function present(row: Row, base: string) {
  const groups = row.groups.map((group) => ({ ...group, $ref: `${base}/Groups/${group.value}`, type: 'direct' }));
  return { schemas: [USER], id: row.id, ...writable(row), groups, meta: metaOf('User', row, base) };
}

import type { Pool, PoolClient } from 'pg';
import { newId } from '../../store/new-id.ts';
import { applyDirectory } from '../group-roles.ts';
import { change, type Directory, requireVersion } from './directory.ts';
import { type Column, type Filter, filterSql } from './filter.ts';
import { applyPatch, type Resource } from './patch.ts';
import { ScimError } from './problem.ts';
import { GROUP, type GroupEntry, metaOf, type PageQuery, readGroup } from './shapes.ts';

interface Row {
  id: string;
  name: string;
  external_id: string | null;
  created: Date;
  changed: Date;
  version: number;
  members: { value: string; display: string }[];
}

const SELECT = `select g.id::text, g.name, g.external_id, g.created, g.changed, g.version,
    coalesce((select jsonb_agg(jsonb_build_object('value', m.account, 'display', u.name) order by u.name, m.account)
      from directory_member m join "user" u on u.id = m.account where m.directory_group = g.id), '[]') as members
  from directory_group g where g.provider = $1`;

const COLUMNS: Readonly<Record<string, Column>> = {
  id: { text: 'g.id::text' },
  displayname: { text: 'g.name' },
  externalid: { text: 'g.external_id' },
  'members.value': {
    any: (value) => `exists (select from directory_member m where m.directory_group = g.id and m.account = ${value})`,
  },
};
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Members are left out where a directory asks so: groups can be large. */
export async function listGroups(
  { pool, provider, base }: Directory,
  filter: Filter | undefined,
  page: PageQuery,
  withMembers: boolean,
) {
  const values: unknown[] = [provider];
  const condition = filter ? ` and ${filterSql(filter, COLUMNS, values)}` : '';
  const { rows: counted } = await pool.query<{ total: number }>(
    `select count(*)::int as total from directory_group g where g.provider = $1${condition}`,
    values,
  );
  const { rows } = await pool.query<Row>(
    `${SELECT}${condition} order by g.created, g.id limit $${values.length + 1} offset $${values.length + 2}`,
    [...values, page.count, page.startIndex - 1],
  );
  return { resources: rows.map((row) => present(row, base, withMembers)), total: counted[0]?.total ?? 0 };
}

export async function getGroup({ pool, provider, base }: Directory, id: string, withMembers: boolean) {
  return present(await rowOf(pool, provider, id), base, withMembers);
}

export async function createGroup(directory: Directory, resource: Resource) {
  const { provider, base } = directory;
  const entry = readGroup(resource);
  return change(directory, async (client) => {
    await requireFree(client, provider, entry.name);
    const id = newId();
    await client.query(
      `insert into directory_group (id, provider, name, external_id, created, changed, version)
       values ($1, $2, $3, $4, now(), now(), 1)`,
      [id, provider, entry.name, entry.externalId],
    );
    await setMembers(client, provider, id, [], entry.members);
    return present(await rowOf(client, provider, id), base, true);
  });
}

export function replaceGroup(directory: Directory, id: string, resource: Resource, expected: string | undefined) {
  return update(directory, id, () => resource, expected);
}

export function patchGroup(directory: Directory, id: string, body: unknown, expected: string | undefined) {
  return update(directory, id, (now) => applyPatch(now, body), expected);
}

/** The group is no more; roles that came with it go. */
export async function removeGroup(directory: Directory, id: string, expected: string | undefined): Promise<void> {
  const { provider } = directory;
  await change(directory, async (client) => {
    const before = await rowOf(client, provider, id);
    requireVersion(before, expected);
    await client.query('delete from directory_group where id = $1', [id]);
    for (const { value } of before.members) await applyDirectory(client, provider, value);
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
    const before = await rowOf(client, provider, id);
    requireVersion(before, expected);
    const entry: GroupEntry = readGroup(next(writable(before)));
    const isRenamed = entry.name !== before.name;
    if (entry.name.toLowerCase() !== before.name.toLowerCase()) await requireFree(client, provider, entry.name);
    await client.query(
      `update directory_group set name = $2, external_id = $3, changed = now(), version = version + 1 where id = $1`,
      [id, entry.name, entry.externalId],
    );
    const members = before.members.map(({ value }) => value);
    await setMembers(client, provider, id, members, entry.members);
    // Roles are given by the group's name.
    if (isRenamed) for (const member of entry.members) await applyDirectory(client, provider, member);
    return present(await rowOf(client, provider, id), base, true);
  });
}

async function setMembers(
  client: PoolClient,
  provider: string,
  id: string,
  before: readonly string[],
  after: readonly string[],
): Promise<void> {
  const [had, has] = [new Set(before), new Set(after)];
  const added = after.filter((member) => !had.has(member));
  const taken = before.filter((member) => !has.has(member));
  const { rows } = await client.query<{ account: string }>(
    'select account from directory_user where provider = $1 and account = any ($2::text[])',
    [provider, added],
  );
  const known = new Set(rows.map(({ account }) => account));
  const stranger = added.find((member) => !known.has(member));
  if (stranger !== undefined) {
    throw new ScimError(400, 'A member of the group is no person of this directory.', 'invalidValue');
  }
  await client.query(
    'insert into directory_member (directory_group, account) select $1, account from unnest($2::text[]) as account',
    [id, added],
  );
  await client.query('delete from directory_member where directory_group = $1 and account = any ($2::text[])', [
    id,
    taken,
  ]);
  for (const account of [...added, ...taken]) await applyDirectory(client, provider, account);
}

async function requireFree(client: PoolClient, provider: string, name: string): Promise<void> {
  const { rowCount } = await client.query(
    'select from directory_group where provider = $1 and lower(name) = lower($2)',
    [provider, name],
  );
  if (rowCount !== 0) throw new ScimError(409, 'There is a group with this displayName already.', 'uniqueness');
}

async function rowOf(store: Pool | PoolClient, provider: string, id: string): Promise<Row> {
  const { rows } = UUID.test(id) ? await store.query<Row>(`${SELECT} and g.id = $2`, [provider, id]) : { rows: [] };
  if (rows[0]) return rows[0];
  throw new ScimError(404, 'There is no such group in this directory.');
}

function writable(row: Row): Resource {
  return {
    displayName: row.name,
    ...(row.external_id === null ? {} : { externalId: row.external_id }),
    members: row.members,
  };
}

function present(row: Row, base: string, withMembers: boolean) {
  const { members: _members, ...rest } = writable(row);
  const members = row.members.map((one) => ({ ...one, $ref: `${base}/Users/${one.value}`, type: 'User' }));
  return {
    schemas: [GROUP],
    id: row.id,
    ...rest,
    ...(withMembers ? { members } : {}),
    meta: metaOf('Group', row, base),
  };
}

import { z } from 'zod';
import { ScimError } from './problem.ts';
import type { Resource } from './patch.ts';

export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';

const text = z.string().trim().min(1).max(320);
/** Entra ID writes it as a text. */
const flag = z.union([z.boolean(), z.stringbool()]);

/** What is kept of a person; whatever else a directory sends stays there. */
const userEntry = z.object({
  userName: text,
  externalId: z.string().max(320).nullish(),
  displayName: z.string().max(200).nullish(),
  name: z
    .object({
      formatted: z.string().max(200).nullish(),
      givenName: z.string().max(100).nullish(),
      familyName: z.string().max(100).nullish(),
    })
    .nullish(),
  emails: z
    .array(z.object({ value: z.string().max(320).nullish(), type: z.string().nullish(), primary: flag.nullish() }))
    .nullish(),
  active: flag.default(true),
});

export interface UserEntry {
  readonly userName: string;
  readonly externalId: string | null;
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly name: string;
  /** Lower case. */
  readonly email: string;
  readonly active: boolean;
}

/** @throws ScimError `invalidValue` that names what is wrong. */
export function readUser(resource: Resource): UserEntry {
  const read = userEntry.safeParse(canonical(resource, USER_NAMES));
  if (!read.success) throw wrong(read.error);
  const { userName, externalId, displayName, name, emails, active } = read.data;
  const given = emails?.filter(({ value }) => value?.includes('@')) ?? [];
  const chosen = given.find(({ primary }) => primary) ?? given.find(({ type }) => type === 'work') ?? given[0];
  const address = z
    .email()
    .max(320)
    .safeParse((chosen?.value ?? userName).trim().toLowerCase());
  if (!address.success) {
    throw new ScimError(400, 'A person needs an e-mail address (emails, or a userName that is one).', 'invalidValue');
  }
  const whole = [name?.givenName, name?.familyName].filter(Boolean).join(' ');
  return {
    userName,
    externalId: externalId ?? null,
    givenName: name?.givenName ?? null,
    familyName: name?.familyName ?? null,
    name: displayName || name?.formatted || whole || userName,
    email: address.data,
    active,
  };
}

const groupEntry = z.object({
  displayName: text,
  externalId: z.string().max(320).nullish(),
  members: z
    .array(z.object({ value: z.string().max(100) }))
    .max(100_000)
    .nullish(),
});

export interface GroupEntry {
  readonly name: string;
  readonly externalId: string | null;
  readonly members: readonly string[];
}

/** @throws ScimError `invalidValue` that names what is wrong. */
export function readGroup(resource: Resource): GroupEntry {
  const read = groupEntry.safeParse(canonical(resource, GROUP_NAMES));
  if (!read.success) throw wrong(read.error);
  const { displayName, externalId, members } = read.data;
  return {
    name: displayName,
    externalId: externalId ?? null,
    members: [...new Set(members?.map(({ value }) => value))],
  };
}

const USER_NAMES = ['userName', 'externalId', 'displayName', 'name', 'emails', 'active'];
const GROUP_NAMES = ['displayName', 'externalId', 'members'];

/** Names of attributes are written in any case (RFC 7643, 2.1). */
function canonical(resource: Resource, names: readonly string[]): Resource {
  return Object.fromEntries(
    Object.entries(resource).map(([name, value]) => [
      names.find((known) => known.toLowerCase() === name.toLowerCase()) ?? name,
      value,
    ]),
  );
}

function wrong({ issues }: z.ZodError): ScimError {
  const [first] = issues;
  return new ScimError(
    400,
    `${first?.path.join('.') ?? 'The resource'}: ${first?.message ?? 'is wrong'}`,
    'invalidValue',
  );
}

/** Which part of a list is wanted; places are counted from 1. */
export interface PageQuery {
  readonly startIndex: number;
  readonly count: number;
}

export function listOf<T>(resources: readonly T[], total: number, { startIndex }: PageQuery) {
  return { schemas: [LIST], totalResults: total, startIndex, itemsPerPage: resources.length, Resources: resources };
}

/** What a resource says about itself; its version stands for its state (an ETag). */
export function metaOf(
  resourceType: 'User' | 'Group',
  row: { readonly id: string; readonly created: Date; readonly changed: Date; readonly version: number },
  base: string,
) {
  return {
    resourceType,
    created: row.created.toISOString(),
    lastModified: row.changed.toISOString(),
    location: `${base}/${resourceType}s/${row.id}`,
    version: `W/"${row.version}"`,
  };
}

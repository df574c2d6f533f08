import { GROUP, USER } from './shapes.ts';

/** Something that is told about the interface itself. */
interface Told {
  readonly id: string;
}

const SPC = 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig';
const RESOURCE_TYPE = 'urn:ietf:params:scim:schemas:core:2.0:ResourceType';
const SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Schema';

/** What of SCIM is spoken here (RFC 7643, 5). */
export function serviceProviderConfig(base: string) {
  return {
    schemas: [SPC],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: 200 },
    changePassword: { supported: false },
    sort: { supported: false },
    etag: { supported: true },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'Token of the directory',
        description: 'Made in Callosum under Settings.',
        primary: true,
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
  };
}

export function resourceTypes(base: string): readonly Told[] {
  return [
    { id: 'User', endpoint: '/Users', schema: USER, description: 'A person' },
    { id: 'Group', endpoint: '/Groups', schema: GROUP, description: 'A group of people' },
  ].map((one) => ({
    schemas: [RESOURCE_TYPE],
    ...one,
    name: one.id,
    meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${one.id}` },
  }));
}

/** The attributes that are kept. */
export function schemas(base: string): readonly Told[] {
  return [
    {
      id: USER,
      name: 'User',
      description: 'A person',
      attributes: [
        attribute('userName', { required: true, uniqueness: 'server' }),
        attribute('externalId'),
        attribute('displayName'),
        attribute('name', { type: 'complex', subAttributes: [attribute('givenName'), attribute('familyName')] }),
        attribute('emails', {
          type: 'complex',
          multiValued: true,
          subAttributes: [attribute('value'), attribute('type'), attribute('primary', { type: 'boolean' })],
        }),
        attribute('active', { type: 'boolean' }),
        attribute('groups', {
          type: 'complex',
          multiValued: true,
          mutability: 'readOnly',
          subAttributes: [attribute('value')],
        }),
      ],
    },
    {
      id: GROUP,
      name: 'Group',
      description: 'A group of people',
      attributes: [
        attribute('displayName', { required: true, uniqueness: 'server' }),
        attribute('externalId'),
        attribute('members', {
          type: 'complex',
          multiValued: true,
          subAttributes: [attribute('value'), attribute('display')],
        }),
      ],
    },
  ].map((one) => ({
    schemas: [SCHEMA],
    ...one,
    meta: { resourceType: 'Schema', location: `${base}/Schemas/${one.id}` },
  }));
}

interface Attribute {
  readonly type: string;
  readonly multiValued: boolean;
  readonly required: boolean;
  readonly mutability: string;
  readonly uniqueness: string;
  readonly subAttributes: readonly object[];
}

function attribute(name: string, more: Partial<Attribute> = {}): object {
  const usual = { type: 'string', multiValued: false, required: false, caseExact: false };
  return { name, ...usual, mutability: 'readWrite', returned: 'default', uniqueness: 'none', ...more };
}

import { SCIM_PATH } from '@callosum/kernel/contract';
import { z } from 'zod';
import type { TestServer } from '../../testing/server.ts';
import { proofOf, setProvider } from './set-up.ts';

export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

export interface ScimAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A directory of people that speaks SCIM to a server. */
export interface TestDirectory {
  readonly provider: string;
  readonly token: () => string;
  readonly renewToken: () => Promise<void>;
  readonly ask: (method: string, path: string, body?: object, headers?: Record<string, string>) => Promise<ScimAnswer>;
  readonly patch: (path: string, ...operations: object[]) => Promise<ScimAnswer>;
  /** Makes a person. @returns the id. */
  readonly made: (name: string) => Promise<string>;
}

const object = z.record(z.string(), z.unknown());

export const idOf = ({ body }: ScimAnswer): string => z.string().parse(body['id']);

export const person = (name: string, more: object = {}) => ({
  schemas: [USER],
  userName: `${name}@hospital.org`,
  externalId: `external ${name}`,
  name: { givenName: name, familyName: 'Hospital' },
  emails: [{ value: `${name}@hospital.org`, type: 'work', primary: true }],
  active: true,
  ...more,
});

/** Makes a directory and its token, as an owner does. */
export async function createDirectory(server: TestServer, name: string): Promise<TestDirectory> {
  const provider = await setProvider(server.owner, 'scim', { name });
  const newToken = async (): Promise<string> => {
    const proof = await proofOf(server.owner);
    const { body } = await server.owner.request('POST', `/identity/providers/${provider}/token`, { proof });
    return z.object({ token: z.string() }).parse(body).token;
  };
  let token = await newToken();
  const ask: TestDirectory['ask'] = async (method, path, body, headers = {}) => {
    const response = await fetch(`${server.address}${SCIM_PATH}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const answer = { status: response.status, headers: response.headers };
    return { ...answer, body: text === '' ? {} : object.parse(JSON.parse(text)) };
  };
  return {
    provider,
    token: () => token,
    renewToken: async () => {
      token = await newToken();
    },
    ask,
    patch: (path, ...operations) => ask('PATCH', path, { schemas: [PATCH], Operations: operations }),
    made: async (one) => idOf(await ask('POST', '/Users', person(one))),
  };
}

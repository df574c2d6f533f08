import { contract } from '@callosum/kernel/contract';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { startServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
});
afterAll(() => server.close());

const routeShape = z.object({ method: z.string(), path: z.string() });

/** Every route about identity, found in the contract, so that a new one cannot be forgotten here. */
function routesOf(value: unknown, name: string): { name: string; method: string; path: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const meta = '~orpc' in value && typeof value['~orpc'] === 'object' ? value['~orpc'] : undefined;
  if (meta && 'route' in meta) return [{ name, ...routeShape.parse(meta.route) }];
  return Object.entries(value).flatMap(([part, inner]) => routesOf(inner, name ? `${name}.${part}` : part));
}

/** Bodies of the right shape; what they ask for is refused or harmless. */
const proof = 'x'.repeat(43);
const provider = {
  name: 'x',
  enabled: true,
  domains: [],
  vouches: false,
  entry: 'invited',
  groupsFrom: 'groups',
  strength: [],
  proof,
};
const BODIES: Readonly<Record<string, object>> = {
  reauthenticate: { password: 'wrong wrong wrong' },
  changePassword: { next: 'a sentence for nobody', proof },
  'authenticator.begin': { proof },
  'authenticator.confirm': { code: '000000' },
  'authenticator.renewCodes': { proof },
  'authenticator.remove': { proof },
  'passkeys.options': { proof },
  'passkeys.add': {
    name: 'x',
    response: {
      id: 'x',
      rawId: 'x',
      type: 'public-key',
      clientExtensionResults: {},
      response: { clientDataJSON: 'x', attestationObject: 'x' },
    },
  },
  'passkeys.remove': { proof },
  'tokens.make': { name: 'x', readOnly: true, days: 1, proof },
  'emergency.setPolicy': { accounts: [], longestMinutes: 60 },
  'emergency.begin': { reason: 'nobody is there to ask', role: 'reader', minutes: 5, proof },
  'emergency.review': { justified: true, finding: 'nothing was found at all' },
  setMailServer: { host: 'x', port: 25, encryption: 'none', user: '', from: 'x@example.org' },
  tryProvider: { issuer: 'https://127.0.0.1:1' },
  setOidc: { ...provider, issuer: 'https://127.0.0.1:1', clientId: 'x' },
  setSaml: provider,
  setDirectory: { name: 'x', enabled: true, domains: [], proof },
  setGroups: { groups: [], proof },
  setToken: { proof },
  removeProvider: { proof },
  link: { proof },
  unlink: { proof },
  chooseLanguage: { language: 'de' },
  setLanguage: { language: 'de' },
  setPolicy: { idleMinutes: 15, absoluteHours: 12, secondFactor: 'optional' },
};
const ROUTES = routesOf(contract.identity, '').map(({ name, method, path }) => ({
  name,
  method,
  path: path.replace('{id}', randomUUID()).replace('{key}', 'ELSEWHERE'),
  body: method === 'GET' ? undefined : (BODIES[name] ?? {}),
}));
/** What only an owner of the organisation may do. */
const OWNERS = ROUTES.filter(({ name }) => /(^|\.)set[A-Z]|^mailServer$|^refusals$|Providers?$/.test(name));

describe('routes about identity', () => {
  test.each(ROUTES)('$name answers nobody without a session', async ({ method, path, body }) => {
    expect((await server.anonymous.request(method, path, body)).status).toBe(401);
  });

  test.each(OWNERS)('$name is refused to whoever is no owner of the organisation', async ({ method, path, body }) => {
    expect((await server.reader.request(method, path, body)).status).toBe(403);
    expect((await server.stranger.request(method, path, body)).status).toBe(403);
  });

  test.each(ROUTES.filter(({ body }) => body && 'proof' in body))(
    '$name does nothing with a proof that was made up',
    async ({ method, path, body }) => {
      const headers = { origin: server.address.replace('127.0.0.1', 'localhost'), host: new URL(server.address).host };
      const { status } = await server.owner.request(method, path, body, headers);
      expect([403, 422]).toContain(status);
    },
  );

  test.each(ROUTES.filter(({ method }) => method !== 'GET'))(
    '$name refuses another site',
    async ({ method, path, body }) => {
      const headers = { origin: 'https://evil.example' };
      expect((await server.owner.request(method, path, body, headers)).status).toBe(403);
    },
  );
});

import { me, PROVIDER_PATHS } from '@callosum/kernel/contract';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { createClient, type TestClient } from '../testing/client.ts';
import { startServer, type TestServer } from '../testing/server.ts';
import { type Arrival, createWanderer, type Wanderer } from './testing/browser.ts';
import { type Claims, startOidcProvider, type TestProvider } from './testing/oidc-provider.ts';
import { proofOf, setProvider } from './testing/set-up.ts';

let server: TestServer;
let provider: TestProvider;
let id = '';
beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
  provider = await startOidcProvider([server.address + PROVIDER_PATHS.callback]);
  const { issuer, clientId, clientSecret } = provider;
  id = await setProvider(server.owner, 'oidc', { issuer, clientId, clientSecret });
});
afterAll(async () => {
  await provider.close();
  await server.close();
});

const links = z.array(z.object({ id: z.string(), name: z.string(), since: z.string().nullable() }));
const ticketOf = async (client: TestClient): Promise<string> => {
  const { body } = await client.request('POST', `/identity/links/${id}`, { proof: await proofOf(client) });
  return z.object({ ticket: z.string() }).parse(body).ticket;
};
const go = (claims: Claims, browser: Wanderer, link?: string): Promise<Arrival> => {
  provider.seat(claims);
  const query = new URLSearchParams({ provider: id, next: '/account', ...(link === undefined ? {} : { link }) });
  return browser.open(`${server.address}${PROVIDER_PATHS.begin}?${query.toString()}`);
};
/** The browser of somebody who is signed in. */
const browserOf = ({ cookie }: TestClient): Wanderer => createWanderer(undefined, { address: server.address, cookie });
const refusedOf = ({ url }: Arrival): string | null => url.searchParams.get('refused');
const whoIn = (browser: Wanderer) =>
  createClient(server.address, browser.cookiesFor(server.address)).read(me.nullable(), '/me');

describe('an account whose address nobody checked', () => {
  const owner = (): Claims => ({ sub: 'olive', email: server.owner.account.email, email_verified: true });

  test('is joined by its owner, who has shown that it is he, and then entered through the provider', async () => {
    expect(refusedOf(await go(owner(), createWanderer()))).toBe('not-linked');
    const browser = browserOf(server.owner);
    expect((await go(owner(), browser, await ticketOf(server.owner))).url.pathname).toBe('/account');
    expect(await server.owner.read(links, '/identity/links')).toMatchObject([{ id, since: expect.any(String) }]);
    const later = createWanderer();
    await go(owner(), later);
    expect(await whoIn(later)).toMatchObject({ id: server.owner.account.id });
  });

  test('is not joined by a ticket that was made up, used, or is of another provider', async () => {
    const ticket = await ticketOf(server.reader);
    const claims = { sub: 'rita', email: server.reader.account.email, email_verified: true };
    expect(refusedOf(await go(claims, browserOf(server.reader), 'x'.repeat(43)))).toBe('stale');
    expect((await go(claims, browserOf(server.reader), ticket)).url.pathname).toBe('/account');
    expect(refusedOf(await go({ ...claims, sub: 'eve' }, browserOf(server.reader), ticket))).toBe('stale');
    const { issuer, clientId, clientSecret } = provider;
    const second = await setProvider(server.owner, 'oidc', { name: 'Second', issuer, clientId, clientSecret });
    const query = new URLSearchParams({ provider: second, link: await ticketOf(server.reader) });
    const crossed = await browserOf(server.reader).open(`${server.address}${PROVIDER_PATHS.begin}?${query.toString()}`);
    expect(refusedOf(crossed)).toBe('stale');
    await server.owner.request('POST', `/identity/providers/${second}/remove`, { proof: await proofOf(server.owner) });
  });

  test('is not joined with whoever is sent there by its owner: the browser must be signed in to it', async () => {
    const victim = { sub: 'vic', email: 'vic@hospital.org', email_verified: true };
    for (const browser of [createWanderer(), browserOf(server.reader)]) {
      expect(refusedOf(await go(victim, browser, await ticketOf(server.stranger)))).toBe('stale');
    }
    expect(await server.stranger.read(links, '/identity/links')).toMatchObject([{ since: null }]);
  });

  test('is not joined with somebody whom the provider knows as another here', async () => {
    expect(refusedOf(await go(owner(), browserOf(server.stranger), await ticketOf(server.stranger)))).toBe('taken');
    expect(await server.stranger.read(links, '/identity/links')).toMatchObject([{ id, since: null }]);
  });

  test('is parted again, unless it would have no way in left', async () => {
    const part = async () =>
      server.reader.request('POST', `/identity/links/${id}/remove`, { proof: await proofOf(server.reader) });
    const proof = await proofOf(server.reader);
    await server.installation.pool.query(`update account set "providerId" = 'put aside' where "userId" = $1`, [
      server.reader.account.id,
    ]);
    const only = await server.reader.request('POST', `/identity/links/${id}/remove`, { proof });
    expect(only).toMatchObject({ status: 422, body: { message: expect.stringContaining('no way to sign in left') } });
    await server.installation.pool.query(`update account set "providerId" = 'credential' where "userId" = $1`, [
      server.reader.account.id,
    ]);
    expect((await part()).status).toBe(200);
    expect((await part()).status).toBe(404);
    expect(await server.reader.read(links, '/identity/links')).toMatchObject([{ id, since: null }]);
  });
});

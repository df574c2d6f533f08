import { PROVIDER_PATHS } from '@callosum/kernel/contract';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createClient } from '../testing/client.ts';
import { startServer, type TestServer } from '../testing/server.ts';
import { createWanderer } from './testing/browser.ts';
import { type Forgery, type ForgingIssuer, startForgingIssuer } from './testing/forging-issuer.ts';
import { setProvider } from './testing/set-up.ts';

let server: TestServer;
let issuer: ForgingIssuer;
let elsewhere: ForgingIssuer;
let id = '';
let settings: Record<string, unknown> = {};

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
  issuer = await startForgingIssuer();
  elsewhere = await startForgingIssuer();
  const { clientId, clientSecret } = issuer;
  settings = { issuer: issuer.issuer, clientId, clientSecret };
  id = await setProvider(server.owner, 'oidc', settings);
  await server.owner.request('POST', '/people/invitations', { role: 'reader', email: 'ida@hospital.org' });
});
afterAll(async () => {
  await issuer.close();
  await elsewhere.close();
  await server.close();
});

/** Somebody goes to the issuer and comes back with a code for a token that says `forgery`. */
async function comeBack(forgery: Forgery = {}) {
  const browser = createWanderer((url) => url.pathname === '/auth');
  const begin = `${server.address}${PROVIDER_PATHS.begin}?provider=${id}&next=/day`;
  const { searchParams } = (await browser.open(begin)).url;
  issuer.forge({ ...forgery, claims: { nonce: searchParams.get('nonce'), ...forgery.claims } });
  const back = new URL(server.address + PROVIDER_PATHS.callback);
  back.searchParams.set('code', 'a code');
  back.searchParams.set('state', searchParams.get('state') ?? '');
  const { url } = await browser.open(back.href);
  const client = createClient(server.address, browser.cookiesFor(server.address));
  const isIn = (await client.request('GET', '/projects')).status === 200;
  return { asked: searchParams, path: url.pathname, refused: url.searchParams.get('refused'), isIn };
}

const now = (): number => Math.floor(Date.now() / 1_000);

describe('an ID token', () => {
  test('that is as it should be opens', async () => {
    expect(await comeBack()).toMatchObject({ path: '/day', refused: null, isIn: true });
  });

  test.each<[string, () => Forgery]>([
    ['of another issuer', () => ({ claims: { iss: elsewhere.issuer } })],
    ['of no issuer', () => ({ claims: { iss: undefined } })],
    ['for another client', () => ({ claims: { aud: 'another client' } })],
    ['for nobody', () => ({ claims: { aud: undefined } })],
    ['for several, by order of another', () => ({ claims: { aud: ['callosum', 'another'], azp: 'another' } })],
    ['for another sign-in', () => ({ claims: { nonce: 'x'.repeat(43) } })],
    ['for no sign-in', () => ({ claims: { nonce: undefined } })],
    ['that has ended', () => ({ claims: { iat: now() - 600, exp: now() - 300 } })],
    ['of nobody', () => ({ claims: { sub: undefined } })],
    ['signed with a key that is not the issuer’s', () => ({ signed: 'by another' })],
    ['that is not signed', () => ({ signed: 'by nobody' })],
    ['signed with the client’s own secret', () => ({ signed: 'by the client’s secret' })],
  ])('%s is refused', async (_what, forgery) => {
    expect(await comeBack(forgery())).toMatchObject({ path: '/sign-in', refused: 'answer', isIn: false });
  });
});

describe('a provider that has to say how somebody signed in', () => {
  const wanted = async (strength: readonly string[]) =>
    setProvider(server.owner, 'oidc', { ...settings, id, strength });

  test.each<[string, Forgery, string | null]>([
    ['says it by its class', { claims: { acr: 'strong' } }, null],
    ['says it by its methods', { claims: { amr: ['pwd', 'mfa'] } }, null],
    ['says something weaker', { claims: { acr: 'weak', amr: ['pwd'] } }, 'strength'],
    ['says nothing of it', {}, 'strength'],
    ['says it in no form that is known', { claims: { amr: { mfa: true } } }, 'strength'],
  ])('and %s', async (_what, forgery, refused) => {
    await wanted(['strong', 'mfa']);
    expect(await comeBack(forgery)).toMatchObject({ refused, isIn: refused === null });
  });

  test('is asked for what it knows of that, and for nothing when nothing is wanted', async () => {
    await wanted(['strong', 'mfa']);
    expect((await comeBack()).asked.get('acr_values')).toBe('strong');
    await wanted([]);
    expect((await comeBack()).asked.get('acr_values')).toBeNull();
  });

  test('shows its owner what is wanted, and keeps nothing with a gap in it', async () => {
    await wanted(['mfa']);
    expect((await server.owner.request('GET', '/identity/providers')).body).toMatchObject([{ id, strength: ['mfa'] }]);
    await expect(wanted(['two words'])).rejects.toThrow('without spaces');
    await wanted([]);
  });
});

describe('a provider that sends whoever asks it to another address', () => {
  test.each(['token', 'userinfo'] as const)('when it is asked for %s is not followed', async (door) => {
    issuer.send(door, `${elsewhere.issuer}/${door}`);
    // Without a name the token alone is not enough, and user info is asked for.
    const { refused, isIn } = await comeBack({ claims: { name: undefined } });
    expect({ refused, isIn }).toEqual({ refused: 'answer', isIn: false });
    expect(elsewhere.asked).toEqual([]);
    issuer.send(door, undefined);
  });

  test('when it is asked what it is, or for its keys, is not followed', async () => {
    issuer.send('configuration', `${elsewhere.issuer}/.well-known/openid-configuration`);
    const tried = await server.owner.request('POST', '/identity/providers/try', { issuer: issuer.issuer });
    expect(tried.status).toBe(422);
    issuer.send('configuration', undefined);
    issuer.send('keys', `${elsewhere.issuer}/keys`);
    // Changed, it is asked anew.
    await setProvider(server.owner, 'oidc', { ...settings, id, name: 'Hospital again' });
    expect(await comeBack()).toMatchObject({ refused: 'answer', isIn: false });
    issuer.send('keys', undefined);
    expect(elsewhere.asked).toEqual([]);
  });
});

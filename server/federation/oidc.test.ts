import { me, members, mySession, PROVIDER_PATHS } from '@callosum/kernel/contract';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { createClient, PASSWORD } from '../testing/client.ts';
import { buildProject, startServer, type TestServer } from '../testing/server.ts';
import { type Arrival, createWanderer, type Wanderer } from './testing/browser.ts';
import { type Claims, startOidcProvider, type TestProvider } from './testing/oidc-provider.ts';
import { proofOf, setGroups, setProvider } from './testing/set-up.ts';

let server: TestServer;
let provider: TestProvider;
let id = '';
let key = '';
let settings: Record<string, unknown> = {};

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
  ({ key } = await buildProject(server));
  provider = await startOidcProvider();
  provider.allow(server.address + PROVIDER_PATHS.callback);
  const { issuer, clientId, clientSecret } = provider;
  settings = { issuer, clientId, clientSecret };
  id = await setProvider(server.owner, 'oidc', settings);
});
afterAll(async () => {
  await provider.close();
  await server.close();
});

const query = (text: string, values: unknown[] = []) => server.installation.pool.query(text, values);
const beginAt = (next = '/day', which = id): string =>
  `${server.address}${PROVIDER_PATHS.begin}?provider=${which}&next=${encodeURIComponent(next)}`;
const invited = async (email: string, role = 'reader', project?: string): Promise<void> => {
  const { status } = await server.owner.request('POST', '/people/invitations', { role, email, project });
  expect(status).toBe(200);
};

/** Somebody goes to the provider and comes back. */
async function wander(claims: Claims, browser: Wanderer = createWanderer(), next = '/day'): Promise<Arrival> {
  provider.seat(claims);
  return browser.open(beginAt(next));
}
const clientOf = (browser: Wanderer) => createClient(server.address, browser.cookiesFor(server.address));
const refusedOf = ({ url }: Arrival): string | null => url.searchParams.get('refused');
const person = (name: string, more: Partial<Claims> = {}): Claims => ({
  sub: `subject of ${name}`,
  email: `${name}@hospital.org`,
  email_verified: true,
  name: `${name} of the hospital`,
  ...more,
});

describe('signing in by OpenID Connect', () => {
  test('lets in whoever is invited, makes his account, and opens the page he asked for', async () => {
    await invited('ida@hospital.org', 'lead', key);
    const browser = createWanderer();
    const { url } = await wander(person('ida'), browser, `/p/${key}`);
    expect(url.pathname).toBe(`/p/${key}`);
    const client = clientOf(browser);
    expect(await client.read(me, '/me')).toMatchObject({ name: 'ida of the hospital', email: 'ida@hospital.org' });
    const { people } = await server.owner.read(members, `/people/members?project=${key}`);
    expect(people.find(({ name }) => name === 'ida of the hospital')?.roles).toEqual(['lead']);
    const [session] = await client.read(z.array(mySession), '/identity/sessions');
    expect(session).toMatchObject({ current: true, method: 'single sign-on' });
  });

  test('finds him again by the provider’s name for him, whatever his address is now', async () => {
    await invited('mara@hospital.org');
    await wander(person('mara'));
    const browser = createWanderer();
    await wander(person('mara', { email: 'mara.married@hospital.org' }), browser);
    expect(await clientOf(browser).read(me, '/me')).toMatchObject({ email: 'mara@hospital.org' });
  });

  test('joins an account whose own address was shown to be right', async () => {
    const { body } = await server.owner.request('POST', '/people/invitations', {
      role: 'reader',
      email: 'vera@hospital.org',
    });
    const { token } = z.object({ token: z.string() }).parse(body);
    const entry = { token, name: 'Vera Verified', email: 'vera@hospital.org', password: PASSWORD };
    await server.anonymous.request('POST', '/people/join', entry);
    const browser = createWanderer();
    await wander(person('vera'), browser);
    expect(await clientOf(browser).read(me, '/me')).toMatchObject({ name: 'Vera Verified' });
  });

  test('sends the code challenge by S256, a state and a nonce of its own each time', async () => {
    const ways = await Promise.all(
      [0, 1].map(() => createWanderer((url) => url.port !== new URL(server.address).port).open(beginAt())),
    );
    const [one, two] = ways.map(({ url }) => Object.fromEntries(url.searchParams));
    expect(one).toMatchObject({ code_challenge_method: 'S256', response_type: 'code', scope: 'openid email profile' });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(one?.[name]).not.toBe(two?.[name]);
  });

  test('follows no address of another site afterwards', async () => {
    for (const next of ['https://evil.example/', '//evil.example/', '/\\evil.example']) {
      expect((await wander(person('ida'), createWanderer(), next)).url.href).toBe(`${server.address}/`);
    }
  });

  test('under https marks the browser by cookies of this very host', async () => {
    const trustedOrigins = ['https://callosum.example'];
    const proxied = await startServer({ cluster: inject('cluster'), beside: server, trustedOrigins });
    provider.allow(proxied.address + PROVIDER_PATHS.callback);
    provider.seat(person('ida'));
    const browser = createWanderer();
    const { url } = await browser.open(`${proxied.address}${PROVIDER_PATHS.begin}?provider=${id}&next=/day`);
    expect(url.pathname).toBe('/day');
    const names = browser
      .cookiesFor(proxied.address)
      .split('; ')
      .map((one) => one.split('=', 1)[0]);
    expect(new Set(names)).toEqual(
      new Set(['device', 'session_token', 'visit'].map((name) => `__Host-callosum.${name}`)),
    );
    await proxied.close();
  });

  test('remembers the browser, so that guessing elsewhere does not delay it', async () => {
    const browser = createWanderer();
    await wander(person('ida'), browser);
    expect(browser.cookiesFor(server.address)).toContain('callosum.device=');
  });
});

describe('whoever the provider’s word is not enough for', () => {
  test.each([
    ['nobody invited', person('ned'), 'not-invited'],
    ['has an address the provider did not check', person('una', { email_verified: false }), 'unverified'],
    ['has an address the provider says nothing of', person('sil', { email_verified: undefined }), 'unverified'],
    ['has no address', person('noa', { email: undefined }), 'no-email'],
  ])('%s stays outside', async (_what, claims, reason) => {
    const before = await query('select from "user"');
    const browser = createWanderer();
    expect(refusedOf(await wander(claims, browser))).toBe(reason);
    expect((await clientOf(browser).request('GET', '/projects')).status).toBe(401);
    expect((await query('select from "user"')).rowCount).toBe(before.rowCount);
  });

  test('an unchecked address joins no account, not even an invited one', async () => {
    await invited('una@hospital.org');
    expect(refusedOf(await wander(person('una', { email_verified: false })))).toBe('unverified');
    const { rows } = await query(`select used_by from invitation where email = 'una@hospital.org'`);
    expect(rows).toEqual([{ used_by: null }]);
  });

  test('an account whose own address nobody checked is not joined: it may be somebody else’s', async () => {
    // The owner gave his own address to a link that was handed over.
    const claims = person('olive', { email: server.owner.account.email });
    expect(refusedOf(await wander(claims))).toBe('not-linked');
  });

  test('an account that is switched off stays so', async () => {
    await invited('otto@hospital.org');
    const browser = createWanderer();
    await wander(person('otto'), browser);
    const { id: account } = await clientOf(browser).read(me, '/me');
    await query('insert into account_state (account, deactivated) values ($1, now())', [account]);
    expect(refusedOf(await wander(person('otto')))).toBe('off');
  });

  test('addresses of other domains do not come in where domains are named', async () => {
    await setProvider(server.owner, 'oidc', { ...settings, id, domains: ['Hospital.org'] });
    await invited('dora@elsewhere.org');
    expect(refusedOf(await wander(person('dora', { email: 'dora@elsewhere.org' })))).toBe('domain');
    await setProvider(server.owner, 'oidc', { ...settings, id });
  });

  test('a provider that vouches for its domains is believed there, but never against its own word', async () => {
    await setProvider(server.owner, 'oidc', { ...settings, id, domains: ['hospital.org'], vouches: true });
    await invited('silas@hospital.org');
    await invited('wrong@hospital.org');
    expect((await wander(person('silas', { email_verified: undefined }))).url.pathname).toBe('/day');
    expect(refusedOf(await wander(person('wrong', { email_verified: false })))).toBe('unverified');
    await setProvider(server.owner, 'oidc', { ...settings, id });
  });
});

describe('an answer that is not what was asked for', () => {
  /** Everything up to the way back, which the test goes itself. */
  async function backOf(browserStop: Wanderer): Promise<URL> {
    provider.seat(person('ida'));
    return (await browserStop.open(beginAt())).url;
  }
  const stopping = () => createWanderer((url) => url.pathname === PROVIDER_PATHS.callback);

  test('with another state is refused', async () => {
    const browser = stopping();
    const back = await backOf(browser);
    back.searchParams.set('state', 'x'.repeat(43));
    expect(refusedOf(await browser.open(back.href))).toBe('stale');
  });

  test('of one sign-in is refused with the state of another', async () => {
    const [one, two] = [stopping(), stopping()];
    const [mine, other] = [await backOf(one), await backOf(two)];
    mine.searchParams.set('code', other.searchParams.get('code') ?? '');
    expect(refusedOf(await one.open(mine.href))).toBe('answer');
  });

  test('in another browser is refused: nobody is signed in as whoever sent him a link', async () => {
    const back = await backOf(stopping());
    const victim = createWanderer();
    expect(refusedOf(await victim.open(back.href))).toBe('stale');
    expect((await clientOf(victim).request('GET', '/projects')).status).toBe(401);
  });

  test('is taken once', async () => {
    const browser = stopping();
    const back = await backOf(browser);
    await browser.open(back.href);
    expect(refusedOf(await createWanderer().open(back.href))).toBe('stale');
    expect(refusedOf(await browser.open(back.href))).toBe('stale');
  });

  test('after ten minutes is refused', async () => {
    const browser = stopping();
    const back = await backOf(browser);
    await query(`update provider_visit set expires = now() - interval '1 second'`);
    expect(refusedOf(await browser.open(back.href))).toBe('stale');
  });

  test('that says no is told as that, and written down without a name', async () => {
    const browser = stopping();
    const back = await backOf(browser);
    back.searchParams.delete('code');
    back.searchParams.set('error', 'access_denied');
    expect(refusedOf(await browser.open(back.href))).toBe('declined');
    const { rows } = await query(
      `select details from security_event where event = 'sign-in-failed' order by at desc limit 1`,
    );
    expect(rows).toEqual([{ details: { provider: id, reason: 'declined' } }]);
    expect(server.log.join('\n')).not.toContain('hospital.org');
  });
});

describe('groups of a provider', () => {
  const grouped = (groups: readonly string[]) => person('gil', { groups });
  const rolesOf = async (name: string) =>
    (await server.owner.read(members, `/people/members?project=${key}`)).people.find((one) => one.name.startsWith(name))
      ?.roles;

  beforeAll(async () => {
    await setProvider(server.owner, 'oidc', { ...settings, id, entry: 'groups' });
    await setGroups(server.owner, id, [
      { group: 'ehr-leads', scope: key, role: 'lead' },
      { group: 'ehr-staff', scope: key, role: 'contributor' },
    ]);
  });

  test('let in whom they give a role, and nobody else', async () => {
    expect(refusedOf(await wander(grouped(['visitors'])))).toBe('not-invited');
    expect((await wander(grouped(['ehr-leads', 'visitors']))).url.pathname).toBe('/day');
    expect(await rolesOf('gil')).toEqual(['lead']);
  });

  test('give and take roles at the next sign-in, and leave what somebody gave', async () => {
    const { people } = await server.owner.read(members, `/people/members?project=${key}`);
    const account = people.find(({ name }) => name.startsWith('gil'))?.id ?? '';
    const give = (roles: readonly string[]) =>
      server.owner.request('PUT', `/people/${account}/roles`, { project: key, roles });
    expect((await give(['lead', 'clinician'])).status).toBe(200);
    await wander(grouped(['ehr-staff']));
    expect(await rolesOf('gil')).toEqual(['contributor', 'clinician']);
    expect((await give(['clinician'])).body).toMatchObject({
      code: 'REFUSED',
      message: expect.stringContaining('Hospital'),
    });
    await wander(grouped([]));
    expect(await rolesOf('gil')).toEqual(['clinician']);
  });

  test('take their roles at once when they give them no more', async () => {
    await wander(grouped(['ehr-leads']));
    expect(await rolesOf('gil')).toContain('lead');
    await setGroups(server.owner, id, []);
    expect(await rolesOf('gil')).toEqual(['clinician']);
  });
});

describe('a provider', () => {
  test('is offered to whoever signs in, while it is switched on', async () => {
    expect((await server.anonymous.request('GET', '/status')).body).toMatchObject({
      providers: [{ id, name: 'Hospital' }],
    });
    await setProvider(server.owner, 'oidc', { ...settings, id, enabled: false });
    expect((await server.anonymous.request('GET', '/status')).body).toMatchObject({ providers: [] });
    expect(refusedOf(await wander(person('ida')))).toBe('gone');
    await setProvider(server.owner, 'oidc', { ...settings, id });
  });

  test('never shows its secret again, and keeps it encrypted', async () => {
    const { body } = await server.owner.request('GET', '/identity/providers');
    expect(JSON.stringify(body)).not.toContain(provider.clientSecret);
    const { rows } = await query('select config from identity_provider');
    expect(JSON.stringify(rows)).not.toContain(provider.clientSecret);
    expect(JSON.stringify(rows)).not.toContain(provider.issuer);
  });

  test('keeps its secret when the rest is changed', async () => {
    await setProvider(server.owner, 'oidc', { ...settings, id, clientSecret: undefined, name: 'Hospital' });
    expect((await wander(person('ida'))).url.pathname).toBe('/day');
  });

  test('that is away is said to be so, and a password still opens', async () => {
    const gone = await startOidcProvider();
    const away = await setProvider(server.owner, 'oidc', { ...settings, issuer: gone.issuer, name: 'Away' });
    await gone.close();
    expect(refusedOf(await createWanderer().open(beginAt('/day', away)))).toBe('unreachable');
    const { owner } = server;
    expect(await proofOf(owner)).toMatch(/^[\w-]{43}$/);
    const { status } = await owner.request('POST', `/identity/providers/${away}/remove`, {
      proof: await proofOf(owner),
    });
    expect(status).toBe(200);
  });

  test('is asked what it says about itself before it is kept', async () => {
    const asked = await server.owner.request('POST', '/identity/providers/try', { issuer: provider.issuer });
    expect(asked.body).toMatchObject({ issuer: provider.issuer, entryPoint: `${provider.issuer}/auth`, warnings: [] });
    for (const issuer of [server.address, 'http://127.0.0.1:1', 'http://plain.example', 'nonsense']) {
      const { status, body } = await server.owner.request('POST', '/identity/providers/try', { issuer });
      expect([400, 422]).toContain(status);
      expect(JSON.stringify(body)).toContain('"issuer"');
    }
  });
});

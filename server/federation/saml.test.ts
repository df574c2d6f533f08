import { me, members, PROVIDER_PATHS } from '@callosum/kernel/contract';
import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createClient } from '../testing/client.ts';
import { buildProject, startServer, type TestServer } from '../testing/server.ts';
import { readMetadata } from './metadata.ts';
import { createWanderer, type Wanderer } from './testing/browser.ts';
import { type Answer, startSamlIdp, type TestIdp } from './testing/saml-idp.ts';
import { setGroups, setProvider } from './testing/set-up.ts';

let server: TestServer;
let idp: TestIdp;
let other: TestIdp;
let id = '';
let key = '';

const ourMetadata = async (): Promise<string> => (await fetch(server.address + PROVIDER_PATHS.metadata)).text();
const settings = { domains: ['hospital.org'], vouches: true, groupsFrom: 'groups' };

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
  ({ key } = await buildProject(server));
  idp = await startSamlIdp(ourMetadata);
  other = await startSamlIdp(ourMetadata);
  id = await setProvider(server.owner, 'saml', { ...settings, metadata: idp.metadata });
  await invited('ida@hospital.org');
});
afterAll(async () => {
  await idp.close();
  await other.close();
  await server.close();
});

const query = (text: string, values: unknown[] = []) => server.installation.pool.query(text, values);
const invited = async (email: string): Promise<void> => {
  await server.owner.request('POST', '/people/invitations', { role: 'reader', email });
};
const person = (name: string, more: Answer = {}): Answer => ({
  nameId: `id of ${name}`,
  attributes: { email: [`${name}@hospital.org`], displayName: [`${name} of the hospital`], groups: [] },
  ...more,
});

interface Form {
  readonly SAMLResponse: string;
  readonly RelayState: string;
}

/** Somebody asks to sign in; his browser is sent to the provider. */
async function leave(browser: Wanderer, which = id): Promise<URL> {
  const begin = `${server.address}${PROVIDER_PATHS.begin}?provider=${which}&next=/day`;
  return (await browser.open(begin)).url;
}
const leaving = () => createWanderer((url) => url.href.startsWith('http://127.0.0.1') && url.pathname.endsWith('/sso'));

/** The provider's page posts its form: from another site, so without cookies. */
async function post(form: Form): Promise<URL> {
  const response = await fetch(server.address + PROVIDER_PATHS.saml, {
    method: 'POST',
    headers: { origin: new URL(idp.entityId).origin, 'sec-fetch-site': 'cross-site' },
    body: new URLSearchParams({ ...form }),
    redirect: 'manual',
  });
  expect(response.headers.getSetCookie()).toEqual([]);
  return new URL(response.headers.get('location') ?? '', server.address);
}
const refusedOf = (url: URL): string | null => url.searchParams.get('refused');
const clientOf = (browser: Wanderer) => createClient(server.address, browser.cookiesFor(server.address));

/** The whole way. */
async function signIn(answer: Answer, browser: Wanderer = leaving()): Promise<URL> {
  const next = await post(await idp.answer(await leave(browser), answer));
  return next.pathname === PROVIDER_PATHS.finish ? (await browser.open(next.href)).url : next;
}

const decoded = ({ SAMLResponse }: Form): string => Buffer.from(SAMLResponse, 'base64').toString('utf8');
const encoded = (form: Form, xml: string): Form => ({ ...form, SAMLResponse: Buffer.from(xml).toString('base64') });

describe('signing in by SAML', () => {
  test('lets in whoever is invited and makes his account', async () => {
    const browser = leaving();
    expect((await signIn(person('ida'), browser)).pathname).toBe('/day');
    expect(await clientOf(browser).read(me, '/me')).toMatchObject({
      name: 'ida of the hospital',
      email: 'ida@hospital.org',
    });
  });

  test('gives the roles of his groups', async () => {
    await setProvider(server.owner, 'saml', { ...settings, id, entry: 'groups' });
    await setGroups(server.owner, id, [{ group: 'icu', scope: key, role: 'clinician' }]);
    const attributes = { email: ['gil@hospital.org'], displayName: ['Gil'], groups: ['icu', 'other'] };
    expect((await signIn(person('gil', { attributes }))).pathname).toBe('/day');
    const { people } = await server.owner.read(members, `/people/members?project=${key}`);
    expect(people.find(({ name }) => name === 'Gil')?.roles).toEqual(['clinician']);
    await setProvider(server.owner, 'saml', { ...settings, id });
  });

  test('takes an answer a little early, as clocks differ, but no old one', async () => {
    expect((await signIn(person('ida', { made: 0.5 }))).pathname).toBe('/day');
    expect(refusedOf(await signIn(person('ida', { made: 3 })))).toBe('answer');
    expect(refusedOf(await signIn(person('ida', { made: -7 })))).toBe('answer');
  });

  test('believes no address outside the provider’s domains, and none without a word for it', async () => {
    expect(refusedOf(await signIn({ nameId: 'x', attributes: { email: ['x@elsewhere.org'] } }))).toBe('domain');
    await setProvider(server.owner, 'saml', { ...settings, id, vouches: false });
    expect(refusedOf(await signIn(person('new')))).toBe('unverified');
    await setProvider(server.owner, 'saml', { ...settings, id });
  });
});

describe('a SAML provider that has to say how somebody signed in', () => {
  const STRONG = 'urn:oasis:names:tc:SAML:2.0:ac:classes:TimeSyncToken';

  test('is asked for it, lets in whoever did, and nobody else', async () => {
    await setProvider(server.owner, 'saml', { ...settings, id, strength: [STRONG] });
    const asked = (await leave(leaving())).searchParams.get('SAMLRequest') ?? '';
    expect(inflateRawSync(Buffer.from(asked, 'base64')).toString('utf8')).toContain(STRONG);
    expect((await signIn(person('ida', { authnContext: STRONG }))).pathname).toBe('/day');
    expect(refusedOf(await signIn(person('ida')))).toBe('strength');
    expect(refusedOf(await signIn(person('ida', { authnContext: `${STRONG}2` })))).toBe('strength');
    await setProvider(server.owner, 'saml', { ...settings, id });
    expect((await signIn(person('ida'))).pathname).toBe('/day');
  });
});

describe('a SAML answer', () => {
  const answered = async (browser: Wanderer, answer: Answer = person('ida')) =>
    idp.answer(await leave(browser), answer);

  test('that was altered after it was signed is refused', async () => {
    const form = await answered(leaving());
    const altered = decoded(form).replaceAll('ida@hospital.org', 'eve@hospital.org');
    expect(refusedOf(await post(encoded(form, altered)))).toBe('answer');
  });

  test('without a signature is refused', async () => {
    const form = await answered(leaving());
    const bare = decoded(form).replace(/<ds:Signature.*<\/ds:Signature>/s, '');
    expect(bare).not.toContain('Signature');
    expect(refusedOf(await post(encoded(form, bare)))).toBe('answer');
  });

  const forgedOf = (xml: string): string =>
    (/<saml:Assertion.*<\/saml:Assertion>/s.exec(xml)?.[0] ?? '')
      .replace(/<ds:Signature.*<\/ds:Signature>/s, '')
      .replace(/ID="_[^"]*"/, 'ID="_forged"')
      .replaceAll('ida', 'eve');

  test.each<[string, (xml: string) => string]>([
    ['before the signed one', (xml) => xml.replace('<saml:Assertion', `${forgedOf(xml)}<saml:Assertion`)],
    ['after the signed one', (xml) => xml.replace('</saml:Assertion>', `</saml:Assertion>${forgedOf(xml)}`)],
    [
      'in its place, the signed one put aside',
      (xml) =>
        xml.replace(
          /(<saml:Assertion.*<\/saml:Assertion>)/s,
          (signed) => `<samlp:Extensions>${signed}</samlp:Extensions>${forgedOf(xml)}`,
        ),
    ],
    [
      'in its place, around the signed one',
      (xml) =>
        xml.replace(/(<saml:Assertion.*<\/saml:Assertion>)/s, (signed) =>
          forgedOf(xml).replace('</saml:Assertion>', `<saml:Advice>${signed}</saml:Advice></saml:Assertion>`),
        ),
    ],
  ])('with an assertion that nobody signed %s is refused', async (_where, wrap) => {
    await invited('eve@hospital.org');
    const form = await answered(leaving());
    const wrapped = wrap(decoded(form));
    expect(wrapped).toContain('_forged');
    expect(refusedOf(await post(encoded(form, wrapped)))).toBe('answer');
  });

  test('signed by another provider is refused', async () => {
    const form = await other.answer(await leave(leaving()), person('ida', { issuer: idp.entityId }));
    expect(refusedOf(await post(form))).toBe('answer');
  });

  test('signed with SHA-1 is refused', async () => {
    expect(refusedOf(await signIn(person('ida', { algorithm: 'sha1' })))).toBe('answer');
  });

  test.each([
    ['another audience', { audience: 'https://other.example/metadata' }],
    ['another recipient', { recipient: 'https://other.example/saml' }],
    ['another request', { inResponseTo: '_a-request-of-somebody-else' }],
    ['no request', { inResponseTo: '' }],
    ['another issuer', { issuer: 'https://other.example/idp' }],
    ['a name that holds for this once only', { nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient' }],
  ] satisfies [string, Answer][])('for %s is refused', async (_what, wrong) => {
    expect(refusedOf(await signIn(person('ida', wrong)))).toBe('answer');
  });

  test('is taken once', async () => {
    const browser = leaving();
    const form = await answered(browser);
    const next = await post(form);
    expect((await browser.open(next.href)).url.pathname).toBe('/day');
    expect(refusedOf(await post(form))).toBe('stale');
    expect(refusedOf((await browser.open(next.href)).url)).toBe('stale');
  });

  test('is not taken again with the state of a new request', async () => {
    const form = await answered(leaving());
    await post(form);
    const fresh = await answered(leaving());
    expect(refusedOf(await post({ ...form, RelayState: fresh.RelayState }))).toBe('answer');
  });

  test('nobody asked for is refused', async () => {
    const form = await answered(leaving());
    expect(refusedOf(await post({ ...form, RelayState: 'x'.repeat(43) }))).toBe('stale');
    expect(refusedOf(await post({ SAMLResponse: form.SAMLResponse, RelayState: '' }))).toBe('stale');
  });

  test('opens nothing in another browser: nobody is signed in as whoever posts for him', async () => {
    const next = await post(await answered(leaving()));
    const victim = createWanderer();
    expect(refusedOf((await victim.open(next.href)).url)).toBe('stale');
    expect((await clientOf(victim).request('GET', '/projects')).status).toBe(401);
  });

  test('that is no XML, or declares a document type, is refused', async () => {
    for (const xml of ['nonsense', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>']) {
      const form = await answered(leaving());
      expect(refusedOf(await post(encoded(form, xml)))).toBe('answer');
    }
  });

  test('that is refused leaves nobody’s address in the log', () => {
    expect(server.log.join('\n')).toContain('Sign-in through provider');
    expect(server.log.join('\n')).not.toContain('hospital.org');
  });
});

describe('metadata of a provider', () => {
  test('are read as another implementation wrote them, and ours by it', async () => {
    expect(readMetadata(idp.metadata)).toMatchObject({ entityId: idp.entityId, entryPoint: `${idp.entityId}/sso` });
    const { body } = await server.owner.request('POST', '/identity/providers/try', { metadata: idp.metadata });
    expect(body).toMatchObject({ issuer: idp.entityId, certificates: [{ ended: false }], warnings: [] });
  });

  test.each([
    ['no XML', 'nonsense', 'not well-formed'],
    ['a document type', '<!DOCTYPE a><a/>', 'document type'],
    ['no provider', '<a/>', 'name no provider'],
    [
      'no certificate',
      '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="x"><IDPSSODescriptor><SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://x.example/sso"/></IDPSSODescriptor></EntityDescriptor>',
      'no certificate',
    ],
    [
      'no address',
      '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="x"><IDPSSODescriptor/></EntityDescriptor>',
      'no sign-in address',
    ],
  ])('that are %s are refused with a word for it', async (_what, metadata, word) => {
    const { status, body } = await server.owner.request('POST', '/identity/providers/try', { metadata });
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain(word);
  });

  test('vouch for nobody without domains', async () => {
    await expect(setProvider(server.owner, 'saml', { metadata: idp.metadata, vouches: true })).rejects.toThrow(
      'domains',
    );
    const { rows } = await query(`select count(*)::int as n from identity_provider where kind = 'saml'`);
    expect(rows).toEqual([{ n: 1 }]);
  });
});

import type { Pool } from 'pg';
import type { Auth } from '../identity/auth.ts';
import { recordSecurity } from '../identity/security-log.ts';
import { openSession, type Visit as Visitor } from '../identity/sign-in.ts';
import type { Throttle } from '../identity/throttle.ts';
import { describeFailure } from '../operation/failure.ts';
import type { FieldEncryption } from '../secrets/field-encryption.ts';
import { accountFor } from './enter.ts';
import { type FoundIdentity, NotLetIn } from './identity.ts';
import { linkTo } from './link.ts';
import type { OidcClient } from './oidc.ts';
import { type SignInProvider, signInProvider } from './providers.ts';
import { beginSaml, finishSaml, type SamlPlace } from './saml.ts';
import { beginVisit, browserOf, holdTicket, randomText, takeTicket, takeVisit, type Visit } from './visits.ts';

interface Parts {
  readonly pool: Pool;
  readonly auth: Pick<Auth, 'startSession'>;
  readonly throttle: Throttle;
  readonly secrets: { readonly fields: FieldEncryption };
  readonly oidc: OidcClient;
  readonly log: (line: string) => void;
}

/** Where people are sent back to, by the address they came by. */
export interface Places {
  readonly callback: string;
  readonly saml: SamlPlace;
}

/** Where a browser goes next, with the cookies it takes along. */
export interface Onward {
  readonly to: string;
  readonly cookies: readonly string[];
}

const cookiesOf = ({ headers }: Visitor): string | undefined => headers.get('cookie') ?? undefined;

/** Sends somebody to a provider. @throws NotLetIn when it cannot be reached. */
export async function leaveFor(
  parts: Parts,
  places: Places,
  wanted: {
    readonly provider: string;
    readonly next: string;
    /** A ticket to join an account with the provider, and who is signed in. */
    readonly link?: string | undefined;
    readonly me?: string | undefined;
  },
  visitor: Visitor,
): Promise<Onward> {
  const { pool, oidc } = parts;
  const { fields } = parts.secrets;
  const provider = await signInProvider(pool, fields, wanted.provider);
  const { browser, cookie } = browserOf(cookiesOf(visitor), visitor.secure);
  const next = pathWithin(wanted.next);
  const link = await linkOf(parts, provider.id, wanted);
  const begin = (secrets: Omit<Visit['secrets'], 'next'>) =>
    beginVisit({ pool, fields }, { provider: provider.id, browser, secrets: { next, ...link, ...secrets } });
  const { config } = provider;
  if (config.kind === 'saml') {
    const request = `_${randomText()}`;
    const state = await begin({ back: places.saml.back, request });
    return { to: await beginSaml({ ...provider, config }, places.saml, request, state), cookies: [cookie] };
  }
  const [nonce, verifier] = [randomText(), randomText()];
  const state = await begin({ back: places.callback, nonce, verifier });
  const to = await oidc.begin({ ...provider, config }, places.callback, { nonce, verifier, state });
  return { to: to.href, cookies: [cookie] };
}

/** Somebody comes back from a provider of OpenID Connect. */
export async function arrive(parts: Parts, query: URLSearchParams, visitor: Visitor): Promise<Onward> {
  const { pool, oidc } = parts;
  const { fields } = parts.secrets;
  const state = query.get('state') ?? '';
  const visit = await takeVisit({ pool, fields }, state);
  const { nonce, verifier, back } = visit?.secrets ?? {};
  // In another browser it would sign somebody in as who is not sitting there.
  const isHere = visit?.browser.equals(browserOf(cookiesOf(visitor), visitor.secure).browser);
  if (!visit || !isHere || nonce === undefined || verifier === undefined || back === undefined) {
    throw new NotLetIn('stale');
  }
  return attempt(parts, visit, visitor, async (provider) => {
    const { config } = provider;
    if (config.kind !== 'oidc') throw new NotLetIn('stale');
    const address = new URL(`${back}?${query.toString()}`);
    const found = await oidc.finish({ ...provider, config }, address, { nonce, verifier, state });
    return signedIn(parts, await accountOf(pool, provider, found, visit), visit, visitor);
  });
}

/** A provider's page posts a SAML answer. @returns the address where the browser fetches its session. */
export async function receive(
  parts: Parts,
  places: Places & { readonly finish: string },
  form: { readonly answer: string; readonly state: string },
  visitor: Visitor,
): Promise<Onward> {
  const { pool } = parts;
  const { fields } = parts.secrets;
  const visit = await takeVisit({ pool, fields }, form.state);
  const request = visit?.secrets.request;
  if (!visit || request === undefined) throw new NotLetIn('stale');
  return attempt(parts, visit, visitor, async (provider) => {
    const { config } = provider;
    if (config.kind !== 'saml') throw new NotLetIn('stale');
    const place = { ...places.saml, back: visit.secrets.back };
    const found: FoundIdentity = await finishSaml({ ...provider, config }, place, request, form.answer);
    const account = await accountOf(pool, provider, found, visit);
    // The post came from another site, so without our cookies: the browser shows in a step of its own that it is the same.
    const ticket = await holdTicket({ pool, fields }, visit, account);
    return { to: `${places.finish}?ticket=${ticket}`, cookies: [] };
  });
}

/** The browser of a SAML sign-in fetches its session. */
export async function fetchSession(parts: Parts, ticket: string, visitor: Visitor): Promise<Onward> {
  const { pool } = parts;
  const visit = await takeTicket({ pool, fields: parts.secrets.fields }, ticket);
  const account = visit?.secrets.account;
  const isHere = visit?.browser.equals(browserOf(cookiesOf(visitor), visitor.secure).browser);
  if (!visit || !isHere || account === undefined) throw new NotLetIn('stale');
  return attempt(parts, visit, visitor, () => signedIn(parts, account, visit, visitor));
}

/** Whom to let in: the account that is to be joined with the provider, or the one the provider vouches for. */
function accountOf(pool: Pool, provider: SignInProvider, found: FoundIdentity, { secrets }: Visit): Promise<string> {
  return secrets.link === undefined ? accountFor(pool, provider, found) : linkTo(pool, provider, found, secrets.link);
}

/** Says that a signed-in person wants to be known by a provider. @returns a ticket his browser takes along, once. */
export function allowLink(parts: Pick<Parts, 'pool' | 'secrets'>, provider: string, account: string): Promise<string> {
  const visit = { provider, browser: Buffer.alloc(0), secrets: { next: '/', back: '' } };
  return holdTicket({ pool: parts.pool, fields: parts.secrets.fields }, visit, account);
}

async function linkOf(
  parts: Parts,
  provider: string,
  { link, me }: { readonly link?: string | undefined; readonly me?: string | undefined },
): Promise<{ link?: string }> {
  if (link === undefined) return {};
  const allowed = await takeTicket({ pool: parts.pool, fields: parts.secrets.fields }, link);
  // A ticket of a SAML sign-in belongs to a browser; this one was given to whoever showed that it is he.
  const account = allowed?.browser.length === 0 && allowed.provider === provider ? allowed.secrets.account : undefined;
  // In the browser of somebody else it would join his account at the provider with ours.
  if (account === undefined || account !== me) throw new NotLetIn('stale');
  return { link: account };
}

async function signedIn(parts: Parts, account: string, visit: Visit, visitor: Visitor): Promise<Onward> {
  return { to: visit.secrets.next, cookies: await openSession(parts, account, 'single sign-on', visitor) };
}

/** One attempt: counted for its browser, and written down when it fails. */
async function attempt(
  parts: Parts,
  visit: Visit,
  visitor: Visitor,
  work: (provider: SignInProvider) => Promise<Onward>,
): Promise<Onward> {
  const { pool, log } = parts;
  const place = { subject: `provider ${visit.provider}`, device: visit.browser.toString('hex') };
  let refused = new NotLetIn('answer');
  const onward = await parts.throttle.attempt(place, async () => {
    try {
      const provider = await signInProvider(pool, parts.secrets.fields, visit.provider);
      return await work(provider);
    } catch (error) {
      if (!(error instanceof NotLetIn)) throw error;
      refused = error;
      return undefined;
    }
  });
  if (onward) return onward;
  const { reason, cause } = refused;
  log(
    `Sign-in through provider ${visit.provider}: ${reason}${cause === undefined ? '' : `, ${describeFailure(cause)}`}`,
  );
  await recordSecurity(pool, {
    event: 'sign-in-failed',
    address: visitor.address,
    details: { provider: visit.provider, reason },
  });
  throw refused;
}

/** Only a path of this site is followed: an address from elsewhere could imitate our pages. */
function pathWithin(next: string): string {
  return /^\/(?![/\\])[^\\\s]*$/.test(next) && next.length <= 2_000 ? next : '/';
}

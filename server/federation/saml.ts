import { type CacheProvider, SAML, type Profile, ValidateInResponseTo } from '@node-saml/node-saml';
import { z } from 'zod';
import { type FoundIdentity, NotLetIn, requireStrength, textsOf } from './identity.ts';
import type { Provider, SamlConfig } from './providers.ts';

type SamlProvider = Provider<SamlConfig>;

const SKEW_MS = 60_000;
/** An assertion older than this was not made for the sign-in that is going on. */
const OLDEST_MS = 600_000;
const TRANSIENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';
const EMAIL_FORMAT = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';

/** What providers call things. */
const EMAILS = [
  'email',
  'mail',
  'urn:oid:0.9.2342.19200300.100.1.3',
  'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress',
];
const NAMES = [
  'displayName',
  'name',
  'urn:oid:2.16.840.1.113730.3.1.241',
  'http://schemas.microsoft.com/identity/claims/displayname',
];

/** Who we are to a provider: our metadata's address. */
export interface SamlPlace {
  readonly entityId: string;
  /** Where answers are posted to. */
  readonly back: string;
}

/** Where to send somebody who signs in. */
export async function beginSaml(
  provider: SamlProvider,
  place: SamlPlace,
  request: string,
  state: string,
): Promise<string> {
  return samlOf(provider, place, request).getAuthorizeUrlAsync(state, undefined, {});
}

/** Our side, for the provider to be set up with. */
export function ourMetadata(place: SamlPlace): string {
  return new SAML({
    issuer: place.entityId,
    callbackUrl: place.back,
    idpCert: '-',
    identifierFormat: null,
  }).generateServiceProviderMetadata(null);
}

/**
 * Reads who came back with an answer to `request`.
 * @throws NotLetIn when the answer is not signed by the provider, is for somebody else, for another request, or too old.
 */
export async function finishSaml(
  provider: SamlProvider,
  place: SamlPlace,
  request: string,
  answer: string,
): Promise<FoundIdentity> {
  requirePlain(answer);
  let profile: Profile | null;
  try {
    ({ profile } = await samlOf(provider, place, request).validatePostResponseAsync({ SAMLResponse: answer }));
  } catch (error) {
    const declined = error instanceof Error && error.name === 'SamlStatusError';
    throw new NotLetIn(declined ? 'declined' : 'answer', { cause: error });
  }
  if (!profile || profile.issuer !== provider.config.entityId) throw new NotLetIn('answer');
  const assertion: unknown = profile.getAssertion?.();
  requireConfirmation(assertion, place.back, request);
  requireStrength(provider.config.strength, classesOf(assertion));
  return identityOf(profile, provider.config);
}

function samlOf({ config }: SamlProvider, { entityId, back }: SamlPlace, request: string): SAML {
  return new SAML({
    issuer: entityId,
    audience: entityId,
    callbackUrl: back,
    entryPoint: config.entryPoint,
    idpCert: config.certificates,
    idpIssuer: config.entityId,
    identifierFormat: null,
    disableRequestedAuthnContext: config.strength.length === 0,
    authnContext: config.strength,
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: false,
    acceptedClockSkewMs: SKEW_MS,
    maxAssertionAgeMs: OLDEST_MS,
    validateInResponseTo: ValidateInResponseTo.always,
    requestIdExpirationPeriodMs: OLDEST_MS,
    cacheProvider: onlyRequest(request),
    generateUniqueId: () => request,
  });
}

/** The one request that may be answered; that it is answered once is the visit's business. */
function onlyRequest(request: string): CacheProvider {
  const value = new Date().toISOString();
  const has = (key: string | null): string | null => (key === request ? value : null);
  return {
    saveAsync: (_key, saved) => Promise.resolve({ value: saved, createdAt: Date.now() }),
    getAsync: (key) => Promise.resolve(has(key)),
    removeAsync: (key) => Promise.resolve(has(key)),
  };
}

/** Signatures with SHA-1 can be forged, and a document type has no business here. */
function requirePlain(answer: string): void {
  const xml = Buffer.from(answer, 'base64').toString('utf8');
  if (/<!DOCTYPE|<!ENTITY/i.test(xml) || /Algorithm\s*=\s*["'][^"']*[#-]sha1["']/i.test(xml))
    throw new NotLetIn('answer');
}

const confirmation = z.looseObject({
  SubjectConfirmationData: z
    .array(z.looseObject({ $: z.looseObject({ InResponseTo: z.string(), Recipient: z.string() }) }))
    .min(1),
});
const signedPart = z.looseObject({
  Assertion: z.looseObject({
    Subject: z.array(z.looseObject({ SubjectConfirmation: z.array(z.unknown()).min(1) })).min(1),
  }),
});

/**
 * What the library reads outside the signature we ask for within it: the assertion itself names our request and our
 * address, so that one made for another sign-in cannot be wrapped into an answer to this one.
 */
function requireConfirmation(assertion: unknown, back: string, request: string): void {
  const found = signedPart.safeParse(assertion);
  const all = found.success ? found.data.Assertion.Subject.flatMap((one) => one.SubjectConfirmation) : [];
  const holds = all.some((one) => {
    const read = confirmation.safeParse(one);
    return (
      read.success &&
      read.data.SubjectConfirmationData.some(({ $ }) => $.InResponseTo === request && $.Recipient === back)
    );
  });
  if (!holds) throw new NotLetIn('answer');
}

const statedClasses = z.looseObject({
  Assertion: z.looseObject({
    AuthnStatement: z.array(
      z.looseObject({
        AuthnContext: z.array(z.looseObject({ AuthnContextClassRef: z.array(z.looseObject({ _: z.string() })) })),
      }),
    ),
  }),
});

/** How somebody signed in, as the assertion says it. */
function classesOf(assertion: unknown): string[] {
  const found = statedClasses.safeParse(assertion);
  const all = found.success ? found.data.Assertion.AuthnStatement.flatMap((one) => one.AuthnContext) : [];
  return all.flatMap((one) => one.AuthnContextClassRef.map(({ _: text }) => text.trim()));
}

const attributesOf = z.record(z.string(), z.unknown());

function identityOf(profile: Profile, { groups }: SamlConfig): FoundIdentity {
  // A name for this once would make another person of him each time.
  if (!profile.nameID || profile.nameIDFormat === TRANSIENT) throw new NotLetIn('answer');
  const attributes = attributesOf.parse(profile['attributes'] ?? {});
  const first = (names: readonly string[]): string | null =>
    names.flatMap((name) => textsOf(attributes[name]))[0]?.trim() ?? null;
  const email = first(EMAILS) ?? (profile.nameIDFormat === EMAIL_FORMAT ? profile.nameID : null);
  return {
    subject: profile.nameID,
    email: email?.includes('@') ? email.toLowerCase() : null,
    // SAML has no word for it: only a provider that vouches for its domains is believed.
    verified: null,
    name: first(NAMES),
    groups: textsOf(attributes[groups]),
  };
}

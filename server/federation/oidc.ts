import { refusal, say } from '@callosum/kernel';
import type { TriedProvider } from '@callosum/kernel/contract';
import * as client from 'openid-client';
import { type FoundIdentity, NotLetIn, requireStrength, textsOf } from './identity.ts';
import type { OidcConfig, Provider } from './providers.ts';

type OidcProvider = Provider<OidcConfig>;

const PATIENCE_S = 10;
/** What a provider says about itself is read again after this long; its keys are asked for anew when one is unknown. */
const KEPT_MS = 600_000;
const MOST_KEPT = 100;
const SCOPES = 'openid email profile';
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Speaks to providers of OpenID Connect; remembers what they say about themselves. */
export interface OidcClient {
  /** Where to send somebody, and what has to be remembered of it. */
  readonly begin: (
    provider: OidcProvider,
    back: string,
    state: { readonly nonce: string; readonly verifier: string; readonly state: string },
  ) => Promise<URL>;
  /**
   * Fetches who came back.
   * @param address where he came back to, with what the provider gave along.
   * @throws NotLetIn when the provider declined, cannot be reached, or answers wrongly.
   */
  readonly finish: (
    provider: OidcProvider,
    address: URL,
    expected: { readonly nonce: string; readonly verifier: string; readonly state: string },
  ) => Promise<FoundIdentity>;
}

export function createOidc(): OidcClient {
  const kept = new Map<string, { configuration: Promise<client.Configuration>; until: number }>();
  const configurationOf = ({ id, changed, config }: OidcProvider): Promise<client.Configuration> => {
    const key = `${id} ${changed.getTime()}`;
    const known = kept.get(key);
    if (known && known.until > Date.now()) return known.configuration;
    if (kept.size >= MOST_KEPT) kept.clear();
    const configuration = discover(config.issuer, config.clientId, config.clientSecret);
    kept.set(key, { configuration, until: Date.now() + KEPT_MS });
    configuration.catch(() => kept.delete(key));
    return configuration;
  };
  return {
    begin: async (provider, back, { nonce, verifier, state }) => {
      const configuration = await reach(configurationOf(provider));
      // Asked for where the provider knows it; whether it was done is looked at in the answer, whatever was asked.
      const known = configuration.serverMetadata().acr_values_supported ?? [];
      const asked = provider.config.strength.filter((one) => known.includes(one)).join(' ');
      return client.buildAuthorizationUrl(configuration, {
        redirect_uri: back,
        scope: SCOPES,
        state,
        nonce,
        ...(asked === '' ? {} : { acr_values: asked }),
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
    },
    finish: async (provider, address, expected) => {
      const configuration = await reach(configurationOf(provider));
      const tokens = await answered(
        client.authorizationCodeGrant(configuration, address, {
          expectedNonce: expected.nonce,
          expectedState: expected.state,
          pkceCodeVerifier: expected.verifier,
          idTokenExpected: true,
        }),
      );
      const claims = tokens.claims();
      if (!claims) throw new NotLetIn('answer');
      requireStrength(provider.config.strength, [...textsOf(claims['acr']), ...textsOf(claims['amr'])]);
      const told = await moreClaims(configuration, tokens.access_token, claims, provider.config);
      return identityOf(claims.sub, { ...told, ...claims }, provider.config);
    },
  };
}

/** Asks the provider for what the ID token leaves out, where it has such an address. */
async function moreClaims(
  configuration: client.Configuration,
  token: string,
  claims: Readonly<Record<string, unknown>>,
  { groups }: OidcConfig,
): Promise<Readonly<Record<string, unknown>>> {
  const missing = claims['email'] === undefined || claims[groups] === undefined || claims['name'] === undefined;
  if (!missing || configuration.serverMetadata().userinfo_endpoint === undefined) return {};
  return answered(client.fetchUserInfo(configuration, token, String(claims['sub'])));
}

function identityOf(subject: string, claims: Readonly<Record<string, unknown>>, { groups }: OidcConfig): FoundIdentity {
  const { email, email_verified: verified, name } = claims;
  return {
    subject,
    email: typeof email === 'string' && email.includes('@') ? email.trim().toLowerCase() : null,
    // Some providers write it as a text.
    verified: verified === true || verified === 'true' ? true : verified === undefined ? null : false,
    name: typeof name === 'string' && name.trim() !== '' ? name.trim() : null,
    groups: textsOf(claims[groups]),
  };
}

function discover(issuer: string, clientId: string, secret: string): Promise<client.Configuration> {
  const address = new URL(issuer);
  // Without TLS only on this machine, where nobody listens in between.
  const plain = address.protocol === 'http:' && LOOPBACK.has(address.hostname);
  return client.discovery(
    address,
    clientId,
    { [client.clockTolerance]: 30 },
    secret === '' ? client.None() : client.ClientSecretBasic(secret),
    // That an ID token came straight from the provider is not taken as its signature: that is checked as well.
    {
      timeout: PATIENCE_S,
      execute: [client.enableNonRepudiationChecks, ...(plain ? [client.allowInsecureRequests] : [])],
    },
  );
}

/** What a provider says about itself, asked now. @throws Refusal in words for whoever sets it up. */
export async function tryOidc(issuer: string): Promise<Omit<TriedProvider, 'certificates'>> {
  const address = URL.canParse(issuer) ? new URL(issuer) : undefined;
  if (
    !address ||
    (address.protocol !== 'https:' && !(address.protocol === 'http:' && LOOPBACK.has(address.hostname)))
  ) {
    throw refusal('invalid', say`The issuer is an address that begins with https://.`, { path: ['issuer'] });
  }
  const found = await discover(issuer, 'callosum', '').catch((error: unknown) => {
    throw refusal('refused', say`At this address no provider of OpenID Connect answers: ${wordOf(error)}.`, {
      path: ['issuer'],
      remedy: say`Copy the issuer from the provider; /.well-known/openid-configuration below it must answer.`,
    });
  });
  const told = found.serverMetadata();
  if (told.authorization_endpoint === undefined || told.token_endpoint === undefined) {
    throw refusal('refused', say`The provider does not say where people sign in.`, { path: ['issuer'] });
  }
  const pkce = told.code_challenge_methods_supported?.includes('S256') ?? false;
  const email = told.claims_supported?.includes('email') ?? true;
  const warnings: TriedProvider['warnings'] = [];
  if (!pkce) warnings.push('no-pkce');
  if (!email) warnings.push('no-email');
  return { issuer: told.issuer, entryPoint: told.authorization_endpoint, warnings };
}

async function reach<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    throw new NotLetIn('unreachable', { cause: error });
  }
}

/** Tells a provider that declined and one that is away from one whose answer is wrong. */
async function answered<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof client.AuthorizationResponseError) throw new NotLetIn('declined', { cause: error });
    const away = error instanceof Error && (error.name === 'TimeoutError' || error instanceof TypeError);
    throw new NotLetIn(away && isFetchFailure(error) ? 'unreachable' : 'answer', { cause: error });
  }
}

function isFetchFailure(error: unknown): boolean {
  return error instanceof Error && (error.name === 'TimeoutError' || error.message === 'fetch failed');
}

function wordOf(error: unknown): string {
  if (!(error instanceof Error)) return 'it gave no reason';
  const cause = error.cause instanceof Error ? error.cause : undefined;
  if (isFetchFailure(error))
    return cause && 'code' in cause ? `it cannot be reached (${String(cause.code)})` : 'it cannot be reached';
  return 'what it says is not of the right form, or of another issuer';
}

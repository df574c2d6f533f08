import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import { closed, listen } from './oidc-provider.ts';

/** Where its answers may send whoever asks. */
type Door = 'configuration' | 'keys' | 'token' | 'userinfo';

/** How the next ID token is made; whatever is left out is as it should be. */
export interface Forgery {
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Signed with a key that is not the issuer's, with none, or with what the client knows. */
  readonly signed?: 'by another' | 'by nobody' | 'by the client’s secret';
}

export interface ForgingIssuer {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly forge: (next: Forgery) => void;
  /** Sends whoever asks at this door to an address from now on; undefined: answers itself again. */
  readonly send: (door: Door, to: string | undefined) => void;
  /** What was asked of it, in order. */
  readonly asked: readonly string[];
  readonly close: () => Promise<void>;
}

const CLIENT = 'callosum';
const SECRET = 'a secret of a client, long enough';
const DOORS: Readonly<Record<string, Door>> = {
  '/.well-known/openid-configuration': 'configuration',
  '/keys': 'keys',
  '/token': 'token',
  '/userinfo': 'userinfo',
};

/** An issuer of OpenID Connect that says whatever a test wants. Nobody signs in there: the test comes back by itself. */
export async function startForgingIssuer(): Promise<ForgingIssuer> {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const others = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const asked: string[] = [];
  const sent = new Map<Door, string>();
  let next: Forgery = {};
  const server = createServer((request, response) => {
    const path = request.url?.split('?', 1)[0] ?? '';
    const door = DOORS[path];
    asked.push(path);
    request.resume();
    const to = door && sent.get(door);
    if (to !== undefined) return void response.writeHead(307, { location: to }).end();
    if (door === undefined) return void response.writeHead(404).end();
    answer(response, bodyOf(door));
  });
  const issuer = `http://127.0.0.1:${await listen(server)}`;
  const bodyOf = (door: Door): object => {
    if (door === 'configuration') return configurationOf(issuer);
    if (door === 'keys') return { keys: [{ ...keys.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256' }] };
    if (door === 'userinfo') return { sub: 'somebody' };
    const id_token = tokenOf(issuer, next, next.signed === 'by another' ? others.privateKey : keys.privateKey);
    return { access_token: 'an access token', token_type: 'Bearer', id_token };
  };
  return {
    issuer,
    clientId: CLIENT,
    clientSecret: SECRET,
    forge: (forgery) => {
      next = forgery;
    },
    send: (door, to) => {
      if (to === undefined) sent.delete(door);
      else sent.set(door, to);
    },
    asked,
    close: () => closed(server),
  };
}

function configurationOf(issuer: string): object {
  return {
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/keys`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    acr_values_supported: ['strong'],
    code_challenge_methods_supported: ['S256'],
  };
}

function tokenOf(issuer: string, { claims, signed }: Forgery, key: KeyObject): string {
  const now = Math.floor(Date.now() / 1_000);
  const usual = { iss: issuer, aud: CLIENT, sub: 'somebody', iat: now, exp: now + 300 };
  const person = { email: 'ida@hospital.org', email_verified: true, name: 'Ida', groups: [] };
  const alg = signed === 'by nobody' ? 'none' : signed === 'by the client’s secret' ? 'HS256' : 'RS256';
  const text = [
    { alg, kid: 'one' },
    { ...usual, ...person, ...claims },
  ]
    .map(encoded)
    .join('.');
  return `${text}.${signatureOf(alg, text, key)}`;
}

function signatureOf(alg: string, text: string, key: KeyObject): string {
  if (alg === 'none') return '';
  if (alg === 'HS256') return createHmac('sha256', SECRET).update(text).digest('base64url');
  return sign('sha256', Buffer.from(text), key).toString('base64url');
}

const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

function answer(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

import { PROVIDER_PATHS } from '@callosum/kernel/contract';
import type { FastifyInstance } from 'fastify';
import { randomBytes } from 'node:crypto';
import { secureCookies } from '../identity/auth.ts';

/** Placeholder in index.html that each response replaces with a nonce of its own. */
export const NONCE_PLACEHOLDER = '__CSP_NONCE__';

/** A fresh nonce: 128 random bits. */
export function newNonce(): string {
  return randomBytes(16).toString('base64');
}

/** The content security policy of the page; everything else gets one that allows nothing. */
export function contentPolicy(nonce?: string): string {
  if (nonce === undefined) return "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  return [
    "default-src 'self'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ].join('; ');
}

/**
 * What a script may that runs beside the page: bring more of itself, and nothing else. It cannot speak to the network, so that messages it
 * reads stay where they are. A script of the page goes by the page’s policy.
 */
export const SCRIPT_POLICY = "default-src 'none'; script-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/** Headers every answer carries. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  // What may be kept says so itself.
  'cache-control': 'no-store',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
};

/** Browsers come by https for a year, where every address people open is one. */
const HTTPS_ONLY = 'max-age=31536000; includeSubDomains';

/** They change nothing. */
export const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Pages of identity providers post here. Nothing is done by cookies, and what they bring is signed. */
const FROM_ELSEWHERE: ReadonlySet<string> = new Set([PROVIDER_PATHS.saml]);

/**
 * Sets security headers and refuses writes that another site's page sends with our cookies.
 * @param trustedOrigins other addresses our own pages are reached by.
 */
export function protect(app: FastifyInstance, trustedOrigins: readonly string[]): void {
  const headers = Object.entries(SECURITY_HEADERS);
  if (secureCookies(trustedOrigins)) headers.push(['strict-transport-security', HTTPS_ONLY]);
  app.addHook('onRequest', async (request, reply) => {
    for (const [name, value] of headers) reply.raw.setHeader(name, value);
    reply.raw.setHeader('content-security-policy', contentPolicy());
    if (SAFE_METHODS.has(request.method) || FROM_ELSEWHERE.has(request.routeOptions.url ?? '')) return;
    const site = request.headers['sec-fetch-site'];
    const { origin } = request.headers;
    const ours = origin === undefined || hostOf(origin) === request.headers.host || trustedOrigins.includes(origin);
    if ((site !== undefined && site !== 'same-origin' && site !== 'none') || !ours) {
      await reply
        .code(403)
        .send({ code: 'NOT_ALLOWED', message: 'This request came from another site and was not carried out.' });
    }
  });
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

import { PROVIDER_PATHS } from '@callosum/kernel/contract';
import type { FastifyInstance } from 'fastify';
import { randomBytes } from 'node:crypto';

/** Placeholder in index.html that each response replaces with a nonce of its own. */
export const NONCE_PLACEHOLDER = '__CSP_NONCE__';

/** A fresh nonce: 128 random bits. */
export function newNonce(): string {
  return randomBytes(16).toString('base64');
}

/** The content security policy of the page; everything else gets one that allows nothing. */
export function contentPolicy(nonce?: string): string {
  if (nonce === undefined) return "default-src 'none'; frame-ancestors 'none'";
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

/** Headers every answer carries. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
};

/** They change nothing. */
export const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Pages of identity providers post here. Nothing is done by cookies, and what they bring is signed. */
const FROM_ELSEWHERE: ReadonlySet<string> = new Set([PROVIDER_PATHS.saml]);

/**
 * Sets security headers and refuses writes that another site's page sends with our cookies.
 * @param trustedOrigins other addresses our own pages are reached by.
 */
export function protect(app: FastifyInstance, trustedOrigins: readonly string[]): void {
  app.addHook('onRequest', async (request, reply) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) reply.raw.setHeader(name, value);
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

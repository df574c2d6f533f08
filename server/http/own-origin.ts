import type { FastifyRequest } from 'fastify';

/** The address this request reached us by, as people see it: one the operator named, else what the request says. */
export function ownOrigin(trustedOrigins: readonly string[], request: FastifyRequest): string {
  const host = request.headers.host ?? '';
  const named = trustedOrigins.find((origin) => URL.canParse(origin) && new URL(origin).host === host);
  return named ?? `${request.protocol}://${host}`;
}

import type { FastifyRequest } from 'fastify';

/** What a request is known by: an API token when it brings one, else its cookies. */
export function credentialOf({ headers }: FastifyRequest): string | undefined {
  return headers.authorization ?? headers.cookie;
}

import { refusal, say } from '@callosum/kernel';
import { AUTH_PATH } from '@callosum/kernel/contract';
import type { FastifyRequest } from 'fastify';
import type { Services } from './context.ts';
import { SAFE_METHODS } from './headers.ts';

/** What a request is known by: an API token when it brings one, else its cookies. */
export function credentialOf({ headers }: FastifyRequest): string | undefined {
  return headers.authorization ?? headers.cookie;
}

/** A token that may only read is stopped at the door, whatever the route would do. */
export async function refuseReadOnlyToken({ sessions }: Services, request: FastifyRequest): Promise<void> {
  const { authorization } = request.headers;
  // The library behind AUTH_PATH knows tokens of its own.
  if (authorization === undefined || SAFE_METHODS.has(request.method) || request.url.startsWith(AUTH_PATH)) return;
  const caller = await sessions.find(authorization);
  if (caller?.limits?.readOnly) throw refusal('not-allowed', say`This token may only read; nothing was changed.`);
}

import { AUTH_PATH, authenticationResponse } from '@callosum/kernel/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { PEER_HEADER, secureCookies } from '../identity/auth.ts';
import { authenticationOptions, siteOf } from '../identity/passkeys.ts';
import { type SignInAnswer, signInWithPasskey, signInWithPassword, type Visit } from '../identity/sign-in.ts';
import type { Services } from './context.ts';

const passwordEntry = z.object({
  email: z.string().max(320),
  password: z.string().max(256),
  code: z.string().max(40).optional(),
});

/** Signing in sets cookies, so it stands beside the contract. */
export async function signInRoutes(scope: FastifyInstance, services: Services): Promise<void> {
  scope.post(`${AUTH_PATH}/sign-in/email`, async (request, reply) => {
    const entry = passwordEntry.safeParse(request.body);
    if (!entry.success) return reply.code(400).send(answer('INVALID', 'Give an e-mail address and a password.'));
    return send(reply, await signInWithPassword(services, entry.data, visitOf(services, request)));
  });
  scope.post(`${AUTH_PATH}/sign-in/passkey/options`, async (request) =>
    authenticationOptions(services.pool, siteOf(request.headers.origin)),
  );
  scope.post(`${AUTH_PATH}/sign-in/passkey`, async (request, reply) => {
    const response = authenticationResponse.safeParse(request.body);
    if (!response.success) return reply.code(400).send(answer('INVALID', 'This is not the answer of a passkey.'));
    const site = siteOf(request.headers.origin);
    return send(reply, await signInWithPasskey(services, site, response.data, visitOf(services, request)));
  });
}

/** Where a sign-in comes from. */
export function visitOf(services: Services, request: FastifyRequest): Visit {
  const headers = new Headers({ [PEER_HEADER]: request.ip });
  for (const name of ['cookie', 'user-agent', 'origin'] as const) {
    const value = request.headers[name];
    if (value !== undefined) headers.set(name, value);
  }
  return { headers, address: request.ip, secure: secureCookies(services.trustedOrigins) };
}

function send(reply: FastifyReply, outcome: SignInAnswer): FastifyReply {
  if ('cookies' in outcome) return reply.header('set-cookie', [...outcome.cookies]).send({ signedIn: true });
  if (outcome.missing === 'code') {
    return reply.code(401).send(answer('CODE_NEEDED', 'The password is right. Now give a code of your second factor.'));
  }
  return outcome.missing === 'right code'
    ? reply.code(401).send(answer('CODE_WRONG', 'This code is not right, or was used already.'))
    : reply.code(401).send(answer('NOT_SIGNED_IN', 'No account has this e-mail address and password.'));
}

function answer(code: string, message: string) {
  return { code, message };
}

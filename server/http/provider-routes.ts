import { Refusal } from '@callosum/kernel';
import { PROVIDER_PATHS } from '@callosum/kernel/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { NotLetIn, type RefusedReason } from '../federation/identity.ts';
import { ourMetadata } from '../federation/saml.ts';
import { arrive, fetchSession, leaveFor, type Onward, type Places, receive } from '../federation/sign-in.ts';
import type { Services } from './context.ts';
import { ownOrigin } from './own-origin.ts';
import { visitOf } from './sign-in.ts';

const MOST_FORM = 1_048_576;
const wanted = z.object({
  provider: z.string().max(100),
  next: z.string().max(2_000).default('/'),
  link: z.string().max(100).optional(),
});
const form = z.object({ SAMLResponse: z.string(), RelayState: z.string().max(100) });

/** Signing in through identity providers: a browser is sent there and comes back. Every answer is a page to go to. */
export async function providerRoutes(scope: FastifyInstance, services: Services): Promise<void> {
  scope.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: MOST_FORM },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  const placesOf = (request: FastifyRequest): Places & { finish: string } => {
    const origin = ownOrigin(services.trustedOrigins, request);
    return {
      callback: origin + PROVIDER_PATHS.callback,
      saml: { entityId: origin + PROVIDER_PATHS.metadata, back: origin + PROVIDER_PATHS.saml },
      finish: PROVIDER_PATHS.finish,
    };
  };
  const visitor = (request: FastifyRequest) => visitOf(services, request);

  scope.get(PROVIDER_PATHS.begin, (request, reply) =>
    go(reply, async () => {
      const me = (await services.sessions.find(request.headers.cookie))?.id;
      return leaveFor(services, placesOf(request), { ...wanted.parse(request.query), me }, visitor(request));
    }),
  );
  scope.get(PROVIDER_PATHS.callback, (request, reply) =>
    go(reply, () => arrive(services, new URL(request.url, 'http://here').searchParams, visitor(request))),
  );
  scope.post(PROVIDER_PATHS.saml, (request, reply) =>
    go(reply, () => {
      const { SAMLResponse: answer, RelayState: state } = form.parse(request.body);
      return receive(services, placesOf(request), { answer, state }, visitor(request));
    }),
  );
  scope.get(PROVIDER_PATHS.finish, (request, reply) =>
    go(reply, () => fetchSession(services, ticketIn(request), visitor(request))),
  );
  scope.get(PROVIDER_PATHS.metadata, async (request, reply) =>
    reply.type('application/samlmetadata+xml; charset=utf-8').send(ourMetadata(placesOf(request).saml)),
  );
}

function ticketIn({ url }: FastifyRequest): string {
  return new URL(url, 'http://here').searchParams.get('ticket') ?? '';
}

/** Goes where the sign-in leads; what went wrong is said on the sign-in page. */
async function go(reply: FastifyReply, work: () => Promise<Onward>): Promise<FastifyReply> {
  reply.header('cache-control', 'no-store');
  try {
    const { to, cookies } = await work();
    if (cookies.length > 0) reply.header('set-cookie', [...cookies]);
    return await reply.redirect(to, 303);
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === undefined) throw error;
    return reply.redirect(`/sign-in?refused=${reason}`, 303);
  }
}

function reasonOf(error: unknown): RefusedReason | 'waiting' | undefined {
  if (error instanceof NotLetIn) return error.reason;
  if (error instanceof z.ZodError) return 'stale';
  if (!(error instanceof Refusal)) return undefined;
  if (error.code === 'too-many') return 'waiting';
  if (error.code === 'not-found') return 'gone';
  return error.code === 'not-allowed' ? 'off' : undefined;
}

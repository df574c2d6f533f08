import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { nativeSha256 } from '../store/hash.ts';
import type { Services } from './context.ts';

const PATIENCE_MS = 2_000;

/** For whoever keeps the server running: does it live, can it serve, and how is it. */
export function operationRoutes(app: FastifyInstance, services: Services): void {
  /** The process answers. Nothing else is asked, so that a database away is no reason to start it anew. */
  app.get('/health', async (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }));

  /** Whether requests should be sent here now. */
  app.get('/ready', async (_request, reply) => {
    const parts = {
      // Migrations are done before the server listens.
      serving: !services.draining.begun(),
      database: await answers(services),
      ledger: services.isFollowing(),
    };
    const isReady = Object.values(parts).every(Boolean);
    return reply
      .code(isReady ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: isReady ? 'ready' : 'not ready', ...parts });
  });

  app.get('/metrics', async (request, reply) => {
    if (!mayScrape(request, services.metricsToken)) {
      return reply
        .code(401)
        .header('www-authenticate', 'Bearer')
        .send({ code: 'NOT_SIGNED_IN', message: 'Metrics are read from this machine, or with the token for them.' });
    }
    return reply
      .type(services.metrics.contentType)
      .header('cache-control', 'no-store')
      .send(await services.metrics.text());
  });
}

async function answers({ pool }: Services): Promise<boolean> {
  const patience = new Promise<false>((resolve) => setTimeout(resolve, PATIENCE_MS, false).unref());
  const asked = pool.query('select 1').then(
    () => true,
    () => false,
  );
  return Promise.race([asked, patience]);
}

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
/** Headers by which a proxy on this machine is told from somebody on this machine. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

/** With a token, whoever brings it; without one, whoever asks from this machine and not through a proxy. */
function mayScrape(request: FastifyRequest, token: string | undefined): boolean {
  if (token === undefined) {
    const peer = request.raw.socket.remoteAddress ?? '';
    return LOOPBACK.has(peer) && FORWARDED.every((name) => request.headers[name] === undefined);
  }
  const brought = request.headers.authorization?.replace(/^Bearer /, '') ?? '';
  return timingSafeEqual(digest(brought), digest(token));
}

const digest = (text: string): Uint8Array => nativeSha256(new TextEncoder().encode(text));

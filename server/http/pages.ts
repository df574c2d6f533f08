import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contentPolicy, newNonce, NONCE_PLACEHOLDER, SCRIPT_POLICY } from './headers.ts';

const YEAR_SECONDS = 31_536_000;

/** Where the page says which language was chosen; nothing stands there when none was. */
const LANGUAGE_PLACEHOLDER = '__LANGUAGE__';

/**
 * Serves the built client: its hashed assets for ever, the page itself fresh each time with a nonce of its own and the language that
 * was chosen for whoever asks.
 */
export async function servePages(
  app: FastifyInstance,
  root: string,
  languageFor: (request: FastifyRequest) => Promise<string | null>,
): Promise<void> {
  const index = join(root, 'index.html');
  if (!existsSync(index)) {
    app.get('/', (_request, reply) =>
      reply
        .code(503)
        .type('text/plain')
        .send('The web client is not built. Start Callosum with “npm start”, which builds it.\n'),
    );
    return;
  }
  await app.register(fastifyStatic, {
    root: join(root, 'assets'),
    prefix: '/assets/',
    maxAge: YEAR_SECONDS * 1_000,
    immutable: true,
    index: false,
    setHeaders: (reply, path) => {
      if (path.endsWith('.js')) void reply.header('content-security-policy', SCRIPT_POLICY);
    },
  });
  await app.register(fastifyStatic, {
    root,
    prefix: '/',
    index: false,
    wildcard: false,
    decorateReply: false,
    maxAge: 0,
    globIgnore: ['assets/**', 'index.html', '**/.*'],
  });
  const page = await readFile(index, 'utf8');
  app.setNotFoundHandler(async (request, reply) => {
    const wantsPage =
      ['GET', 'HEAD'].includes(request.method) &&
      !request.url.startsWith('/api/') &&
      !request.url.startsWith('/assets/');
    if (!wantsPage) return reply.code(404).send({ code: 'NOT_FOUND', message: 'There is nothing at this address.' });
    const nonce = newNonce();
    // A store that does not answer keeps nobody from the page, which then says so.
    const language = await languageFor(request).catch(() => null);
    return reply
      .header('content-security-policy', contentPolicy(nonce))
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(page.replaceAll(NONCE_PLACEHOLDER, nonce).replace(LANGUAGE_PLACEHOLDER, language ?? ''));
  });
}

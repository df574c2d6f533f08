import { type Actor, Refusal, refusal, type Role, ROLES, say } from '@callosum/kernel';
import { API_PATH, AUTH_PATH, FILES_PATH } from '@callosum/kernel/contract';
import { OpenAPIHandler } from '@orpc/openapi/fastify';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { SmartCoercionPlugin } from '@orpc/json-schema';
import { ORPCError, onError } from '@orpc/server';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { PEER_HEADER } from '../identity/auth.ts';
import type { Caller } from '../identity/caller.ts';
import { chosenLanguage } from '../identity/language.ts';
import { isDoor } from '../identity/doors.ts';
import { credentialOf, refuseReadOnlyToken } from './credential.ts';
import { proveFor } from './may-prove.ts';
import { scopeByKey } from '../store/scopes.ts';
import { describeFailure } from '../operation/failure.ts';
import { storeRefusal } from '../write/transaction.ts';
import { attachmentRoutes } from './attachment-routes.ts';
import { calendarRoutes } from './calendar-routes.ts';
import type { Services } from './context.ts';
import { statusOf, toBody } from './errors.ts';
import { protect, SAFE_METHODS } from './headers.ts';
import { jobRoutes } from './job-routes.ts';
import { leaveRoutes } from './leave-routes.ts';
import { nameOperation, newRequestId, observe } from './observe.ts';
import { openApiRoutes } from './openapi-routes.ts';
import { operationRoutes } from './operation-routes.ts';
import { servePages } from './pages.ts';
import { providerRoutes } from './provider-routes.ts';
import { router } from './routes/index.ts';
import { scimRoutes } from './scim-routes.ts';
import { signInRoutes } from './sign-in.ts';
import { streamScope } from './stream.ts';

const MEBIBYTE = 1_048_576;
const MOST_JSON = 8 * MEBIBYTE;

/** The HTTP server: API under /api/v1, sign-in, uploads, streams, and the client's pages. */
export async function createHttp(services: Services, pages: string | undefined): Promise<FastifyInstance> {
  const app = Fastify({
    forceCloseConnections: 'idle',
    genReqId: newRequestId,
    requestIdHeader: false,
    bodyLimit: MOST_JSON,
    trustProxy: services.trustedProxies.length > 0 ? [...services.trustedProxies] : false,
    routerOptions: { maxParamLength: 300 },
  });
  observe(app, services);
  protect(app, services.trustedOrigins);
  app.addHook('preHandler', async (request) => refuseReadOnlyToken(services, request));
  app.addHook('preClose', async () => services.draining.begin());
  app.setErrorHandler(async (thrown, request, reply) => sendError(services, storeRefusal(thrown), request, reply));
  operationRoutes(app, services);
  await app.register((scope) => contractRoutes(scope, services));
  await app.register((scope) => plainRoutes(scope, services));
  await app.register((scope) => signInRoutes(scope, services));
  await app.register((scope) => providerRoutes(scope, services));
  await app.register((scope) => scimRoutes(scope, services));
  if (pages !== undefined) {
    await servePages(app, pages, (request) => chosenLanguage(services, request.headers.cookie));
  }
  return app;
}

async function sendError(
  services: Services,
  error: unknown,
  { id }: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  if (error instanceof Refusal) return reply.code(statusOf(error.code)).send(toBody(error));
  const status =
    error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
  if (status >= 500) services.log(`Request ${id} failed: ${describeFailure(error)}`);
  const message =
    status >= 500 ? say`Something went wrong here; nothing was changed. The server’s log says more.` : String(error);
  return reply.code(status).send({ code: status >= 500 ? 'INTERNAL' : 'INVALID', message });
}

/** The contract by oRPC, and sign-in by the identity library: both read request bodies themselves. */
function contractRoutes(scope: FastifyInstance, services: Services): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
  // Nobody below here parses by Fastify's own means, so Fastify's limit would not be looked at.
  scope.addHook('onRequest', async (request, reply) => {
    if (request.headers['transfer-encoding'] !== undefined) {
      await reply.code(411).send({ code: 'INVALID', message: 'Say how long the request is (Content-Length).' });
    } else if (Number(request.headers['content-length'] ?? 0) > MOST_JSON) {
      throw refusal('too-large', say`A request may have ${MOST_JSON / MEBIBYTE} MiB; nothing was changed.`, {
        remedy: say`Send it in parts, or upload it as a file.`,
      });
    }
  });

  const handler = new OpenAPIHandler(router, {
    plugins: [new SmartCoercionPlugin({ schemaConverters: [new ZodToJsonSchemaConverter()] })],
    interceptors: [
      onError((error, { context }) => {
        if (error instanceof ORPCError && error.status < 500) return;
        if (error instanceof ORPCError && error.defined) return;
        services.log(`Request ${context.request} failed: ${describeFailure(error)}`);
      }),
    ],
  });
  scope.all(`${AUTH_PATH}/*`, async (request, reply) => {
    if (!isDoor(request.url)) {
      return reply.code(404).send({ code: 'NOT_FOUND', message: 'There is nothing at this address.' });
    }
    reply.hijack();
    request.raw.headers[PEER_HEADER] = request.ip;
    await services.auth.handler(request.raw, reply.raw);
    // Whatever it did to sessions holds at once, here and on other nodes. What failed did nothing.
    if (request.method !== 'POST' || reply.raw.statusCode >= 400) return;
    services.sessions.forget();
    await services.pool.query(`select pg_notify('access', '')`).catch(() => undefined);
  });
  scope.all(`${API_PATH}/*`, async (request, reply) => {
    const cookie = credentialOf(request);
    const isWrite = !SAFE_METHODS.has(request.method);
    // A window says by itself where it is when its stream comes back: nobody need be at the screen.
    const isActed = isWrite && !request.url.endsWith('/presence');
    if (isActed) await services.sessions.touch(cookie).catch(() => undefined);
    const named = (operation: string): void => nameOperation(request, operation);
    const { origin } = request.headers;
    const context = { services, cookie, origin, address: request.ip, request: request.id, named };
    const { matched } = await handler.handle(request, reply, { prefix: API_PATH, context });
    if (!matched) await reply.code(404).send({ code: 'NOT_FOUND', message: 'There is nothing at this address.' });
  });
}

/** Routes that are not JSON in, JSON out. */
function plainRoutes(scope: FastifyInstance, services: Services): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', (_request, _payload, done) => done(null));

  scope.post(FILES_PATH, { bodyLimit: Number.MAX_SAFE_INTEGER }, async (request, reply) => {
    const account = await services.sessions.require(credentialOf(request));
    await requireWriter(services, account);
    return reply.send(await services.files.put(request.raw, account.id));
  });

  openApiRoutes(scope, services);
  jobRoutes(scope, services);
  leaveRoutes(scope, services);
  attachmentRoutes(scope, services);
  calendarRoutes(scope, services);

  const stream = `${API_PATH}/projects/:key/stream`;
  scope.get<{ Params: { key: string } }>(stream, { exposeHeadRoute: false }, async (request, reply) => {
    const cookie = credentialOf(request);
    const account = await services.sessions.require(cookie);
    const project = await scopeByKey(services.db, request.params.key);
    await services.access.requireActor(account, project.id);
    const actor = async (): Promise<Actor | undefined> => {
      const now = await services.sessions.find(cookie);
      const found = now && (await services.access.actorIn(now, project.id));
      return found && found.roles.length > 0 ? found : undefined;
    };
    await streamScope(services, project.id, actor, request, reply);
  });

  scope.get<{ Params: { key: string; sequence: string } }>(
    `${API_PATH}/projects/:key/ledger/events/:sequence/proof`,
    async (request, reply) => {
      const account = await services.sessions.require(credentialOf(request));
      const project = await scopeByKey(services.db, request.params.key);
      const actor = await services.access.requireActor(account, project.id);
      const asked = Number(request.params.sequence);
      const sequence = Number.isSafeInteger(asked) ? asked : 0;
      const proof = await proveFor(services, project.id, actor, sequence);
      return reply
        .header('content-disposition', `attachment; filename="${project.key}-${sequence}.proof.json"`)
        .type('application/json; charset=utf-8')
        .send(JSON.stringify(proof, null, 2));
    },
  );
}

/** Only somebody who may write somewhere may leave files here. */
async function requireWriter(services: Services, { id, limits }: Caller): Promise<void> {
  const held = await services.db.selectFrom('membership').select('role').where('account', '=', id).execute();
  const roles = ROLES.filter((role) => held.some((one) => one.role === role));
  const left = limits?.roles ? roles.filter((role) => limits.roles?.includes(role)) : roles;
  if (!limits?.readOnly && left.some((role) => !READING.has(role))) return;
  throw refusal('not-allowed', say`You may read here, but not upload files.`);
}

/** Roles that write no records. */
const READING: ReadonlySet<Role> = new Set(['executive', 'auditor', 'reader']);

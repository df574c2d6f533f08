import { Refusal } from '@callosum/kernel';
import { SCIM_PATH } from '@callosum/kernel/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { resourceTypes, schemas, serviceProviderConfig } from '../federation/scim/about.ts';
import type { Directory } from '../federation/scim/directory.ts';
import { parseFilter } from '../federation/scim/filter.ts';
import { createGroup, getGroup, listGroups, patchGroup, removeGroup, replaceGroup } from '../federation/scim/groups.ts';
import type { Resource } from '../federation/scim/patch.ts';
import { errorBody, ScimError } from '../federation/scim/problem.ts';
import { listOf } from '../federation/scim/shapes.ts';
import { directoryOf } from '../federation/scim/tokens.ts';
import { createUser, getUser, listUsers, patchUser, removeUser, replaceUser } from '../federation/scim/users.ts';
import { describeFailure } from '../operation/failure.ts';
import { storeRefusal } from '../write/transaction.ts';
import type { Services } from './context.ts';
import { statusOf } from './errors.ts';
import { ownOrigin } from './own-origin.ts';

const TYPE = 'application/scim+json; charset=utf-8';
const MOST_BODY = 8 * 1_048_576;
const MOST_LISTED = 200;

const resource: z.ZodType<Resource> = z.record(z.string(), z.json());
const listQuery = z.object({
  filter: z.string().optional(),
  startIndex: z.coerce.number().int().catch(1),
  count: z.coerce.number().int().catch(MOST_LISTED),
  excludedAttributes: z.string().default(''),
});

/** What a directory calls to keep people and groups up to date (SCIM 2.0, RFC 7644). Its token opens nothing else. */
export async function scimRoutes(scope: FastifyInstance, services: Services): Promise<void> {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    ['application/scim+json', 'application/json'],
    { parseAs: 'string', bodyLimit: MOST_BODY },
    (_request, body, done) => done(null, parsed(String(body))),
  );
  scope.setErrorHandler(async (thrown, request, reply) => sendError(services, thrown, request, reply));
  const directories = new WeakMap<FastifyRequest, string>();
  scope.addHook('onRequest', async (request) => {
    const provider = await directoryOf(services.pool, request.headers.authorization);
    if (provider === undefined) throw new ScimError(401, 'This is not the token of a directory.');
    directories.set(request, provider);
  });
  const baseOf = (request: FastifyRequest): string => ownOrigin(services.trustedOrigins, request) + SCIM_PATH;
  const directory = (request: FastifyRequest): Directory => ({
    pool: services.pool,
    provider: directories.get(request) ?? '',
    base: baseOf(request),
  });
  const send = (
    reply: FastifyReply,
    found: { readonly meta: { readonly version: string; readonly location: string } },
  ) => reply.type(TYPE).header('etag', found.meta.version).header('location', found.meta.location).send(found);
  /** Whatever was done to accounts and roles holds at once, here too. */
  const changed = (): void => {
    services.access.forget();
    services.sessions.forget();
  };

  const resources = {
    Users: {
      list: listUsers,
      get: getUser,
      create: createUser,
      replace: replaceUser,
      patch: patchUser,
      remove: removeUser,
    },
    Groups: {
      list: listGroups,
      get: getGroup,
      create: createGroup,
      replace: replaceGroup,
      patch: patchGroup,
      remove: removeGroup,
    },
  };
  for (const [name, acts] of Object.entries(resources)) {
    const path = `${SCIM_PATH}/${name}`;
    const one = `${path}/:id`;
    scope.get(path, async (request, reply) => {
      const { filter, startIndex, count, excludedAttributes } = listQuery.parse(request.query);
      const page = { startIndex: Math.max(1, startIndex), count: Math.min(MOST_LISTED, Math.max(0, count)) };
      const found = await acts.list(
        directory(request),
        filter ? parseFilter(filter) : undefined,
        page,
        !/\bmembers\b/i.test(excludedAttributes),
      );
      return reply.type(TYPE).send(listOf(found.resources, found.total, page));
    });
    scope.get<{ Params: { id: string } }>(one, async (request, reply) => {
      const { excludedAttributes } = listQuery.parse(request.query);
      return send(
        reply,
        await acts.get(directory(request), request.params.id, !/\bmembers\b/i.test(excludedAttributes)),
      );
    });
    scope.post(path, async (request, reply) => {
      const made = await acts.create(directory(request), read(request.body));
      changed();
      return send(reply.code(201), made);
    });
    scope.put<{ Params: { id: string } }>(one, async (request, reply) => {
      const after = await acts.replace(
        directory(request),
        request.params.id,
        read(request.body),
        request.headers['if-match'],
      );
      changed();
      return send(reply, after);
    });
    scope.patch<{ Params: { id: string } }>(one, async (request, reply) => {
      const after = await acts.patch(directory(request), request.params.id, request.body, request.headers['if-match']);
      changed();
      return send(reply, after);
    });
    scope.delete<{ Params: { id: string } }>(one, async (request, reply) => {
      await acts.remove(directory(request), request.params.id, request.headers['if-match']);
      changed();
      return reply.code(204).send();
    });
  }

  scope.get(`${SCIM_PATH}/ServiceProviderConfig`, async (request, reply) =>
    reply.type(TYPE).send(serviceProviderConfig(baseOf(request))),
  );
  for (const [name, all] of [
    ['ResourceTypes', resourceTypes],
    ['Schemas', schemas],
  ] as const) {
    scope.get(`${SCIM_PATH}/${name}`, async (request, reply) => {
      const found = all(baseOf(request));
      return reply.type(TYPE).send(listOf(found, found.length, { startIndex: 1, count: found.length }));
    });
    scope.get<{ Params: { id: string } }>(`${SCIM_PATH}/${name}/:id`, async (request, reply) => {
      const found = all(baseOf(request)).find(({ id }) => id === request.params.id);
      if (!found) throw new ScimError(404, 'There is none of this name.');
      return reply.type(TYPE).send(found);
    });
  }
}

function parsed(body: string): unknown {
  if (body.trim() === '') return undefined;
  try {
    return JSON.parse(body);
  } catch {
    throw new ScimError(400, 'The request is not JSON.', 'invalidSyntax');
  }
}

function read(body: unknown): Resource {
  const found = resource.safeParse(body);
  if (found.success) return found.data;
  throw new ScimError(400, 'Send one resource, an object of JSON.', 'invalidSyntax');
}

async function sendError(
  services: Services,
  thrown: unknown,
  { id }: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const error = storeRefusal(thrown);
  if (error instanceof ScimError) {
    if (error.status === 401) reply.header('www-authenticate', 'Bearer');
    return reply
      .code(error.status)
      .type(TYPE)
      .send(errorBody(error.status, error.message, error.scimType));
  }
  if (error instanceof Refusal) {
    const status = error.code === 'refused' ? 409 : statusOf(error.code);
    return reply.code(status).type(TYPE).send(errorBody(status, error.message));
  }
  const status =
    error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
  if (status >= 500) services.log(`Request ${id} failed: ${describeFailure(error)}`);
  const detail = status >= 500 ? 'Something went wrong here; nothing was changed.' : 'The request cannot be read.';
  return reply.code(status).type(TYPE).send(errorBody(status, detail));
}

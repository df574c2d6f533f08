import type { FastifyInstance, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import type { Services } from './context.ts';
import { noteRefused } from './refused.ts';

const operations = new WeakMap<FastifyRequest, string>();

/** Says which operation of the contract a request turned out to be. */
export function nameOperation(request: FastifyRequest, name: string): void {
  operations.set(request, name);
}

/** A fresh id for each request: one that a client brings could hold anything. */
export function newRequestId(): string {
  return randomUUID();
}

/** Writes a line and counts for each request answered, and gives its id to whoever asked, for a question about it. */
export function observe(app: FastifyInstance, services: Services): void {
  app.addHook('onRequest', async (request, reply) => {
    services.activity.note();
    reply.raw.setHeader('x-request-id', request.id);
  });
  app.addHook('onResponse', async (request, reply) => {
    services.activity.note();
    const operation = operations.get(request) ?? request.routeOptions.url ?? 'page';
    const { statusCode: status } = reply.raw;
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    services.metrics.observeRequest(operation, status, ms);
    void noteRefused(services, request, operation, status);
    // Kept open for a next request, the connection would hold up the end.
    if (services.draining.begun()) request.raw.socket.destroySoon();
    services.requestLog({ request: request.id, method: request.method, operation, status, ms });
  });
}

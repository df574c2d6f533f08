import { API_PATH, REFERENCE_PATH } from '@callosum/kernel/contract';
import type { FastifyInstance } from 'fastify';
import { referencePage } from './api-reference.ts';
import type { Services } from './context.ts';
import { contentPolicy, newNonce } from './headers.ts';
import { apiDocument } from './openapi.ts';

/** The interface described, for programs and for people. Both tell what the product can, not what is in it. */
export function openApiRoutes(scope: FastifyInstance, { version }: Services): void {
  scope.get(`${API_PATH}/openapi.json`, async (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(await apiDocument(version)),
  );
  scope.get(REFERENCE_PATH, async (_request, reply) => {
    const nonce = newNonce();
    return reply
      .header('content-security-policy', contentPolicy(nonce))
      .type('text/html; charset=utf-8')
      .send(referencePage(await apiDocument(version), nonce));
  });
}

import { API_PATH, contract, REFERENCE_PATH } from '@callosum/kernel/contract';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { startServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
});
afterAll(() => server.close());

const described = z.looseObject({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({ operationId: z.string(), summary: z.string() }))),
});

/** Every route the contract has, found in it. */
function routesIn(value: unknown): { method: string; path: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const meta = '~orpc' in value && typeof value['~orpc'] === 'object' ? value['~orpc'] : undefined;
  if (meta && 'route' in meta) return [z.object({ method: z.string(), path: z.string() }).parse(meta.route)];
  return Object.values(value).flatMap(routesIn);
}

const read = async () => {
  const { body } = await server.anonymous.request('GET', '/openapi.json');
  return { body, document: described.parse(body) };
};

test('the description is valid OpenAPI 3.1', async () => {
  const { body, document } = await read();
  expect(document.openapi).toMatch(/^3\.1\./);
  const { valid, errors } = await new Validator().validate(z.record(z.string(), z.unknown()).parse(body));
  expect(errors ?? []).toEqual([]);
  expect(valid).toBe(true);
});

test('it has every route of the contract, each with its words', async () => {
  const { document } = await read();
  const routes = routesIn(contract);
  expect(routes.length).toBeGreaterThan(40);
  for (const { method, path } of routes) {
    expect(document.paths[path]?.[method.toLowerCase()]?.summary, `${method} ${path}`).toMatch(/\S/);
  }
});

test('the page for people has every operation, no script, and only its own style', async () => {
  const response = await fetch(`${server.address}${REFERENCE_PATH}`);
  const page = await response.text();
  const { document } = await read();
  for (const operations of Object.values(document.paths)) {
    for (const { operationId } of Object.values(operations)) expect(page).toContain(`<h3 id="${operationId}">`);
  }
  expect(page).not.toMatch(/<script|https?:\/\//);
  const nonce = /<style nonce="([^"]+)">/.exec(page)?.[1] ?? 'none';
  expect(response.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
  expect(page).toContain('<code>hits[].record.id</code>');
});

test('what it says of an answer holds', async () => {
  const { document } = await read();
  const status = await fetch(`${server.address}${API_PATH}/status`);
  expect(document.paths['/status']?.['get']).toMatchObject({
    responses: { 200: { content: { 'application/json': { schema: { type: 'object' } } } } },
  });
  expect(status.status).toBe(200);
});

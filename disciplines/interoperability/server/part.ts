import { type Json, refusal, say, told } from '@callosum/kernel';
import { type Asked, defineQuestion, type PartServices, type ServerPart } from '@callosum/server';
import { z } from 'zod';
import { interfaceTest } from '../kinds/interface-test.ts';
import { testEndpoint } from '../kinds/test-endpoint.ts';
import { batchJob } from './batches/job.ts';
import { createOwnConnections } from './own-connections.ts';
import { runsOf } from './suites/rows.ts';
import { partnerPack } from './pack/pack.ts';
import { casesJob, progressOf } from './suites/job.ts';
import { createRuns } from './suites/runs.ts';
import { createEndpoints } from './endpoints/endpoints.ts';
import {
  countWished,
  type KeptMessage,
  messageBody,
  messagesOf,
  newestOf,
  takenPorts,
  triggersAt,
} from './endpoints/rows.ts';
import type { EndpointSettings } from './endpoints/settings.ts';

const MOST_LISTED = 200;

/** What interoperability does that needs a network or a disk: test endpoints and their messages. */
export function interoperabilityPart(services: PartServices, settings: EndpointSettings): ServerPart {
  const { pool } = services;
  const own = createOwnConnections(services);
  const endpoints = createEndpoints(services, settings, own);
  const runs = createRuns(services);
  return {
    name: 'interoperability',
    questions: [
      defineQuestion({
        name: 'endpoint',
        input: z.strictObject({ endpoint: z.uuid() }),
        answer: async ({ endpoint }, asked) => {
          requireEndpoint(asked, endpoint);
          const status = endpoints.statusOf(endpoint);
          const { problem } = status ?? {};
          return asJson({
            ...status,
            host: settings.host,
            listening: status?.port !== undefined,
            ...(problem ? { problem: problem.text, sentences: { problem } } : {}),
          });
        },
      }),
      defineQuestion({
        name: 'ports',
        input: z.strictObject({}),
        answer: async () => {
          const [first, last] = settings.ports ?? [];
          return asJson({ host: settings.host, first, last, taken: await takenPorts(pool) });
        },
      }),
      defineQuestion({
        name: 'messages',
        input: z.strictObject({
          endpoint: z.uuid(),
          find: z.string().max(200).optional(),
          trigger: z.string().max(100).optional(),
          valid: z.boolean().optional(),
          run: z.boolean().optional(),
          before: z.uuid().optional(),
          limit: z.int().min(1).max(MOST_LISTED).default(50),
        }),
        answer: async ({ before, limit, ...wanted }, asked) => {
          requireEndpoint(asked, wanted.endpoint);
          const wish = { ...wanted, scope: asked.scope.id };
          const rows = await messagesOf(pool, { ...wish, before, limit });
          const messages = rows.map((row) => summaryOf(row));
          if (before !== undefined) return { messages };
          // Counted with the first page alone: the others are of the same question.
          const found = await countWished(pool, wish);
          return { messages, found, triggers: asJson(await triggersAt(pool, wish.scope, wish.endpoint)) };
        },
      }),
      defineQuestion({
        name: 'runs',
        input: z.strictObject({ test: z.uuid() }),
        answer: async ({ test }, { graph, scope }) => {
          if (!graph.get(interfaceTest, test))
            throw refusal('not-found', say`There is no such test, or you may not see it.`);
          return asJson(await runsOf(pool, scope.id, test));
        },
      }),
      defineQuestion({
        name: 'progress',
        input: z.strictObject({ test: z.uuid() }),
        answer: async ({ test }, { graph }) => {
          const row = graph.get(interfaceTest, test);
          if (!row) throw refusal('not-found', say`There is no such test, or you may not see it.`);
          return asJson((await progressOf(services, row)) ?? null);
        },
      }),
      defineQuestion({
        name: 'newest',
        input: z.strictObject({ endpoint: z.uuid() }),
        answer: async ({ endpoint }, asked) => {
          requireEndpoint(asked, endpoint);
          return asJson({ messages: await newestOf(pool, asked.scope.id, endpoint) });
        },
      }),
      defineQuestion({
        name: 'pack',
        input: z.strictObject({ interface: z.uuid() }),
        answer: async ({ interface: id }, { graph, scope }) => {
          const { files, registry } = services;
          const pack = await partnerPack({ pool, files, registry, graph, scope: scope.id, now: new Date() }, id);
          if (!pack) throw refusal('not-found', say`There is no such interface, or you may not see it.`);
          const { zip, entries, replaced } = pack;
          const leftOut = pack.leftOut.map(({ why, ...one }) => ({ ...one, ...told(why) }));
          return asJson({ entries, replaced, leftOut, zip: Buffer.from(zip).toString('base64') });
        },
      }),
      defineQuestion({
        name: 'message',
        input: z.strictObject({ id: z.uuid() }),
        answer: async ({ id }, asked) => {
          const row = await messageBody(pool, asked.scope.id, id);
          if (!row) throw refusal('not-found', say`The message is not there, or is kept no longer.`);
          requireEndpoint(asked, row.endpoint);
          return { ...summaryOf(row), body: row.body, findings: asJson(row.findings), replaced: asJson(row.replaced) };
        },
      }),
    ],
    jobs: [casesJob(services, settings, own), batchJob(services)],
    begin: async () => {
      await endpoints.sync();
      await runs.start();
    },
    onWritten: () => {
      endpoints.onWritten();
      runs.onWritten();
    },
    tidy: endpoints.tidy,
    close: async () => {
      await runs.close();
      await endpoints.close();
    },
  };
}

/** @throws Refusal `not-found` for whoever does not see the endpoint. */
function requireEndpoint({ graph }: Asked, id: string): void {
  if (!graph.get(testEndpoint, id)) throw refusal('not-found', say`There is no such endpoint, or you may not see it.`);
}

function summaryOf({
  id,
  received,
  trigger,
  controlId,
  version,
  bytes,
  valid,
  answer,
  profile,
  findings,
  run,
}: KeptMessage) {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const at = received.toISOString();
  return { id, received: at, trigger, controlId, version, bytes, valid, answer, profile, errors, run };
}

const json = z.json();

/** Plain data as JSON has it: without what is undefined. */
function asJson(value: unknown): Json {
  return json.parse(JSON.parse(JSON.stringify(value)));
}

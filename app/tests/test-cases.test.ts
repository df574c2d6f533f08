import { interoperabilityPart } from '@callosum/interoperability/server';
import { createEvaluator, momentAt } from '@callosum/kernel';
import { buildProject, createRecord, startServer, type TestServer, until } from '@callosum/server/testing';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { registry } from '../composition.ts';

let server: TestServer;
let port = 0;
let project = '';
const key = 'LAB';
beforeAll(async () => {
  const probe = createServer();
  await new Promise<void>((resolve) => void probe.listen(0, '127.0.0.1', () => resolve()));
  const address = probe.address();
  await new Promise<void>((resolve) => void probe.close(() => resolve()));
  port = typeof address === 'object' && address ? address.port : 0;
  server = await startServer({
    cluster: inject('cluster'),
    registry,
    parts: (services) => [
      interoperabilityPart(services, { host: '127.0.0.1', ports: [port, port], targets: [`127.0.0.1:${port}`] }),
    ],
  });
  ({ id: project } = await buildProject(server, { key }));
});
afterAll(() => server.close());

const MESSAGE = [
  'MSH|^~\\&|LAB|WEST|EHR|EAST|2026||ADT^A01^ADT_A01|7|P|2.5.1',
  'EVN||2026',
  // As de-identification leaves it.
  'PID|1||0^^^WEST^MR||Qxedid^Qxatus',
  'PV1|1|I',
].join('\n');
const good = { name: 'Admission', message: MESSAGE, expect: { answer: 'AA', reply: { 'MSA-2': '*' } } };
const bad = {
  name: 'No class',
  message: MESSAGE.replace('PV1|1|I', 'PV1|1|'),
  expect: { answer: 'AE', reply: { 'MSA-3': '*PV1-2*' } },
};
const made = { name: 'Made', generate: { trigger: 'ADT^A01', seed: 3 }, expect: { answer: 'AA' } };
const cases = (...of: object[]) => ({ format: 'callosum-suite/1', cases: of });

const shape = z.object({
  state: z.string(),
  fields: z.looseObject({
    asked: z.string().optional(),
    sent: z.number().optional(),
    correct: z.number().optional(),
    finding: z.string().optional(),
    basis: z.string().optional(),
    engine: z.string().optional(),
  }),
});
async function rowOf(id: string) {
  const { rows } = await server.installation.pool.query('select state, fields from record where id = $1', [id]);
  return shape.parse(rows[0]);
}

/** A test of an interface with an environment, and cases attached to it. */
async function testWith(of: object, purpose = 'test') {
  const about = await createRecord(server.owner, key, 'interface', { standard: 'hl7v2' });
  const place = await createRecord(server.owner, key, 'environment', { purpose, address: `127.0.0.1:${port}` });
  const id = await createRecord(server.owner, key, 'interfaceTest', { level: 'endToEnd', trigger: 'ADT^A01' });
  await server.owner.command(key, 'link.create', { type: 'interfaceTest.tests', from: id, to: about });
  await server.owner.command(key, 'link.create', { type: 'interfaceTest.ranIn', from: id, to: place });
  await attach(id, of);
  return { id, about, place };
}

async function attach(id: string, of: object, name = 'all.cases.json'): Promise<void> {
  const { status } = await server.owner.request('POST', `/projects/${key}/record/${id}/files?name=${name}`, of);
  expect(status).toBe(200);
}

async function ran(id: string, way: string) {
  await server.owner.command(key, 'interfaceTest.runCases', { id, way });
  await until('the cases were run', async () => (await rowOf(id)).fields.asked === undefined);
  return rowOf(id);
}

async function endpointFor(about: string): Promise<void> {
  const place = await createRecord(server.owner, key, 'environment', { purpose: 'test' });
  const id = await createRecord(server.owner, key, 'testEndpoint', { port, answers: 'valid' });
  await server.owner.command(key, 'link.create', { type: 'testEndpoint.of', from: id, to: about });
  await server.owner.command(key, 'link.create', { type: 'testEndpoint.in', from: id, to: place });
  await server.owner.command(key, 'testEndpoint.start', { id });
  const asked = encodeURIComponent(JSON.stringify({ endpoint: id }));
  await until('it listens', async () => {
    const { body } = await server.owner.request(
      'GET',
      `/projects/${key}/parts/interoperability/endpoint?input=${asked}`,
    );
    return z.object({ listening: z.boolean() }).parse(body).listening;
  });
}

/** Why an interface is not ready, as the fact has it; undefined while it is. */
async function whyFallen(project: string, about: string): Promise<unknown> {
  const at = momentAt(new Date().toISOString(), 'UTC');
  const evaluator = createEvaluator(await server.installation.graphs.of(project), registry, at);
  const row = evaluator.rows('interoperability.interfaces-ready', []).find(({ id }) => id === about);
  return row?.judgement.ok ? undefined : (row?.judgement.details?.['why'] ?? row?.judgement.reason);
}

describe('cases of an interface test', () => {
  test('are run by the engine, and recorded with everything they rest on', async () => {
    const { id, about } = await testWith(cases(good, bad, made));
    const { state, fields } = await ran(id, 'engine');
    expect([state, fields.sent, fields.correct]).toEqual(['passed', 3, 3]);
    expect(fields.engine).toMatch(/^hl7v2 [\d.]+, hl7-dictionary [\d.]+$/);
    expect(fields.basis).toMatch(/^way: engine\ncases: [0-9a-f]{64}\nprofile: the standard alone$/);
    const asked = encodeURIComponent(JSON.stringify({ test: id }));
    const { body } = await server.owner.request('GET', `/projects/${key}/parts/interoperability/runs?input=${asked}`);
    expect(body).toMatchObject([
      { way: 'engine', passed: 3, failed: 0, cases: [{ name: 'Admission', passed: true }, {}, {}] },
    ]);
    expect(await whyFallen(project, about)).toBeUndefined();
    await attach(id, cases(good), 'fewer.cases.json');
    expect(await whyFallen(project, about)).toBe('has other cases than those that were run');
  });

  test('fail with what was seen instead, case by case', async () => {
    const { id } = await testWith(cases(good, { ...bad, expect: { answer: 'AA' } }));
    const { state, fields } = await ran(id, 'engine');
    expect([state, fields.sent, fields.correct]).toEqual(['failed', 2, 1]);
    expect(fields.finding).toMatch(/^No class: The answer is AE and not AA: “PV1-2: .*”\.$/);
  });

  test('go over MLLP to the test endpoint of the interface, and to an environment that is allowed', async () => {
    const { id, about } = await testWith(cases(good, bad, made));
    expect(await ran(id, 'endpoint')).toMatchObject({
      state: 'blocked',
      fields: { finding: expect.stringContaining('No test endpoint') },
    });
    await endpointFor(about);
    expect(await ran(id, 'endpoint')).toMatchObject({
      state: 'passed',
      fields: { sent: 3, basis: expect.stringContaining(`MLLP, 127.0.0.1:${port}`) },
    });
    expect(await ran(id, 'mllp')).toMatchObject({ state: 'passed' });
  });

  test.each([
    ['to production', 'production', cases(good), 'mllp', 'is no test environment'],
    [
      'with people in them',
      'test',
      cases({ ...good, message: MESSAGE.replace('Qxedid^Qxatus', 'Garcia^Maria') }),
      'engine',
      'may hold an identifier of a person (PID-5',
    ],
    ['that are none', 'test', { format: 'callosum-suite/1', cases: [] }, 'engine', 'holds no cases'],
  ])('are not run %s, and it says why', async (_, purpose, of, way, why) => {
    const { id } = await testWith(of, purpose);
    expect(await ran(id, way)).toMatchObject({ state: 'blocked', fields: { finding: expect.stringContaining(why) } });
  });

  test('are asked for by those who may change the test, and where there are some', async () => {
    const { id } = await testWith(cases(good));
    expect((await server.reader.attempt(key, 'interfaceTest.runCases', { id, way: 'engine' })).status).toBe(403);
    const bare = await createRecord(server.owner, key, 'interfaceTest', { level: 'message' });
    const refused = await server.owner.attempt(key, 'interfaceTest.runCases', { id: bare, way: 'engine' });
    expect(refused).toMatchObject({
      status: 422,
      body: { data: { problems: [{ message: 'The test has no cases.' }] } },
    });
  });
});

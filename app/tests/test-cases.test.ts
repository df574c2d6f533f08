import { inEnglish } from '@callosum/kernel/testing';
import { deriveProfile, readHl7, writeProfile } from '@callosum/hl7v2';
import { createSender, interoperabilityPart } from '@callosum/interoperability/server';
import { createEvaluator, momentAt } from '@callosum/kernel';
import { buildProject, createRecord, startServer, type TestServer, until } from '@callosum/server/testing';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { registry } from '../composition.ts';

let server: TestServer;
let port = 0;
/** Where a peer listens that falls silent. */
let other = 0;
let project = '';
const key = 'LAB';
beforeAll(async () => {
  [port, other] = [await freePort(), await freePort()];
  server = await startServer({
    cluster: inject('cluster'),
    registry,
    parts: (services) => [
      interoperabilityPart(services, {
        host: '127.0.0.1',
        ports: [port, port],
        targets: [`127.0.0.1:${port}`, `127.0.0.1:${other}`],
      }),
    ],
  });
  ({ id: project } = await buildProject(server, { key }));
});
afterAll(() => server.close());

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => void probe.listen(0, '127.0.0.1', () => resolve()));
  const address = probe.address();
  await new Promise<void>((resolve) => void probe.close(() => resolve()));
  return typeof address === 'object' && address ? address.port : 0;
}

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
async function testWith(of: object, purpose = 'test', at = port) {
  const about = await createRecord(server.owner, key, 'interface', { standard: 'hl7v2' });
  const place = await createRecord(server.owner, key, 'environment', { purpose, address: `127.0.0.1:${at}` });
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

async function endpointFor(about: string): Promise<string> {
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
  return id;
}

const received = z.looseObject({ received: z.number().optional() });
const listed = z.object({ messages: z.array(z.object({ run: z.string().nullable() })) });

async function answerTo(question: string, input: object): Promise<unknown> {
  const asked = encodeURIComponent(JSON.stringify(input));
  const { body } = await server.owner.request(
    'GET',
    `/projects/${key}/parts/interoperability/${question}?input=${asked}`,
  );
  return body;
}

/** Why an interface is not ready, as the fact has it; undefined while it is. */
async function whyFallen(project: string, about: string): Promise<unknown> {
  const at = momentAt(new Date().toISOString(), 'UTC');
  const evaluator = createEvaluator(await server.installation.graphs.of(project), registry, at);
  const row = evaluator.rows('interoperability.interfaces-ready', []).find(({ id }) => id === about);
  return row?.judgement.ok ? undefined : (inEnglish(row?.judgement.details)['why'] ?? row?.judgement.reason);
}

describe('cases of an interface test', () => {
  test('are run by the engine, and recorded with everything they rest on', async () => {
    const { id, about } = await testWith(cases(good, bad, made));
    const { state, fields } = await ran(id, 'engine');
    expect([state, fields.sent, fields.correct]).toEqual(['passed', 3, 3]);
    expect(fields.engine).toMatch(/^hl7v2 [\d.]+, hl7-dictionary [\d.]+$/);
    expect(fields.basis).toMatch(/^Way: engine\nCases: [0-9a-f]{64}\nProfile: the standard alone$/);
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
    const endpoint = await endpointFor(about);
    expect(await ran(id, 'endpoint')).toMatchObject({
      state: 'passed',
      fields: { sent: 3, basis: expect.stringContaining(`MLLP, 127.0.0.1:${port}`) },
    });
    expect(await ran(id, 'mllp')).toMatchObject({ state: 'passed' });
    // One of the cases is faulty on purpose: what a run sends says nothing of the partner.
    const sender = createSender({ host: '127.0.0.1', port });
    onTestFinished(() => sender.close());
    for (const message of readHl7(MESSAGE.replace('|7|P|', '|8|P|').replaceAll('\n', '\r')).messages)
      await sender.send(message);
    await until('it is counted', async () => received.parse((await rowOf(endpoint)).fields).received !== undefined);
    expect((await rowOf(endpoint)).fields).toMatchObject({ received: 1, conforming: 1 });
    const runs = z.array(z.object({ id: z.string() })).parse(await answerTo('runs', { test: id }));
    const kept = listed.parse(await answerTo('messages', { endpoint })).messages;
    expect(kept.map(({ run }) => runs.findIndex((one) => one.id === run))).toEqual([-1, 0, 0, 0, 1, 1, 1]);
    expect(listed.parse(await answerTo('messages', { endpoint, run: false })).messages).toHaveLength(1);
    expect(await answerTo('messages', { endpoint, run: true })).toMatchObject({
      found: 6,
      triggers: [{ trigger: 'ADT^A01', received: 7, ofRuns: 6 }],
    });
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

test('a test that is begun for an interface proves it until its profile changes', async () => {
  const about = await createRecord(server.owner, key, 'interface', { standard: 'hl7v2' });
  const profile = await createRecord(server.owner, key, 'messageProfile', { end: 'target' });
  await server.owner.command(key, 'link.create', { type: 'messageProfile.of', from: profile, to: about });
  const learnt = await deriveProfile(readHl7(`${MESSAGE.replaceAll('\n', '\r')}\r`).messages, 'EHR');
  const keep = async (name: string): Promise<void> => {
    const file: unknown = JSON.parse(writeProfile({ ...learnt, name }));
    const path = `/projects/${key}/record/${profile}/files?name=profile.json`;
    const { hash } = z.object({ hash: z.string() }).parse((await server.owner.request('POST', path, file)).body);
    await server.owner.command(key, 'messageProfile.keep', { id: profile, file: hash });
  };
  await keep('As learnt');
  const given = { interface: about, title: 'Admissions', level: 'endToEnd', trigger: 'ADT^A01' };
  const begun = await server.owner.command(key, 'interfaceTest.begin', given);
  const { id } = z.object({ result: z.object({ id: z.string() }) }).parse(begun).result;
  await attach(id, cases(good));
  expect(await ran(id, 'engine')).toMatchObject({ state: 'passed', fields: { sent: 1 } });
  expect(await whyFallen(project, about)).toBeUndefined();
  await keep('As agreed');
  expect(await whyFallen(project, about)).toMatch(/^MPR-\d+ .*changed/);
  expect(await ran(id, 'engine')).toMatchObject({ state: 'passed' });
  expect(await whyFallen(project, about)).toBeUndefined();
  expect((await server.reader.attempt(key, 'interfaceTest.begin', given)).status).toBe(403);
});

describe('a run that takes its time', () => {
  /** A peer that answers so many messages and then none. */
  async function silentAfter(answers: number): Promise<void> {
    const taken = createServer((socket) => {
      let left = answers;
      socket.on('error', () => undefined);
      socket.on('data', (data) => {
        const id = data.toString('latin1').split('|')[9] ?? '';
        if (left-- > 0) socket.write(`\x0bMSH|^~\\&|B|E|A|W|2026||ACK|9|P|2.5.1\rMSA|AA|${id}\r\x1c\r`);
      });
    });
    await new Promise<void>((resolve) => void taken.listen(other, '127.0.0.1', () => resolve()));
    onTestFinished(() => void taken.close());
  }
  const three = ['one', 'two', 'three'].map((name) => ({ ...good, name, expect: { answer: 'AA' } }));
  const jobsOf = async (name: string) => {
    const { body } = await server.owner.request('GET', '/jobs');
    const jobs = z.array(z.object({ id: z.string(), name: z.string(), state: z.string() })).parse(body);
    return jobs.filter((job) => job.name === name && !['done', 'failed', 'cancelled'].includes(job.state));
  };
  const stop = (id: string) => server.owner.request('POST', `/jobs/${id}/cancel`, {});
  const through = async (test: string) => {
    const input = encodeURIComponent(JSON.stringify({ test }));
    const path = `/projects/${key}/parts/interoperability/progress?input=${input}`;
    return z
      .object({ done: z.number(), all: z.number() })
      .nullable()
      .parse((await server.owner.request('GET', path)).body);
  };

  test('tells how many cases are through, and one that is stopped says so and leaves nothing half-done', async () => {
    await silentAfter(1);
    const { id } = await testWith(cases(...three), 'test', other);
    await server.owner.command(key, 'interfaceTest.runCases', { id, way: 'mllp' });
    await until('the first is through', async () => (await through(id))?.done === 1);
    expect(await through(id)).toEqual({ done: 1, all: 3 });
    // Another one waits behind it, and is stopped before it begins.
    const { id: next } = await testWith(cases(good));
    await server.owner.command(key, 'interfaceTest.runCases', { id: next, way: 'engine' });
    await until('both are there', async () => (await jobsOf('interoperability.cases')).length === 2);
    const [waiting, running] = await jobsOf('interoperability.cases');
    await stop(waiting?.id ?? '');
    await until('it asks for nothing', async () => (await rowOf(next)).fields.asked === undefined);
    expect(await rowOf(next)).toMatchObject({
      state: 'blocked',
      fields: { finding: expect.stringContaining('before it began') },
    });
    await stop(running?.id ?? '');
    await until('it asks for nothing', async () => (await rowOf(id)).fields.asked === undefined);
    const { state, fields } = await rowOf(id);
    expect([state, fields.finding]).toEqual([
      'blocked',
      'Cancelled when 1 of 3 cases were through. Nothing is recorded of them.',
    ]);
    expect(fields.sent).toBeUndefined();
    expect(await through(id)).toBeNull();
    const { rows } = await server.installation.pool.query('select from message_test_run where test = $1', [id]);
    expect(rows).toEqual([]);
    // It can be asked for again.
    expect(await ran(id, 'engine')).toMatchObject({ state: 'passed', fields: { sent: 3 } });
  });
});

describe('a batch of messages', () => {
  const batchOf = (...texts: string[]): string => texts.map((text) => `${text.replaceAll('\n', '\r')}\r`).join('');
  const profile = async (text?: string): Promise<string> => {
    const id = await createRecord(server.owner, key, 'messageProfile');
    if (text === undefined) return id;
    const { status } = await fetch(`${server.address}/api/v1/projects/${key}/record/${id}/files?name=day.hl7`, {
      method: 'POST',
      headers: { cookie: server.owner.cookie },
      body: text,
    });
    expect(status).toBe(200);
    return id;
  };
  const batch = z.object({
    fields: z.looseObject({ batchAsked: z.string().optional(), batchFindings: z.string().optional() }),
  });
  const fieldsOf = async (id: string) =>
    batch.parse((await server.installation.pool.query('select fields from record where id = $1', [id])).rows[0]).fields;

  test('attached to a profile is checked by a job, and what was found is recorded without people in it', async () => {
    const patient = MESSAGE.replace('Qxedid^Qxatus', 'Garcia^Maria').replace('|7|P|', '|8|P|');
    const id = await profile(batchOf(MESSAGE, MESSAGE, patient.replace('PV1|1|I', 'PV1|1|')));
    await server.owner.command(key, 'messageProfile.checkBatch', { id });
    await until('it was checked', async () => (await fieldsOf(id)).batchAsked === undefined);
    const found = await fieldsOf(id);
    expect(found).toMatchObject({
      batchMessages: 3,
      batchValid: 2,
      batchFile: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(found.batchFindings).toMatch(/▲ 1 ×, standard, PV1-2: .*First in message 3\./);
    expect(found.batchFindings).toMatch(/△ 1 ×, standard, MSH-10: .*there before, in message 1\./);
    expect(JSON.stringify(found)).not.toMatch(/Garcia|Maria/);
    const { body } = await server.owner.request('GET', '/jobs');
    expect(JSON.stringify(body)).toContain('interoperability.batch');
  });

  test('that is stopped keeps what was found until then, and says how far it went', async () => {
    const most = 3_000;
    const id = await profile(
      batchOf(...Array.from({ length: most }, (_, at) => MESSAGE.replace('|7|P|', `|N${at}|P|`))),
    );
    await server.owner.command(key, 'messageProfile.checkBatch', { id });
    const job = z.object({ id: z.string(), state: z.string(), name: z.string(), fraction: z.number() });
    const latest = async () =>
      z
        .array(job)
        .parse((await server.owner.request('GET', '/jobs')).body)
        .find(({ name }) => name === 'interoperability.batch');
    await until('it is under way', async () => {
      const now = await latest();
      return now?.state === 'running' && now.fraction > 0 && now.fraction < 1;
    });
    await server.owner.request('POST', `/jobs/${(await latest())?.id ?? ''}/cancel`, {});
    await until('it was stopped', async () => (await fieldsOf(id)).batchAsked === undefined);
    const { batchFindings, ...found } = await fieldsOf(id);
    const checked = z.object({ batchMessages: z.number(), batchValid: z.number() }).parse(found);
    expect(batchFindings).toContain(
      `Cancelled after ${checked.batchMessages} messages; the rest of the file was not checked.`,
    );
    expect(checked.batchMessages).toBeGreaterThan(0);
    expect(checked.batchMessages).toBeLessThan(most);
    await until('the job says so', async () => (await latest())?.state === 'cancelled');
  });

  test('is asked for by those who may write the profile, and where there is one', async () => {
    const id = await profile();
    const refused = await server.owner.attempt(key, 'messageProfile.checkBatch', { id });
    expect(refused).toMatchObject({
      status: 422,
      body: { data: { problems: [{ message: 'The profile has no messages.' }] } },
    });
    const whole = await profile(batchOf(MESSAGE));
    expect((await server.reader.attempt(key, 'messageProfile.checkBatch', { id: whole })).status).toBe(403);
  });
});

import { interoperabilityPart } from '@callosum/interoperability/server';
import { buildProject, createRecord, startServer, type TestServer, until } from '@callosum/server/testing';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { registry } from '../composition.ts';

let server: TestServer;
const key = 'LAB';
beforeAll(async () => {
  server = await startServer({
    cluster: inject('cluster'),
    registry,
    parts: (services) => [interoperabilityPart(services, { host: '127.0.0.1', ports: undefined, targets: [] })],
  });
  await buildProject(server, { key });
});
afterAll(() => server.close());

const cases = (message?: string) => ({
  format: 'callosum-suite/1',
  cases: [
    { name: 'Made', generate: { trigger: 'ADT^A01', seed: 3 }, expect: { answer: 'AA' } },
    ...(message === undefined ? [] : [{ name: 'Real', message, expect: { answer: 'AA' } }]),
  ],
});
const REAL = 'MSH|^~\\&|A|B|C|D|2026||ADT^A01|1|P|2.5\nPID|1||4711008^^^W^MR||Garcia^Maria';

const packed = z.object({
  entries: z.array(z.string()),
  replaced: z.number(),
  leftOut: z.array(z.object({ name: z.string(), why: z.string() })),
  zip: z.string(),
});

async function packOf(about: string) {
  const input = encodeURIComponent(JSON.stringify({ interface: about }));
  const { status, body } = await server.owner.request(
    'GET',
    `/projects/${key}/parts/interoperability/pack?input=${input}`,
  );
  expect(status).toBe(200);
  const { zip, ...rest } = packed.parse(body);
  const files = Object.entries(unzipSync(Buffer.from(zip, 'base64'))).map(([name, bytes]) => [name, strFromU8(bytes)]);
  return { ...rest, files: new Map(files.map(([name = '', text = '']) => [name, text])) };
}

async function testOf(about: string, file: object): Promise<string> {
  const id = await createRecord(server.owner, key, 'interfaceTest', { level: 'message', trigger: 'ADT^A01' });
  await server.owner.command(key, 'link.create', { type: 'interfaceTest.tests', from: id, to: about });
  await server.owner.request('POST', `/projects/${key}/record/${id}/files?name=all.cases.json`, file);
  return id;
}

test('a partner is given specification, differences, runnable tests and results, and no person', async () => {
  const about = await createRecord(server.owner, key, 'interface', {
    title: 'Admissions',
    purpose: 'Ask Mrs. Garcia at 402-555-7788 about beds.',
    standard: 'hl7v2',
    owner: server.owner.account.id,
  });
  const profile = await createRecord(server.owner, key, 'messageProfile', { required: 'PID-3' });
  await server.owner.command(key, 'link.create', { type: 'messageProfile.of', from: profile, to: about });
  const good = await testOf(about, cases());
  await testOf(about, cases(REAL));
  await server.owner.command(key, 'interfaceTest.runCases', { id: good, way: 'engine' });
  await until('it has run', async () => {
    const { rows } = await server.installation.pool.query<{ state: string }>('select state from record where id = $1', [
      good,
    ]);
    return rows[0]?.state === 'passed';
  });
  const { entries, files, leftOut, replaced } = await packOf(about);
  expect(entries).toEqual([
    'README.txt',
    'differences.csv',
    'results.csv',
    'specification.md',
    'tests/ITS-1.cases.json',
    'tests/ITS-1.result.json',
  ]);
  expect(leftOut).toEqual([
    { name: 'tests/ITS-2.cases.json', why: 'The case “Real” may hold an identifier of a person.' },
  ]);
  expect(replaced).toBeGreaterThan(1);
  expect(files.get('specification.md')).toContain('* **Standard**: HL7 version 2');
  expect(files.get('specification.md')).toContain('* **Required parts**: PID-3');
  expect(files.get('results.csv')).toContain('passed');
  expect(JSON.parse(files.get('tests/ITS-1.cases.json') ?? '')).toEqual(cases());
  expect(JSON.parse(files.get('tests/ITS-1.result.json') ?? '')).toMatchObject({ way: 'engine', passed: 1, failed: 0 });
  const all = [...files.values()].join('\n');
  for (const word of ['Garcia', 'Maria', '402-555-7788', '4711008', 'Olive', server.owner.account.id]) {
    expect(all).not.toContain(word);
  }
});

test('nobody is given an interface that he does not see', async () => {
  const input = encodeURIComponent(JSON.stringify({ interface: server.owner.account.id }));
  const path = `/projects/${key}/parts/interoperability/pack?input=${input}`;
  expect((await server.owner.request('GET', path)).status).toBe(404);
  expect((await server.stranger.request('GET', path)).status).toBe(404);
});

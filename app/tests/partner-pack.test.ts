import { readNistBundle, writeProfile } from '@callosum/hl7v2';
import { interoperabilityPart } from '@callosum/interoperability/server';
import { jobFilePath, jobView, toldShape } from '@callosum/kernel/contract';
import { buildProject, createRecord, startServer, type TestServer, until } from '@callosum/server/testing';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
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
  leftOut: z.array(toldShape.extend({ name: z.string(), inPart: z.boolean().optional() })),
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

const XML = `<ConformanceProfile ID="p" HL7Version="2.5.1"><MetaData Name="Small"/>
<Messages><Message ID="m" Type="ADT" Event="A01" StructID="ADT_A01" Name="Admit"><Segment Ref="PID_1" Usage="R" Min="1" Max="1"/></Message></Messages>
<Segments><Segment ID="PID_1" Name="PID" Description="Patient"><Field Name="Who it is" Usage="R" Datatype="ST" MinLength="1" MaxLength="20" Min="1" Max="2"/></Segment></Segments>
<Datatypes><Datatype ID="ST" Name="ST" Description="Text"/></Datatypes></ConformanceProfile>`;

/** Two small profiles in full, for the two ends of a mapping. */
async function mapped() {
  const { profile } = readNistBundle([{ name: 'PROFILE.xml', text: XML }]);
  if (!profile) throw new Error('The bundle cannot be read');
  const keep = async (end: string): Promise<string> => {
    const id = await createRecord(server.owner, key, 'messageProfile', { title: 'Small', end });
    const path = `/projects/${key}/record/${id}/files?name=profile.json`;
    const { body } = await server.owner.request('POST', path, JSON.parse(writeProfile(profile)));
    const { hash } = z.object({ hash: z.string() }).parse(body);
    await server.owner.command(key, 'messageProfile.keep', { id, file: hash });
    return id;
  };
  return { source: await keep('source'), target: await keep('target') };
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
    {
      name: 'tests/ITS-2.cases.json',
      message: 'The case “Real” may hold an identifier of a person.',
      sentences: { message: { key: 'The case “{0}” may hold an identifier of a person.', values: ['Real'] } },
    },
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

test('mappings and code maps are given as tables and as they are taken over, and name no person', async () => {
  const { source, target } = await mapped();
  const about = await createRecord(server.owner, key, 'interface', { title: 'Admissions, mapped' });
  const link = (type: string, from: string, to: string) => server.owner.command(key, 'link.create', { type, from, to });
  const codes = await createRecord(server.owner, key, 'codeMap', { title: 'Sexes' });
  const rows = await createRecord(server.owner, key, 'mapping', { title: 'Admissions' });
  await link('mapping.for', rows, about);
  await link('mapping.uses', rows, codes);
  await link('mapping.reads', rows, source);
  await link('mapping.writes', rows, target);
  const owner = server.owner.account.id;
  const attached = async (id: string, name: string, file: object) => {
    const path = `/projects/${key}/record/${id}/files?name=${name}`;
    return z.object({ hash: z.string() }).parse((await server.owner.request('POST', path, file)).body).hash;
  };
  await server.owner.command(key, 'mapping.keep', {
    id: rows,
    file: await attached(rows, 'mapping.json', {
      format: 'callosum-hl7-mapping/1',
      rows: [
        {
          to: 'PID-1',
          from: ['PID-1'],
          rule: { kind: 'codes', map: codes, otherwise: 'hold' },
          status: 'agreed',
          owner,
        },
        { to: 'PV1-3', from: [], rule: { kind: 'drop', reason: 'Ask Mrs. Garcia at 402-555-7788.' }, status: 'agreed' },
      ],
    }),
  });
  await server.owner.command(key, 'codeMap.keep', {
    id: codes,
    file: await attached(codes, 'codes.json', {
      format: 'callosum-hl7-codes/1',
      entries: [
        { from: 'F', text: 'Female', to: '2' },
        { from: '402-555-7788', to: '3' },
      ],
      seen: [
        { value: 'F', text: '', count: 9 },
        { value: 'M', text: 'Male', count: 4 },
      ],
    }),
  });
  const { entries, files, leftOut } = await packOf(about);
  const named = (kind: string) => entries.filter((one) => one.startsWith(kind));
  const [json = '', table = ''] = named('mappings/').toSorted().toReversed();
  expect(table).toMatch(/^mappings\/MPG-\d+\.csv$/);
  expect(files.get(table)).toMatch(/PID-1,.*,mapped,PID-1 is PID-1 by CDM-\d+; a code that is not mapped: hold,agreed/);
  expect(files.get(table)).toMatch(/PV1-3 is left behind: Ask Mrs\. /);
  expect(JSON.parse(files.get(json) ?? '')).toMatchObject({
    rows: [{ to: 'PID-1', rule: { map: expect.stringMatching(/^CDM-\d+$/) } }, { to: 'PV1-3' }],
  });
  const [, codeTable = ''] = named('code-maps/').toSorted().toReversed();
  expect(files.get(codeTable)?.split('\r\n').slice(1, 3)).toEqual(['M,Male,4,,,,not mapped', 'F,Female,9,2,,,mapped']);
  expect(leftOut).toMatchObject([
    {
      name: expect.stringMatching(/^code-maps\/CDM-\d+$/),
      inPart: true,
      message: 'A code may be an identifier of a person.',
    },
  ]);
  expect(files.get('specification.md')).toContain('### What it accounts for');
  expect(files.get('README.txt')).toMatch(
    /^Left out in part: code-maps\/CDM-\d+\. A code may be an identifier of a person\.$/m,
  );
  const all = [...files.values()].join('\n');
  for (const word of ['Garcia', '402-555-7788', owner]) expect(all).not.toContain(word);
});

test('nobody is given an interface that he does not see', async () => {
  const input = encodeURIComponent(JSON.stringify({ interface: server.owner.account.id }));
  const path = `/projects/${key}/parts/interoperability/pack?input=${input}`;
  expect((await server.owner.request('GET', path)).status).toBe(404);
  expect((await server.stranger.request('GET', path)).status).toBe(404);
});

describe('a specification on paper', () => {
  /** Produces it in a format. */
  async function produce(subject: string, format: string) {
    const body = { document: 'message-specification', subject, format };
    const { id } = jobView.parse((await server.owner.request('POST', `/projects/${key}/documents`, body)).body);
    const look = () => server.owner.read(jobView, `/jobs/${id}`);
    await until('it is produced', async () => ['done', 'failed'].includes((await look()).state), 60_000);
    const file = await fetch(`${server.address}${jobFilePath(id)}`, { headers: { cookie: server.owner.cookie } });
    return { job: await look(), bytes: new Uint8Array(await file.arrayBuffer()) };
  }

  test('says a profile field by field, out of the file that holds, in the formats that people ask for', async () => {
    const id = await createRecord(server.owner, key, 'messageProfile', { title: 'Admissions, small', end: 'target' });
    const bare = await produce(id, 'html');
    expect(strFromU8(bare.bytes)).toContain('No attached file says this profile field by field');
    const { profile } = readNistBundle([{ name: 'PROFILE.xml', text: XML }]);
    if (!profile) throw new Error('The bundle cannot be read');
    const path = `/projects/${key}/record/${id}/files?name=profile.json`;
    const { body } = await server.owner.request('POST', path, JSON.parse(writeProfile(profile)));
    const { hash } = z.object({ hash: z.string() }).parse(body);
    await server.owner.command(key, 'messageProfile.keep', { id, file: hash });
    const page = strFromU8((await produce(id, 'html')).bytes);
    for (const said of ['Admissions, small', 'ADT_A01', 'PID-1', 'Who it is', '1..2', 'As the target expects it'])
      expect(page).toContain(said);
    const docx = unzipSync((await produce(id, 'docx')).bytes);
    expect(strFromU8(docx['word/document.xml'] ?? new Uint8Array())).toContain('Who it is');
    expect(Object.keys(unzipSync((await produce(id, 'xlsx')).bytes))).toContain('xl/workbook.xml');
  });

  test('tells why when the file is no profile', async () => {
    const id = await createRecord(server.owner, key, 'messageProfile', { title: 'Broken' });
    const path = `/projects/${key}/record/${id}/files?name=profile.json`;
    const { hash } = z.object({ hash: z.string() }).parse((await server.owner.request('POST', path, { a: 1 })).body);
    await server.owner.command(key, 'messageProfile.keep', { id, file: hash });
    const { job } = await produce(id, 'html');
    expect(job.state).toBe('failed');
    expect(job.problems[0]?.message).toContain('The profile cannot be read');
  });
});

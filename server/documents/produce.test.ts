import { createRegistry, type DocumentDeclaration, type FieldValues, RECORD_COMMANDS } from '@callosum/kernel';
import { jobFilePath, jobView, producedDocument } from '@callosum/kernel/contract';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { reach } from '../jobs/testing/jobs.ts';
import type { TestClient } from '../testing/client.ts';
import { testRegistry } from '../testing/registry.ts';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';

const titleOf = (fields: FieldValues | undefined): string => (typeof fields?.title === 'string' ? fields.title : '');

const notes: DocumentDeclaration = {
  name: 'notes',
  label: 'Notes',
  help: 'All notes one may see.',
  build: ({ graph, notShown, nameOf, parts, at }) => ({
    title: 'Notes',
    subtitle: at.today,
    sections: [
      {
        title: 'All',
        blocks: [
          {
            type: 'table',
            caption: 'Notes',
            columns: [{ title: 'Note' }, { title: 'Owner' }],
            rows: [...graph.rows('note')].map(({ fields }) => [
              titleOf(fields),
              typeof fields.owner === 'string' ? nameOf(fields.owner) : null,
            ]),
            notShown: notShown('note'),
          },
        ],
      },
      ...parts,
    ],
  }),
};

const about: DocumentDeclaration = {
  name: 'about',
  label: 'About a note',
  help: 'One note.',
  subject: 'note',
  build: ({ subject }) => ({ title: titleOf(subject?.fields), sections: [] }),
};

const registry = createRegistry(
  [
    ...testRegistry.disciplines,
    {
      name: 'papers',
      label: 'Papers',
      kinds: [],
      commands: [],
      facts: [],
      documents: [notes, about],
      documentParts: [{ document: 'notes', build: () => [{ title: 'From another discipline', blocks: [] }] }],
    },
  ],
  RECORD_COMMANDS,
);

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster'), registry });
  await buildProject(server, { key: 'DOC' });
  await createRecord(server.owner, 'DOC', 'note', { title: 'For all', shared: true });
  await createRecord(server.owner, 'DOC', 'note', { title: 'For owners', owner: server.owner.account.id });
  for (const [title, size] of [
    ['Large', 30],
    ['Small', 1],
    ['=1+1', 20],
  ]) {
    await createRecord(server.owner, 'DOC', 'item', { title, size });
  }
});
afterAll(() => server.close());

/** Produces something as a person, and gives the answer's job when it has ended. */
async function produce(client: TestClient, path: string, body: object) {
  const answer = await client.request('POST', `/projects/DOC/${path}`, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return reach(client, jobView.parse(answer.body).id, 'done', 'failed');
}

async function fileOf(client: TestClient, job: { id: string }): Promise<Buffer> {
  const response = await fetch(`${server.address}${jobFilePath(job.id)}`, { headers: { cookie: client.cookie } });
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

const textOf = async (client: TestClient, job: { id: string }): Promise<string> =>
  (await fileOf(client, job)).toString('utf8');

describe('a document', () => {
  test('holds what its reader may see, says how much he may not, and where in the ledger it stands', async () => {
    const [mine, his] = [
      await produce(server.owner, 'documents', { document: 'notes', format: 'html' }),
      await produce(server.reader, 'documents', { document: 'notes', format: 'html' }),
    ];
    const [whole, part] = [await textOf(server.owner, mine), await textOf(server.reader, his)];
    expect(whole).toContain('For owners');
    expect(whole).toContain('From another discipline');
    expect(whole).toContain('Olive Owner');
    expect(whole).not.toContain('not shown');
    expect(part).toContain('For all');
    expect(part).not.toContain('For owners');
    expect(part).toContain('1 not shown');
    expect(part).toContain('Rita Reader. Others may see more or less.');

    const ledger = z.object({ events: z.number(), head: z.string() });
    const { events, head } = await server.owner.read(z.looseObject(ledger.shape), '/projects/DOC/ledger');
    const [latest] = await server.owner.read(z.array(producedDocument), '/projects/DOC/documents');
    expect(latest).toMatchObject({ sequence: events, head, format: 'html' });
    expect(whole).toContain(head);
  });

  test('is listed for whoever produced it and for owners, with the hash of its bytes', async () => {
    const list = (client: TestClient) => client.read(z.array(producedDocument), '/projects/DOC/documents');
    expect((await list(server.owner)).map(({ by }) => by)).toEqual([server.reader.account.id, server.owner.account.id]);
    expect((await list(server.reader)).map(({ by }) => by)).toEqual([server.reader.account.id]);
    expect((await server.stranger.request('GET', '/projects/DOC/documents')).status).toBe(404);
  });

  test('is the same to the byte when it is asked for again as of its ledger position, whatever has happened since', async () => {
    await createRecord(server.owner, 'DOC', 'note', { title: 'Then', shared: true });
    const asked = ['html', 'docx', 'xlsx'];
    const first = new Map<string, z.infer<typeof producedDocument>>();
    const newest = async () => {
      const [latest] = await server.owner.read(z.array(producedDocument), '/projects/DOC/documents');
      if (!latest) throw new Error('nothing was produced');
      return latest;
    };
    for (const format of asked) {
      await produce(server.owner, 'documents', { document: 'notes', format });
      first.set(format, await newest());
    }
    await createRecord(server.owner, 'DOC', 'note', { title: 'Afterwards', shared: true });
    for (const format of asked) {
      const before = first.get(format);
      await produce(server.owner, 'documents', { document: 'notes', format, position: before?.position });
      expect(await newest()).toMatchObject({ sha256: before?.sha256, sequence: before?.sequence });
      const now = await produce(server.owner, 'documents', { document: 'notes', format });
      expect((await newest()).sha256, now.id).not.toBe(before?.sha256);
    }
    const position = { sequence: 1_000_000, above: [], instant: '2027-01-01T00:00:00.000Z' };
    const job = await produce(server.owner, 'documents', { document: 'notes', format: 'html', position });
    expect(job).toMatchObject({ state: 'failed', problems: [{ path: ['position', 'sequence'] }] });
  });

  test('about a record needs one that its reader may see', async () => {
    const answer = await server.owner.request('POST', '/projects/DOC/documents', { document: 'about', format: 'html' });
    expect(answer).toMatchObject({ status: 400, body: { data: { problems: [{ path: ['subject'] }] } } });
    const id = await createRecord(server.owner, 'DOC', 'note', { title: 'Secret', owner: server.owner.account.id });
    const request = { document: 'about', subject: id, format: 'html' };
    expect(await textOf(server.owner, await produce(server.owner, 'documents', request))).toContain('Secret');
    expect((await produce(server.reader, 'documents', request)).problems).toMatchObject([{ code: 'not-found' }]);
  });

  test('of a day before the project says that there was none', async () => {
    const job = await produce(server.owner, 'documents', { document: 'notes', format: 'html', at: '2001-01-01' });
    expect(job).toMatchObject({ state: 'failed', problems: [{ path: ['at'], remedy: 'Choose a later day.' }] });
  });

  test('that nobody declares is refused', async () => {
    const answer = await server.owner.request('POST', '/projects/DOC/documents', { document: 'poem', format: 'pdf' });
    expect(answer.status).toBe(404);
  });
});

describe('a register', () => {
  test('comes out with the filter, the order and the columns it is seen with', async () => {
    const job = await produce(server.reader, 'registers', {
      kind: 'item',
      columns: ['title', 'size'],
      filter: JSON.stringify([{ field: 'size', op: 'from', value: 10 }]),
      sort: 'size',
      descending: true,
      format: 'xlsx',
    });
    expect(job.problems).toEqual([]);
    const entries = unzipSync(await fileOf(server.reader, job));
    const strings = Buffer.from(entries['xl/sharedStrings.xml'] ?? []).toString('utf8');
    const sheet = Buffer.from(entries['xl/worksheets/sheet2.xml'] ?? []).toString('utf8');
    expect(strings).toContain('=1+1');
    expect(strings).not.toContain('Small');
    expect(sheet).not.toContain('<f>');
    expect([...sheet.matchAll(/<c r="C\d+"[^>]*><v>(\d+)<\/v>/g)].map((match) => match[1]).slice(1)).toEqual([
      '30',
      '20',
    ]);
  });

  test('of an unknown kind or column is refused', async () => {
    const answer = await server.owner.request('POST', '/projects/DOC/registers', { kind: 'unicorn', format: 'xlsx' });
    expect(answer.status).toBe(404);
    const job = await produce(server.owner, 'registers', { kind: 'item', columns: ['horn'], format: 'xlsx' });
    expect(job.problems).toMatchObject([{ path: ['columns'], message: expect.stringContaining('horn') }]);
  });
});

describe('the style of the organisation', () => {
  const style = {
    name: 'Riverbend',
    accent: '#7a1f5c',
    font: 'serif',
    page: 'Letter',
    logo: null,
    footer: 'For the board only',
  };

  test('is set by owners, and documents follow it', async () => {
    expect((await server.reader.request('PUT', '/settings/document-style', style)).status).toBe(403);
    expect((await server.owner.request('PUT', '/settings/document-style', style)).status).toBe(200);
    const html = await textOf(
      server.owner,
      await produce(server.owner, 'documents', { document: 'notes', format: 'html' }),
    );
    for (const text of ['Riverbend', '#7a1f5c', 'size:Letter', 'Source Serif 4', 'For the board only']) {
      expect(html).toContain(text);
    }
    expect((await server.owner.request('GET', '/settings/document-style')).body).toEqual(style);
  });

  test('from before it had a foot is kept without one', async () => {
    const { pool, settings } = server.installation;
    const { footer: _, ...before } = style;
    await pool.query(`update installation_setting set value = $1 where name = 'documents.style'`, [
      JSON.stringify(before),
    ]);
    settings.forget();
    expect((await server.owner.request('GET', '/settings/document-style')).body).toEqual({ ...style, footer: '' });
  });

  test.each([
    ['accent', '#ffee00', 'too light'],
    ['accent', 'red', 'colour'],
    ['logo', 'aGVsbG8=', 'PNG'],
    ['page', 'A3', 'A4'],
    ['footer', 'Two\nlines', 'one line'],
    ['footer', 'x'.repeat(121), '120'],
  ])('%s cannot be %s', async (field, value, said) => {
    const answer = await server.owner.request('PUT', '/settings/document-style', { ...style, [field]: value });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toContain(said);
  });
});

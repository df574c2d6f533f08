import { API_PATH, contract, savedView } from '@callosum/kernel/contract';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { createBench } from '../jobs/testing/jobs.ts';
import { defineQuestion, type ServerPart } from '../parts/part.ts';
import type { TestClient } from '../testing/client.ts';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';
import { testRegistry } from '../testing/registry.ts';

/** The part of a discipline that answers one question. */
const answering: ServerPart = {
  name: 'test',
  jobs: [],
  questions: [
    defineQuestion({ name: 'count', input: z.strictObject({}), answer: async (_, { graph }) => graph.count('item') }),
  ],
};

let server: TestServer;
let key = '';
let record = '';
let link = '';
let file = '';
let criterion = '';
let view = '';
let webhook = '';
let job = '';
let uploaded = '';
let imported = '';

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster'), jobs: () => createBench().jobs, parts: () => [answering] });
  const project = await buildProject(server);
  ({ key } = project);
  job = await server.installation.jobs.start({
    name: 'write',
    input: { text: 'somebody’s work' },
    scope: project.id,
    asking: { id: server.reader.account.id },
  });
  const to = await createRecord(server.owner, key, 'item');
  record = await createRecord(server.owner, key, 'item');
  criterion = await createRecord(server.owner, key, 'checkpoint', { fact: 'items.overdue', most: 0 });
  const { result } = await server.owner.command(key, 'link.create', { type: 'item.needs', from: record, to });
  link = z.object({ id: z.string() }).parse(result).id;
  const files = `/projects/${key}/record/${record}/files`;
  const attached = await server.owner.request('POST', `${files}?name=plan.json`, { beds: 28 });
  file = z.object({ hash: z.string() }).parse(attached.body).hash;
  uploaded = z.object({ hash: z.string() }).parse((await server.owner.upload('Item\nx\n')).body).hash;
  const other = z.object({ hash: z.string() }).parse((await server.owner.upload('Item\nother\n')).body).hash;
  const brought = await server.owner.request('POST', `/projects/${key}/tables/import`, {
    ...table(),
    file: other,
    mapping,
  });
  imported = z.object({ run: z.string() }).parse(brought.body).run;
  const shared = { name: 'Everybody’s', shared: true, definition: {} };
  const told = await server.owner.request('POST', `/projects/${key}/webhooks`, {
    address: 'https://hooks.example.org/',
  });
  webhook = z.object({ id: z.string() }).parse(told.body).id;
  view = savedView.parse((await server.owner.request('POST', `/projects/${key}/views/item`, shared)).body).id;
});
afterAll(() => server.close());

/** Routes that only somebody who may write is answered at. */
const WRITERS = new Set([
  'people.invite',
  'people.setRoles',
  'views.remove',
  'templates.keep',
  'tables.preview',
  'tables.run',
  'importRuns.undo',
  'redactions.find',
  'webhooks.list',
  'webhooks.create',
  'webhooks.rotate',
  'webhooks.ping',
  'webhooks.pause',
  'webhooks.resume',
  'webhooks.attempts',
  'webhooks.remove',
  'redactions.due',
  'commands.state',
  'commands.preview',
]);

interface Call {
  readonly name: string;
  readonly method: string;
  readonly path: () => string;
  readonly body?: () => unknown;
}

const routeShape = z.object({ method: z.string(), path: z.string() });

/** Every route of the contract, found in it, so that a new one cannot be forgotten here. */
function routesOf(value: unknown, name: string): { name: string; method: string; path: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const meta = '~orpc' in value && typeof value['~orpc'] === 'object' ? value['~orpc'] : undefined;
  if (meta && 'route' in meta) return [{ name, ...routeShape.parse(meta.route) }];
  return Object.entries(value).flatMap(([part, inner]) => routesOf(inner, name ? `${name}.${part}` : part));
}

const hash = 'a'.repeat(64);
const mapping = {
  kind: 'item',
  columns: [{ header: 'Item', field: 'title' }],
  match: 'title',
  clearEmpty: false,
};
const table = () => ({ file: uploaded, name: 'items.csv' });
const BODIES: Readonly<Record<string, () => unknown>> = {
  'people.join': () => ({ token: 'x'.repeat(43), name: 'N', email: 'n@example.org', password: 'long enough for it' }),
  'people.invite': () => ({ role: 'reader', project: key }),
  'people.setRoles': () => ({ project: key, roles: [] }),
  'imports.preview': () => ({ file: hash, name: 'plan.xml', key }),
  'imports.run': () => ({ file: hash, name: 'plan.xml', key }),
  'scopes.create': () => ({ type: 'project', parent: key, key: 'FRESH', title: 'Fresh', zone: 'UTC' }),
  'templates.keep': () => ({ title: 'Ours' }),
  'scopes.move': () => ({ parent: key }),
  'ledger.verify': () => ({}),
  'tables.read': table,
  'tables.remembered': () => ({ kind: 'item', header: ['Item'] }),
  'tables.preview': () => ({ ...table(), mapping }),
  'tables.run': () => ({ ...table(), mapping }),
  'commands.state': () => ({ input: { id: record } }),
  'commands.preview': () => ({ input: { id: record } }),
  'redactions.find': () => ({ words: 'anything' }),
  'collaboration.watch': () => ({ watching: true }),
  'collaboration.here': () => ({ tab: 'a-window-of-it', here: true, editing: true, field: null }),
  'documents.produce': () => ({ document: 'sheet', format: 'html' }),
  'documents.register': () => ({ kind: 'item', format: 'html' }),
  'webhooks.create': () => ({ address: 'https://hooks.example.org/' }),
  'views.save': () => ({ name: 'Mine', shared: false, definition: {} }),
};

const QUERIES: Readonly<Record<string, string>> = { 'records.groups': '?group=state' };

const READS: Call[] = [];
const WRITES: Call[] = [];
const OPEN = new Set(['status', 'me', 'people.join', 'people.askReset', 'people.resetPassword']);
/** For owners of the organisation; `identity/accounts.test.ts` asks them, and `app/tests/demonstration.test.ts`. */
const OWNERS = new Set(['people.endSessions', 'people.setActive', 'demonstrations.load']);
/** Answers with what one may see, which may be nothing. */
const OWN = new Set([
  'projects.list',
  'people.list',
  'jobs.list',
  'day.get',
  'day.unread',
  'day.read',
  'scopes.list',
  'templates.list',
  'search.find',
]);

for (const { name, method, path } of routesOf(contract, '')) {
  // The style of documents is the organisation's, and has a test of its own (documents/produce.test.ts).
  if (name === 'documents.style' || name === 'documents.setStyle') continue;
  // What somebody does about his own account has a test of its own (identity/rights.test.ts).
  if (OPEN.has(name) || OWN.has(name) || OWNERS.has(name) || name === 'commands.run' || name.startsWith('identity.'))
    continue;
  // How somebody is told is his own as well (notices/mail-notices.test.ts).
  if (name.startsWith('notices.')) continue;
  const filled = (): string =>
    `${path}${QUERIES[name] ?? ''}`
      .replace('{key}', key)
      .replace('{account}', server.owner.account.id)
      .replace('{kind}', 'item')
      .replace('{command}', 'redaction.approve')
      .replace('{id}', name.startsWith('jobs.') ? job : name.startsWith('importRuns.') ? imported : record)
      .replace('{criterion}', criterion)
      .replace('{view}', name === 'projects.view' ? 'inventory' : view)
      .replace('{part}', 'test')
      .replace('{question}', 'count')
      .replace('{webhook}', webhook);
  const body = BODIES[name];
  const call: Call = { name, method, path: filled, ...(body ? { body } : {}) };
  (name.startsWith('imports.') || name.startsWith('scopes.') || WRITERS.has(name) ? WRITES : READS).push(call);
}
READS.push(
  { name: 'stream', method: 'GET', path: () => `/projects/${key}/stream` },
  { name: 'proof', method: 'GET', path: () => `/projects/${key}/ledger/events/1/proof` },
  { name: 'calendar', method: 'GET', path: () => `/projects/${key}/calendar.ics` },
  { name: 'attachment', method: 'GET', path: () => `/projects/${key}/record/${record}/files/${file}` },
);
WRITES.push({
  name: 'attachment.add',
  method: 'POST',
  path: () => `/projects/${key}/record/${record}/files?name=more.json`,
  body: () => ({ beds: 29 }),
});

const INPUTS: Readonly<Record<string, () => unknown>> = {
  'record.create': () => ({ kind: 'item', fields: { title: 'x' } }),
  'record.update': () => ({ id: record, fields: { size: 5 } }),
  'record.move': () => ({ id: record, move: 'close' }),
  'record.edit': () => ({ records: [{ id: record, fields: { size: 5 } }] }),
  'record.tick': () => ({ id: record, field: 'title', item: 1, done: true }),
  'record.withdraw': () => ({ id: record }),
  'record.restore': () => ({ id: record }),
  'record.detach': () => ({ id: record, hash: file, name: 'plan.json' }),
  'link.create': () => ({ type: 'item.needs', from: record, to: criterion }),
  'link.update': () => ({ id: link, fields: { lag: 9 } }),
  'link.review': () => ({ ids: [link] }),
  'link.remove': () => ({ id: link }),
  'item.createMany': () => ({ titles: ['x'] }),
  'item.stamp': () => ({ about: record }),
  'post.mine': () => ({}),
  'record.share': () => ({ id: record, person: server.reader.account.id }),
  'record.unshare': () => ({ id: record, person: server.reader.account.id }),
  'redaction.ask': () => ({ reason: 'other', places: [{ record, field: 'title' }] }),
  'redaction.approve': () => ({ id: record }),
  'disposal.ask': () => ({ records: [record] }),
  'redaction.decline': () => ({ id: record }),
  'comment.add': () => ({ on: record, text: 'Said by nobody' }),
  'comment.edit': () => ({ id: record, text: 'Said by nobody' }),
  'comment.withdraw': () => ({ id: record }),
  'checkpoint.decide': () => ({ id: criterion, sequence: 1 }),
};

/** What a refused reader is told: `restore` of what is not withdrawn, a tick in what is no list and a link of the wrong kinds end before rights are asked. */
const UNREFUSED = new Set(['record.restore', 'record.tick', 'link.create']);

for (const command of testRegistry.commands.values()) {
  if (command.internal) continue;
  WRITES.push({
    name: command.name,
    method: 'POST',
    path: () => `/projects/${key}/commands/${command.name}`,
    body: () => ({ input: INPUTS[command.name]?.() }),
  });
}

/** The status only: a stream that was let in never ends by itself. */
async function ask(client: TestClient, { method, path, body }: Call): Promise<number> {
  const leaving = new AbortController();
  const sent = body === undefined && method !== 'GET' ? {} : body?.();
  const response = await fetch(`${server.address}${API_PATH}${path()}`, {
    method,
    signal: leaving.signal,
    headers: { 'content-type': 'application/json', ...(client.cookie ? { cookie: client.cookie } : {}) },
    ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
  });
  const { status } = response;
  leaving.abort();
  return status;
}

const head = async (): Promise<number> =>
  (await server.owner.read(z.looseObject({ events: z.number() }), `/projects/${key}/ledger`)).events;

describe('without a session', () => {
  test.each([...READS, ...WRITES])('$name is not answered', async (call) => {
    expect(await ask(server.anonymous, call)).toBe(401);
  });

  test('what one may see is not answered either, and nothing can be uploaded', async () => {
    expect((await server.anonymous.request('GET', '/projects')).status).toBe(401);
    expect((await server.anonymous.request('GET', '/people')).status).toBe(401);
    expect((await server.anonymous.upload('plan')).status).toBe(401);
  });

  test('one learns the version, whether setup is needed, and the shape of the API', async () => {
    expect((await server.anonymous.request('GET', '/status')).body).toEqual({
      version: '0.0.0-test',
      setupNeeded: false,
      providers: [],
    });
    expect((await server.anonymous.request('GET', '/me')).body).toBeNull();
    expect((await server.anonymous.request('GET', '/openapi.json')).body).toMatchObject({
      openapi: expect.any(String),
    });
  });

  test('a session that was made up is none', async () => {
    const made = { cookie: 'callosum.session_token=abc.def' };
    expect((await server.anonymous.request('GET', '/projects', undefined, made)).status).toBe(401);
  });
});

describe('an account without a role in the project', () => {
  test.each([...READS, ...WRITES])('finds nothing at $name', async (call) => {
    expect(await ask(server.stranger, call)).toBe(404);
  });

  test('gets the same answer as for a project that is not there', async () => {
    const [hidden, missing] = await Promise.all(
      [key, 'NOT-THERE'].map((project) => server.stranger.request('GET', `/projects/${project}`)),
    );
    expect(hidden).toMatchObject({ status: 404 });
    expect(JSON.stringify(hidden?.body).replaceAll(key, 'NOT-THERE')).toBe(JSON.stringify(missing?.body));
  });

  test('sees only its own project and only the people in it', async () => {
    const cards = await server.stranger.read(z.array(z.looseObject({ key: z.string() })), '/projects');
    expect(cards.map((card) => card.key)).toEqual(['ELSEWHERE']);
    const people = await server.stranger.read(z.array(z.object({ name: z.string() })), '/people');
    // Those of the organisation reach down into every project and may be named there; others may not.
    expect(people.map(({ name }) => name).sort()).toEqual(['Console', 'Olive Owner', 'Rita Reader', 'Sam Stranger']);
  });

  test('does not learn who is in other projects', async () => {
    const invitation = await server.owner.request('POST', '/people/invitations', { role: 'reader', project: key });
    const { path } = z.object({ path: z.string() }).parse(invitation.body);
    const joined = await server.anonymous.request('POST', '/people/join', {
      token: path.split('/').at(-1),
      name: 'Gus Guest',
      email: 'gus@example.org',
      password: 'a guest of one project',
    });
    expect(joined.status).toBe(200);
    const people = await server.stranger.read(z.array(z.object({ name: z.string() })), '/people');
    expect(people.map(({ name }) => name)).not.toContain('Gus Guest');
    const all = await server.owner.read(z.array(z.object({ name: z.string() })), '/people');
    expect(all.map(({ name }) => name)).toContain('Gus Guest');
  });

  test('cannot start a project', async () => {
    const body = { file: hash, name: 'plan.xml', key: 'FRESH' };
    expect((await server.stranger.request('POST', '/imports', body)).status).toBe(404);
  });

  test('cannot invite into the organisation', async () => {
    expect((await server.stranger.request('POST', '/people/invitations', { role: 'owner' })).status).toBe(404);
  });
});

describe('a reader', () => {
  // Figures are of anonymous answers only, and items are none: `anonymous.test.ts` asks for them.
  test.each(READS.filter(({ name }) => name !== 'records.results'))('is answered at $name', async (call) => {
    expect(await ask(server.reader, call)).toBe(200);
  });

  test.each(WRITES.filter(({ name }) => !UNREFUSED.has(name)))('is refused at $name', async (call) => {
    const before = await head();
    expect(await ask(server.reader, call)).toBe(403);
    expect(await head()).toBe(before);
  });

  test('is refused to restore and to link as well', async () => {
    const gone = await createRecord(server.owner, key, 'item');
    await server.owner.command(key, 'record.withdraw', { id: gone });
    expect((await server.reader.attempt(key, 'record.restore', { id: gone })).status).toBe(403);
    const to = await createRecord(server.owner, key, 'item');
    const wanted = { type: 'item.needs', from: record, to };
    expect((await server.reader.attempt(key, 'link.create', wanted)).status).toBe(403);
  });

  test('cannot upload', async () => {
    expect((await server.reader.upload('plan')).status).toBe(403);
  });

  test('cannot start a project', async () => {
    const body = { file: hash, name: 'plan.xml', key: 'FRESH' };
    expect((await server.reader.request('POST', '/imports', body)).status).toBe(403);
  });
});

describe('a record the reader may not see', () => {
  test('is not found, nor its history, its events and its proofs', async () => {
    const id = await createRecord(server.owner, key, 'note', { title: 'Confidential matter' });
    const sequence = await head();
    const about = await createRecord(server.owner, key, 'item', { title: 'In the open' });
    await server.owner.command(key, 'link.create', { type: 'item.main', from: about, to: id });
    expect((await server.reader.request('GET', `/projects/${key}/record/${id}`)).status).toBe(404);
    expect((await server.reader.request('GET', `/projects/${key}/record/${id}/history`)).status).toBe(404);
    expect((await server.reader.request('GET', `/projects/${key}/ledger/events/${sequence}/proof`)).status).toBe(404);
    expect((await server.owner.request('GET', `/projects/${key}/ledger/events/${sequence}/proof`)).status).toBe(200);
    for (const path of ['/ledger/events', `/record/${about}`, `/record/${about}/history`, '/records/note']) {
      const { status, body } = await server.reader.request('GET', `/projects/${key}${path}`);
      expect(status).toBe(200);
      expect(JSON.stringify(body)).not.toContain('Confidential');
      expect(JSON.stringify(body)).not.toContain(id);
    }
  });
});

describe('an answer to a wrong request', () => {
  const errorShape = z.object({
    code: z.string(),
    data: z.object({ problems: z.array(z.object({ code: z.string(), message: z.string(), path: z.array(z.json()) })) }),
  });

  test('names the part of the request that is wrong, in the contract’s own form', async () => {
    const body = { token: 'x'.repeat(43), name: 'N', email: 'n@example.org', password: 'short' };
    const { status, body: answer } = await server.anonymous.request('POST', '/people/join', body);
    expect(status).toBe(400);
    expect(errorShape.parse(answer)).toMatchObject({
      code: 'INVALID',
      data: { problems: [{ code: 'invalid', path: ['password'], message: 'must have at least 12 characters' }] },
    });
  });

  test('says so for a record id that is none and for a page too large', async () => {
    expect((await server.owner.request('GET', `/projects/${key}/record/17`)).status).toBe(400);
    expect((await server.owner.request('GET', `/projects/${key}/records/item?limit=5000`)).status).toBe(400);
  });

  test.each([
    ['/records/nothing', 404],
    ['/records/item?sort=nothing', 400],
    ['/records/item?sort=constructor', 400],
    ['/records/item?filter=%00', 400],
    [`/record/${randomUUID()}`, 404],
    [`/criteria/${randomUUID()}/rows`, 404],
    ['/readiness?at=2027-02-30', 400],
    ['/ledger/events/0/proof', 404],
    ['/ledger/events/99999999999999999999/proof', 404],
    ['/ledger/events/x/proof', 404],
  ])('%s is %i', async (path, status) => {
    expect((await server.owner.request('GET', `/projects/${key}${path}`)).status).toBe(status);
  });

  test('that is not JSON is told so', async () => {
    const response = await fetch(`${server.address}${API_PATH}/projects/${key}/commands/record.create`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: server.owner.cookie },
      body: '{"input": ',
    });
    expect(response.status).toBe(400);
  });

  test('beyond 8 MiB is not read', async () => {
    const { status } = await server.owner.attempt(key, 'item.createMany', { titles: ['x'.repeat(9 * 1_048_576)] });
    expect(status).toBe(413);
  });
});

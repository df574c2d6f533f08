import { type Change, createSight, ROLES, type Role, type Row } from '@callosum/kernel';
import { found } from '@callosum/kernel/contract';
import { occurrences, readQuery, type TextQuery, textsOf, wordsOf } from '@callosum/kernel/search';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { z } from 'zod';
import { CONSOLE } from '../identity/access.ts';
import { newId } from '../store/new-id.ts';
import type { TestClient } from '../testing/client.ts';
import { buildMatrix, type Matrix } from '../testing/matrix/index.ts';
import { buildProject } from '../testing/server.ts';
import { rightsRegistry } from '../testing/rights-kinds.ts';
import { searchRecords, wordsQuestion } from '../store/search.ts';
import { placesOf } from './places.ts';

type Found = z.infer<typeof found>;

/** Few words, so that they meet; with forms, accents and joints. */
const WORDS = ['plan', 'planning', 'Übung', 'uebung', 'HL7', 'hl7v2', 'portal', 'patient', 'Straße', 'a', 'ward-7'];

let matrix: Matrix;
let second: { key: string; id: string };

const textOf = (seed: number, length: number): string =>
  Array.from({ length }, (_, n) => WORDS[(seed * 7 + n * (seed % 5) + n * n) % WORDS.length] ?? '').join(' ');

/** Jobs, dossiers with a verdict that not everybody sees, scores that nobody sees but his own, and what was said about them. */
function changes(people: readonly string[]): Change[] {
  const made: Change[] = [];
  const panel = newId();
  made.push({ action: 'create', kind: 'panel', id: panel, fields: { title: 'portal panel' } });
  for (let n = 0; n < 40; n += 1) {
    const [id, said] = [newId(), newId()];
    const owner = people[n % people.length] ?? '';
    if (n % 3 === 0) {
      const verdict = textOf(n + 3, 3);
      const state = n % 2 === 0 ? 'closed' : 'open';
      made.push({ action: 'create', kind: 'dossier', id, fields: { title: textOf(n, 2), verdict, owner }, state });
    } else if (n % 3 === 1) {
      made.push({ action: 'create', kind: 'job', id, fields: { title: textOf(n, 3), owner } });
    } else {
      made.push({ action: 'create', kind: 'score', id, fields: { title: textOf(n, 2), assessor: owner } });
      made.push({ action: 'link', id: newId(), type: 'score.of', from: id, to: panel });
    }
    const fields = { title: 'DOS-1', text: textOf(n + 1, 4), author: owner };
    if (n % 4 === 0) {
      made.push({ action: 'create', kind: 'comment', id: said, fields });
      made.push({ action: 'link', id: newId(), type: 'comment.on', from: said, to: id });
    }
    if (n % 11 === 0) made.push({ action: 'withdraw', id });
  }
  return made;
}

beforeAll(async () => {
  matrix = await buildMatrix(inject('cluster'), rightsRegistry);
  const people = [...matrix.clients.values()].map(({ account }) => account.id);
  await matrix.make(changes(people));
  second = await buildProject(matrix.server);
  const { writes, access } = matrix.server.installation;
  await access.setRoles(matrix.server.owner.account.id, clientOf('reader').account.id, second.id, ['manager']);
  await access.setRoles(matrix.server.owner.account.id, clientOf('partner').account.id, second.id, ['partner']);
  const commands = [{ command: 'matrix.make', input: { changes: changes(people) } }];
  await writes.execute({ scope: second.id, actor: CONSOLE, commands, internal: true });
});
afterAll(() => matrix.server.close());

function clientOf(role: Role): TestClient {
  const client = matrix.clients.get(role);
  if (!client) throw new Error(`Nobody is ${role}`);
  return client;
}

const search = (client: TestClient, q: string, more = ''): Promise<Found> =>
  client.read(found, `/search?limit=50&q=${encodeURIComponent(q)}${more}`);

async function searchAll(client: TestClient, q: string): Promise<string[]> {
  const ids: string[] = [];
  for (let offset = 0; ; offset += 50) {
    const page = await search(client, q, `&offset=${offset}`);
    ids.push(...page.hits.map(({ record }) => record.id));
    expect(page.more).toBe(false);
    if (page.hits.length < 50) {
      expect(ids).toHaveLength(page.total);
      return ids;
    }
  }
}

/** The same by going through every record and reading what is seen of it. */
async function naive(client: TestClient, query: TextQuery): Promise<string[]> {
  const { registry, graphs, access } = matrix.server.installation;
  const ids: string[] = [];
  for (const scope of [matrix.scope, second.id]) {
    const actor = await access.actorIn({ id: client.account.id }, scope);
    if (actor.roles.length === 0) continue;
    const graph = await graphs.of(scope);
    const sight = createSight(registry, graph, actor);
    for (const kind of registry.kinds.values()) {
      for (const { id } of kind.name === 'share' ? [] : graph.rows(kind.name)) {
        const row = graph.owns(id) ? sight.row(id) : undefined;
        if (row && matches(row, query)) ids.push(id);
      }
    }
  }
  return ids;
}

function matches(row: Row, { terms }: TextQuery): boolean {
  const kind = matrix.server.installation.registry.kinds.get(row.kind);
  const texts = kind ? textsOf(kind, row.fields).map(({ text }) => wordsOf(text)) : [];
  return terms.every((term) => texts.some((words) => occurrences(term, words).length > 0) !== term.not);
}

const word = fc.constantFrom(...WORDS, 'pla', 'planned', 'port', 'ward', '7', 'nothing', 'ubung');
const term = fc.oneof(
  { weight: 4, arbitrary: word },
  { weight: 1, arbitrary: fc.tuple(word, word).map(([a, b]) => `"${a} ${b}"`) },
  { weight: 1, arbitrary: word.map((one) => `-${one}`) },
  { weight: 1, arbitrary: word.map((one) => `"${one}"`) },
);
/** Alone, a number is that of a record as well, and a minus leaves nothing to look for. */
const typed = fc
  .array(term, { minLength: 1, maxLength: 3 })
  .map((terms) => terms.join(' '))
  .filter((text) => readQuery(text).terms.some(({ not }) => !not) && !readQuery(text).number);

describe('a search', () => {
  test.each(ROLES.map((role) => [role] as const))(
    'as %s finds exactly the records in whose visible texts the words stand',
    async (role) => {
      const client = clientOf(role);
      let most = 0;
      await fc.assert(
        fc.asyncProperty(typed, async (q) => {
          const expected = await naive(client, readQuery(q));
          most = Math.max(most, expected.length);
          expect((await searchAll(client, q)).sort()).toEqual(expected.sort());
        }),
        { numRuns: 25, seed: 20_270_112 },
      );
      expect(most).toBeGreaterThan(0);
    },
  );

  test('shows no word of a field that is hidden, though the record is found by others', async () => {
    const id = newId();
    const fields = { title: 'Zebra crossing', verdict: 'quagga in the corridor', cost: 12 };
    await matrix.make([{ action: 'create', kind: 'dossier', id, fields }]);
    expect((await search(clientOf('manager'), 'quagga')).hits).toMatchObject([
      { record: { id }, text: { label: 'Verdict', pieces: [{ text: 'quagga', hit: true }, { hit: false }] } },
    ]);
    expect(await search(clientOf('lead'), 'quagga')).toEqual({ total: 0, more: false, unknown: [], hits: [] });
    // Neither does it keep a record from being found, which would tell as much.
    const shown = await search(clientOf('lead'), 'zebra -quagga');
    expect(shown).toMatchObject({ total: 1, hits: [{ record: { id }, text: null }] });
    expect((await search(clientOf('manager'), 'zebra -quagga')).total).toBe(0);
    expect(JSON.stringify(shown)).not.toContain('corridor');
  });

  test('finds a comment with the record it is about, and neither for whom that is hidden', async () => {
    const [id, said] = [newId(), newId()];
    const assessor = clientOf('lead').account.id;
    await matrix.make([
      { action: 'create', kind: 'score', id, fields: { title: 'Blind', assessor } },
      { action: 'create', kind: 'comment', id: said, fields: { title: 'SCO-1', text: 'okapi', author: assessor } },
      { action: 'link', id: newId(), type: 'comment.on', from: said, to: id },
    ]);
    expect((await search(clientOf('lead'), 'okapi')).hits).toMatchObject([{ record: { id: said }, about: { id } }]);
    expect((await search(clientOf('manager'), 'okapi')).total).toBe(0);
  });

  test('is narrowed by kind and project, and says when there is no such', async () => {
    const manager = clientOf('reader');
    const all = await searchAll(manager, 'portal');
    const jobs = await searchAll(manager, 'portal kind:job');
    const dossiers = await searchAll(manager, 'portal kind:Dossiers');
    expect(jobs.length).toBeGreaterThan(0);
    expect(all).toEqual(expect.arrayContaining([...jobs, ...dossiers]));
    const there = await search(manager, `portal project:${second.key.toLowerCase()}`);
    expect(new Set(there.hits.map(({ project }) => project.key))).toEqual(new Set([second.key]));
    expect((await search(manager, 'portal kind:unicorn')).unknown).toEqual(['kind:unicorn']);
    // Of a project that is closed to him nobody learns that it is there.
    expect((await search(clientOf('lead'), `portal project:${second.key}`)).unknown).toEqual([`project:${second.key}`]);
  });

  test('is narrowed to kinds that somebody chooses from, whatever was typed, and to all of them when nothing was', async () => {
    const owner = clientOf('owner');
    const only = (q: string, kinds: string) =>
      search(owner, q, `&kinds=${kinds}`).then(({ hits }) => new Set(hits.map(({ record }) => record.kind)));
    const found = await only('portal', 'job,dossier');
    expect([...found].sort()).toEqual(['dossier', 'job']);
    expect(await only('portal kind:dossier', 'job')).toEqual(new Set());
    expect(await only('', 'panel')).toEqual(new Set(['panel']));
    expect(await only('portal', 'unicorn')).toEqual(new Set());
  });

  test('finds a record by its number before those that speak of it', async () => {
    const { hits } = await search(clientOf('manager'), 'DOS-1');
    const kinds = hits.map(({ record }) => record.kind);
    expect(hits[0]).toMatchObject({ record: { kind: 'dossier', number: 1 } });
    expect(kinds).toContain('comment');
  });

  test('puts what stands in a title first', async () => {
    const [inText, inTitle] = [newId(), newId()];
    await matrix.make([
      { action: 'create', kind: 'dossier', id: inTitle, fields: { title: 'Wombat' } },
      { action: 'create', kind: 'dossier', id: inText, fields: { title: 'Other', plan: 'ask the wombat' } },
    ]);
    const { hits } = await search(clientOf('manager'), 'wombats');
    expect(hits.map(({ record }) => record.id)).toEqual([inTitle, inText]);
    expect(hits[0]?.title).toEqual([{ text: 'Wombat', hit: true }]);
  });

  test('needs an account', async () => {
    expect((await matrix.server.anonymous.request('GET', '/search?q=portal')).status).toBe(401);
  });

  test('finds the same whether the records are walked through or the index is asked', async () => {
    const { db } = matrix.server.installation;
    const everything = { offset: 0, limit: 1_000, kinds: undefined };
    const places = await placesOf(matrix.server.installation, { id: clientOf('lead').account.id }, []);
    let [most, few] = [0, 0];
    await fc.assert(
      fc.asyncProperty(typed, async (q) => {
        const question = wordsQuestion(readQuery(q));
        const walked = await searchRecords(db, places, question, everything);
        const indexed = await searchRecords(db, places, question, { ...everything, walked: 0 });
        const further = await searchRecords(db, places, question, { ...everything, sampled: 10 });
        const halfway = await searchRecords(db, places, question, { ...everything, walked: 20 });
        expect(indexed).toMatchObject({ total: walked.total, more: false, hits: walked.hits });
        expect(further).toMatchObject({ total: walked.total, more: false, hits: walked.hits });
        expect(halfway).toMatchObject({ total: walked.total, more: false, hits: walked.hits });
        most = Math.max(most, walked.total);
        few += walked.total > 0 ? 1 : 0;
      }),
      { numRuns: 40, seed: 20_270_113 },
    );
    expect(most).toBeGreaterThan(10);
    expect(few).toBeGreaterThan(10);
  });
});

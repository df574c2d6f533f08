import {
  type Field,
  type FieldValues,
  groupFields,
  type Json,
  type Kind,
  may,
  mayRow,
  predicateFor,
  readValues,
  type Role,
  ROLES,
  type Row,
  STATE_FIELD,
} from '@callosum/kernel';
import {
  found,
  historyEntry,
  jobFilePath,
  jobView,
  readiness,
  recordGroups,
  recordPage,
  recordView,
} from '@callosum/kernel/contract';
import { exampleValue } from '@callosum/kernel/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { headerOf, type StoredRow } from '../../store/events.ts';
import { reach } from '../../jobs/testing/jobs.ts';
import type { TestClient } from '../client.ts';
import { type Matrix, WORD } from './build.ts';
import { openStream } from '../stream.ts';

const project = z.looseObject({ counts: z.record(z.string(), z.number()) });
const history = z.object({ total: z.number(), events: z.array(historyEntry) });
const rows = z.looseObject({
  rows: z.array(z.looseObject({ record: z.looseObject({ id: z.string() }) })),
  notShown: z.number(),
});

/** Thousands of requests, on a machine that may have other things to do. */
const PATIENCE = 120_000;
/** Kinds of which every role is given an export. */
const MOST_EXPORTED = 10;

/** Asks the real server, as somebody of every role, for everything there is and does everything one can try. */
export function describeMatrix(build: () => Promise<Matrix>, expectedUnmade: readonly string[] = []) {
  let matrix: Matrix;
  beforeAll(async () => {
    matrix = await build();
  }, 2 * PATIENCE);
  afterAll(() => matrix.server.close());

  const clientOf = (role: Role): TestClient => {
    const client = matrix.clients.get(role);
    if (!client) throw new Error(`Nobody is ${role}`);
    return client;
  };
  const path = (rest: string): string => `/projects/${matrix.key}${rest}`;
  const rowsOf = (kind: Kind): readonly Row[] => [...matrix.graph.rows(kind.name)];
  /** The fields of a record as they are shown: what is worked out among them. */
  const shownOf = (row: Row): FieldValues => {
    const kind = matrix.kinds.find(({ name }) => name === row.kind);
    return kind ? readValues(kind, row.fields, new Date().toISOString().slice(0, 10)) : row.fields;
  };
  /** How much of a kind is tried: all of it, or of one whose rules another one has, little. */
  const sample = <T>(kind: Kind, all: readonly T[], most: number): readonly T[] =>
    all.slice(0, matrix.typical.has(kind.name) ? most : 1);
  /** Every export is a job: of many kinds each role asks for two, and all of them together for all. */
  const exported = (role: Role): readonly Kind[] => {
    const typical = matrix.kinds.filter(({ name }) => matrix.typical.has(name));
    if (typical.length <= MOST_EXPORTED) return typical;
    const first = (ROLES.indexOf(role) * 2) % (typical.length - 1);
    return typical.slice(first, first + 2);
  };
  const idsOf = (some: readonly { readonly id: string }[]): string[] => some.map(({ id }) => id).sort();

  test('there is an example of every kind', () => {
    expect([...matrix.unmade.keys()]).toEqual(expectedUnmade);
    expect(matrix.kinds.length).toBeGreaterThan(5);
  });

  describe.each(ROLES)('as %s', { timeout: PATIENCE }, (role) => {
    test('lists, searches, groups and counts show what may be read, and nothing else', async () => {
      const client = clientOf(role);
      const { actor, sight } = await matrix.seen(role);
      const { counts } = await client.read(project, path(''));
      for (const kind of matrix.kinds) {
        const expected = rowsOf(kind).filter(sight.sees);
        expect(counts[kind.name], kind.name).toBe(expected.length);
        const register = path(`/records/${kind.name}`);
        if (!predicateFor(kind, 'read', actor)) {
          expect((await client.request('GET', register)).status, kind.name).toBe(403);
          continue;
        }
        const page = await client.read(recordPage, `${register}?limit=500`);
        expect(idsOf(page.rows), kind.name).toEqual(idsOf(expected));
        expect(page.total).toBe(expected.length);
        for (const row of expected) {
          const told = page.rows.find(({ id }) => id === row.id);
          expect(told?.fields, kind.name).toEqual(shownOf(sight.shown(row)));
        }
        if (!matrix.typical.has(kind.name)) continue;
        const matching = await client.read(recordPage, `${register}?limit=500&search=${WORD.toLowerCase()}`);
        const named = expected.filter(({ fields }) => titleOf(fields).startsWith(WORD));
        expect(idsOf(matching.rows), kind.name).toEqual(idsOf(named));
        if (groupFields(kind).includes(STATE_FIELD)) {
          const { groups } = await client.read(recordGroups, `${register}/groups?group=${STATE_FIELD}`);
          expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(expected.length);
        }
        await orderTellsNothing(client, kind, register, expected);
      }
    });

    /** Sorted by a field that is not seen, the list is in the order of its numbers. */
    async function orderTellsNothing(client: TestClient, kind: Kind, register: string, expected: readonly Row[]) {
      const { sight } = await matrix.seen(role);
      for (const [name, field] of Object.entries(kind.fields)) {
        if (!field.read || !expected.every((row) => sight.hidden(row).has(name))) continue;
        const sorted = await client.read(recordPage, `${register}?limit=500&sort=${name}`);
        const numbers = sorted.rows.map(({ number }) => number);
        expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
      }
    }

    test('searches across and exports hold what may be read, and nothing else', async () => {
      const client = clientOf(role);
      const { actor, sight } = await matrix.seen(role);
      for (const kind of matrix.kinds.filter(({ name }) => matrix.typical.has(name))) {
        const named = rowsOf(kind).filter((row) => sight.sees(row) && titleOf(row.fields).startsWith(WORD));
        const q = encodeURIComponent(`${WORD} kind:${kind.name}`);
        const { hits, total } = await client.read(found, `/search?key=${matrix.key}&limit=50&q=${q}`);
        expect(total, kind.name).toBe(named.length);
        expect(idsOf(named), kind.name).toEqual(
          expect.arrayContaining(hits.filter(({ about }) => about === null).map(({ record }) => record.id)),
        );
      }
      for (const kind of exported(role)) {
        const columns = ['title', ...Object.keys(kind.fields).filter((name) => kind.fields[name]?.read)];
        const asked = { kind: kind.name, columns, format: 'html' };
        const { body } = await client.request('POST', path('/registers'), asked);
        const job = await reach(client, jobView.parse(body).id, 'done', 'failed');
        const may = predicateFor(kind, 'read', actor) !== undefined;
        expect(job.state, kind.name).toBe(may ? 'done' : 'failed');
        if (!may) continue;
        const file = await fetch(matrix.server.address + jobFilePath(job.id), { headers: { cookie: client.cookie } });
        const text = await file.text();
        const seen = rowsOf(kind).filter(sight.sees);
        const numbers = [...text.matchAll(new RegExp(`>${kind.prefix}-(\\d+)<`, 'g'))].map(([, number]) =>
          Number(number),
        );
        expect(
          numbers.toSorted((a, b) => a - b),
          kind.name,
        ).toEqual(seen.map(({ number }) => number).sort((a, b) => a - b));
        for (const row of rowsOf(kind)) {
          for (const name of sight.hidden(row)) {
            const value = row.fields[name];
            if (seen.every((one) => sight.hidden(one).has(name)) && typeof value === 'string')
              expect(text).not.toContain(`>${value}<`);
          }
        }
      }
    });

    test('a record, its links and its history are there for whoever may read it', async () => {
      const client = clientOf(role);
      const { actor, sight } = await matrix.seen(role);
      for (const kind of matrix.kinds) {
        for (const row of sample(kind, rowsOf(kind), 4)) {
          const [page, past] = await Promise.all(
            ['', '/history?limit=500'].map((rest) => client.request('GET', path(`/record/${row.id}${rest}`))),
          );
          const expected = sight.sees(row) ? 200 : 404;
          expect([page?.status, past?.status], kind.name).toEqual([expected, expected]);
          if (expected === 404) continue;
          const view = recordView.parse(page?.body);
          expect(view.record.fields, kind.name).toEqual(shownOf(sight.shown(row)));
          expect(new Set(view.hidden)).toEqual(sight.hidden(row));
          const { share: _share, ...rights } = view.may;
          expect(rights, kind.name).toEqual(mayRow(kind, actor, row, matrix.graph));
          for (const { other } of view.links) expect(sight.row(other.id), kind.name).toBeDefined();
          for (const event of history.parse(past?.body).events) {
            if (event.subject.id !== row.id) continue;
            for (const name of sight.hidden(row)) expect(Object.keys(event.values)).not.toContain(name);
          }
        }
      }
    });

    test('the ledger tells the events of what may be read, and proves no others', async () => {
      const client = clientOf(role);
      const { sight } = await matrix.seen(role);
      const { pool } = matrix.server.installation;
      const { rows: stored } = await pool.query<StoredRow>(
        'select e.sequence, e.text from event e where e.scope = $1 order by e.sequence desc',
        [matrix.scope],
      );
      const seen = stored.filter((row) => sight.event(headerOf(row)));
      const told: number[] = [];
      for (let before = ''; told.length < seen.length; before = `&before=${told.at(-1)}`) {
        const { events } = await client.read(history, path(`/ledger/events?limit=200${before}`));
        if (events.length === 0) break;
        told.push(...events.map(({ sequence }) => sequence));
      }
      expect(told).toEqual(seen.map(({ sequence }) => sequence));
      const kindOf = (row: StoredRow): string => headerOf(row).subject.kind;
      for (const kind of matrix.kinds.filter(({ name }) => matrix.typical.has(name))) {
        for (const wanted of [true, false]) {
          const one = stored.find((row) => kindOf(row) === kind.name && sight.event(headerOf(row)) === wanted);
          if (!one) continue;
          const { status, body } = await client.request('GET', path(`/ledger/events/${one.sequence}/proof`));
          expect(status, kind.name).toBe(wanted ? 200 : 404);
          const row = matrix.graph.find(headerOf(one).subject.id);
          if (!wanted || !row) continue;
          const { values } = z.looseObject({ values: z.record(z.string(), z.unknown()) }).parse(body);
          for (const name of sight.hidden(row)) expect(Object.keys(values)).not.toContain(name);
        }
      }
    });

    test('the stream and the rows behind a number tell of what may be read', async () => {
      const client = clientOf(role);
      const { sight } = await matrix.seen(role);
      const { gates } = await matrix.server.owner.read(readiness, path('/readiness'));
      const own = await client.read(readiness, path('/readiness'));
      expect(idsOf(own.gates)).toEqual(idsOf(gates.filter(({ id }) => sight.row(id))));
      for (const { id } of gates.flatMap(({ criteria }) => criteria)) {
        const all = await matrix.server.owner.request('GET', path(`/criteria/${id}/rows?limit=500`));
        const mine = await client.request('GET', path(`/criteria/${id}/rows?limit=500`));
        expect(mine.status).toBe(sight.row(id) ? all.status : 404);
        if (mine.status !== 200) continue;
        for (const { record } of rows.parse(mine.body).rows) expect(sight.row(record.id)).toBeDefined();
      }
      const stream = await openStream(client, matrix.server.address, matrix.key);
      // More records at once are not told one by one.
      const touched = matrix.kinds
        .flatMap((kind) => (kind.name === 'project' ? [] : rowsOf(kind).slice(0, 3)))
        .slice(0, 90);
      const sequence = await matrix.make(
        touched.map(({ id, fields }) => ({ action: 'update', id, fields: { title: `${titleOf(fields)}.` } })),
      );
      const expected = touched.filter(({ id }) => sight.row(id));
      expect(expected.length).toBeGreaterThan(0);
      await stream.reach(sequence);
      expect([...new Set(stream.events.flatMap(({ data }) => data.records ?? []))].sort()).toEqual(idsOf(expected));
      stream.close();
    });

    test('may write exactly what the declarations say', async () => {
      const before = tried.allowed + tried.refused;
      const client = clientOf(role);
      const people = [client.account.id, clientOf('owner').account.id];
      for (const kind of matrix.kinds) {
        for (const [index, { id }] of sample(kind, rowsOf(kind), 3).entries()) await tryRow(client, kind, id, index);
        for (const seed of sample(kind, [0, 1], 2)) {
          const { actor } = await matrix.seen(role);
          const fields = writable(kind, matrix.example(kind, seed + 50, [people[seed] ?? '']));
          const state = kind.lifecycle.initial;
          const made = { id: '', kind: kind.name, state, fields };
          const allowed = may(kind, 'create', actor, made, matrix.graph);
          const { status } = await client.attempt(matrix.key, 'record.create', { kind: kind.name, fields });
          check(status, allowed, 403, `create ${kind.name}`);
        }
      }
      expect(tried.allowed + tried.refused - before).toBeGreaterThan(matrix.kinds.length);
    });

    async function tryRow(client: TestClient, kind: Kind, id: string, seed: number): Promise<void> {
      const rights = async () => {
        const { actor, sight } = await matrix.seen(role);
        const row = matrix.graph.find(id);
        if (!row) throw new Error(`${id} is gone`);
        return { row, refusal: sight.sees(row) ? 403 : 404, ...mayRow(kind, actor, row, matrix.graph) };
      };
      for (const [name, field] of Object.entries(kind.fields)) {
        // What no rule narrows is as free as the title.
        const isPlain = name !== 'title' && !field.read && !field.write;
        if (isPlain || field.computed || field.fixed) continue;
        const { update, locked, refusal, row } = await rights();
        const value = name === 'title' ? `${titleOf(row.fields)}!` : another(field, seed + 90, row.fields[name]);
        const { status } = await client.attempt(matrix.key, 'record.update', { id, fields: { [name]: value } });
        check(status, update && !locked.includes(name), update ? 403 : refusal, `update ${kind.name}.${name}`);
        if (!update) expect(matrix.graph.find(id)?.version).toBe(row.version);
      }
      const before = await rights();
      let plain = 0;
      for (const [move, { from, by }] of Object.entries(kind.lifecycle.moves)) {
        const { moves, refusal, row } = await rights();
        if (!from.includes(row.state)) continue;
        // What no rule narrows is as free as the first such.
        if (!by && (plain += 1) > 1) continue;
        const { status } = await client.attempt(matrix.key, 'record.move', { id, move });
        check(status, moves.includes(move), refusal, `move ${kind.name} ${move}`);
        if (status === 200) await matrix.make([{ action: 'update', id, fields: {}, state: before.row.state }]);
      }
      const { withdraw, refusal } = await rights();
      const { status } = await client.attempt(matrix.key, 'record.withdraw', { id });
      check(status, withdraw, refusal, `withdraw ${kind.name}`);
      if (status === 200) await matrix.make([{ action: 'restore', id }]);
    }
  });

  test('much was allowed, and much refused', () => {
    expect(tried.allowed).toBeGreaterThan(50);
    expect(tried.refused).toBeGreaterThan(100);
  });
}

const tried = { allowed: 0, refused: 0 };

/** What one may be refused for besides rights is no matter here. */
function check(status: number, allowed: boolean, refusal: number, what: string): void {
  tried[allowed ? 'allowed' : 'refused'] += 1;
  if (allowed) expect([403, 404], what).not.toContain(status);
  else expect(status, what).toBe(refusal);
}

/** Something else than what stands there: to write the same again changes nothing, and is refused to nobody who sees it. */
function another(field: Field, seed: number, before: Json | undefined): Json {
  const values = [0, 1, 2, 3].map((more) => exampleValue(field, seed + more));
  return values.find((value) => JSON.stringify(value) !== JSON.stringify(before)) ?? exampleValue(field, seed);
}

/** The part of an example that somebody may type, as far as no rule narrows it. */
function writable(kind: Kind, fields: FieldValues): FieldValues {
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) => {
      const field = kind.fields[name];
      return field && !field.computed && !field.read && !field.write;
    }),
  );
}

function titleOf({ title }: FieldValues): string {
  return typeof title === 'string' ? title : '';
}

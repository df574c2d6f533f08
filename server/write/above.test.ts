import { recordPage, recordView } from '@callosum/kernel/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { CONSOLE } from '../identity/access.ts';
import { verifyLedger } from '../ledger/verify.ts';
import { createGraphs } from '../store/graphs.ts';
import { newId } from '../store/new-id.ts';
import { organisation, scopeById } from '../store/scopes.ts';
import { contentOf } from '../testing/graph.ts';
import { testRegistry } from '../testing/registry.ts';
import type { BuiltProject } from '../testing/project.ts';
import { buildProject, startServer, type TestServer } from '../testing/server.ts';
import { openStream } from '../testing/stream.ts';
import { until } from '../testing/until.ts';

let one: TestServer;
let two: TestServer;
let top = '';
let programme: BuiltProject;
let project: BuiltProject;
let sibling: BuiltProject;

beforeAll(async () => {
  one = await startServer({ cluster: inject('cluster') });
  two = await startServer({ cluster: inject('cluster'), beside: one });
  top = (await organisation(one.installation.db)).id;
  programme = await buildProject(one, { key: 'CARE', type: 'programme' });
  project = await buildProject(one, { key: 'RIV', parent: programme.id });
  sibling = await buildProject(one, { key: 'SIB', parent: programme.id });
});
afterAll(async () => {
  await two.close();
  await one.close();
});

const made = z.object({ id: z.string() });
const stamped = z.object({ size: z.number() });

const run = async (node: TestServer, scope: string, command: string, input: unknown) =>
  (await node.installation.writes.execute({ scope, actor: CONSOLE, commands: [{ command, input }] })).result;
const create = async (scope: string, fields: Record<string, unknown>, kind = 'item', node = one): Promise<string> =>
  made.parse(await run(node, scope, 'record.create', { kind, fields })).id;

describe('a decision', () => {
  test('never rests on a stale graph above, whichever nodes write, in whatever order', async () => {
    const step = fc.record({
      node: fc.constantFrom('one' as const, 'two' as const),
      do: fc.constantFrom('change', 'stamp', 'stamp elsewhere'),
      /** Waits for everything that is on its way first. */
      alone: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 10, maxLength: 30 }),
        fc.constantFrom('organisation', 'programme'),
        async (steps, level) => {
          const above = level === 'organisation' ? top : programme.id;
          const about = await create(above, { title: 'Watched', size: 0 });
          let begun = 1;
          let done = 1;
          const running: Promise<void>[] = [];
          const change = async (node: TestServer): Promise<void> => {
            begun += 1;
            await run(node, above, 'record.update', { id: about, fields: { size: begun } });
            done += 1;
          };
          const stamp = async (node: TestServer, scope: string): Promise<void> => {
            const least = done;
            const { size } = stamped.parse(await run(node, scope, 'item.stamp', { about }));
            expect(size).toBeGreaterThanOrEqual(least);
            expect(size).toBeLessThanOrEqual(begun);
          };
          for (const { node: name, do: what, alone } of steps) {
            const node = name === 'one' ? one : two;
            if (alone) await Promise.all(running.splice(0));
            const scope = what === 'stamp' ? project.id : sibling.id;
            running.push(what === 'change' ? change(node) : stamp(node, scope));
          }
          await Promise.all(running);
        },
      ),
      { numRuns: 12 },
    );
    for (const node of [one, two]) {
      for (const scope of [top, programme.id, project.id, sibling.id]) {
        const fresh = await createGraphs(node.installation.pool, testRegistry).of(scope);
        const kept = await node.installation.graphs.of(scope);
        const place = JSON.stringify(fresh.position());
        await until('the node has caught up', () => JSON.stringify(kept.position()) === place);
        expect(contentOf(kept)).toEqual(contentOf(fresh));
      }
    }
    expect(await verifyLedger(one.installation.pool)).toMatchObject({ ok: true });
  }, 60_000);

  test('is recorded after all that it rests on, so that a moment holds both or neither', async () => {
    const about = await create(top, { title: 'Earlier' });
    await one.installation.pool.query(`update head set recorded = recorded + interval '1 hour' where scope = $1`, [
      top,
    ]);
    await run(one, project.id, 'item.stamp', { about });
    const { rows } = await one.installation.pool.query<{ later: boolean }>(
      'select a.recorded >= b.recorded as later from head a, head b where a.scope = $1 and b.scope = $2',
      [project.id, top],
    );
    expect(rows).toEqual([{ later: true }]);
    await one.installation.pool.query(`update head set recorded = recorded - interval '1 hour' where scope = $1`, [
      top,
    ]);
  });

  test('of the organisation gets its turn while projects write without end', async () => {
    const about = await create(top, { title: 'Busy', size: 0 });
    const stop = new AbortController();
    const writers = [project, sibling].flatMap(({ id }) =>
      [one, two].map(async (node) => {
        while (!stop.signal.aborted) await run(node, id, 'item.stamp', { about });
      }),
    );
    for (let size = 1; size <= 10; size += 1) await run(two, top, 'record.update', { id: about, fields: { size } });
    stop.abort();
    await Promise.all(writers);
    expect((await one.installation.graphs.of(project.id)).find(about)?.version).toBe(11);
  }, 30_000);
});

describe('a project', () => {
  test('shows what lives above it in lists, records and links, each with the scope it lives in', async () => {
    const above = await create(top, { title: 'Zebra above' });
    const own = await create(project.id, { title: 'Zebra own' });
    await create(sibling.id, { title: 'Zebra beside' });
    await run(one, project.id, 'link.create', { type: 'item.needs', from: own, to: above });
    const page = await one.reader.read(recordPage, '/projects/RIV/records/item?search=zebra');
    expect(page.rows.map(({ scope, fields }) => [scope, fields.title])).toEqual([
      ['organisation', 'Zebra above'],
      ['RIV', 'Zebra own'],
    ]);
    const { record, links, may } = await one.owner.read(recordView, `/projects/RIV/record/${above}`);
    expect(record).toMatchObject({ scope: 'organisation' });
    expect(links).toMatchObject([{ direction: 'in', other: { title: 'Zebra own' } }]);
    expect(may).toMatchObject({ update: false, withdraw: false });
    expect((await one.owner.attempt('RIV', 'record.update', { id: above, fields: { size: 3 } })).status).toBe(422);
    const beside = await one.owner.read(recordView, `/projects/SIB/record/${above}`);
    expect(beside.links).toEqual([]);
    expect((await one.owner.request('GET', `/projects/SIB/record/${own}`)).status).toBe(404);
  });

  test('hides above it what the reader may not read', async () => {
    const hidden = await create(programme.id, { title: 'Confidential', shared: false }, 'note');
    const page = await one.reader.read(recordPage, '/projects/RIV/records/note');
    expect(page).toMatchObject({ total: 0, rows: [] });
    expect((await one.reader.request('GET', `/projects/RIV/record/${hidden}`)).status).toBe(404);
  });

  test('tells of changes above it to whoever follows it, and misses none when cut off', async () => {
    const stream = await openStream(two.owner, two.address, 'RIV');
    const live = await create(top, { title: 'Live' });
    await until('it was told', () => stream.events.some(({ data }) => data.records?.includes(live)));
    const place = stream.events.at(-1)?.place ?? '';
    stream.close();
    const missed = [await create(top, { title: 'Missed' }), await create(project.id, { title: 'Missed too' })];
    const again = await openStream(two.owner, two.address, 'RIV', place);
    const told = () => again.events.flatMap(({ data }) => data.records ?? []);
    await until('both were told', () => told().length >= missed.length);
    expect(new Set(told())).toEqual(new Set(missed));
    again.close();
    const other = await openStream(two.owner, two.address, 'RIV', '1.2');
    expect(other.events).toMatchObject([{ event: 'reset' }]);
    other.close();
  });

  test('as of an earlier moment sees what was above it then', async () => {
    const { readiness, db } = one.installation;
    const about = await create(top, { title: 'Then', size: 1 });
    const instant = new Date().toISOString();
    await run(one, top, 'record.update', { id: about, fields: { size: 2 } });
    const scope = await scopeById(db, project.id);
    const position = (await one.installation.graphs.of(project.id)).position();
    const [own, ...above] = position.map((at) => (at.scope === top ? { ...at, sequence: at.sequence - 1 } : at));
    const at = { instant, today: instant.slice(0, 10) };
    const then = await readiness.viewAt(scope, { sequence: own?.sequence ?? 0, above, at });
    expect(then.graph.find(about)?.fields.size).toBe(1);
    expect((await readiness.view(scope)).graph.find(about)?.fields.size).toBe(2);
  });
});

describe('the memory budget', () => {
  test('never takes a graph away from under one that is mounted on it', async () => {
    const graphs = createGraphs(one.installation.pool, testRegistry, 1);
    const own = await graphs.of(project.id);
    await graphs.of(sibling.id);
    expect(own.parent?.parent?.scope.id).toBe(top);
    const now = await graphs.of(project.id);
    expect(graphs.scopes()).toEqual(expect.arrayContaining([top, programme.id, project.id]));
    expect(now.parent).toBe(await graphs.of(programme.id));
    expect(contentOf(now)).toEqual(contentOf(await createGraphs(one.installation.pool, testRegistry).of(project.id)));
  });

  test('a graph that cannot be followed takes those mounted on it along', async () => {
    const graphs = createGraphs(one.installation.pool, testRegistry);
    let lost = 0;
    await graphs.watch(
      project.id,
      () => undefined,
      () => (lost += 1),
    );
    graphs.drop(top);
    expect([graphs.scopes(), lost]).toEqual([[], 1]);
  });
});

describe('a project that moves', () => {
  const moveTo = (node: TestServer, id: string, to: string) =>
    node.installation.writes.execute({
      scope: id,
      actor: CONSOLE,
      commands: [{ command: 'item.createMany', input: { titles: ['Moved'] } }],
      moveTo: to,
    });

  test('sees the new line and no longer the old one, on every node, whoever watched', async () => {
    const other = await buildProject(one, { key: 'OTHER', type: 'programme' });
    const moving = await buildProject(one, { key: 'MOVES', parent: programme.id });
    const before = await create(programme.id, { title: 'of the old programme' });
    const after = await create(other.id, { title: 'of the new programme' });
    expect((await two.installation.graphs.of(moving.id)).find(before)?.id).toBe(before);
    const stream = await openStream(one.owner, one.address, 'MOVES');
    await moveTo(one, moving.id, other.id);
    await until('the stream ended', stream.ended);
    for (const node of [one, two]) {
      const id = made.parse(await run(node, moving.id, 'record.create', { kind: 'item', fields: { title: 'x' } })).id;
      await run(node, moving.id, 'link.create', { type: 'item.needs', from: id, to: after });
      await expect(run(node, moving.id, 'link.create', { type: 'item.needs', from: id, to: before })).rejects.toThrow(
        'not there',
      );
    }
  });

  test('is held back by links that would be cut off', async () => {
    const moving = await buildProject(one, { key: 'TIED', parent: programme.id });
    const above = await create(programme.id, { title: 'Tie' });
    const id = await create(moving.id, { title: 'x' });
    await run(one, moving.id, 'link.create', { type: 'item.needs', from: id, to: above });
    await expect(moveTo(one, moving.id, top)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('“needs” ITM-'),
    });
    expect((await one.installation.graphs.of(moving.id)).parent?.scope.id).toBe(programme.id);
  });

  test('goes under a programme or the organisation only', async () => {
    const moving = await buildProject(one, { key: 'STAYS' });
    await expect(moveTo(one, moving.id, project.id)).rejects.toThrow('Only a project can be moved');
    await expect(moveTo(one, programme.id, top)).rejects.toThrow('Only a project can be moved');
  });
});

test('ids of scopes that are not there are refused', async () => {
  await expect(run(one, newId(), 'item.createMany', { titles: [] })).rejects.toMatchObject({ code: 'not-found' });
});

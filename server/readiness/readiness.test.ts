import { addDays } from '@callosum/kernel';
import { judgedPage, readiness as readinessShape } from '@callosum/kernel/contract';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { CONSOLE } from '../identity/access.ts';
import { type BuiltProject } from '../testing/project.ts';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
const today = new Date().toISOString().slice(0, 10);
const day = (distance: number): string => addDays(today, distance);

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
});
afterAll(() => server.close());

const at = (key: string, asOf?: string) =>
  server.owner.read(readinessShape, `/projects/${key}/readiness${asOf ? `?at=${asOf}` : ''}`);
const stateAt = async (key: string, asOf?: string) => {
  const criterion = (await at(key, asOf)).gates[0]?.criteria[0];
  return criterion && [criterion.state, criterion.value];
};

/** Writes something that holds from noon of another day. */
const since = (project: BuiltProject, on: string, command: string, input: unknown) =>
  server.installation.writes.execute({
    scope: project.id,
    actor: CONSOLE,
    commands: [{ command, input }],
    effective: `${on}T12:00:00.000Z`,
  });

describe('readiness now', () => {
  test('follows every change: unknown without rows, then met, then unmet, then met again', async () => {
    const { key } = await buildProject(server, { title: 'The hospital' });
    await createRecord(server.owner, key, 'checkpoint', { title: 'T-30', fact: 'items.overdue', most: 0 });
    expect(await at(key)).toMatchObject({
      project: key,
      title: 'The hospital',
      at: { today },
      sequence: 2,
      sinceBoard: null,
    });
    expect(await stateAt(key)).toEqual(['unknown', null]);
    await createRecord(server.owner, key, 'item', { due: day(5) });
    expect(await stateAt(key)).toEqual(['met', 0]);
    const late = await createRecord(server.owner, key, 'item', { due: day(-5) });
    expect(await stateAt(key)).toEqual(['unmet', 1]);
    await server.owner.command(key, 'record.move', { id: late, move: 'close' });
    expect(await stateAt(key)).toEqual(['met', 0]);
  });

  test('of a criterion whose fact nobody declares is unknown', async () => {
    const { key } = await buildProject(server);
    await createRecord(server.owner, key, 'checkpoint', { fact: 'nothing.known', most: 0 });
    expect(await at(key)).toMatchObject({
      gates: [{ state: 'blocked', criteria: [{ state: 'unknown', value: null }] }],
    });
  });

  test('sorts gates by their date, those without one last', async () => {
    const { key } = await buildProject(server);
    for (const [title, date] of [['none'], ['later', day(30)], ['sooner', day(3)]]) {
      await createRecord(server.owner, key, 'checkpoint', {
        title,
        ...(date ? { date } : {}),
        fact: 'items.overdue',
        most: 0,
      });
    }
    expect((await at(key)).gates.map((gate) => gate.key)).toEqual(['sooner', 'later', 'none']);
  });

  test('is in the project’s own zone', async () => {
    const { key } = await buildProject(server, { zone: 'Pacific/Kiritimati' });
    const west = await buildProject(server, { zone: 'Pacific/Pago_Pago' });
    const [east, other] = [(await at(key)).at.today, (await at(west.key)).at.today];
    expect(east > other).toBe(true);
  });
});

describe('readiness as of another day', () => {
  test('past days are replayed by when things took effect, not by when they were written', async () => {
    const project = await buildProject(server);
    const { key } = project;
    await since(project, day(-20), 'record.create', {
      kind: 'checkpoint',
      fields: { title: 'G', fact: 'items.overdue', most: 0 },
    });
    const id = '00000000-0000-7000-8000-0000000000aa';
    await since(project, day(-10), 'record.create', { kind: 'item', id, fields: { title: 'Late', due: day(-6) } });
    await since(project, day(-2), 'record.move', { id, move: 'close' });
    expect((await at(key, day(-30))).gates).toEqual([]);
    expect(await stateAt(key, day(-15))).toEqual(['unknown', null]);
    expect(await stateAt(key, day(-10))).toEqual(['met', 0]);
    expect(await stateAt(key, day(-6))).toEqual(['met', 0]);
    expect(await stateAt(key, day(-5))).toEqual(['unmet', 1]);
    expect(await stateAt(key, day(-2))).toEqual(['unknown', null]);
    expect(await stateAt(key)).toEqual(['unknown', null]);
  });

  test('a past day is told anew when something is written that took effect before it', async () => {
    const project = await buildProject(server);
    await since(project, day(-20), 'record.create', {
      kind: 'checkpoint',
      fields: { title: 'G', fact: 'items.overdue', most: 0 },
    });
    expect(await stateAt(project.key, day(-5))).toEqual(['unknown', null]);
    await since(project, day(-9), 'record.create', { kind: 'item', fields: { title: 'Found later', due: day(-8) } });
    expect(await stateAt(project.key, day(-5))).toEqual(['unmet', 1]);
  });

  test('a change dated before its record was made waits for the record', async () => {
    const project = await buildProject(server);
    const { key } = project;
    await since(project, day(-20), 'record.create', {
      kind: 'checkpoint',
      fields: { title: 'G', fact: 'items.overdue', most: 0 },
    });
    const id = await createRecord(server.owner, key, 'item', { due: day(-9) });
    await since(project, day(-5), 'record.update', { id, fields: { remark: 'Backdated' } });
    const found = { ...project, zone: 'UTC', type: 'project', pinned: null } as const;
    const then = await server.installation.readiness.view(found, day(-5));
    expect([then.graph.count('item'), then.graph.find(id)]).toEqual([0, undefined]);
    expect(await stateAt(key)).toEqual(['unmet', 1]);
  });

  test('future days judge today’s records', async () => {
    const { key } = await buildProject(server);
    await createRecord(server.owner, key, 'checkpoint', { fact: 'items.overdue', most: 0 });
    await createRecord(server.owner, key, 'item', { due: day(10) });
    expect(await stateAt(key, day(9))).toEqual(['met', 0]);
    expect(await stateAt(key, day(11))).toEqual(['unmet', 1]);
    expect(await stateAt(key)).toEqual(['met', 0]);
  });

  test('asked for while others ask for now disturbs nobody', async () => {
    const { key } = await buildProject(server);
    await createRecord(server.owner, key, 'checkpoint', { fact: 'items.overdue', most: 0 });
    await createRecord(server.owner, key, 'item', { due: day(1) });
    const answers = await Promise.all(
      Array.from({ length: 20 }, async (_, n) =>
        n % 2 ? ['now', ...((await stateAt(key)) ?? [])] : ['then', ...((await stateAt(key, day(2))) ?? [])],
      ),
    );
    for (const answer of answers)
      expect(answer).toEqual(answer[0] === 'now' ? ['now', 'met', 0] : ['then', 'unmet', 1]);
  });

  test('a pinned clock is today for its project', async () => {
    const project = await buildProject(server);
    await since(project, '2027-02-01', 'record.create', {
      kind: 'checkpoint',
      fields: { title: 'G', fact: 'items.overdue', most: 0 },
    });
    await since(project, '2027-02-02', 'record.create', { kind: 'item', fields: { title: 'x', due: '2027-03-01' } });
    await server.installation.pool.query(`update scope set pinned = '2027-03-02T12:00:00Z' where id = $1`, [
      project.id,
    ]);
    expect(await at(project.key)).toMatchObject({ at: { today: '2027-03-02' } });
    expect(await stateAt(project.key)).toEqual(['unmet', 1]);
    expect(await stateAt(project.key, '2027-02-20')).toEqual(['met', 0]);
  });
});

describe('the rows behind a criterion', () => {
  const rowsOf = (key: string, criterion: string, query = '', client = server.owner) =>
    client.read(judgedPage, `/projects/${key}/criteria/${criterion}/rows${query}`);

  test('come with a reason, those not in order first, page by page', async () => {
    const { key } = await buildProject(server);
    const criterion = await createRecord(server.owner, key, 'checkpoint', { fact: 'items.overdue', most: 0 });
    for (let n = -3; n < 5; n += 1) await createRecord(server.owner, key, 'item', { due: day(n), title: `Due ${n}` });
    const first = await rowsOf(key, criterion, '?limit=4');
    expect(first).toMatchObject({ total: 8, failing: 3, notShown: 0 });
    expect(first.rows.map(({ ok, reason }) => [ok, reason])).toEqual([
      [false, 'late'],
      [false, 'late'],
      [false, 'late'],
      [true, 'fine'],
    ]);
    expect(first.rows[0]?.details).toEqual({ due: day(-3) });
    expect((await rowsOf(key, criterion, '?limit=4&offset=4')).rows).toHaveLength(4);
    expect(await rowsOf(key, criterion, `?at=${day(-1)}`).catch(() => 'not there then')).toBe('not there then');
    expect((await rowsOf(key, criterion, `?at=${day(100)}`)).failing).toBe(8);
  });

  test('are counted in full and shown as far as the reader may see them', async () => {
    const { key } = await buildProject(server);
    const criterion = await createRecord(server.owner, key, 'checkpoint', { fact: 'notes.open', most: 9 });
    for (const shared of [true, true, false, false, false])
      await createRecord(server.owner, key, 'note', { shared, title: shared ? 'Open' : 'Hidden' });
    const page = await rowsOf(key, criterion, '', server.reader);
    expect(page).toMatchObject({ total: 2, failing: 2, notShown: 3 });
    expect(JSON.stringify(page)).not.toContain('Hidden');
    const [gate] = (await server.reader.read(readinessShape, `/projects/${key}/readiness`)).gates;
    expect(gate?.criteria[0]).toMatchObject({ value: 5, total: 5 });
  });
});

describe('since the last board', () => {
  test('shows which criteria turned and what was changed', async () => {
    const { key } = await buildProject(server);
    const id = await createRecord(server.owner, key, 'checkpoint', { title: 'G1', fact: 'items.overdue', most: 0 });
    await createRecord(server.owner, key, 'checkpoint', { title: 'G2', fact: 'notes.open', most: 5 });
    await createRecord(server.owner, key, 'item', { due: day(3) });
    const { sequence } = await at(key);
    await server.owner.command(key, 'checkpoint.decide', { id, sequence });
    expect((await at(key)).sinceBoard).toMatchObject({ decision: id, title: 'G1', decidedOn: today, turned: [] });
    await createRecord(server.owner, key, 'item', { due: day(-3) });
    await createRecord(server.owner, key, 'note');
    const { sinceBoard } = await at(key);
    expect(sinceBoard?.turned).toEqual([
      {
        gate: 'G1',
        criterion: id,
        title: 'G1',
        before: 'met',
        after: 'unmet',
        valueBefore: 0,
        valueAfter: 1,
        unit: 'items',
      },
    ]);
    expect(sinceBoard?.changed).toEqual([
      { kind: 'checkpoint', count: 1 },
      { kind: 'item', count: 1 },
      { kind: 'note', count: 1 },
    ]);
  });
});

import { CONSOLE } from '@callosum/server';
import { addDays, rate } from '@callosum/kernel';
import { impact, matrix, recordView } from '@callosum/kernel/contract';
import { buildProject, createRecord, startServer, type TestServer } from '@callosum/server/testing';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { registry } from '../composition.ts';

let server: TestServer;
let key = '';

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster'), registry });
  ({ key } = await buildProject(server));
});
afterAll(() => server.close());

/** By the published clinical table. */
function rated(likelihood: string, severity: string) {
  const field = registry.kinds.get('hazard')?.fields['initial'];
  const found = field?.type === 'rating' ? rate(field.table, { likelihood, severity }) : undefined;
  if (!found) throw new Error(`The table has no ${likelihood} × ${severity}`);
  return { ...found };
}
const look = (kind: string, query = '') => server.owner.read(matrix, `/projects/${key}/records/${kind}/matrix${query}`);
const page = (id: string) => server.owner.read(recordView, `/projects/${key}/record/${id}`);

describe('hazards in their matrix', () => {
  let hazard = '';
  let control = '';

  test('stand where they are rated first, where they should come to, and where they stand today', async () => {
    const fields = {
      initial: rated('high', 'major'),
      residual: rated('low', 'minor'),
      closedBecause: 'The screen is gone.',
    };
    hazard = await createRecord(server.owner, key, 'hazard', { title: 'Wrong dose', ...fields });
    await createRecord(server.owner, key, 'hazard', { title: 'Not rated yet' });
    const closed = await createRecord(server.owner, key, 'hazard', { title: 'Settled', ...fields });
    await server.owner.command(key, 'record.move', { id: closed, move: 'close' });
    const { rows, more } = await look('hazard');
    expect(more).toBe(0);
    expect(rows.map(({ title, places, today }) => [title, Object.keys(places), today])).toEqual([
      ['Wrong dose', ['initial', 'residual'], 'initial'],
      ['Not rated yet', [], null],
    ]);
    expect(rows[0]?.places['initial']).toEqual({ likelihood: 'high', severity: 'major' });
    expect((await page(hazard)).held).toMatchObject({
      stage: 'initial',
      why: [{ message: 'no control reduces it' }],
      on: [],
    });
    const asked = encodeURIComponent(JSON.stringify([{ field: 'state', op: 'is', value: 'closed' }]));
    expect((await look('hazard', `?filter=${asked}`)).rows.map(({ title }) => title)).toEqual(['Settled']);
  });

  test('come down when every control is verified twice, and back when what that rests on fails; the page says which', async () => {
    control = await createRecord(server.owner, key, 'safetyControl', { title: 'Two signatures' });
    await server.owner.command(key, 'record.move', { id: control, move: 'putInPlace' });
    await server.owner.command(key, 'link.create', { type: 'safetyControl.reduces', from: control, to: hazard });
    const never = [{ message: 'is not verified as built' }, { message: 'is not verified as effective' }];
    expect((await page(hazard)).held).toMatchObject({ stage: 'initial', on: [{ counts: false, why: never }] });
    const proof = await createRecord(server.owner, key, 'evidence', { title: 'Audit', effectiveOn: '2026-01-05' });
    await server.owner.command(key, 'record.move', { id: proof, move: 'accept' });
    for (const aspect of ['built', 'effective'])
      await server.owner.command(key, 'safetyControl.verify', { id: control, aspect, evidence: [proof] });
    expect((await page(hazard)).held).toMatchObject({ stage: 'residual', on: [{ counts: true, why: [] }] });
    expect((await look('hazard')).rows[0]?.today).toBe('residual');
    await server.owner.command(key, 'record.update', { id: proof, fields: { validUntil: '2026-01-06' } });
    const { held } = await page(hazard);
    expect(held).toMatchObject({ stage: 'initial', on: [{ record: { id: control }, counts: false }] });
    expect(held?.on[0]?.why[0]?.message).toMatch(/EVD-1 has changed/);
    expect((await look('hazard')).rows[0]?.today).toBe('initial');
    const gate = await createRecord(server.owner, key, 'gate', { title: 'Go live', key: 'live' });
    for (const [name, fact] of [
      ['controls', 'safety.controls-verified'],
      ['risks', 'safety.functions-uncovered'],
    ] as const) {
      const fields = { title: name, key: name, fact, comparison: 'exactly', target: 100 };
      await createRecord(server.owner, key, 'criterion', fields, { links: [{ type: 'criterion.of', to: gate }] });
    }
    const { rows, gates, notShown, more } = await server.owner.read(impact, `/projects/${key}/record/${proof}/impact`);
    expect(gates).toMatchObject([{ id: gate, title: 'Go live', criteria: [{ title: 'controls' }] }]);
    expect([notShown, more]).toEqual([0, false]);
    expect(rows).toMatchObject([
      { id: control, steps: 1, link: 'safetyControl.builtBy', direction: 'out', through: { id: proof } },
      { id: hazard, steps: 2, link: 'safetyControl.reduces', direction: 'in', through: { id: control } },
    ]);
    expect((await server.stranger.request('GET', `/projects/${key}/record/${proof}/impact`)).status).toBe(404);
  });
});

test('risks of the project and of security stand in the tables they are rated by; a kind without one has no place', async () => {
  await createRecord(server.owner, key, 'risk', { title: 'Late build', likelihood: '4', impact: '3' });
  expect((await look('risk')).rows).toMatchObject([
    { title: 'Late build', places: { rated: { likelihood: '4', impact: '3' } }, today: 'rated' },
  ]);
  await createRecord(server.owner, key, 'securityRisk', { title: 'Lost laptop' });
  expect((await look('securityRisk')).rows).toMatchObject([{ places: {}, today: null }]);
  expect((await look('decision')).rows).toEqual([]);
});

test('as of another day each stands where it stood then, judged by what held then', async () => {
  const built = await buildProject(server);
  const today = new Date().toISOString().slice(0, 10);
  const id = crypto.randomUUID();
  const happens = (distance: number, command: string, input: object) =>
    server.installation.writes.execute({
      scope: built.id,
      actor: CONSOLE,
      commands: [{ command, input }],
      effective: `${addDays(today, distance)}T12:00:00.000Z`,
    });
  const fields = {
    initial: rated('high', 'major'),
    residual: rated('low', 'minor'),
    closedBecause: 'The screen is gone.',
  };
  await happens(-30, 'record.create', { kind: 'hazard', id, fields: { title: 'Wrong dose', ...fields } });
  await happens(-20, 'record.update', { id, fields: { initial: rated('low', 'major') } });
  await happens(-10, 'record.move', { id, move: 'close' });
  const then = async (distance: number) => {
    const at = addDays(today, distance);
    return (await server.owner.read(matrix, `/projects/${built.key}/records/hazard/matrix?at=${at}`)).rows;
  };
  expect(await then(-31)).toEqual([]);
  expect(await then(-25)).toMatchObject([{ places: { initial: { likelihood: 'high' } }, today: 'initial' }]);
  expect(await then(-15)).toMatchObject([{ places: { initial: { likelihood: 'low' } }, today: 'initial' }]);
  expect(await then(-5)).toEqual([]);
});

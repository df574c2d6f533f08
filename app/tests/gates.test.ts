import { addDays } from '@callosum/kernel';
import { readiness } from '@callosum/kernel/contract';
import { mspdi } from '@callosum/schedule/testing';
import { type Answer, importPlan, startServer, type TestServer } from '@callosum/server/testing';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { registry } from '../composition.ts';
import { planImporter } from '../plan-importer.ts';

let server: TestServer;
let imported: Answer;
const today = new Date().toISOString().slice(0, 10);
const goLive = addDays(today, 60);

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster'), registry, importers: [planImporter] });
  const at = (days: number): string => `${addDays(today, days)}T17:00:00`;
  const tasks = [
    { Name: 'Build', Start: at(-20), Finish: at(10), Duration: 'PT80H0M0S', PercentComplete: 40 },
    { Name: 'Go-live', Milestone: 1, Start: at(60), Finish: at(60), Duration: 'PT0H0M0S' },
  ];
  imported = await importPlan(server.owner, mspdi({ settings: { Title: 'Riverbend' }, tasks }), { key: 'RIV' });
});
afterAll(() => server.close());

const look = () => server.owner.read(readiness, '/projects/RIV/readiness');
const firstGate = async () => {
  const [gate] = (await look()).gates;
  if (!gate) throw new Error('There is no gate');
  return gate;
};
const votes = () => [{ voter: server.owner.account.id, vote: 'for' }];

describe('the gates of an imported plan', () => {
  test('stand at their days before go-live, and none is green without proof', async () => {
    expect(imported.status).toBe(200);
    const { gates, forecast } = await look();
    expect(forecast).toMatchObject({ planned: goLive });
    expect(gates.map(({ key }) => key)).toContain('T-30');
    expect(gates.flatMap(({ criteria }) => criteria).length).toBeGreaterThan(10);
    for (const { criteria, state } of gates) {
      if (criteria.some((one) => one.stop && one.state === 'unknown')) expect(state).not.toBe('ready');
    }
  });

  test('cannot be passed by a plain go while a stop criterion is open, nor be decided by a reader', async () => {
    const gate = await firstGate();
    const input = { gate: gate.id, outcome: 'go', rationale: 'We feel good about it', votes: votes() };
    expect((await server.owner.attempt('RIV', 'gate.decide', input)).status).toBe(422);
    expect((await server.reader.attempt('RIV', 'gate.decide', input)).status).toBe(403);
  });

  test('freeze a decision, from which the next readiness is measured', async () => {
    const gate = await firstGate();
    const conditions = [{ title: 'Finish the build', due: addDays(today, 5) }];
    const { status, body } = await server.owner.sign('RIV', 'gate.decide', {
      gate: gate.id,
      outcome: 'conditional',
      rationale: 'The build is nearly there',
      votes: votes(),
      conditions,
    });
    expect(status).toBe(200);
    const decided = z.object({ result: z.object({ id: z.string() }) }).parse(body).result;
    const { gates, sinceBoard } = await look();
    expect(gates.find(({ id }) => id === gate.id)).toMatchObject({
      state: 'conditional',
      decision: {
        id: decided.id,
        outcome: 'conditional',
        conditions: [{ title: 'Finish the build', fulfilled: false }],
      },
    });
    expect(sinceBoard).toMatchObject({ decision: decided.id, decidedOn: today, turned: [] });
  });

  test('open again by themselves when a condition has run out', async () => {
    const [gate] = (await server.owner.read(readiness, `/projects/RIV/readiness?at=${addDays(today, 10)}`)).gates;
    expect(gate).toMatchObject({ state: 'reopened', expired: [{ title: 'Finish the build' }] });
    expect(await firstGate()).toMatchObject({ state: 'conditional', expired: [] });
  });

  test('show what turned since the decision', async () => {
    const open = (await look()).gates
      .flatMap(({ criteria }) => criteria)
      .find(({ state }) => state === 'unmet' || state === 'unknown');
    const until = addDays(today, 7);
    const waiver = { id: open?.id, until, reason: 'Agreed with the sponsor for a week' };
    expect((await server.owner.sign('RIV', 'criterion.waive', waiver)).status).toBe(200);
    const { sinceBoard } = await look();
    expect(sinceBoard?.turned).toMatchObject([{ criterion: open?.id, before: open?.state, after: 'waived' }]);
  });

  test('take no criterion that could not be asked, and say where the fault is', async () => {
    const fields = { title: 'On time', key: 'late', fact: 'planning.tasks-late', comparison: 'atMost', target: 0 };
    const attempt = (over: object) =>
      server.owner.attempt('RIV', 'record.create', { kind: 'criterion', fields: { ...fields, ...over } });
    const filter = [{ field: 'storedFinich', op: 'set' }];
    for (const [over, at] of [
      [{ fact: 'planning.tasks-lat' }, ['fact']],
      [{ comparison: 'atLeast' }, ['comparison']],
      [{ filter }, ['filter', 0, 'field']],
    ] as const) {
      const { status, body } = await attempt(over);
      expect([status, body]).toMatchObject([
        400,
        { data: { problems: [{ path: ['changes', 0, 'fields', ...at], remedy: expect.stringMatching(/\w/) }] } },
      ]);
    }
    expect((await attempt({})).status).toBe(200);
  });

  test('leave a ledger that verifies and can be read back', async () => {
    expect((await server.owner.request('POST', '/projects/RIV/ledger/verify', {})).body).toMatchObject({ ok: true });
  });
});

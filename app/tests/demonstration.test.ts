import { day as dayShape, jobView, readiness } from '@callosum/kernel/contract';
import { joinedAs, startServer, type TestClient, type TestServer, until } from '@callosum/server/testing';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { registry } from '../composition.ts';
import { demonstrationJob } from '../demo/job.ts';

let server: TestServer;
const cards = z.array(z.looseObject({ key: z.string(), title: z.string(), goLive: z.string().nullable() }));

beforeAll(async () => {
  server = await startServer({
    cluster: inject('cluster'),
    registry,
    jobs: (parts) => [demonstrationJob(parts)],
  });
});
afterAll(() => server.close());

/** Loads it as the job that the first screen starts. */
async function load(stage: string) {
  const started = await server.owner.request('POST', '/demonstrations', { until: stage });
  expect(started.status).toBe(200);
  const { id } = jobView.parse(started.body);
  const look = () => server.owner.read(jobView, `/jobs/${id}`);
  await until('it is loaded', async () => ['done', 'failed'].includes((await look()).state), 240_000);
  const done = await look();
  expect(done.problems).toEqual([]);
  return z
    .object({ loaded: z.array(z.object({ key: z.string(), today: z.string(), already: z.boolean() })) })
    .parse(done.value).loaded;
}

describe('the demonstration', () => {
  test('is loaded by an owner of the organisation, and by nobody else', async () => {
    for (const client of [server.reader, server.stranger]) {
      expect((await client.request('POST', '/demonstrations', {})).status).toBe(403);
    }
    expect((await server.anonymous.request('POST', '/demonstrations', {})).status).toBe(401);
  });

  test('opens 60 days before go-live, whatever day it is', async () => {
    expect(await load('t-60')).toMatchObject([
      { key: 'RIV', today: '2025-08-05', already: false },
      { key: 'CLINIC', today: '2025-08-05', already: false },
    ]);
    const { project, at } = await server.owner.read(readiness, '/projects/RIV/readiness');
    expect({ project, today: at.today }).toEqual({ project: 'RIV', today: '2025-08-05' });
    expect(await server.owner.read(cards, '/projects')).toContainEqual(
      expect.objectContaining({ key: 'RIV', goLive: '2025-10-04' }),
    );
  }, 260_000);

  describe('sixty days before go-live, in My day', () => {
    const today = '2025-08-05';
    const weekOf = async (name: string) => {
      const { others } = await server.owner.read(dayShape, '/day');
      const as = others.find((one) => one.name === name && one.project.key === 'RIV')?.id ?? '';
      const { waiting } = await server.owner.read(dayShape, `/day?as=${as}`);
      const week = waiting.filter(({ until: by }) => by !== null && by <= '2025-08-12');
      return {
        waiting,
        week: week.map(({ record }) => record.kind),
        late: week.filter((one) => late(one.until)).length,
      };
    };
    const late = (by: string | null): boolean => by !== null && by < today;

    test('a project manager finds the gate of today, his meetings, tasks and the risks to be looked at', async () => {
      const { week, late: overdue } = await weekOf('Project manager');
      expect(new Set(week)).toEqual(new Set(['gate', 'meeting', 'task', 'risk']));
      expect(overdue).toBe(0);
    });

    test('an informaticist finds defects to be tried again, issues and tasks', async () => {
      const { week } = await weekOf('Nursing informaticist');
      expect([...new Set(week)].sort()).toEqual(['defect', 'issue', 'task']);
    });

    test('a privacy officer finds the minutes he owes and the agreement to be looked at, then what has to be met', async () => {
      const { week, waiting } = await weekOf('Privacy officer');
      expect(week).toEqual(['meeting', 'agreement']);
      expect(waiting.map(({ record }) => record.kind)).toContain('obligation');
    });

    test('an interface analyst finds tests that failed and were not passed since, and his tasks', async () => {
      const { week, late: overdue, waiting } = await weekOf('Interface analyst');
      expect([...new Set(week)]).toEqual(['interfaceTest', 'task']);
      expect(overdue).toBe(5);
      expect(waiting.map(({ record }) => record.kind)).not.toContain('mapping');
    });

    test('a trainer finds the sessions of the week, the survey to be told back and what was promised', async () => {
      const { week } = await weekOf('Training lead');
      for (const kind of ['trainingSession', 'survey', 'action', 'meeting']) expect(week).toContain(kind);
    });

    test('a safety officer finds the three hazards that block the gate, the evidence that has run out and the controls to be verified', async () => {
      const { waiting, week } = await weekOf('Clinical safety officer');
      const count = (kind: string) => waiting.filter(({ record }) => record.kind === kind).length;
      expect([count('hazard'), count('evidence'), count('safetyControl')]).toEqual([3, 2, 412 - 338]);
      expect(week).toContain('hazard');
    });

    test('a member of the board finds the gate to vote on and the meetings, and nothing else this week', async () => {
      expect((await weekOf('Chief executive')).week.sort()).toEqual(['gate', 'meeting', 'meeting']);
      expect((await weekOf('Chief financial officer')).week).toEqual(['gate']);
    });

    test('is looked at and not answered, and nobody else’s day is', async () => {
      expect((await weekOf('Chief executive')).waiting.flatMap(({ moves }) => moves)).toEqual([]);
      expect((await server.owner.request('GET', `/day?as=${server.owner.account.id}`)).status).toBe(404);
      const { others } = await server.owner.read(dayShape, '/day');
      expect((await server.stranger.request('GET', `/day?as=${others[0]?.id}`)).status).toBe(404);
      expect((await server.stranger.read(dayShape, '/day')).others).toEqual([]);
    });

    test('what nobody owns is counted for whoever sees all of it, and not for a partner to whom one of it was shown', async () => {
      const unownedFor = async (client: TestClient) => {
        const { others } = await client.read(dayShape, '/day');
        const as = others.find((one) => one.name === 'Project manager' && one.project.key === 'RIV')?.id ?? '';
        return (await client.read(dayShape, `/day?as=${as}`)).unowned;
      };
      const [counted] = await unownedFor(server.owner);
      expect(counted?.count).toBeGreaterThan(1);
      const partner = await joinedAs(server, 'partner', 'RIV', 'Pat Partner');
      const input = { id: counted?.soonest[0]?.record.id, person: partner.account.id };
      await server.owner.command('RIV', 'record.share', input);
      expect(await unownedFor(partner)).toEqual([]);
    });

    test('trends of the surveys are told of answers that nobody reads', async () => {
      const shape = z.looseObject({
        model: z.looseObject({ rounds: z.array(z.looseObject({ answered: z.number(), scores: z.array(z.number()) })) }),
      });
      const { model } = await server.owner.read(shape, '/projects/RIV/view/survey-trends');
      expect(model.rounds.map(({ answered }) => answered)).toEqual([115, 130, 140, 145]);
      expect((await server.owner.request('GET', '/projects/RIV/records/surveyAnswer')).status).toBe(403);
    });
  });

  test('has the bytes of its profiles, and the messages that came in', async () => {
    const listed = z.object({
      rows: z.array(z.object({ id: z.string(), fields: z.looseObject({ definition: z.string().optional() }) })),
    });
    const { rows } = await server.owner.read(listed, '/projects/RIV/records/messageProfile');
    expect(rows).toHaveLength(23);
    for (const { id, fields } of rows) {
      const { status, body } = await server.owner.request(
        'GET',
        `/projects/RIV/record/${id}/files/${fields.definition}`,
      );
      expect([status, z.object({ version: z.string() }).parse(body).version]).toEqual([200, '2.5.1']);
    }
    const counted = await server.installation.pool.query<{ messages: number; faulty: number }>(
      `select count(*)::int as messages, count(*) filter (where not valid)::int as faulty from message_received`,
    );
    expect(counted.rows).toEqual([{ messages: 312, faulty: 7 }]);
    const runs = await server.installation.pool.query('select from message_test_run');
    expect(runs.rowCount).toBe(2);
  });

  test('is there already when it is loaded again, and nothing changes', async () => {
    const head = async () =>
      (await server.owner.read(z.looseObject({ events: z.number() }), '/projects/RIV/ledger')).events;
    const before = await head();
    expect(await load('t-60')).toMatchObject([
      { key: 'RIV', already: true },
      { key: 'CLINIC', already: true },
    ]);
    expect(await head()).toBe(before);
  }, 260_000);

  test('takes what people write as of its own day', async () => {
    const { result } = await server.owner.command('RIV', 'record.create', {
      kind: 'action',
      fields: { title: 'Ask the night shift' },
    });
    const { id } = z.object({ id: z.string() }).parse(result);
    const { rows } = await server.installation.pool.query<{ day: string }>(
      `select to_char(effective at time zone 'UTC', 'YYYY-MM-DD') as day from event where subject = $1`,
      [id],
    );
    expect(rows).toEqual([{ day: '2025-08-05' }]);
  });

  test('goes on where it stood', async () => {
    expect(await load('t-30')).toMatchObject([
      { key: 'RIV', today: '2025-09-04', already: false },
      { key: 'CLINIC', today: '2025-09-04', already: false },
    ]);
    const { at } = await server.owner.read(readiness, '/projects/RIV/readiness');
    expect(at.today).toBe('2025-09-04');
  }, 260_000);

  test('has people nobody can be, and does not stand for the first account', async () => {
    const { rows } = await server.installation.pool.query<{ off: number; people: number }>(
      `select count(*)::int as people, count(a.deactivated)::int as off from "user" u
       left join account_state a on a.account = u.id where u.email like '%@riverbend.example'`,
    );
    expect(rows[0]?.people).toBeGreaterThan(20);
    expect(rows[0]?.off).toBe(rows[0]?.people);
  });
});

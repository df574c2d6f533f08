import { jobView, readiness } from '@callosum/kernel/contract';
import { startServer, type TestServer, until } from '@callosum/server/testing';
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
  await until('it is loaded', async () => ['done', 'failed'].includes((await look()).state), 90_000);
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
  }, 120_000);

  test('is there already when it is loaded again, and nothing changes', async () => {
    const head = async () =>
      (await server.owner.read(z.looseObject({ events: z.number() }), '/projects/RIV/ledger')).events;
    const before = await head();
    expect(await load('t-60')).toMatchObject([
      { key: 'RIV', already: true },
      { key: 'CLINIC', already: true },
    ]);
    expect(await head()).toBe(before);
  }, 120_000);

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
  }, 120_000);

  test('has people nobody can be, and does not stand for the first account', async () => {
    const { rows } = await server.installation.pool.query<{ off: number; people: number }>(
      `select count(*)::int as people, count(a.deactivated)::int as off from "user" u
       left join account_state a on a.account = u.id where u.email like '%@riverbend.example'`,
    );
    expect(rows[0]?.people).toBeGreaterThan(20);
    expect(rows[0]?.off).toBe(rows[0]?.people);
  });
});

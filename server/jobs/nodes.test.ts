import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { buildProject, startServer, type TestServer } from '../testing/server.ts';
import { until } from '../testing/until.ts';
import { type Bench, createBench, look, reach } from './testing/jobs.ts';
import { openJobStream } from './testing/stream.ts';

/** Holds the installation together; does no jobs itself. */
let keeper: TestServer;
let scope: string;
beforeAll(async () => {
  keeper = await startServer({ cluster: inject('cluster') });
  scope = (await buildProject(keeper, { key: 'JOBS' })).id;
});
afterAll(() => keeper.close());

const nodes = new Set<TestServer>();
afterEach(async () => {
  await Promise.all([...nodes].map(({ close }) => close()));
  nodes.clear();
});

async function stop(node: TestServer): Promise<void> {
  nodes.delete(node);
  await node.close();
}

/** A node of the installation that does jobs. */
async function addNode(): Promise<{ node: TestServer; bench: Bench }> {
  const bench = createBench();
  const node = await startServer({ cluster: inject('cluster'), beside: keeper, jobs: () => bench.jobs });
  bench.files = node.installation.files;
  nodes.add(node);
  return { node, bench };
}

function start({ installation }: TestServer, name: string, text: string, notBefore?: Date): Promise<string> {
  const asking = { id: keeper.owner.account.id };
  return installation.jobs.start({ name, input: { text }, scope, asking, ...(notBefore ? { notBefore } : {}) });
}

const textsOf = (...benches: readonly Bench[]): string[] =>
  benches.flatMap(({ attempts }) => attempts.map(({ text }) => text)).toSorted();

const running = (id: string) => async (): Promise<boolean> => (await look(keeper.owner, id)).state === 'running';

test('several nodes do a job once, show it everywhere, and cancel it from anywhere', async () => {
  const [one, two] = [await addNode(), await addNode()];
  const stream = await openJobStream(two.node.owner, two.node.address);
  const first = await start(one.node, 'write', 'first');
  await until('it runs', running(first));
  // Whichever node has the first has no hand free for the second.
  const second = await start(one.node, 'write', 'second');
  await until('it runs', running(second));
  await until('each node has one', () => one.bench.attempts.length === 1 && two.bench.attempts.length === 1);
  const third = await start(two.node, 'write', 'third');
  for (const id of [first, second]) {
    expect((await keeper.owner.request('POST', `/jobs/${id}/cancel`, {})).status).toBe(200);
    await reach(keeper.owner, id, 'cancelled');
  }
  for (const { bench } of [one, two]) bench.open();
  await reach(keeper.owner, third, 'done');
  await until('all ends are heard', () => [first, second, third].every((id) => stream.heard(id).at(-1)?.finished));
  await until('the third was done', () => textsOf(one.bench, two.bench).length === 3);
  expect(textsOf(one.bench, two.bench)).toEqual(['first', 'second', 'third']);
  stream.close();
});

describe('a node that stops', () => {
  test('gives back what may be done twice, and says of the rest that it was cut off', async () => {
    const { node, bench } = await addNode();
    const [again, once] = [await start(node, 'write', 'twice'), await start(node, 'once', 'just once')];
    await until('both run', () => bench.attempts.length === 2);
    await stop(node);
    expect(await look(keeper.owner, again)).toMatchObject({ state: 'waiting' });
    expect(await look(keeper.owner, once)).toMatchObject({
      state: 'failed',
      problems: [
        { message: expect.stringContaining('server stopped'), remedy: expect.stringContaining('start it again') },
      ],
    });
    const next = await addNode();
    next.bench.open();
    expect(await reach(keeper.owner, again, 'done')).toMatchObject({ file: { size: 'twice'.length } });
    expect(textsOf(bench, next.bench)).toEqual(['just once', 'twice', 'twice']);
  });
});

describe('a node that was killed', () => {
  test('leaves jobs that the next one does again, or fails with a clear word', async () => {
    const { node, bench } = await addNode();
    const later = new Date(Date.now() + 3_600_000);
    const [again, once] = [await start(node, 'write', 'left', later), await start(node, 'once', 'left once', later)];
    // As a killed node leaves them.
    const { pool } = node.installation;
    await pool.query(
      `update job.job set state = 'active', started_on = now() - interval '1 hour', heartbeat_on = now() - interval '1 hour'
       where id = any ($1)`,
      [[again, once]],
    );
    await pool.query(
      `update job set state = 'running', attempt = 1, seen = now() - interval '2 minutes' where id = any ($1)`,
      [[again, once]],
    );
    await stop(node);
    const next = await addNode();
    next.bench.open();
    const failed = await reach(keeper.owner, once, 'failed');
    expect(failed.problems).toMatchObject([{ message: expect.stringContaining('server stopped') }]);
    await until('it is done', async () => (await look(keeper.owner, again)).state === 'done', 25_000);
    expect(textsOf(bench, next.bench)).toEqual(['left']);
  });

  test('and a queue that was lost with it, lose nothing that is to be done', async () => {
    const { node } = await addNode();
    const id = await start(node, 'write', 'restored', new Date(Date.now() + 500));
    await node.installation.pool.query(`delete from job.job where id = $1`, [id]);
    await stop(node);
    const next = await addNode();
    next.bench.open();
    await reach(keeper.owner, id, 'done');
    expect(textsOf(next.bench)).toEqual(['restored']);
  });
});

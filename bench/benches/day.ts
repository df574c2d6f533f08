import type { Bench } from '../bench.ts';
import type { Client } from '../client.ts';
import { type Figure, median, time, whole } from '../report.ts';

const PROJECTS = 20;
const RECORDS = 5_000;
/** Records of each project that wait for whoever asks. */
const OWNED = 5;
const ASKED = 200;
const GOAL_MS = 2;

export const day: Bench = {
  name: 'day',
  about: `what waits and what is new, asked over HTTP by somebody with ${PROJECTS} projects of ${whole(RECORDS)} records each, one request after another`,
  run: async ({ site, log }) => {
    const server = await site.serve();
    const { client } = server;
    try {
      log(`Filling ${PROJECTS} projects …`);
      const { id: owner } = await client.get<{ id: string }>('/me');
      for (let index = 1; index <= PROJECTS; index += 1) {
        const key = `DAY${index}`;
        await server.ask('project', key);
        await server.ask('fill', { key, records: RECORDS, links: 0 });
        for (let own = 0; own < OWNED; own += 1) await createOwned(client, key, owner);
      }
      const first = await once(client, '/day');
      const page = await asked(client, '/day');
      const badge = await asked(client, '/day/unread');
      const after: number[] = [];
      for (let index = 0; index < 20; index += 1) {
        await createOwned(client, 'DAY1', owner);
        after.push(await once(client, '/day'));
      }
      return [
        { what: 'My day, the first time, graphs in memory', measured: time(first) },
        { what: 'My day, nothing has changed', measured: time(page) },
        { what: 'how much is new, as every screen asks', measured: time(badge), goal: `< ${GOAL_MS} ms` },
        { what: 'My day, one of the projects has changed', measured: time(median(after)) },
      ] satisfies Figure[];
    } finally {
      await server.close();
    }
  },
};

function createOwned(client: Client, key: string, owner: string): Promise<unknown> {
  const fields = { title: 'Somebody waits for this', owner, due: '2027-02-01' };
  return client.post(`/projects/${key}/commands/record.create`, { input: { kind: 'risk', fields } });
}

async function once(client: Client, path: string): Promise<number> {
  const began = performance.now();
  await client.bytes(path);
  return performance.now() - began;
}

async function asked(client: Client, path: string): Promise<number> {
  const taken: number[] = [];
  for (let index = 0; index < ASKED; index += 1) taken.push(await once(client, path));
  return median(taken);
}

import { API_PATH } from '@callosum/kernel/contract';
import { Agent } from 'node:http';
import type { Bench } from '../bench.ts';
import { send, signIn } from '../client.ts';
import type { PeopleQuestions } from '../process/people.ts';
import { start } from '../process/talk.ts';
import { percentile, time, whole } from '../report.ts';
import type { Server } from '../site.ts';

const PEOPLE = new URL('../process/people.ts', import.meta.url);
const FULL = { people: 200, minutes: 10 };
const SHORT = { people: 50, minutes: 1 };
const PROJECTS = 10;
const MINUTE_MS = 60_000;

export const people: Bench = {
  name: 'people',
  about: `${SHORT.people} people at mixed work for a minute, with --full ${FULL.people} for ten: lists, readiness, search, my day, new risks; each with an account, each thinks four seconds between two acts`,
  run: async ({ site, full, log }) => {
    const { people: count, minutes } = full ? FULL : SHORT;
    const server = await site.serve();
    const crowd = start<PeopleQuestions>(PEOPLE);
    try {
      const keys = Array.from({ length: PROJECTS }, (_, n) => `CROWD-${n}`);
      for (const key of keys) {
        await server.ask('project', key);
        await server.ask('fill', { key, records: 1_000, links: 0 });
      }
      log(`Letting ${count} people in …`);
      const cookies: string[] = [];
      for (let n = 0; n < count; n += 1) cookies.push(await letIn(server, n));
      log(`Working for ${minutes} minutes …`);
      const { address } = server;
      const { took, failed } = await crowd.ask('work', {
        address,
        cookies,
        api: API_PATH,
        keys,
        milliseconds: minutes * MINUTE_MS,
      });
      const all = Object.values(took).flat();
      const wrong = Object.entries(failed).map(([what, times]) => `${times} × ${what}`);
      return [
        { what: `${count} people, ${minutes} minutes: errors`, measured: wrong.join(', ') || 'none', goal: 'none' },
        { what: `p99 of ${whole(all.length)} acts`, measured: time(percentile(all, 0.99)), goal: '≤ 500 ms' },
        ...Object.entries(took).map(([what, times]) => ({
          what,
          measured: `p50 ${time(percentile(times, 0.5))}, p99 ${time(percentile(times, 0.99))}`,
        })),
      ];
    } finally {
      await crowd.end();
      await server.close();
    }
  },
};

/** A contributor with an account of his own. @returns his session. */
async function letIn({ client, address }: Server, n: number): Promise<string> {
  const { path }: { path: string } = await client.post('/people/invitations', { role: 'contributor' });
  const body = {
    token: path.slice(path.lastIndexOf('/') + 1),
    name: `Person ${n}`,
    email: `person.${n}@example.org`,
    password: `a long enough passphrase ${n}`,
  };
  const json = { 'content-type': 'application/json' };
  const { status } = await send(new Agent(), 'POST', `${address}${API_PATH}/people/join`, json, JSON.stringify(body));
  if (status !== 200) throw new Error(`${body.name} could not join: ${status}.`);
  return signIn(address, body.password, body.email);
}

import { Agent } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { send } from '../client.ts';
import { answer } from './talk.ts';

// People at work, from a process of their own: each does something, thinks for a while, and does the next thing.

export interface Crowd {
  readonly address: string;
  /** A session for each of them. */
  readonly cookies: readonly string[];
  readonly api: string;
  readonly keys: readonly string[];
  readonly milliseconds: number;
}

export interface Worked {
  /** What it took, by what was done. */
  readonly took: Readonly<Record<string, readonly number[]>>;
  /** Answers by status, other than 200. */
  readonly failed: Readonly<Record<string, number>>;
}

interface Act {
  readonly name: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: object;
}

const THINK_MS = 4_000;

/** What is done in a hundred turns. */
function actOf(turn: number, key: string, api: string): Act {
  const project = `${api}/projects/${key}`;
  const get = (name: string, path: string): Act => ({ name, method: 'GET', path });
  const part = turn % 20;
  if (part < 6) return get('list', `${project}/records/risk?limit=50&sort=due`);
  if (part < 9) return get('readiness', `${project}/readiness`);
  if (part < 12) return get('search', `${api}/search?q=ward${turn % 50}&limit=8`);
  if (part < 14) return get('my day', `${api}/day`);
  if (part < 15) return get('scopes', `${api}/scopes`);
  const fields = {
    title: `Seen in ward${turn % 50} on the round`,
    cause: 'Written down while walking',
    likelihood: '3',
  };
  return {
    name: 'create',
    method: 'POST',
    path: `${project}/commands/record.create`,
    body: { input: { kind: 'risk', fields } },
  };
}

async function work({ address, cookies, api, keys, milliseconds }: Crowd): Promise<Worked> {
  const agent = new Agent({ keepAlive: true, maxSockets: cookies.length });
  const took: Record<string, number[]> = {};
  const failed: Record<string, number> = {};
  const end = performance.now() + milliseconds;
  const person = async (cookie: string, index: number): Promise<void> => {
    // Nobody begins at the same moment.
    await pause((index / cookies.length) * THINK_MS);
    for (let turn = index * 7; performance.now() < end; turn += 1) {
      const { name, method, path, body } = actOf(turn, keys[(index + turn) % keys.length] ?? '', api);
      const headers = { cookie, 'content-type': 'application/json' };
      const begun = performance.now();
      const { status } = await send(
        agent,
        method,
        `${address}${path}`,
        headers,
        body ? JSON.stringify(body) : undefined,
      );
      (took[name] ??= []).push(performance.now() - begun);
      if (status !== 200) failed[`${name}: ${status}`] = (failed[`${name}: ${status}`] ?? 0) + 1;
      // From half to one and a half of it, the same in every run.
      await pause(THINK_MS * (0.5 + ((turn * 37) % 100) / 100));
    }
  };
  await Promise.all(cookies.map(person));
  agent.destroy();
  return { took, failed };
}

const answers = { work };

export type PeopleQuestions = typeof answers;

answer(answers, () => Promise.resolve());

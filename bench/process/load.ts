import { Agent } from 'node:http';
import { send } from '../client.ts';
import { answer } from './talk.ts';

// Load from a process of its own: so many connections, each sending its next command when the last one is answered.

export interface Load {
  readonly address: string;
  readonly cookie: string;
  readonly connections: number;
  readonly count: number;
  /** Connection n works on target n, round and round; every second command is an update, every other a creation. */
  readonly targets: readonly { readonly path: string; readonly id: string }[];
}

export interface Loaded {
  readonly seconds: number;
  readonly milliseconds: readonly number[];
  /** Answers by status, other than 200. */
  readonly failed: Readonly<Record<string, number>>;
}

async function run({ address, cookie, connections, count, targets }: Load): Promise<Loaded> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const headers = { cookie, 'content-type': 'application/json' };
  const milliseconds: number[] = [];
  const failed: Record<string, number> = {};
  let next = 0;
  const one = async (connection: number): Promise<void> => {
    const target = targets[connection % targets.length] ?? { path: '', id: '' };
    while (next < count) {
      const number = (next += 1);
      const [command, input] = number % 2 === 0 ? update(target.id, number) : create(number);
      const begun = performance.now();
      const { status } = await send(
        agent,
        'POST',
        `${address}${target.path}/${command}`,
        headers,
        JSON.stringify({ input }),
      );
      milliseconds.push(performance.now() - begun);
      if (status !== 200) failed[status] = (failed[status] ?? 0) + 1;
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: connections }, (_, connection) => one(connection)));
  const seconds = (performance.now() - started) / 1_000;
  agent.destroy();
  return { seconds, milliseconds, failed };
}

function update(id: string, number: number): [string, unknown] {
  return [
    'record.update',
    { id, fields: { cause: `Seen again in round ${number}`, likelihood: String(1 + (number % 5)) } },
  ];
}

function create(number: number): [string, unknown] {
  const fields = {
    title: `Interface ${number} is not ready when its clinic goes live`,
    category: 'technical',
    likelihood: '3',
    impact: '4',
    due: '2027-03-01',
  };
  return ['record.create', { kind: 'risk', fields }];
}

const answers = { run };

export type LoadQuestions = typeof answers;

answer(answers, () => Promise.resolve());

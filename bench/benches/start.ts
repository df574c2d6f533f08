import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Bench } from '../bench.ts';
import { median, time, times } from '../report.ts';

const SERVE = fileURLToPath(new URL('../../app/serve.ts', import.meta.url));
const BARE = `require('node:http').createServer((_, answer) => answer.end('{}')).listen(Number(process.argv[1]), '127.0.0.1')`;
const ROUNDS = 5;
const POLL_MS = 10;

export const start: Bench = {
  name: 'start',
  about:
    'a start of app/serve.ts on a data directory that exists, until it answers HTTP; ceiling: a bare node:http server',
  run: async ({ site }) => {
    const own: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      own.push(await untilAnswer((port) => [SERVE, '--data', site.dataDir, '--port', String(port)]));
      bare.push(await untilAnswer((port) => ['-e', BARE, String(port)]));
    }
    const peer = `${time(median(bare))} bare`;
    return [
      {
        what: `start, median of ${ROUNDS}`,
        measured: time(median(own)),
        goal: '< 5 s',
        peer,
        ratio: times(median(own), median(bare)),
      },
      { what: `start, slowest of ${ROUNDS}`, measured: time(Math.max(...own)), goal: '< 5 s' },
    ];
  },
};

/** From spawning Node to the first answer. */
async function untilAnswer(args: (port: number) => string[]): Promise<number> {
  const port = await freePort();
  const started = performance.now();
  const child = spawn(process.execPath, args(port), { stdio: 'ignore' });
  try {
    await firstAnswer(child, `http://127.0.0.1:${port}/api/v1/status`);
    return performance.now() - started;
  } finally {
    child.kill('SIGTERM');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
}

async function firstAnswer(child: ChildProcess, url: string): Promise<void> {
  while (child.exitCode === null) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) {
      await answer.arrayBuffer();
      return;
    }
    await sleep(POLL_MS);
  }
  throw new Error(`The server ended with ${child.exitCode} before it answered.`);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('A port was expected.');
  return address.port;
}

import { disciplines, installationOptions, tellStory } from '@callosum/app';
import { createRegistry, RECORD_COMMANDS } from '@callosum/kernel';
import { CONSOLE, serve } from '@callosum/server';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { PAGES } from '../build.ts';
import { fill, fillCommand, lengthen } from './fill.ts';
import { fillMillion, type Million } from './million.ts';
import { changesOfKinds, fillKinds, makeCommand } from './kinds.ts';
import { spent } from './spent.ts';
import { hashAlone, insertAlone, readAlone } from './alone.ts';
import { fillRiverbend } from './riverbend.ts';
import { answer } from './talk.ts';

// A server as `npm start` runs it, with one command more and answers to questions that have no route.

const [dataDir = ''] = process.argv.slice(2);
const registry = createRegistry(disciplines, [...RECORD_COMMANDS, fillCommand, makeCommand, tellStory]);
const options = installationOptions(dataDir, (line) => console.error(line));
const running = serve({ ...options, registry, databaseUrl: undefined, host: '127.0.0.1', port: 0, pages: PAGES });
const loop = monitorEventLoopDelay({ resolution: 1 });
const installation = running.then((server) => server.installation);

const answers = {
  ready: async () => {
    const { address, firstLink } = await running;
    return { address, firstLink };
  },
  postgres: async (): Promise<string> => {
    const { rows } = await (
      await installation
    ).pool.query<{ version: string }>(`select current_setting('server_version') as version`);
    return rows[0]?.version ?? 'unknown';
  },
  /** An empty project. @returns its scope. */
  project: async (key: string): Promise<string> => {
    const { pool, writes } = await installation;
    const { rows } = await pool.query<{ id: string; fresh: string }>(
      `select id, gen_random_uuid() as fresh from scope where type = 'organisation'`,
    );
    const [{ id: parent, fresh: scope }] = [rows[0] ?? { id: '', fresh: '' }];
    await writes.execute({
      scope,
      actor: CONSOLE,
      commands: [{ command: 'project.create', input: { id: scope, key, title: `Project ${key}`, zone: 'UTC' } }],
      create: { parent, type: 'project', key, zone: 'UTC' },
      internal: true,
    });
    return scope;
  },
  fill: async (wanted: { key: string; records: number; links: number }) => fill(await installation, wanted),
  million: async (wanted: Million) => fillMillion(await installation, wanted),
  /** How the database is reached. */
  connection: async () => {
    const { host, port, user, database } = (await installation).pool.options;
    return { host, port, user, database };
  },
  fillKinds: async (wanted: { key: string; records: number }) => fillKinds(await installation, wanted),
  changesOfKinds: async (wanted: { key: string; count: number }) => changesOfKinds(await installation, wanted),
  riverbend: async (times: number) => fillRiverbend(await installation, times),
  /** Resolves when no days gone by are being prepared. */
  prepared: async () => (await installation).readiness.prepared(),
  lengthen: async (wanted: { key: string; events: number }) => lengthen(await installation, wanted),
  verify: async (scope: string) => (await installation).verifications.verify(scope),
  hashes: async (scope: string) => hashAlone((await installation).pool, scope),
  reads: async (scope: string) => readAlone((await installation).pool, scope),
  inserts: async (wanted: { count: number; clients: number }) => insertAlone((await installation).pool, wanted),
  /** Processor time spent so far. */
  spent: async () => spent((await installation).pool),
  /** From now on, the longest that anything had to wait for the event loop. */
  watchLoop: () => {
    loop.reset();
    loop.enable();
  },
  /** The longest wait since then, ms. */
  longestWait: () => {
    loop.disable();
    return loop.max / 1e6;
  },
  memory: () => {
    globalThis.gc?.();
    return process.memoryUsage();
  },
};

export type ServerQuestions = typeof answers;

answer(answers, async () => {
  await (await running).close();
});

import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, createClient, firstAccount, signIn } from './client.ts';
import type { ServerQuestions } from './process/server.ts';
import { start, type Worker } from './process/talk.ts';

/** A running server of the bench's data directory. */
export interface Server {
  readonly address: string;
  readonly client: Client;
  /** Work inside the server's process that has no route. */
  readonly ask: Worker<ServerQuestions>['ask'];
  readonly close: () => Promise<void>;
}

/** A data directory with PostgreSQL of its own, as an installation has it, safe at power loss. */
export interface Site {
  readonly dataDir: string;
  readonly postgres: string;
  /** Serves it in a fresh process. One at a time. */
  readonly serve: () => Promise<Server>;
  /** Key and scope of the large project, made when it is first asked for; no server may run then. */
  readonly largeProject: (log: (line: string) => void) => Promise<LargeProject>;
  readonly remove: () => Promise<void>;
}

export interface LargeProject {
  readonly key: string;
  readonly scope: string;
  readonly records: number;
  readonly links: number;
}

const SERVER = new URL('process/server.ts', import.meta.url);

/** Makes the directory and its first account. */
export async function openSite(): Promise<Site> {
  const parent = await mkdtemp(join(tmpdir(), 'callosum-bench-'));
  // Started as root, PostgreSQL runs as another account, which must be able to pass through.
  await chmod(parent, 0o711);
  const dataDir = join(parent, 'data');
  const password = randomBytes(18).toString('base64url');
  let made = false;
  let large: Promise<LargeProject> | undefined;

  const serve = async (): Promise<Server> => {
    const worker = start<ServerQuestions>(SERVER, [dataDir]);
    try {
      const { address, firstLink } = await worker.ask('ready');
      if (!made && firstLink) await firstAccount(address, firstLink, password);
      made = true;
      const client = createClient(address, await signIn(address, password));
      return { address, client, ask: worker.ask, close: worker.end };
    } catch (error) {
      await worker.end();
      throw error;
    }
  };
  const remove = (): Promise<void> => rm(parent, { recursive: true, force: true });
  try {
    const server = await serve();
    const postgres = await server.ask('postgres');
    await server.close();
    return { dataDir, postgres, serve, largeProject: (log) => (large ??= makeLarge(serve, log)), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Tasks of the imported plan; with their assignments and links it comes near the size that is wanted. */
const TASKS = 40_000;
const KEY = 'LARGE';

async function makeLarge(serve: Site['serve'], log: (line: string) => void): Promise<LargeProject> {
  const server = await serve();
  try {
    log(`Making the large project: a plan of ${TASKS} tasks, then risks and decisions …`);
    const file = await server.client.upload(TASKS);
    await server.client.post('/imports', { file, name: 'large.xml', key: KEY });
    const made = await server.ask('fill', { key: KEY, records: 100_000, links: 200_000 });
    return { key: KEY, ...made };
  } finally {
    await server.close();
  }
}

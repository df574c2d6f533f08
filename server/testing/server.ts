import type { Registry } from '@callosum/kernel';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { RequestLine } from '../operation/log.ts';
import type { FileSettings } from '../files/settings.ts';
import type { Importer } from '../imports/importer.ts';
import type { OpenOptions } from '../open.ts';
import { type RunningServer, serve } from '../serve.ts';
import { createClient, joinWith, type TestClient, tokenOf } from './client.ts';
import { createDatabase, type TestDatabase } from './database.ts';
import { buildProject as build, type BuiltProject } from './project.ts';
import { testRegistry } from './registry.ts';

export interface ServerOptions {
  /** What vitest's `inject('cluster')` gives. */
  readonly cluster: string;
  /** A database made before; a fresh one otherwise. */
  readonly database?: TestDatabase;
  /** A data directory made before; a temporary one otherwise. */
  readonly dataDir?: string;
  /** An embedded PostgreSQL of its own, which the test may kill. */
  readonly embedded?: boolean;
  /** Another node of the same installation: it shares files and secrets, and its people have accounts already. */
  readonly beside?: TestServer;
  readonly registry?: Registry;
  readonly importers?: readonly Importer[];
  readonly jobs?: OpenOptions['jobs'];
  readonly parts?: OpenOptions['parts'];
  readonly fileLimit?: number;
  readonly files?: FileSettings;
  readonly metricsToken?: string;
  readonly pages?: string;
  /** Milliseconds a request waits for a database connection. */
  readonly patience?: number;
  readonly trustedOrigins?: readonly string[];
  readonly trustedProxies?: readonly string[];
  readonly webhookHosts?: readonly string[];
  readonly pushHosts?: readonly string[];
}

export interface TestServer extends RunningServer {
  readonly database: TestDatabase;
  readonly dataDir: string;
  /** Owner of the organisation, and so of every project. */
  readonly owner: TestClient;
  /** Reader in the organisation, and so in every project. */
  readonly reader: TestClient;
  /** Owner of the project ELSEWHERE, without any role beyond it. */
  readonly stranger: TestClient;
  readonly anonymous: TestClient;
  /** What was logged so far. */
  readonly log: readonly string[];
  /** A line for each request answered so far. */
  readonly requests: readonly RequestLine[];
}

const EMBEDDED: TestDatabase = { url: '', drop: () => Promise.resolve() };

const invited = z.object({ path: z.string() });

/** Starts a server on a free port with three people in it, each of whom came through a real one-time link. */
export async function startServer(options: ServerOptions): Promise<TestServer> {
  const { cluster, beside } = options;
  const database =
    beside?.database ?? options.database ?? (options.embedded ? EMBEDDED : await createDatabase(cluster));
  const dataDir = beside?.dataDir ?? options.dataDir ?? (await mkdtemp(join(tmpdir(), 'callosum-server-')));
  // Started as root, PostgreSQL runs as another account, which must be able to pass through.
  if (options.embedded) await chmod(dataDir, 0o711);
  const log: string[] = [];
  const requests: RequestLine[] = [];
  const server = await serve({
    dataDir,
    databaseUrl: database.url || undefined,
    registry: options.registry ?? testRegistry,
    importers: options.importers ?? [],
    ...(options.jobs ? { jobs: options.jobs } : {}),
    ...(options.parts ? { parts: options.parts } : {}),
    version: '0.0.0-test',
    ...(options.metricsToken === undefined ? {} : { metricsToken: options.metricsToken }),
    log: (line) => void log.push(line),
    requestLog: (line) => void requests.push(line),
    host: '127.0.0.1',
    port: 0,
    ...(options.fileLimit === undefined ? {} : { fileLimit: options.fileLimit }),
    ...(options.files === undefined ? {} : { files: options.files }),
    ...(options.pages === undefined ? {} : { pages: options.pages }),
    ...(options.patience === undefined ? {} : { patience: options.patience }),
    ...(options.webhookHosts === undefined ? {} : { webhookHosts: options.webhookHosts }),
    ...(options.pushHosts === undefined ? {} : { pushHosts: options.pushHosts }),
    ...(options.trustedProxies === undefined ? {} : { trustedProxies: options.trustedProxies }),
    ...(options.trustedOrigins === undefined ? {} : { trustedOrigins: options.trustedOrigins }),
  });
  const { address } = server;
  const people = beside
    ? { owner: beside.owner.at(address), reader: beside.reader.at(address), stranger: beside.stranger.at(address) }
    : await invitePeople(server);
  return {
    ...server,
    ...people,
    database,
    dataDir,
    log,
    requests,
    anonymous: createClient(address),
    close: async () => {
      await server.close();
      if (beside) return;
      await database.drop();
      if (!options.dataDir) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function invitePeople(server: RunningServer): Promise<Pick<TestServer, 'owner' | 'reader' | 'stranger'>> {
  const { address } = server;
  await buildProject(server, { key: 'ELSEWHERE' });
  const owner = await joinWith(address, tokenOf(server.firstLink), 'Olive Owner');
  const invite = async (body: object): Promise<string> =>
    tokenOf(invited.parse((await owner.request('POST', '/people/invitations', body)).body).path);
  const reader = await joinWith(address, await invite({ role: 'reader' }), 'Rita Reader');
  const stranger = await joinWith(address, await invite({ role: 'owner', project: 'ELSEWHERE' }), 'Sam Stranger');
  return { owner, reader, stranger };
}

/** Makes a project with nothing in it but itself. */
export function buildProject(
  { installation }: RunningServer,
  overrides: Parameters<typeof build>[1] = {},
): Promise<BuiltProject> {
  return build(installation, overrides);
}

const made = z.object({ id: z.string() });
let records = 0;

/** Creates a record as a client and gives its id. */
export async function createRecord(
  client: TestClient,
  key: string,
  kind: string,
  fields: Readonly<Record<string, unknown>> = {},
  more: { id?: string; links?: readonly { type: string; to: string }[] } = {},
): Promise<string> {
  records += 1;
  const input = { kind, fields: { title: `${kind} ${records}`, ...fields }, ...more };
  return made.parse((await client.command(key, 'record.create', input)).result).id;
}

const uploaded = z.object({ hash: z.string(), size: z.number() });

/** Uploads a plan and imports it as a client. @returns the answer to the import, or to the upload that failed. */
export async function importPlan(
  client: TestClient,
  plan: string | Uint8Array,
  request: { key: string; name?: string; [more: string]: unknown },
  path: '/imports' | '/imports/preview' = '/imports',
) {
  const upload = await client.upload(plan);
  if (upload.status !== 200) return upload;
  const file = uploaded.parse(upload.body).hash;
  return client.request('POST', path, { file, name: 'plan.xml', ...request });
}

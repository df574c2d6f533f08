import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';

/** Where Debian's package keeps the program, and the instances of it. */
const PROGRAM = '/usr/share/redmine';
const INSTANCES = '/var/lib/redmine';
const INSTANCE = 'callosum-bench';
const PROJECT = 'many';
const run = promisify(execFile);

/** The list of issues of Debian's Redmine, over as many issues of one project as one of ours has risks. */
export interface Redmine {
  /** Fifty open issues by their due date, as JSON, for its administrator. */
  readonly list: string;
  readonly end: () => Promise<void>;
}

/**
 * Starts Redmine on a database of its own in the same PostgreSQL.
 * @returns why it cannot be started, where it cannot.
 */
export async function startRedmine(
  connection: Readonly<Record<'host' | 'user', string | undefined> & { port: number | undefined }>,
  issues: number,
  log: (line: string) => void,
): Promise<Redmine | string> {
  if (!existsSync(join(PROGRAM, 'config.ru'))) return 'not installed';
  if (process.getuid?.() !== 0) return 'only root may set up an instance of it';
  const instance = join(INSTANCES, INSTANCE);
  const database = `redmine_${randomBytes(4).toString('hex')}`;
  for (const folder of ['config', 'tmp', 'log', 'files', 'plugins'])
    await mkdir(join(instance, folder), { recursive: true });
  const at = { host: connection.host ?? '', port: connection.port ?? 0, user: connection.user ?? '' };
  const settings = { adapter: 'postgresql', database, host: at.host, port: at.port };
  const yaml = Object.entries({ ...settings, username: at.user, encoding: 'utf8', pool: 8 });
  await writeFile(
    join(instance, 'config/database.yml'),
    `production:\n${yaml.map(([name, value]) => `  ${name}: ${value}\n`).join('')}`,
  );
  await writeFile(join(instance, 'config/secret_key.txt'), randomBytes(64).toString('hex'));
  const env = { ...process.env, REDMINE_INSTANCE: INSTANCE, RAILS_ENV: 'production', REDMINE_LANG: 'en' };
  const remove = async (): Promise<void> => {
    await rm(instance, { recursive: true, force: true });
    await tell({ ...at, database: 'postgres' }, `drop database if exists ${database} with (force)`);
  };
  try {
    log(`Setting Redmine up with ${issues} issues …`);
    await tell({ ...at, database: 'postgres' }, `create database ${database} template template0`);
    for (const task of ['db:migrate', 'redmine:load_default_data'])
      await run('bundle', ['exec', 'rake', task], { cwd: PROGRAM, env });
    const key = randomBytes(20).toString('hex');
    for (const [statement, ...values] of filling(issues, key)) await tell({ ...at, database }, statement, values);
    const port = await freePort();
    const server = spawn('puma', ['-e', 'production', '-w', '2', '-t', '5:5', '-b', `tcp://127.0.0.1:${port}`], {
      cwd: PROGRAM,
      env,
      stdio: 'ignore',
    });
    const address = `http://127.0.0.1:${port}`;
    await answering(address, server);
    return {
      list: `${address}/projects/${PROJECT}/issues.json?status_id=open&sort=due_date&limit=50&key=${key}`,
      end: async () => {
        server.kill('SIGTERM');
        if (server.exitCode === null) await once(server, 'exit');
        await remove();
      },
    };
  } catch (error) {
    await remove();
    return `it did not start: ${error instanceof Error ? error.message.split('\n')[0] : ''}`;
  }
}

/** What an administrator would set, and issues that say what our risks say. */
const filling = (issues: number, key: string): readonly (readonly [string, ...unknown[]])[] => [
  [`update users set must_change_passwd = false where login = 'admin'`],
  [`insert into settings (name, value, updated_on) values ('rest_api_enabled', '1', now())`],
  [`insert into tokens (user_id, action, value, created_on, updated_on) values (1, 'api', $1, now(), now())`, key],
  [
    `insert into projects (name, identifier, lft, rgt, created_on, updated_on) values ('Many', $1, 1, 2, now(), now())`,
    PROJECT,
  ],
  [`insert into enabled_modules (project_id, name) select id, 'issue_tracking' from projects`],
  [`insert into projects_trackers (project_id, tracker_id) select projects.id, trackers.id from projects, trackers`],
  [
    `insert into issues (tracker_id, project_id, subject, description, due_date, status_id, priority_id, author_id, created_on,
       updated_on, root_id, lft, rgt)
     select 1, (select id from projects), 'The interface of unit ' || n % 997 || ' is late',
       'Vendor' || n % 4999 || ' delivers late and the test environment is shared with team' || n % 211 ||
       '. Orders are entered twice and results of case' || n || ' arrive on paper.',
       make_date(2027, 1 + n % 12, 1 + n % 28),
       (select min(id) from issue_statuses where is_closed = (n % 4 = 0)), (select min(id) from enumerations where type = 'IssuePriority'),
       1, now(), now(), n, 1, 2
     from generate_series(1, $1::int) n`,
    issues,
  ],
  ['analyze'],
];

async function tell(config: pg.ClientConfig, statement: string, values: readonly unknown[] = []): Promise<void> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    await client.query(statement, [...values]);
  } finally {
    await client.end();
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const place = server.address();
  server.close();
  await once(server, 'close');
  if (place === null || typeof place === 'string') throw new Error('A port was expected.');
  return place.port;
}

/** Rails takes half a minute to load. */
async function answering(address: string, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 240 && server.exitCode === null; tries += 1) {
    const answer = await fetch(address).catch(() => undefined);
    if (answer) return;
    await after(1_000);
  }
  throw new Error('nobody answers');
}

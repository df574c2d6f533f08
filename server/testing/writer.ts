// A process of its own that writes as fast as it can: `node writer.ts <data directory>`. It verifies the ledger first and prints
// `ready <events>`, then `ack <sequence> <record>` for every acknowledged write, `away` whenever the store did not answer (the write is
// sent again with its key), and `fault <message>` for anything that must not happen.
import { Refusal } from '@callosum/kernel';
import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { CONSOLE } from '../identity/access.ts';
import { verifyLedger } from '../ledger/verify.ts';
import { type Installation, openInstallation } from '../open.ts';
import { newId } from '../store/new-id.ts';
import { findScope } from '../store/scopes.ts';
import { buildProject } from './project.ts';
import { testRegistry } from './registry.ts';

const WRITERS = 4;
const [dataDir = ''] = process.argv.slice(2);
const say = (line: string): void => void writeSync(1, `${line}\n`);

const installation = await openInstallation({
  dataDir,
  registry: testRegistry,
  importers: [],
  version: '0',
  log: () => undefined,
});
const known = await findScope(installation.db, 'CRASH');
const scope = known?.id ?? (await buildProject(installation, { key: 'CRASH' })).id;
const check = await verifyLedger(installation.pool);
say(check.ok ? `ready ${check.events}` : `fault The ledger does not verify: ${JSON.stringify(check.firstFault)}`);
await Promise.all(Array.from({ length: WRITERS }, () => writeForEver(installation, scope)));

async function writeForEver({ writes }: Installation, project: string): Promise<void> {
  for (;;) {
    const id = newId();
    const command = { command: 'record.create', input: { kind: 'item', id, fields: { title: 'Written under fire' } } };
    const request = { scope: project, actor: CONSOLE, commands: [command], idempotencyKey: id };
    let sequence: number | undefined;
    while (sequence === undefined) sequence = await writes.execute(request).then((done) => done.sequence, refused);
    say(`ack ${sequence} ${id}`);
  }
}

async function refused(error: unknown): Promise<undefined> {
  if (error instanceof Refusal && error.code === 'store-unavailable') say('away');
  else say(`fault ${error instanceof Error ? error.message : String(error)}`);
  await sleep(20);
  return undefined;
}

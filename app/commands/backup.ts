import type { Command } from 'commander';
import { resolve } from 'node:path';
import { act } from './act.ts';
import { requireWhole } from './acting.ts';
import { dataOption, inStore, jsonOption, type StoreOptions } from './store.ts';
import { bytes, counted, printResult } from './terminal.ts';
import { readPassphrase } from './user-files.ts';

interface BackupArguments extends StoreOptions {
  readonly passphraseFile?: string;
  readonly json: boolean;
}

export function addBackup(program: Command): void {
  program
    .command('backup')
    .description('write everything into one archive, as it is at this moment, and verify it')
    .argument('<file>', 'the archive; one that is there is replaced once the new one is verified')
    .option(
      '--passphrase-file <file>',
      'encrypt the secrets under the first line of this file (without it they are left out)',
    )
    .addOption(dataOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
The archive holds accounts, records, the ledger and all files, so keep it as safe as the store itself. It can be restored into any
PostgreSQL from 15 on, by this version or a later one. Without the secrets, people have to sign in again after a restore, and the
ledger goes on with a new key.

Examples:
  callosum backup callosum.tgz
  callosum backup /backup/callosum.tgz --passphrase-file ~/.callosum-passphrase
  callosum ledger verify callosum.tgz`,
    )
    .action(act(makeBackup));
}

async function makeBackup(file: string, { json, passphraseFile, ...store }: BackupArguments): Promise<number> {
  const passphrase = await readPassphrase(passphraseFile);
  return inStore(store, async (installation, progress) => {
    await requireWhole(installation);
    const { writeBackup } = await import('@callosum/server');
    const dataDir = resolve(store.data);
    const summary = await writeBackup(installation, { dataDir, target: file, passphrase, onProgress: progress.show });
    progress.end();
    const { included, fingerprints } = summary.secrets;
    printResult(json, summary, [
      `${summary.file}: ${bytes(summary.bytes)}, verified.`,
      `${counted(summary.projects, 'project')}, ${counted(summary.events, 'event')}, ${counted(summary.rows, 'row')} of ${counted(summary.tables, 'table')}, ${counted(summary.files, 'file')}.`,
      included
        ? 'The secrets are in it, encrypted:'
        : 'The secrets are not in it (give --passphrase-file to take them along):',
      ...Object.entries(fingerprints).map(([name, fingerprint]) => `  ${name} ${fingerprint}`),
    ]);
    return 0;
  });
}

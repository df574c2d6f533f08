import type { RestoreSummary } from '@callosum/server';
import type { Command } from 'commander';
import { act, leaveOnSignal } from './act.ts';
import { dataOption, jsonOption, tellLine, type StoreOptions } from './store.ts';
import { counted, createProgressBar, printResult } from './terminal.ts';
import { readPassphrase } from './user-files.ts';

interface RestoreArguments extends StoreOptions {
  readonly passphraseFile?: string;
  readonly redactions?: string;
  readonly json: boolean;
}

export function addRestore(program: Command): void {
  program
    .command('restore')
    .description('bring back what an archive holds, into an empty store')
    .argument('<file>', 'the archive')
    .option(
      '--passphrase-file <file>',
      'bring back the secrets too, with the passphrase in the first line of this file',
    )
    .option(
      '--redactions <file>',
      'erase again what this list says was redacted (otherwise redactions.ndjson of the data directory and beside the archive)',
    )
    .addOption(dataOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
The archive is checked from end to end before anything is written. A store with any account, event or file is refused, and so is one
that a server is using. When anything fails, the store is empty again. What was redacted after the archive was made is erased again, as
far as a list of redactions (redactions.ndjson, written by the server and by backup) knows of it.

Examples:
  callosum restore callosum.tgz --data ./restored
  callosum restore callosum.tgz --data ./restored --passphrase-file ~/.callosum-passphrase
  callosum serve --data ./restored`,
    )
    .action(act(bringBack));
}

async function bringBack(file: string, { data, json, passphraseFile, redactions }: RestoreArguments): Promise<number> {
  const passphrase = await readPassphrase(passphraseFile);
  leaveOnSignal();
  const [{ restoreBackup }, { installationOptions }] = await Promise.all([
    import('@callosum/server'),
    import('../options.ts'),
  ]);
  const progress = createProgressBar();
  try {
    const options = {
      ...installationOptions(data, tellLine),
      source: file,
      passphrase,
      redactions,
      onProgress: progress.show,
    };
    const summary = await restoreBackup(options);
    progress.end();
    printResult(json, { file, ...summary }, [
      `Restored from ${file}, made ${summary.created} by version ${summary.product}, and verified.`,
      `${counted(summary.projects, 'project')}, ${counted(summary.events, 'event')}, ${counted(summary.rows, 'row')} of ${counted(summary.tables, 'table')}, ${counted(summary.files, 'file')}.`,
      aboutRedactions(summary),
      ...aboutSecrets(summary, passphrase !== undefined),
    ]);
    return 0;
  } finally {
    progress.end();
  }
}

function aboutRedactions({ redactions: { known, replayed } }: RestoreSummary): string {
  if (known === 0)
    return 'No list of redactions was found: what was erased after the archive was made is back, if anything was.';
  return `${counted(known, 'redaction')} known; erased again from ${counted(replayed, 'record')}.`;
}

function aboutSecrets({ secrets }: RestoreSummary, given: boolean): string[] {
  if (secrets.restored) return ['The secrets are those of the archive.'];
  const why = secrets.included
    ? 'No passphrase was given, so the secrets in the archive stayed closed.'
    : `The archive holds no secrets${given ? ', so the passphrase was not needed' : ''}.`;
  const signer = secrets.fingerprints['seal-ed25519.pem'];
  return [why, `Everybody has to sign in again; new seals of the ledger are signed by the key ${signer}.`];
}

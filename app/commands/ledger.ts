import { type Command, InvalidArgumentError } from 'commander';
import { act } from './act.ts';
import type { ProveArguments } from './prove-event.ts';
import { dataOption, jsonOption } from './store.ts';
import type { VerifyArguments } from './verify-ledger.ts';

export function addLedger(program: Command): void {
  const ledger = program.command('ledger').description('verify and prove what happened');
  ledger
    .command('verify')
    .description(
      'verify every chain, value and seal of the store; or a proof, a consistency document or a back-up without one',
    )
    .argument('[file]', 'what to verify offline, in place of the store')
    .option(
      '--trusted-key <fingerprint>',
      'SHA-256 of the key that has to have signed, known from elsewhere; may be repeated',
      collectKeys,
    )
    .addOption(dataOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Exit status 1 says that something does not verify, and the first fault says what and where.

Examples:
  callosum ledger verify
  callosum ledger verify proof.json --trusted-key 5f0c…
  callosum ledger verify callosum.tgz --json`,
    )
    .action(
      act(async (file: string | undefined, options: VerifyArguments) => {
        const { verify } = await import('./verify-ledger.ts');
        return verify(file, options);
      }),
    );
  ledger
    .command('prove')
    .description('write a document by which anybody can check one event without this store')
    .requiredOption(
      '--event <id>',
      'key of the project and number of the event in its ledger, such as RES:12',
      parseEvent,
    )
    .requiredOption('--out <file>', 'where to write the document')
    .addOption(dataOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Examples:
  callosum ledger prove --event RES:12 --out proof.json
  callosum ledger verify proof.json`,
    )
    .action(
      act(async (options: ProveArguments) => {
        const { prove } = await import('./prove-event.ts');
        return prove(options);
      }),
    );
}

function parseEvent(text: string): { project: string; sequence: number } {
  const [, project, sequence] = /^([^:]+):([1-9]\d{0,14})$/.exec(text) ?? [];
  if (project !== undefined && sequence !== undefined) return { project, sequence: Number(sequence) };
  throw new InvalidArgumentError('Write the key of the project, a colon and the number of the event, such as RES:12.');
}

function collectKeys(text: string, before: readonly string[] | undefined): readonly string[] {
  const fingerprint = text.toLowerCase().replace(/[\s:]/g, '');
  if (/^[0-9a-f]{64}$/.test(fingerprint)) return [...(before ?? []), fingerprint];
  throw new InvalidArgumentError('A fingerprint has 64 hexadecimal digits.');
}

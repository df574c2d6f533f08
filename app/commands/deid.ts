import { Option } from 'commander';
import type { Command } from 'commander';
import { act } from './act.ts';
import type { DeidArguments } from './deidentify-files.ts';
import { jsonOption } from './store.ts';

/** Takes identifiers of people out of files; needs no store. */
export function addDeid(program: Command): void {
  program
    .command('deid')
    .description('take identifiers of people out of HL7 v2 messages, CSV tables and text, without a store')
    .argument('<file...>', 'messages, tables (.csv, .tsv) or text')
    .addOption(
      new Option('--mode <mode>', 'safe-harbor: years alone; pseudonymised: shifted dates, which is not Safe Harbor')
        .choices(['safe-harbor', 'pseudonymised'])
        .makeOptionMandatory(),
    )
    .requiredOption('--out <dir>', 'where the files are written, under their own names')
    .option('--report', 'write beside each file what was replaced in it, where and by which rule', false)
    .option(
      '--vault <file>',
      'keep what stands for what, so that the next run gives the same codes; it leads back to people',
    )
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
The files that are given are never changed. Without --vault the codes lead back to nobody. Pseudonymised files are still protected
health information. Exit status 1 says that a file could not be read; the rest goes on.

Examples:
  callosum deid adt.hl7 notes.txt --mode safe-harbor --out shared
  callosum deid *.hl7 --mode pseudonymised --out test-data --vault ../private/vault.json
  callosum deid visits.csv --mode safe-harbor --out shared --report
  callosum deid *.hl7 --mode safe-harbor --out shared --json | jq '.[].replaced | group_by(.class) | map({(.[0].class): length}) | add'`,
    )
    .action(
      act(async (files: string[], options: DeidArguments) => {
        const { deidentifyFiles } = await import('./deidentify-files.ts');
        return deidentifyFiles(files, options);
      }),
    );
}

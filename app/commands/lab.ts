import type { Command } from 'commander';
import { act } from './act.ts';
import type { RoundTripArguments } from './follow-round-trip.ts';
import { jsonOption } from './store.ts';

/** Commands for the laboratory; none of them needs the store. */
export function addLab(program: Command): void {
  const lab = program.command('lab').description('laboratory reports and the way of a test, without a store');
  lab
    .command('report')
    .description('whether result messages say everything that a laboratory report must say (42 CFR 493.1291(c))')
    .argument('<file...>', 'files of ORU messages')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Which element may stand where is data, with its source and standing. Exit status 1 says that a message lacks something or a file cannot be read.

Examples:
  callosum lab report results.hl7
  callosum lab report *.hl7 --json | jq '.[].missing[] | {paragraph, at}'`,
    )
    .action(
      act(async (files: string[], options: { readonly json: boolean }) => {
        const { checkReports } = await import('./check-reports.ts');
        return checkReports(files, options);
      }),
    );
  lab
    .command('trip')
    .description('follow one test from the catalogue by order and result to the chart')
    .requiredOption('--orderable <CODE>', 'code of the test as it is ordered (OBR-4.1)')
    .requiredOption(
      '--catalogue <FILE>',
      'codes that can be ordered, one to a line; what follows a comma is passed over',
    )
    .requiredOption('--order <FILE>', 'the order message')
    .requiredOption('--result <FILE>', 'the result message')
    .option('--chart <FILE>', 'what the chart shows: code, value and units, one observation to a line')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Each station says what was found, also after one that failed. Exit status 1 says that the way is broken somewhere.

Examples:
  callosum lab trip --orderable GLU --catalogue codes.csv --order order.hl7 --result result.hl7 --chart seen.csv`,
    )
    .action(
      act(async (options: RoundTripArguments) => {
        const { followLaboratory } = await import('./follow-round-trip.ts');
        return followLaboratory(options);
      }),
    );
}

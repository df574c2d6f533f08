import type { Command } from 'commander';
import { act } from './act.ts';
import type { PackArguments } from './partner-pack.ts';
import { dataOption, jsonOption } from './store.ts';

/** Commands about interfaces of a project. */
export function addInterface(program: Command): void {
  program
    .command('interface')
    .description('interfaces of a project')
    .command('pack')
    .description('what the other side needs: specification, differences, runnable tests and results, without people')
    .requiredOption('--project <key>', 'key of the project')
    .requiredOption('--interface <INT>', 'number of the interface, such as INT-3')
    .requiredOption('--out <FILE>', 'zip file that is written')
    .addOption(dataOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Fields that name people are left out, texts are de-identified, and a file of cases that may hold an identifier is left out whole; exit status 1 says so.

Examples:
  callosum interface pack --project RES --interface INT-3 --out partner.zip`,
    )
    .action(
      act(async (options: PackArguments) => {
        const { writePartnerPack } = await import('./partner-pack.ts');
        return writePartnerPack(options);
      }),
    );
}

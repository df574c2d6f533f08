import { type Command, InvalidArgumentError } from 'commander';
import { act } from './act.ts';
import type { GoLive, ImportArguments } from './import-plan.ts';
import { dataOption, jsonOption } from './store.ts';

export function addProject(program: Command): void {
  const project = program.command('project').description('make and fill projects');
  project
    .command('import')
    .description('import a plan (Microsoft Project XML); a new key creates the project')
    .argument('<file...>', 'the plan')
    .requiredOption('--key <key>', 'key of the project: 2 to 16 capital letters, digits or hyphens')
    .option('--title <text>', 'title of a new project (the title of the plan unless given)')
    .option('--zone <name>', 'time zone of a new project, such as America/Chicago (UTC unless given)')
    .option(
      '--go-live <date or uid>',
      'the day of go-live, or the UID of its milestone (the last milestone unless given)',
      parseGoLive,
    )
    .option('--dry-run', 'say what would change, and change nothing', false)
    .addOption(dataOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Importing the same file again changes nothing; a later version updates by its ids and keeps gates, links and comments.

Examples:
  callosum project import plan.xml --key RES --go-live 2027-05-03
  callosum project import plan.xml --key RES --title "Residency system" --zone America/Chicago
  callosum project import plan-week-12.xml --key RES --dry-run
  callosum project import plan.xml --key RES --json | jq .warnings`,
    )
    .action(
      act(async (files: string[], options: ImportArguments) => {
        const { importPlan } = await import('./import-plan.ts');
        return importPlan(files, options);
      }),
    );
}

function parseGoLive(text: string): GoLive {
  if (/^\d+$/.test(text)) return { milestone: Number(text) };
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return { date: text };
  throw new InvalidArgumentError('Write a date such as 2027-05-03, or the UID of a milestone.');
}

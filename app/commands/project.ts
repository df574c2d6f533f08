import { type Command, InvalidArgumentError } from 'commander';
import { act } from './act.ts';
import type { CreateArguments } from './create-project.ts';
import type { GoLive, ImportArguments } from './import-plan.ts';
import { dataOption, jsonOption } from './store.ts';

export function addProject(program: Command): void {
  const project = program.command('project').description('make and fill projects');
  project
    .command('create')
    .description('make a project out of a template')
    .requiredOption('--key <key>', 'key of the project: 2 to 16 capital letters, digits or hyphens')
    .requiredOption(
      '--template <name>',
      'small-app, interface, departmental-system, enterprise-ehr, or one of the organisation’s own',
    )
    .option('--title <text>', 'title of the project (its key unless given)')
    .option('--zone <name>', 'time zone, such as America/Chicago', 'UTC')
    .option('--programme <key>', 'the programme it belongs to (the organisation unless given)')
    .option('--go-live <date>', 'the day of go-live (the soonest that leaves room for the whole plan unless given)')
    .option('--answers <file>', 'answers to the template’s questions, as JSON (the usual ones unless given)')
    .option('--dry-run', 'say what would be made, and make nothing', false)
    .addOption(dataOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Examples:
  callosum project create --key WARD --template small-app --go-live 2027-05-03
  callosum project create --key LAB --template departmental-system --title "New laboratory system" --answers lab.json
  callosum project create --key EHR --template enterprise-ehr --dry-run --json | jq .gates`,
    )
    .action(
      act(async (options: CreateArguments) => {
        const { createFromTemplate } = await import('./create-project.ts');
        return createFromTemplate(options);
      }),
    );
  project
    .command('import')
    .description(
      'import a plan (Microsoft Project XML, Primavera P6 XML or XER), or tables (XLSX, CSV) into a register; a new key creates the project',
    )
    .argument('<file...>', 'the plan, or the tables')
    .requiredOption('--key <key>', 'key of the project: 2 to 16 capital letters, digits or hyphens')
    .option('--as <kind>', 'what the rows of tables become: risk, requirement, … (task unless given)')
    .option('--title <text>', 'title of a new project (the title of the plan unless given)')
    .option('--zone <name>', 'time zone of a new project, such as America/Chicago (UTC unless given)')
    .option(
      '--go-live <date or uid>',
      'the day of go-live, or the UID of its milestone (the last milestone unless given)',
      parseGoLive,
    )
    .option('--template <name>', 'what a new project has besides its plan (the default gates unless given)')
    .option('--answers <file>', 'answers to the template’s questions, as JSON (the usual ones unless given)')
    .option(
      '--keep-gone',
      'keep what the file no longer holds (it is withdrawn unless given, and can be restored)',
      false,
    )
    .option('--dry-run', 'say what would change, and change nothing', false)
    .addOption(dataOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Importing the same file again changes nothing; a later version updates by its ids and keeps gates, links and comments. What has left the
file is withdrawn with its history, and named; --dry-run says so beforehand, --keep-gone leaves it.

Examples:
  callosum project import plan.xml --key RES --go-live 2027-05-03
  callosum project import plan.xml --key RES --title "Residency system" --zone America/Chicago
  callosum project import plan.xer --key LAB --template departmental-system
  callosum project import risks.xlsx --as risk --key RES
  callosum project import plan-week-12.xml --key RES --dry-run
  callosum project import plan-week-12.xml --key RES --keep-gone
  callosum project import plan.xml --key RES --json | jq .warnings`,
    )
    .action(
      act(async (files: string[], options: ImportArguments) => {
        const { importTables, isTable } = await import('./import-table.ts');
        if (options.as !== undefined || files.every(isTable)) return importTables(files, options);
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

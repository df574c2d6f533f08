import type { Command } from 'commander';
import { act } from './act.ts';
import type { CheckArguments } from './check-plan.ts';
import type { ConvertArguments } from './convert-plan.ts';
import type { ScheduleArguments } from './schedule-plan.ts';
import { jsonOption } from './store.ts';

/** Commands for plan files; none of them needs the store. */
export function addPlan(program: Command): void {
  const plan = program.command('plan').description('reckon, check and convert plan files, without a store');
  plan
    .command('schedule')
    .description('the dates of every task, from the logic of the plan')
    .argument('<file...>', 'plan files')
    .option('--compare', 'hold them against the dates the file stores', false)
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Stored dates are never read unless they are facts: actual, set by hand, or a constraint. Exit status 1 says that dates differ from
those stored (with --compare) or that a file could not be read; the rest goes on.

Examples:
  callosum plan schedule plan.xml
  callosum plan schedule plan.xml --compare
  callosum plan schedule *.xml --compare --json | jq '.[] | {file, misses: (.misses | length)}'`,
    )
    .action(
      act(async (files: string[], options: ScheduleArguments) => {
        const { schedulePlans } = await import('./schedule-plan.ts');
        return schedulePlans(files, options);
      }),
    );

  plan
    .command('check')
    .description('the health of a plan: the fourteen points of DCMA and the practices of GAO that a plan can show')
    .argument('<file>', 'a plan file')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
● passed  ▲ not passed  ○ nothing to judge by, such as no baseline. Exit status 1 says that a check was not passed.

Examples:
  callosum plan check plan.xml
  callosum plan check plan.xml --json | jq '.checks[] | select(.pass == false) | {name, value, limit, uids}'`,
    )
    .action(
      act(async (file: string, options: CheckArguments) => {
        const { checkOne } = await import('./check-plan.ts');
        return checkOne(file, options);
      }),
    );
  plan
    .command('convert')
    .description(
      'a plan file of any format as Microsoft Project XML (.xml), Primavera P6 XML (.pmxml) or Callosum’s own JSON (.json)',
    )
    .argument('<in>', 'what to read: Microsoft Project XML, Primavera P6 XML or XER, Callosum JSON')
    .argument('<out>', 'what to write; its ending says which format')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
XML keeps every element on its way through JSON and back to its own format, known or unknown; only what was changed in the JSON differs. What
P6 XML has no place for is told, with what was written instead.
Tasks that store no dates get those that logic gives.

Examples:
  callosum plan convert plan.xer plan.xml
  callosum plan convert plan.xml plan.pmxml
  callosum plan convert plan.xml plan.json`,
    )
    .action(
      act(async (from: string, to: string, options: ConvertArguments) => {
        const { convertPlan } = await import('./convert-plan.ts');
        return convertPlan(from, to, options);
      }),
    );
}

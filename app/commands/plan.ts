import type { Command } from 'commander';
import { act } from './act.ts';
import type { CheckArguments } from './check-plan.ts';
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
}

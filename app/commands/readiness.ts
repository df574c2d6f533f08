import { type Command, InvalidArgumentError } from 'commander';
import { act } from './act.ts';
import { actingIn } from './acting.ts';
import { dataOption, inStore, jsonOption, projectIn, type StoreOptions } from './store.ts';
import { printResult } from './terminal.ts';

interface ReadinessArguments extends StoreOptions {
  readonly project: string;
  readonly at?: string;
  readonly json: boolean;
}

export function addReadiness(program: Command): void {
  program
    .command('readiness')
    .description('the gates of a project, each with its criteria and what they rest on')
    .requiredOption('--project <key>', 'key of the project')
    .option('--at <date>', 'as of the end of a day, past or planned (now unless given)', parseDate)
    .addOption(dataOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
● met  ▲ unmet  ○ unknown  ◐ waived

Examples:
  callosum readiness --project RES
  callosum readiness --project RES --at 2027-03-01
  callosum readiness --project RES --json | jq '.gates[] | {key, state, score}'`,
    )
    .action(act(showReadiness));
}

async function showReadiness({ project, at, json, ...store }: ReadinessArguments): Promise<number> {
  return inStore(store, async (installation) => {
    const [{ presentReadiness }, { gatesAsJson, gatesAsLines }] = await Promise.all([
      import('@callosum/server'),
      import('./readiness-table.ts'),
    ]);
    const scope = await projectIn(installation, project);
    const actor = await (await actingIn(installation)).in(scope.id);
    const answer = await presentReadiness(installation, scope, actor, at);
    printResult(json, { gates: gatesAsJson(answer.gates) }, [
      `${answer.project} ${answer.title}, ${answer.at.today}`,
      ...gatesAsLines(answer.gates),
    ]);
    return 0;
  });
}

function parseDate(text: string): string {
  const time = Date.parse(`${text}T00:00:00Z`);
  if (!Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text) return text;
  throw new InvalidArgumentError('Write a date such as 2027-03-01.');
}

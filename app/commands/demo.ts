import { type Command, Option } from 'commander';
import { STAGES, type Stage } from '../demo/demonstration.ts';
import { act } from './act.ts';
import { requireWhole } from './acting.ts';
import { dataOption, inStore, jsonOption, type StoreOptions } from './store.ts';
import { counted, printResult } from './terminal.ts';

interface DemoArguments extends StoreOptions {
  readonly until: Stage;
  readonly json: boolean;
}

export function addDemo(program: Command): void {
  program
    .command('demo')
    .description(
      'load the demonstration: Riverbend Regional (RIV) and a small clinic (CLINIC), invented from end to end',
    )
    .addOption(new Option('--until <stage>', 'how far the story is told').choices(STAGES).default('t-60'))
    .addOption(dataOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
The demonstration has a clock of its own and opens 60 days before go-live. Loading it again changes nothing; with a later
stage the story goes on. It is closed like any project.

Examples:
  callosum demo
  callosum demo --until day-14
  callosum readiness --project RIV --at 2025-08-05`,
    )
    .action(act(loadDemo));
}

async function loadDemo({ until, json, ...store }: DemoArguments): Promise<number> {
  return inStore(store, async (installation, progress) => {
    await requireWhole(installation);
    const { loadDemonstrations } = await import('../demo/index.ts');
    const loaded = await loadDemonstrations(installation, {
      until,
      onProgress: (fraction, title) => progress.show(title, Math.round(fraction * 1_000), 1_000),
    });
    printResult(
      json,
      { projects: loaded },
      loaded.map(({ key, title, today, already, events }) =>
        already
          ? `${key}  ${title} is there already; it is ${today} there. Nothing was changed.`
          : `${key}  ${title}: ${counted(events, 'event')}; it is ${today} there.`,
      ),
    );
    return 0;
  });
}

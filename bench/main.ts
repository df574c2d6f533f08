import { parseArgs } from 'node:util';
import type { Bench } from './bench.ts';
import { crash } from './benches/crash.ts';
import { commands } from './benches/commands.ts';
import { day } from './benches/day.ts';
import { graph } from './benches/graph.ts';
import { hl7 } from './benches/hl7.ts';
import { imports } from './benches/import.ts';
import { list } from './benches/list.ts';
import { kinds } from './benches/kinds.ts';
import { live } from './benches/live.ts';
import { palette } from './benches/palette.ts';
import { people } from './benches/people.ts';
import { riverbend } from './benches/riverbend.ts';
import { scheduling } from './benches/schedule.ts';
import { scroll } from './benches/scroll.ts';
import { plan } from './benches/plan.ts';
import { search } from './benches/search.ts';
import { shell } from './benches/shell.ts';
import { start } from './benches/start.ts';
import { trace } from './benches/trace.ts';
import { verify } from './benches/verify.ts';
import { describeMachine, usedByOthers } from './machine.ts';
import { table } from './report.ts';
import { openSite } from './site.ts';

const BENCHES: readonly Bench[] = [
  start,
  scheduling,
  hl7,
  commands,
  imports,
  graph,
  day,
  live,
  kinds,
  verify,
  crash,
  shell,
  scroll,
  plan,
  palette,
  search,
  list,
  people,
  trace,
  riverbend,
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { full: { type: 'boolean', default: false } },
});
const unknown = positionals.filter((name) => !BENCHES.some((bench) => bench.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no bench called ${unknown.join(', ')}. There are: ${BENCHES.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}

const log = (line: string): void => console.error(line);
const site = await openSite();
try {
  console.log(describeMachine(site.postgres));
  for (const bench of BENCHES) {
    if (positionals.length > 0 && !positionals.includes(bench.name)) continue;
    log(`\n${bench.name} …`);
    const others = await usedByOthers();
    const figures = await bench.run({ full: values.full, site, log });
    console.log(
      `\n${bench.name}: ${bench.about}\n(Others used ${others} % of the processors just before.)\n\n${table(figures)}`,
    );
  }
} finally {
  await site.remove();
}

import type { Bench } from '../bench.ts';
import type { GraphQuestions, Measured } from '../process/graph.ts';
import { start } from '../process/talk.ts';
import { mebibytes, median, share, time, times, whole } from '../report.ts';

const PROCESS = new URL('../process/graph.ts', import.meta.url);
const ROUNDS = 3;

export const graph: Bench = {
  name: 'graph',
  about: 'loading a large project into memory; ceiling: the same rows through pg alone, fields parsed as JSON',
  run: async ({ site, log }) => {
    const { scope, records, links } = await site.largeProject(log);
    const loads: Measured[] = [];
    const rows: Measured[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      // Each in a process of its own, so that neither finds the other's garbage or warm code.
      for (const [name, into] of [
        ['rows', rows],
        ['load', loads],
      ] as const) {
        const worker = start<GraphQuestions>(PROCESS, [site.dataDir, scope]);
        into.push(await worker.ask(name));
        await worker.end();
      }
    }
    const load = median(loads.map(({ ms }) => ms));
    const ceiling = median(rows.map(({ ms }) => ms));
    const memory = median(loads.map(({ heap, external }) => heap + external));
    const rowMemory = median(rows.map(({ heap, external }) => heap + external));
    const size = `${whole(records)} records, ${whole(links)} links`;
    return [
      {
        what: `load ${size}`,
        measured: time(load),
        goal: '≤ 3 s',
        peer: `${time(ceiling)} rows alone`,
        ratio: times(load, ceiling),
      },
      {
        what: 'heap and external memory it keeps',
        measured: mebibytes(memory),
        goal: '≤ 600 MB',
        peer: `${mebibytes(rowMemory)} rows alone`,
        ratio: share(memory, rowMemory),
      },
    ];
  },
};

import { compareWithStored, readMspdi, schedule } from '@callosum/schedule';
import type { Comparison } from '@callosum/schedule';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What has to be reached, as shares of all files and tasks with stored dates. */
const GOAL = { files: 0.97, tasks: 0.995, late: 0.99 };

interface Tally {
  files: number;
  filesEqual: number;
  tasks: number;
  equal: number;
  late: number;
  lateEqual: number;
}

const nothing = (): Tally => ({ files: 0, filesEqual: 0, tasks: 0, equal: 0, late: 0, lateEqual: 0 });

/** Causes that lie in the file: it contradicts itself. */
const inFile = (cause: string): boolean => cause.startsWith('stored-');

/**
 * Reckons every Microsoft Project XML file of the corpora from its logic and compares with the dates it stores. A file is as expected when
 * start and finish of all its tasks are equal or a cause was found; the shares that are equal have to reach the goal.
 * @param corpora folder that holds `plan/mspdi` and `plan/mspdi-native`
 * All files take a few seconds, so that a quick run reads them too.
 */
export async function scheduled(
  corpora: string,
): Promise<{ name: string; passed: number; failed: number; lines: string[] }> {
  const all = nothing();
  const sound = nothing();
  const lines: string[] = [];
  let passed = 0;
  let failed = 0;
  for (const folder of ['mspdi', 'mspdi-native']) {
    const names = (await readdir(join(corpora, 'plan', folder))).filter((name) => name.endsWith('.xml')).sort();
    for (const name of names) {
      const { plan } = await readMspdi(await readFile(join(corpora, 'plan', folder, name)));
      const compared = compareWithStored(plan, schedule(plan));
      if (compared.tasks === 0) continue;
      const ruledOut = contradicts(compared);
      add(all, compared);
      if (!ruledOut) add(sound, compared);
      const unexplained = compared.misses.some(
        ({ field, cause }) => (field === 'start' || field === 'finish') && cause === 'unexplained',
      );
      if (unexplained) failed += 1;
      else passed += 1;
      lines.push(...missesOf(compared).map((line) => `${folder}/${name}: ${line}`));
    }
  }
  const missed = [
    sound.filesEqual / sound.files < GOAL.files ? ['files'] : [],
    sound.equal / sound.tasks < GOAL.tasks ? ['tasks'] : [],
    sound.lateEqual / sound.late < GOAL.late ? ['late dates'] : [],
  ].flat();
  lines.push(`all files: ${told(all)}`, `without files that contradict themselves: ${told(sound)}`);
  if (missed.length > 0) lines.push(`below the goal: ${missed.join(', ')}`);
  return { name: 'Dates of Microsoft Project XML from logic', passed, failed: failed + missed.length, lines };
}

/** A file is ruled out where each difference goes back to a contradiction of its own. */
function contradicts({ misses }: Comparison): boolean {
  const dates = misses.filter(({ field }) => field !== 'totalFloat' && field !== 'critical');
  return dates.some(({ cause }) => inFile(cause)) && dates.every(({ cause }) => inFile(cause) || cause === 'follows');
}

function add(tally: Tally, { tasks, equal, stated }: Comparison): void {
  tally.files += 1;
  if (equal.startAndFinish === tasks) tally.filesEqual += 1;
  tally.tasks += tasks;
  tally.equal += equal.startAndFinish;
  tally.late += 2 * stated.late;
  tally.lateEqual += equal.lateStart + equal.lateFinish;
}

function told({ files, filesEqual, tasks, equal, late, lateEqual }: Tally): string {
  const share = (part: number, of: number): string => `${part} of ${of} (${((100 * part) / of).toFixed(2)} %)`;
  return `files ${share(filesEqual, files)}, tasks ${share(equal, tasks)}, late dates ${share(lateEqual, late)}`;
}

/** Start, finish and late dates that differ, counted by field and cause, with the first task of each. */
function missesOf({ misses }: Comparison): string[] {
  const groups = new Map<string, { count: number; first: string }>();
  for (const { uid, field, stored, computed, cause } of misses) {
    if (field === 'totalFloat' || field === 'critical') continue;
    const key = `${field}: ${cause}`;
    const group = groups.get(key) ?? { count: 0, first: `task ${uid} stored ${stored}, computed ${computed}` };
    group.count += 1;
    groups.set(key, group);
  }
  return [...groups].map(([key, { count, first }]) => `${key}, ${count} times, first ${first}`);
}

import { compareWithStored, PlanFileError, readPlan, schedule } from '@callosum/schedule';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Reads every Primavera file of the corpora, reckons it as its options say and compares with the dates it stores. Every file has to be
 * read; where dates differ, the causes are listed.
 * @param corpora folder that holds `plan/xer` and `plan/pmxml`
 */
export async function primavera(
  corpora: string,
): Promise<{ name: string; passed: number; failed: number; lines: string[] }> {
  const lines: string[] = [];
  let passed = 0;
  let failed = 0;
  for (const folder of ['xer', 'pmxml']) {
    for (const name of (await readdir(join(corpora, 'plan', folder))).sort()) {
      try {
        const { plan, format } = readPlan(await readFile(join(corpora, 'plan', folder, name)));
        if (format !== folder) throw new PlanFileError('malformed', `It was taken for ${format}.`);
        const { tasks, equal, misses } = compareWithStored(plan, schedule(plan));
        passed += 1;
        if (tasks === 0) continue;
        const causes = [
          ...new Set(misses.filter(({ field }) => field === 'start' || field === 'finish').map(({ cause }) => cause)),
        ];
        lines.push(
          `${folder}/${name}: ${equal.startAndFinish} of ${tasks} equal${causes.length === 0 ? '' : `; ${causes.join(', ')}`}`,
        );
      } catch (error) {
        if (!(error instanceof PlanFileError)) throw error;
        failed += 1;
        lines.push(`${folder}/${name}: ${error.message}`);
      }
    }
  }
  return { name: 'Primavera P6', passed, failed, lines };
}

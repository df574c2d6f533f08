import { say } from '@callosum/kernel';
import { compareWithStored, PlanFileError, type PlanRead, readPlan, schedule, writePmxml } from '@callosum/schedule';
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
        const read = readPlan(await readFile(join(corpora, 'plan', folder, name)));
        const { plan, format } = read;
        if (format !== folder) throw new PlanFileError('malformed', say`It was taken for ${format}.`);
        const lost = lostOnTheWay(read);
        if (lost !== undefined) throw new PlanFileError('malformed', say`${lost} on its way through P6 XML.`);
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

/** What a plan loses when it is written as P6 XML and read again, or a file that nobody changed; undefined when nothing. */
function lostOnTheWay({ plan, original }: PlanRead): string | undefined {
  const again = readPlan(new TextEncoder().encode(writePmxml(plan).xml)).plan;
  // One project has one data date.
  const plain = (one: PlanRead['plan']): string =>
    JSON.stringify({ ...one, source: '', tasks: one.tasks.map((task) => ({ ...task, dataDate: undefined })) });
  if (plain(again) !== plain(plan)) return 'It is another plan';
  if (original === undefined || writePmxml(plan, original).xml.toLowerCase() === withoutMark(original))
    return undefined;
  return 'Its text differs';
}

function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '').toLowerCase();
}

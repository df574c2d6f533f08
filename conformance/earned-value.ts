import { earnedValue, readMspdi } from '@callosum/schedule';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Reckons earned value of every native Microsoft Project XML file of the corpora, at its current date, and compares planned value, earned
 * value and actual cost of each task with those the file stores. Most files have no budget, so that nothing is what both have to say.
 * @param corpora folder that holds `plan/mspdi-native`
 */
export async function storedValue(
  corpora: string,
): Promise<{ name: string; passed: number; failed: number; lines: string[] }> {
  const folder = join(corpora, 'plan', 'mspdi-native');
  const lines: string[] = [];
  let [passed, failed, compared] = [0, 0, 0];
  for (const name of (await readdir(folder)).filter((one) => one.endsWith('.xml')).sort()) {
    const { plan } = await readMspdi(await readFile(join(folder, name)));
    const reckoned = earnedValue(plan);
    const values = new Map(reckoned?.measure === 'cost' ? reckoned.tasks.map((one) => [one.uid, one]) : []);
    const summaries = new Set(plan.tasks.flatMap(({ parentUid }) => parentUid ?? []));
    const differing = plan.tasks.filter(({ uid, actualCost = 0, stored: { bcws, bcwp, acwp } }) => {
      if (acwp === undefined || summaries.has(uid)) return false;
      compared += 1;
      const { pv = 0, ev = 0, ac = actualCost } = values.get(uid) ?? {};
      return [
        [bcws, pv],
        [bcwp, ev],
        [acwp, ac],
      ].some(([stored, found]) => Math.abs((stored ?? 0) - (found ?? 0)) > 1);
    });
    if (differing.length === 0) passed += 1;
    else {
      failed += 1;
      lines.push(`${name}: tasks ${differing.map(({ uid }) => uid).join(', ')}`);
    }
  }
  lines.push(`${compared} tasks that store earned value`);
  return { name: 'Earned value that Microsoft Project stores', passed, failed, lines };
}

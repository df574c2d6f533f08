import { PlanFileError, readPlan, readPlanJson, writeMspdi, writePlanJson } from '@callosum/schedule';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

/**
 * Reads every Microsoft Project XML file, keeps it as JSON and writes it again: every element has to be there as it was. Written anew, from
 * the model alone, it has to be read as the same plan.
 * @param corpora folder that holds `plan/mspdi` and `plan/mspdi-native`
 */
export async function roundTrip(
  corpora: string,
): Promise<{ name: string; passed: number; failed: number; lines: string[] }> {
  const lines: string[] = [];
  let passed = 0;
  let failed = 0;
  for (const folder of ['mspdi', 'mspdi-native']) {
    const names = (await readdir(join(corpora, 'plan', folder))).filter((name) => name.endsWith('.xml')).sort();
    for (const name of names) {
      const faults = faultsOf(await readFile(join(corpora, 'plan', folder, name)));
      if (faults.length === 0) passed += 1;
      else failed += 1;
      lines.push(...faults.map((fault) => `${folder}/${name}: ${fault}`));
    }
  }
  return { name: 'Microsoft Project XML, through JSON and back', passed, failed, lines };
}

function faultsOf(bytes: Uint8Array): string[] {
  try {
    const { plan, original } = readPlan(bytes);
    const kept = readPlanJson(writePlanJson({ plan, original }));
    const same = writeMspdi(kept.plan, kept.original) === original?.replace(/^\uFEFF/, '');
    const again = readPlan(new TextEncoder().encode(writeMspdi(plan))).plan;
    // JSON drops members that are not there, so that absent and undefined are the same.
    const equal = isDeepStrictEqual(JSON.parse(JSON.stringify(again)), JSON.parse(JSON.stringify(plan)));
    return [same ? [] : ['an element is not as it was'], equal ? [] : ['written anew, it is another plan']].flat();
  } catch (error) {
    if (error instanceof PlanFileError) return [error.message];
    throw error;
  }
}

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inventory, LINK_TYPES, PlanFileError, readMspdi, CONSTRAINT_TYPES } from '@callosum/schedule';
import type { Inventory, MspdiResult } from '@callosum/schedule';

interface Manifest {
  readonly tasks: number;
  readonly links: number;
  readonly lags: number;
  readonly slack: number;
  readonly progressed: number;
  readonly manual: number;
  readonly linkTypes: Readonly<Record<string, number>>;
  readonly constraints: Readonly<Record<string, number>>;
}

/** In a quick run every so many files are read. */
const QUICK_STEP = 6;

/** Reads a cell like `{'1': 127, '3': 4}` and names its codes. */
const codeCounts = (cell: string, names: ReadonlyMap<number, string>): Record<string, number> =>
  Object.fromEntries(
    [...cell.matchAll(/'(\d+)': (\d+)/g)].map(([, code, count]) => [names.get(Number(code)) ?? code, Number(count)]),
  );

const readManifest = async (file: string): Promise<ReadonlyMap<string, Manifest>> => {
  const [head = '', ...rows] = (await readFile(file, 'utf8')).trimEnd().split('\n');
  const names = head.split('\t');
  return new Map(
    rows.map((row) => {
      const cells = row.split('\t');
      const cell = (name: string): string => cells[names.indexOf(name)] ?? '';
      const manifest: Manifest = {
        tasks: Number(cell('tasks')),
        links: Number(cell('links')),
        lags: Number(cell('lags')),
        slack: Number(cell('slack>0')),
        progressed: Number(cell('progressed')),
        manual: Number(cell('manual')),
        linkTypes: codeCounts(cell('linktypes'), LINK_TYPES),
        constraints: codeCounts(cell('constraints'), CONSTRAINT_TYPES),
      };
      return [`${cell('file')}.xml`, manifest];
    }),
  );
};

/** Counts by searching the text for tags, which knows nothing of XML; enough where no comment quotes a tag. */
const plainCount = (text: string): Inventory => {
  const blocks = (name: string): string[] =>
    [...text.matchAll(new RegExp(`<${name}>([\\s\\S]*?)</${name}>`, 'g'))].map(([, inner]) => inner ?? '');
  const kept = (name: string): string[] => blocks(name).filter((block) => !/<IsNull>1</.test(block));
  const count = (rows: readonly string[], pattern: RegExp): number => rows.filter((row) => pattern.test(row)).length;
  const codes = (
    rows: readonly string[],
    element: string,
    names: ReadonlyMap<number, string>,
  ): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const row of rows) {
      const code = Number(new RegExp(`<${element}>(\\d+)<`).exec(row)?.[1] ?? Number.NaN);
      const name = names.get(code) ?? `none (${code})`;
      counts[name] = (counts[name] ?? 0) + 1;
    }
    return counts;
  };
  const tasks = kept('Task');
  const links = blocks('PredecessorLink');
  return {
    tasks: tasks.length,
    links: links.length,
    lags: count(links, /<LinkLag>-?0*[1-9]/),
    linkTypes: codes(links, 'Type', LINK_TYPES),
    constraints: codes(tasks, 'ConstraintType', CONSTRAINT_TYPES),
    slack: count(tasks, /<TotalSlack>-?0*[1-9]/),
    progressed: count(tasks, /<PercentComplete>0*[1-9]/),
    manual: count(tasks, /<Manual>1</),
    calendars: blocks('Calendar').length,
    resources: kept('Resource').filter((block) => !/<UID>0</.test(block) || block.includes('<Name>')).length,
    assignments: blocks('Assignment').length,
  };
};

const sorted = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : JSON.stringify(value);

/** The differences between what was expected and what was read, for the keys that are expected. */
const differences = (expected: object, found: Inventory, oracle: string): string[] => {
  const read = new Map<string, unknown>(Object.entries(found));
  return Object.entries(expected)
    .filter(([key, value]) => sorted(value) !== sorted(read.get(key)))
    .map(([key, value]) => `${key}: ${oracle} says ${JSON.stringify(value)}, read ${JSON.stringify(read.get(key))}`);
};

const attempt = async (bytes: Uint8Array): Promise<MspdiResult | PlanFileError> => {
  try {
    return await readMspdi(bytes);
  } catch (error) {
    if (error instanceof PlanFileError) return error;
    throw error;
  }
};

/**
 * Reads every Microsoft Project XML file of the corpora and compares what it holds with the manifest, where it is
 * listed, and with a plain count of tags.
 * @param corpora folder that holds `plan/mspdi` (with MANIFEST.tsv) and `plan/mspdi-native`
 * @param quick true: only a part of the files
 */
export async function mspdi(
  corpora: string,
  quick: boolean,
): Promise<{ name: string; passed: number; failed: number; lines: string[] }> {
  const manifests = await readManifest(join(corpora, 'plan/mspdi/MANIFEST.tsv'));
  const lines: string[] = [];
  let passed = 0;
  let failed = 0;
  let listed = 0;
  for (const folder of ['mspdi', 'mspdi-native']) {
    const names = (await readdir(join(corpora, 'plan', folder))).filter((name) => name.endsWith('.xml')).sort();
    for (const name of quick ? names.filter((_, index) => index % QUICK_STEP === 0) : names) {
      const bytes = await readFile(join(corpora, 'plan', folder, name));
      const result = await attempt(bytes);
      const manifest = folder === 'mspdi' ? manifests.get(name) : undefined;
      if (manifest !== undefined) listed++;
      const problems =
        result instanceof PlanFileError
          ? [result.message]
          : [
              ...differences(plainCount(bytes.toString('utf8')), inventory(result.plan), 'the plain count'),
              ...differences(manifest ?? {}, inventory(result.plan), 'the manifest'),
            ];
      if (problems.length === 0) passed++;
      else failed++;
      lines.push(...problems.map((problem) => `${folder}/${name}: ${problem}`));
      if (result instanceof PlanFileError) continue;
      lines.push(
        ...result.warnings.map(({ code, line, message }) => `${folder}/${name}:${line ?? 0}: ${code}: ${message}`),
      );
    }
  }
  lines.push(`${listed} of the files are in the manifest`);
  return { name: 'Microsoft Project XML', passed, failed, lines };
}

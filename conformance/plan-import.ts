import { planImporter, registry } from '@callosum/app';
import { Refusal, type Row } from '@callosum/kernel';
import { createTestScope, type TestScope } from '@callosum/kernel/testing';
import { PLAN_SOURCES } from '@callosum/planning';
import { readPlan } from '@callosum/schedule';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** In a quick run every so many files are imported. */
const QUICK_STEP = 6;
const ZONE = 'UTC';

/**
 * Imports every plan of the corpora through the declared commands, twice: the first import must give one task per task
 * of the file with the start and finish the file stores, and the second must change nothing.
 */
export async function planImport(
  corpora: string,
  quick: boolean,
): Promise<{ name: string; passed: number; failed: number; lines: string[] }> {
  const lines: string[] = [];
  let passed = 0;
  for (const [index, path] of (await planFiles(corpora)).entries()) {
    if (quick && index % QUICK_STEP !== 0) continue;
    const faults = await importTwice(path);
    if (faults.length === 0) passed += 1;
    for (const fault of faults) lines.push(`${path.slice(corpora.length)}: ${fault}`);
  }
  const failed = new Set(lines.map((line) => line.split(':')[0])).size;
  return { name: 'Plans imported twice', passed, failed, lines };
}

async function planFiles(corpora: string): Promise<string[]> {
  const folders = ['plan/mspdi', 'plan/mspdi-native', 'plan/pmxml', 'plan/xer'];
  const files = await Promise.all(
    folders.map(async (folder) =>
      (await readdir(join(corpora, folder))).toSorted().map((name) => join(corpora, folder, name)),
    ),
  );
  return files.flat().filter((path) => path.endsWith('.xml') || path.endsWith('.xer'));
}

async function importTwice(path: string): Promise<string[]> {
  const bytes = await readFile(path);
  const hash = createHash('sha256').update(bytes).digest('hex');
  const read = await planImporter.read(once(bytes), { name: 'plan.xml', hash });
  const scope = createTestScope(registry);
  const project = { id: crypto.randomUUID(), key: 'PLAN', title: read.title, zone: ZONE };
  const request = { file: hash, name: 'plan.xml', key: 'PLAN' };
  try {
    scope.run('project.create', project);
    const first = read.command({ newProject: true, request });
    scope.run(first.command, first.input);
    const again = read.command({ newProject: false, request });
    const second = scope.run(again.command, again.input);
    const changed = second.writes.length === 0 ? [] : [`importing it again made ${second.writes.length} changes`];
    return [...changed, ...compareTasks(bytes, scope)];
  } catch (error) {
    return [
      error instanceof Refusal
        ? error.message
        : `failed: ${error instanceof Error ? error.message : 'no reason given'}`,
    ];
  }
}

function compareTasks(bytes: Uint8Array, scope: TestScope): string[] {
  const { plan, format } = readPlan(bytes);
  const source = PLAN_SOURCES[format];
  const faults: string[] = [];
  const imported = [...scope.graph.rows('task')].filter((row) => row.external?.source === source);
  if (imported.length !== plan.tasks.length)
    faults.push(`${plan.tasks.length} tasks in the file, ${imported.length} imported`);
  for (const { uid, stored } of plan.tasks) {
    const row: Row | undefined = scope.graph.byExternal(source, `task:${uid}`);
    if (row?.fields.storedStart !== stored.start || row?.fields.storedFinish !== stored.finish) {
      faults.push(`task ${uid} has other dates than the file stores`);
    }
  }
  return faults.slice(0, 5);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

import { planImporter, registry } from '@callosum/app';
import { currentProject } from '@callosum/foundation';
import type { Json, Row } from '@callosum/kernel';
import { createTestScope, type TestScope } from '@callosum/kernel/testing';
import { microsoftFile, MSPDI_SOURCE, mspdiOf, originOf, recordsOf } from '@callosum/planning';
import { differences, elementsIn } from '@callosum/schedule/testing';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** In a quick run every so many files are handed over. */
const QUICK_STEP = 6;
const TODAY = '2027-03-01';

/**
 * Imports every Microsoft Project file of the corpora through the declared commands and hands it over again: untouched it has to be the file
 * to the last character, and after edits it may differ in what was typed and what follows from it, element by element, and in nothing else.
 */
export async function handOver(
  corpora: string,
  quick: boolean,
): Promise<{ name: string; passed: number; failed: number; lines: string[] }> {
  const lines: string[] = [];
  let passed = 0;
  let failed = 0;
  for (const folder of ['mspdi', 'mspdi-native']) {
    const names = (await readdir(join(corpora, 'plan', folder))).filter((name) => name.endsWith('.xml')).sort();
    for (const [index, name] of names.entries()) {
      if (quick && index % QUICK_STEP !== 0) continue;
      const faults = await faultsOf(await readFile(join(corpora, 'plan', folder, name)));
      if (faults.length === 0) passed += 1;
      else failed += 1;
      lines.push(...faults.slice(0, 8).map((fault) => `${folder}/${name}: ${fault}`));
    }
  }
  return { name: 'Microsoft Project XML, imported and handed over', passed, failed, lines };
}

async function faultsOf(bytes: Uint8Array): Promise<string[]> {
  const file = microsoftFile(bytes);
  if (!file) return ['it is no Microsoft Project file'];
  const scope = await imported(bytes);
  const text = file.original.replace(/^\uFEFF/, '');
  const same = handedOver(scope, file) === asUtf8(text);
  const faults = same
    ? []
    : [
        `untouched: ${differences(elementsIn(text), elementsIn(handedOver(scope, file)))
          .slice(0, 5)
          .join(', ')}`,
      ];
  return [...faults, ...edited(scope, file, text)];
}

type File = NonNullable<ReturnType<typeof microsoftFile>>;

/**
 * Three edits, each held against the file as it was. A name moves nothing; a longer task may move dates and what is summed up from them, and
 * nothing else; a row that comes and one that goes may besides change how rows are numbered.
 */
function edited(scope: TestScope, file: File, text: string): string[] {
  const was = elementsIn(text);
  const told = (what: string, expected: readonly RegExp[]): string[] =>
    differences(was, elementsIn(handedOver(scope, file)))
      .filter((path) => !expected.some((one) => one.test(path)))
      .map((path) => `${what}: ${path}`);
  const edit = (...edits: Json[]): void => void scope.run('plan.edit', { edits });
  const leaves = [...scope.graph.rows('task')].filter(
    ({ id, external }) => external?.source === MSPDI_SOURCE && scope.graph.in(id, 'task.partOf').length === 0,
  );
  const [first, last] = [leaves[0], leaves.at(-1)];
  if (!first || !last) return [];
  const uid = (row: Row): string => row.external?.id.split(':')[1] ?? '';
  edit({ do: 'set', task: last.id, fields: { title: 'Renamed & moved <on>' } });
  const name = new RegExp(`^Project/Tasks/Task\\[${uid(last)}\\]/Name$`);
  const renamed = told('renamed', [name]);
  const longer = { seconds: 77 * 3_600, unit: 'd', elapsed: false };
  edit({ do: 'set', task: first.id, fields: { duration: longer } });
  const lengthened = told('longer', [name, ...MOVED]);
  edit({ do: 'withdraw', task: last.id });
  edit({
    do: 'add',
    task: crypto.randomUUID(),
    parent: null,
    position: -1,
    fields: { title: 'New', duration: longer },
  });
  const known = new Set([...was.keys()].flatMap((path) => /Task\[(\d+)\]/.exec(path)?.[1] ?? []));
  const rest = told('rows', [...MOVED, ...NUMBERED]).filter((one) => {
    const task = /Task\[(\d+)\]/.exec(one)?.[1];
    return !(task !== undefined && (task === uid(last) || !known.has(task))) && !isOfTask(was, one, uid(last));
  });
  return [...renamed, ...lengthened, ...rest];
}

/** What is reckoned from the plan, of the whole, of tasks and of assignments. */
const MOVED = [
  /^Project\/(StartDate|FinishDate)$/,
  /^Project\/Tasks\/Task\[\d+\]\/((Early|Late|)(Start|Finish)|Duration|DurationFormat|Work|RegularWork|RemainingWork|RemainingDuration|ActualDuration|ActualWork|PercentWorkComplete|Stop|Resume|(Start|Finish|Work)Variance|(Start|Finish|Total|Free)Slack|Critical|Milestone)$/,
  /^Project\/Assignments\/Assignment\[\d+\]\/(Start|Finish|Work|RegularWork|RemainingWork|Stop|Resume|(Start|Finish|Work)Variance|PercentWorkComplete|ActualWork|ActualStart|ActualFinish|TimephasedData.*)$/,
];
const NUMBERED = [/^Project\/Tasks\/Task\[\d+\]\/(ID|OutlineNumber|WBS|Summary)$/, /^Project\/Tasks\/Task(#\d+)?\/ID$/];

/** Whether an element belongs to an assignment of a task, or to a link to it. */
function isOfTask(was: ReadonlyMap<string, string>, told: string, uid: string): boolean {
  const row = /Project\/Assignments\/Assignment\[\d+\](#\d+)?/.exec(told)?.[0];
  if (row !== undefined) return was.get(`${row}/TaskUID`) === uid;
  return told.includes(`/PredecessorLink[${uid} `);
}

function handedOver({ graph }: TestScope, file: File): string {
  const project = currentProject(graph);
  const records = recordsOf(graph, MSPDI_SOURCE);
  const origin = project && originOf(file, project);
  if (!records || !origin) throw new Error('There is no project.');
  return mspdiOf(records, TODAY, origin);
}

async function imported(bytes: Uint8Array): Promise<TestScope> {
  const hash = 'a'.repeat(64);
  const read = await planImporter.read(once(bytes), { name: 'plan.xml', hash });
  const scope = createTestScope(registry);
  scope.run('project.create', { id: crypto.randomUUID(), key: 'PLAN', title: read.title, zone: 'UTC' });
  const { command, input } = read.command({ newProject: true, request: { file: hash, name: 'plan.xml', key: 'PLAN' } });
  scope.run(command, input);
  return scope;
}

function asUtf8(text: string): string {
  return text.replace(/^(<\?xml[^>]*?\sencoding\s*=\s*["'])[^"']*(["'])/, '$1UTF-8$2');
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

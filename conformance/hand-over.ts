import { planImporter, registry } from '@callosum/app';
import { currentProject } from '@callosum/foundation';
import type { Json, Row } from '@callosum/kernel';
import { createTestScope, type TestScope } from '@callosum/kernel/testing';
import {
  handOver as handOverPlan,
  originOf,
  PLAN_SOURCES,
  type PlanFile,
  planFile,
  recordsOf,
} from '@callosum/planning';
import { differences, elementsIn } from '@callosum/schedule/testing';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** In a quick run every so many files are handed over. */
const QUICK_STEP = 6;
const TODAY = '2027-03-01';

/**
 * Imports every XML file of Microsoft Project and of Primavera in the corpora through the declared commands and hands it over again:
 * untouched it has to be the file to the last character, and after edits it may differ in what was typed and what follows from it, element
 * by element, and in nothing else.
 */
export async function handOver(
  corpora: string,
  quick: boolean,
): Promise<{ name: string; passed: number; failed: number; lines: string[] }> {
  const lines: string[] = [];
  let passed = 0;
  let failed = 0;
  for (const folder of ['mspdi', 'mspdi-native', 'pmxml']) {
    const names = (await readdir(join(corpora, 'plan', folder))).filter((name) => name.endsWith('.xml')).sort();
    for (const [index, name] of names.entries()) {
      if (quick && index % QUICK_STEP !== 0) continue;
      const faults = await faultsOf(await readFile(join(corpora, 'plan', folder, name)));
      if (faults.length === 0) passed += 1;
      else failed += 1;
      lines.push(...faults.slice(0, 8).map((fault) => `${folder}/${name}: ${fault}`));
    }
  }
  return { name: 'Plan files, imported and handed over', passed, failed, lines };
}

async function faultsOf(bytes: Uint8Array): Promise<string[]> {
  const file = planFile(bytes);
  if (file.original === undefined) return ['it has no text that could be written into'];
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
  return [...faults, ...progressed(await imported(bytes), file, text), ...edited(scope, file, text)];
}

/** Rows that speak of work, of Microsoft Project. */
const TASK = /^Project\/Tasks\/Task\[(\d+)\]/;
const PROGRESSED = [
  /^Project\/Tasks\/Task\[\d+\]\/(PercentComplete|Actual(Start|Finish))$/,
  /^Project\/Tasks\/Task\[\d+\]\/TimephasedData/,
];

/**
 * Somebody has come further with a task that people are assigned to: of Microsoft Project, what is done and what is left is the whole, for each of
 * them, for the task and for the summaries above it, and the task has done what they have.
 */
function progressed(scope: TestScope, file: PlanFile, text: string): string[] {
  if (file.format !== 'mspdi') return [];
  const task = [...scope.graph.rows('task')].find(
    ({ id, fields }) =>
      scope.graph.in(id, 'assignment.of').length > 0 &&
      fields.actualStart === undefined &&
      fields.summary !== true &&
      fields.active !== false &&
      fields.milestone !== true,
  );
  if (!task) return [];
  const { id, fields, external } = task;
  scope.run('plan.edit', {
    edits: [{ do: 'set', task: id, fields: { percentComplete: 40, actualStart: fields.storedStart ?? null } }],
  });
  const [was, is] = [elementsIn(text), elementsIn(handedOver(scope, file))];
  const changed = differences(was, is);
  const odd = changed.filter((path) => ![...DIALECTS.mspdi.moved, ...PROGRESSED].some((one) => one.test(path)));
  const seconds = (path: string): number | undefined => secondsOf(is.get(path));
  const rows = [...is.keys()].flatMap((path) => /^Project\/Assignments\/Assignment\[\d+\]$/.exec(path)?.[0] ?? []);
  const uid = external?.id.split(':')[1] ?? '';
  const ours = rows.filter((row) => is.get(`${row}/TaskUID`) === uid);
  const own = `Project/Tasks/Task[${uid}]`;
  const touched = new Set(changed.flatMap((path) => TASK.exec(path)?.[0] ?? []));
  const split = [...ours, ...touched].filter((row) => {
    const [whole, done, left] = ['Work', 'ActualWork', 'RemainingWork'].map((name) => seconds(`${row}/${name}`));
    return whole !== undefined && done !== undefined && left !== undefined && Math.abs(whole - done - left) > 1;
  });
  const done = ours.reduce((sum, row) => sum + (seconds(`${row}/ActualWork`) ?? 0), 0);
  const told = seconds(`${own}/ActualWork`);
  return [
    ...odd.map((path) => `progress: ${path}`),
    ...split.map((row) => `progress: what is done and left of ${row} is not the whole`),
    ...(told !== undefined && Math.abs(told - done) > 1
      ? [`progress: ${own} has not done what its assignments have`]
      : []),
  ];
}

function secondsOf(period: string | undefined): number | undefined {
  const found = /^PT(\d+)H(\d+)M([\d.]+)S$/.exec(period ?? '');
  return found ? Number(found[1]) * 3_600 + Number(found[2]) * 60 + Number(found[3]) : undefined;
}

/** What a format calls rows of tasks, and which elements may differ after an edit. */
interface Dialect {
  /** Path of a task, with its number. */
  readonly task: RegExp;
  /** What is reckoned from the plan, of the whole, of tasks and of assignments. */
  readonly moved: readonly RegExp[];
  /** What says where a row stands. */
  readonly numbered: readonly RegExp[];
  /** Rows that belong to a task: their path, and the element within that names it. */
  readonly belonging: readonly { readonly row: RegExp; readonly names: string }[];
}

const DIALECTS: Readonly<Record<PlanFile['format'], Dialect>> = {
  mspdi: {
    task: /^Project\/Tasks\/Task\[(\d+)\]/,
    moved: [
      /^Project\/(StartDate|FinishDate)$/,
      /^Project\/Tasks\/Task\[\d+\]\/((Early|Late|)(Start|Finish)|Duration|DurationFormat|Work|RegularWork|RemainingWork|RemainingDuration|ActualDuration|ActualWork|PercentWorkComplete|Stop|Resume|(Start|Finish|Work)Variance|(Start|Finish|Total|Free)Slack|Critical|Milestone)$/,
      /^Project\/Assignments\/Assignment\[\d+\]\/(Start|Finish|Work|RegularWork|RemainingWork|Stop|Resume|(Start|Finish|Work)Variance|PercentWorkComplete|ActualWork|ActualStart|ActualFinish|TimephasedData.*)$/,
    ],
    numbered: [/^Project\/Tasks\/Task\[\d+\]\/(ID|OutlineNumber|WBS|Summary)$/, /^Project\/Tasks\/Task(#\d+)?\/ID$/],
    belonging: [{ row: /^Project\/Assignments\/Assignment\[\d+\](#\d+)?/, names: 'TaskUID' }],
  },
  pmxml: {
    task: /\/Activity\[(\d+)\]/,
    moved: [
      /\/ScheduledFinishDate$/,
      /\/Activity\[\d+\]\/(PlannedDuration|RemainingDuration|Remaining(Early|Late)(Start|Finish)Date|ResumeDate|(Total|Free)Float|Type)$/,
      /\/ResourceAssignment\[\d+\]\/(Planned|Actual|Remaining)Units$/,
    ],
    numbered: [/\/WBS\[\d+\]\/SequenceNumber$/],
    belonging: [
      { row: /^.*\/ResourceAssignment\[\d+\]/, names: 'ActivityObjectId' },
      { row: /^.*\/Relationship\[[^\]]*\](#\d+)?/, names: 'PredecessorActivityObjectId' },
      { row: /^.*\/Relationship\[[^\]]*\](#\d+)?/, names: 'SuccessorActivityObjectId' },
    ],
  },
};

/**
 * Edits, each held against the file as it was. A name moves nothing; a longer task may move dates and what is summed up from them, and
 * nothing else; a row that comes and one that goes may besides change how rows are numbered.
 */
function edited(scope: TestScope, file: PlanFile, text: string): string[] {
  const { task, moved, numbered, belonging } = DIALECTS[file.format];
  const was = elementsIn(text);
  // How far a summary has come follows from its rows.
  const isRolledUp = (path: string): boolean => {
    const [, row, number] =
      /^(Project\/Tasks\/Task\[(\d+)\])\/(?:PercentComplete|Actual(?:Start|Finish))$/.exec(path) ?? [];
    return number === '0' || was.get(`${row}/Summary`) === '1';
  };
  const told = (what: string, expected: readonly RegExp[]): string[] =>
    differences(was, elementsIn(handedOver(scope, file)))
      .filter((path) => !expected.some((one) => one.test(path)) && !isRolledUp(path))
      .map((path) => `${what}: ${path}`);
  const edit = (...edits: Json[]): void => void scope.run('plan.edit', { edits });
  const leaves = [...scope.graph.rows('task')].filter(
    ({ id, external, fields }) =>
      external?.source === PLAN_SOURCES[file.format] &&
      scope.graph.in(id, 'task.partOf').length === 0 &&
      fields.summary !== true,
  );
  const [first, last] = [leaves[0], leaves.at(-1)];
  if (!first || !last) return [];
  const uid = (row: Row): string => row.external?.id.split(':')[1] ?? '';
  edit({ do: 'set', task: last.id, fields: { title: 'Renamed & moved <on>' } });
  const name = new RegExp(`${task.source.replace(String.raw`(\d+)`, uid(last))}/Name$`);
  const renamed = told('renamed', [name]);
  const longer = { seconds: 77 * 3_600, unit: 'd', elapsed: false };
  edit({ do: 'set', task: first.id, fields: { duration: longer } });
  const lengthened = told('longer', [name, ...moved]);
  edit({ do: 'withdraw', task: last.id });
  edit({
    do: 'add',
    task: crypto.randomUUID(),
    parent: null,
    position: -1,
    fields: { title: 'New', duration: longer },
  });
  const known = new Set([...was.keys()].flatMap((path) => task.exec(path)?.[1] ?? []));
  // Of Primavera, a work package whose only activity is gone is an activity itself.
  const above = was.get(`APIBusinessObjects/Project/Activity[${uid(last)}]/WBSObjectId`);
  const isOfTask = (path: string): boolean =>
    path.includes(`/WBS[${above}]`) ||
    path.includes(`/PredecessorLink[${uid(last)} `) ||
    belonging.some(({ row, names }) => {
      const found = row.exec(path)?.[0];
      return found !== undefined && was.get(`${found}/${names}`) === uid(last);
    });
  const rest = differences(was, elementsIn(handedOver(scope, file)))
    .filter((path) => ![...moved, ...numbered].some((one) => one.test(path)) && !isOfTask(path) && !isRolledUp(path))
    .filter((path) => {
      const number = task.exec(path)?.[1];
      return number === undefined || (number !== uid(last) && known.has(number));
    })
    .map((path) => `rows: ${path}`);
  return [...renamed, ...lengthened, ...rest];
}

function handedOver({ graph }: TestScope, file: PlanFile): string {
  const project = currentProject(graph);
  const { format } = file;
  const records = recordsOf(graph, PLAN_SOURCES[format]);
  const origin = project && originOf(file, project);
  if (!records || !origin) throw new Error('There is no project.');
  return handOverPlan(records, TODAY, { format, origin }).text;
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

import {
  causeChain,
  defineFact,
  type Fact,
  type FieldsOf,
  type GraphReader,
  hasCome,
  type Moment,
  type Registry,
  type Row,
  type Sentence,
  standingOf,
} from '@callosum/kernel';
import { interfaceTest } from '../kinds/interface-test.ts';
import { interfaceKind } from '../kinds/interface.ts';
import { inScope, triggerName, triggersOf } from './concern.ts';

type TestRow = Row<FieldsOf<typeof interfaceTest>>;

const WITH_RESULT: ReadonlySet<string> = new Set(['passed', 'failed']);

/** Tests of an interface that are wanted. */
function testsOf(graph: GraphReader, id: string): TestRow[] {
  return graph
    .in(id, 'interfaceTest.tests')
    .flatMap(({ from }) => graph.get(interfaceTest, from) ?? [])
    .filter(({ state }) => state !== 'dropped');
}

/** A test that is to be run again has been run: it does not make room for an older result. */
function wasRun({ fields: { ranOn } }: TestRow, at: Moment): boolean {
  return ranOn !== undefined && hasCome(ranOn, at);
}

/** Why a test proves nothing (any more); undefined while it stands. */
function whyNot(row: TestRow, graph: GraphReader, at: Moment, registry: Registry): Sentence | undefined {
  const failed = interfaceTest.fails?.(row, graph, at);
  if (failed !== undefined) return failed;
  const [cause] = standingOf(row, graph, at, registry).causes;
  return cause && causeChain(cause, graph, registry);
}

/** The last end-to-end test of each trigger, as far as one has been run. */
function lastRuns(graph: GraphReader, id: string, at: Moment): TestRow[] {
  const last = new Map<string, TestRow>();
  for (const test of testsOf(graph, id)) {
    if (test.fields.level !== 'endToEnd' || !wasRun(test, at)) continue;
    const trigger = triggerName(test.fields.trigger);
    const known = last.get(trigger);
    if (!known || isLater(test, known)) last.set(trigger, test);
  }
  return [...last.values()];
}

/** Of two on one day, the one recorded later. */
function isLater(test: TestRow, than: TestRow): boolean {
  const [day, other] = [test.fields.ranOn ?? '', than.fields.ranOn ?? ''];
  return day > other || (day === other && test.number > than.number);
}

const ready = defineFact({
  name: 'interoperability.interfaces-ready',
  label: 'Interfaces ready',
  help: 'Share of interfaces of which the last end-to-end test of every trigger tested so far was passed and still stands: it is not too old, and interface, mappings, code maps and profiles are as they were when it was run.',
  unit: '%',
  fold: 'share',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: {
    untested: 'No end-to-end test has been run',
    fallen: 'ITS-{{test}}: {{why}}',
    ready: 'Tests that stand: {{tests}}',
  },
  select: interfaceKind,
  judge: (row, graph, at, registry) => (inScope(row) ? proofOf(row.id, graph, at, registry) : undefined),
});

/** Whether the end-to-end tests of an interface prove it, and why not. */
export function proofOf(
  id: string,
  graph: GraphReader,
  at: Moment,
  registry: Registry,
): {
  readonly ok: boolean;
  readonly reason: 'untested' | 'fallen' | 'ready';
  readonly details?: Readonly<Record<string, string | number | Sentence>>;
} {
  const runs = lastRuns(graph, id, at);
  if (runs.length === 0) return { ok: false, reason: 'untested' };
  for (const test of runs) {
    const why = whyNot(test, graph, at, registry);
    if (why !== undefined) return { ok: false, reason: 'fallen', details: { test: test.number, why } };
  }
  return { ok: true, reason: 'ready', details: { tests: runs.length } };
}

const untested = defineFact({
  name: 'interoperability.triggers-without-test',
  label: 'Triggers without a test',
  help: 'Triggers that an interface lists and no end-to-end test is written for. An interface that lists none counts as one: it carries something.',
  unit: 'triggers',
  fold: 'sum',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    unlisted: 'No trigger is listed',
    untested: 'No end-to-end test for {{triggers}}',
    tested: 'Every trigger has a test',
  },
  select: interfaceKind,
  judge: (row, graph) => {
    if (!inScope(row)) return undefined;
    const listed = triggersOf(row.fields.triggers);
    if (listed.length === 0) return { ok: false, value: 1, reason: 'unlisted' };
    const tested = new Set(
      testsOf(graph, row.id)
        .filter(({ fields }) => fields.level === 'endToEnd')
        .map(({ fields }) => triggerName(fields.trigger)),
    );
    const open = listed.filter((trigger) => !tested.has(trigger));
    if (open.length === 0) return { ok: true, value: 0, reason: 'tested' };
    return { ok: false, value: open.length, reason: 'untested', details: { triggers: open.join(', ') } };
  },
});

const failing = defineFact({
  name: 'interoperability.tests-failing',
  label: 'Interface tests failing',
  help: 'Tests that failed, and tests that were passed and count no longer: too old, or what they were run with has changed since.',
  unit: 'tests',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { failing: 'It {{why}}', fallen: '{{why}}', stands: 'Passed on {{day}}, and stands' },
  select: interfaceTest,
  judge: (row, graph, at, registry) => {
    if (!WITH_RESULT.has(row.state) || !wasRun(row, at)) return undefined;
    const own = interfaceTest.fails?.(row, graph, at);
    if (own !== undefined) return { ok: false, reason: 'failing', details: { why: own } };
    const why = whyNot(row, graph, at, registry);
    if (why !== undefined) return { ok: false, reason: 'fallen', details: { why } };
    return { ok: true, reason: 'stands', details: { day: row.fields.ranOn ?? '' } };
  },
});

const safetyPassed = defineFact({
  name: 'interoperability.safety-tests-passed',
  label: 'Interface tests of safety controls passed',
  help: 'Share of the tests that prove a safety control which were passed and still stand. One that was not run is not passed.',
  unit: '%',
  fold: 'share',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: { open: 'It {{why}}', fallen: '{{why}}', stands: 'Passed, and stands' },
  select: interfaceTest,
  judge: (row, graph, at, registry) => {
    if (!(row.fields.safety ?? false) || row.state === 'dropped') return undefined;
    const own = interfaceTest.fails?.(row, graph, at);
    if (own !== undefined) return { ok: false, reason: 'open', details: { why: own } };
    const why = whyNot(row, graph, at, registry);
    return why === undefined ? { ok: true, reason: 'stands' } : { ok: false, reason: 'fallen', details: { why } };
  },
});

export const TEST_FACTS: readonly Fact[] = [ready, untested, failing, safetyPassed];

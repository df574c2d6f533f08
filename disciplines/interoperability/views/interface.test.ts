import { testId, testMoment } from '@callosum/kernel/testing';
import { describe, expect, test } from 'vitest';
import { countedMapping } from '../testing/counted.ts';
import { interfaceScope, registry } from '../testing/scope.ts';
import { interfaceView } from './interface.ts';

const at = testMoment('2027-03-01');
const [ANA, BEN] = [testId(900_010), testId(900_011)];

function look(scope: ReturnType<typeof interfaceScope>, id?: string) {
  const { opened } = interfaceView.build(
    { graph: scope.graph, at, registry },
    id === undefined ? {} : { interface: id },
  );
  if (!opened) throw new Error('No interface is opened');
  return opened;
}

const holesOf = (scope: ReturnType<typeof interfaceScope>) =>
  look(scope).holes.map(({ told, next }) => [told?.fact.split('.').at(-1) ?? 'profile', next.do]);
const figure = (scope: ReturnType<typeof interfaceScope>, name: string) =>
  look(scope).figures.find((one) => one.name === name);

/** An interface of which nothing is missing but what a test takes away. */
function whole() {
  const scope = interfaceScope();
  const [lab, ehr] = ['Laboratory', 'Record'].map((title) => scope.create('system', { title }));
  const id = scope.create('interface', {
    title: 'Results',
    standard: 'hl7v2',
    triggers: 'ORU^R01',
    criticality: 'critical',
    fallback: 'Telephone',
    carriesPhi: true,
    protection: 'tls',
    owner: ANA,
    sourceOwner: ANA,
    targetOwner: BEN,
  });
  if (lab !== undefined) scope.link('interface.source', id, lab);
  if (ehr !== undefined) scope.link('interface.target', id, ehr);
  scope.link('interface.implements', id, scope.create('requirement', { title: 'Results arrive' }));
  const profile = scope.create('messageProfile', { title: 'Results', definition: 'a'.repeat(64) });
  scope.link('messageProfile.of', profile, id);
  const mapping = countedMapping(scope, { title: 'Fields', inUse: 40, mapped: 39, leftBehind: 1 });
  scope.link('mapping.for', mapping, id);
  const codes = scope.create('codeMap', {
    title: 'Tests',
    counting: 'files',
    codes: 9,
    mapped: 9,
    critical: 2,
    criticalMapped: 2,
  });
  scope.link('codeMap.for', codes, id);
  const run = scope.create(
    'interfaceTest',
    { title: 'R01', level: 'endToEnd', trigger: 'ORU^R01', ranOn: '2027-02-20', sent: 5, correct: 5 },
    { state: 'passed' },
  );
  scope.link('interfaceTest.tests', run, id);
  const endpoint = scope.create('testEndpoint', {
    title: 'Trial',
    received: 60,
    conforming: 60,
    byTrigger: 'ORU^R01 60 of 60',
    profile: 'a'.repeat(64),
  });
  scope.link('testEndpoint.of', endpoint, id);
  const queue = scope.create(
    'queue',
    {
      title: 'Errors',
      owner: ANA,
      reconciledAt: '2027-03-01T08:00:00.000Z',
      sent: 10,
      delivered: 9,
      rejected: 1,
      queued: 0,
    },
    { state: 'watched' },
  );
  scope.link('queue.of', queue, id);
  return { scope, id, mapping, codes, run, endpoint, queue, profile };
}

describe('one interface on one screen', () => {
  test('tells nothing as missing where nothing is, and every figure is met', () => {
    const { scope } = whole();
    expect(holesOf(scope)).toEqual([]);
    expect(look(scope).figures.map(({ name, tone, value }) => [name, tone, value])).toEqual([
      ['conforming', 'met', { number: 100, unit: '%' }],
      ['coverage', 'met', { number: 100, unit: '%' }],
      ['critical', 'met', { number: 0 }],
      ['endToEnd', 'met', { date: '2027-02-20' }],
      ['queues', 'met', { number: 1, of: 1 }],
      ['complexity', 'met', expect.anything()],
    ]);
  });

  test('begins with whose it is and ends with who looks after it, each with what is done next', () => {
    const scope = interfaceScope();
    scope.create('interface', { title: 'Bare', standard: 'hl7v2', criticality: 'critical', triggers: 'ORU^R01' });
    expect(holesOf(scope)).toEqual([
      ['interfaces-without-owners', 'fill'],
      ['interfaces-without-ends', 'fill'],
      ['critical-without-fallback', 'fill'],
      ['interfaces-without-requirement', 'fill'],
      ['profile', 'look'],
      ['triggers-without-test', 'look'],
      ['interfaces-ready', 'look'],
      ['messages-conforming', 'look'],
      ['interfaces-without-queue', 'make'],
    ]);
    expect(
      look(scope)
        .figures.map(({ tone }) => tone)
        .slice(0, 5),
    ).toEqual(Array(5).fill('unknown'));
  });

  test('leads from messages that do not conform to the messages, and shows them by trigger', () => {
    const { scope, endpoint } = whole();
    const fields = { byTrigger: 'ORU^R01 45 of 60', conforming: 45 };
    scope.apply([{ action: 'update', id: endpoint, fields }]);
    expect(look(scope).holes.map(({ next }) => next)).toEqual([
      { do: 'look', view: 'received', choices: { endpoint } },
    ]);
    expect(figure(scope, 'conforming')).toMatchObject({
      tone: 'unmet',
      value: { number: 75 },
      rows: [
        { type: 'told', told: { ok: false } },
        { type: 'trigger', trigger: 'ORU^R01', conforming: 45, received: 60 },
      ],
    });
  });

  test('opens a figure to the records that made it', () => {
    const { scope, codes, mapping } = whole();
    scope.apply([
      { action: 'update', id: codes, fields: { criticalMapped: 1 } },
      { action: 'update', id: mapping, fields: { mapped: 29 } },
    ]);
    expect(figure(scope, 'critical')).toMatchObject({
      tone: 'unmet',
      value: { number: 1 },
      rows: [{ told: { on: { id: codes }, reason: 'open', details: { open: 1, critical: 2 } } }],
    });
    expect(figure(scope, 'coverage')).toMatchObject({ tone: 'unmet', value: { number: 75 } });
    expect(holesOf(scope)).toEqual([
      ['mapping-coverage', 'look'],
      ['critical-maps-open', 'fill'],
    ]);
  });

  test('shows a failed run as long as the same was not passed since', () => {
    const { scope, id } = whole();
    const test = { title: 'Volume', level: 'volume', trigger: 'ORU^R01', ranOn: '2027-02-10', finding: 'Slow' };
    scope.link('interfaceTest.tests', scope.create('interfaceTest', test, { state: 'failed' }), id);
    expect(holesOf(scope)).toEqual([['tests-failing', 'fill']]);
    const { finding: _finding, ...again } = { ...test, ranOn: '2027-02-12' };
    scope.link('interfaceTest.tests', scope.create('interfaceTest', again, { state: 'passed' }), id);
    expect(holesOf(scope)).toEqual([]);
    expect(look(scope).tests.map(({ ranOn }) => ranOn)).toEqual(['2027-02-20', '2027-02-12', '2027-02-10']);
  });

  test('says what a queue lost, and who owns none', () => {
    const { scope, queue } = whole();
    scope.apply([{ action: 'update', id: queue, fields: { delivered: 7, owner: null } }]);
    expect(look(scope).queues).toMatchObject([{ sent: 10, delivered: 7, missing: 2 }]);
    expect(holesOf(scope)).toEqual([
      ['queues-without-owner', 'fill'],
      ['queues-unreconciled', 'fill'],
    ]);
  });

  test('lists what others link to it, its mappings and its code maps, hazards first', () => {
    const { scope, id } = whole();
    const gap = scope.create('interfaceGap', { title: 'Sex', question: 'codes', place: 'PID-8' });
    scope.link('interfaceGap.of', gap, id);
    const task = scope.create('task', { title: 'Agree on the codes' });
    scope.link('interfaceGap.treatedBy', gap, task);
    expect(look(scope).gaps).toMatchObject([{ place: 'PID-8', by: [{ id: task }] }]);
    expect(look(scope).linked.map(({ kind }) => kind)).toEqual(['task', 'requirement']);
  });

  test('is told of nothing for an interface that is not to be seen', () => {
    const { scope } = whole();
    const { opened, interfaces } = interfaceView.build(
      { graph: scope.graph, at, registry },
      { interface: testId(4_711) },
    );
    expect(opened).toBeUndefined();
    expect(interfaces).toHaveLength(1);
  });
});

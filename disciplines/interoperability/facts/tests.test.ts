import { describe, expect, test } from 'vitest';
import { ask } from '../testing/facts.ts';
import { interfaceScope } from '../testing/scope.ts';

const READY = 'interoperability.interfaces-ready';
const FAILING = 'interoperability.tests-failing';

/** An interface for results with a passed end-to-end test that rests on a mapping and its code map. */
function results() {
  const scope = interfaceScope();
  const subject = scope.create('interface', { title: 'Results', triggers: 'ORU^R01' });
  const map = scope.create('codeMap', { title: 'LOINC', codes: 10, mapped: 9 });
  const mapping = scope.create('mapping', { title: 'ORU', revision: '1' });
  const run = testOf(scope, subject, 'ORU^R01', { ranOn: '2027-02-01' }, 'passed');
  for (const end of [map, mapping]) scope.link('interfaceTest.restsOn', run, end);
  const change = (id: string, fields: Record<string, string | number>, state?: string) =>
    scope.apply([{ action: 'update', id, fields, ...(state === undefined ? {} : { state }) }]);
  return { scope, subject, map, mapping, run, change };
}

type Scope = ReturnType<typeof interfaceScope>;

function testOf(
  scope: Scope,
  subject: string,
  trigger: string,
  fields: Record<string, string | number>,
  state: string,
) {
  const given = { title: trigger, trigger, level: 'endToEnd', ...fields };
  const id = scope.create('interfaceTest', given, { state });
  scope.link('interfaceTest.tests', id, subject);
  return id;
}

describe('an interface is ready', () => {
  test('while its last end-to-end test was passed and stands', () => {
    expect(ask(results().scope, READY)).toEqual({ value: 100, total: 1, failing: [] });
  });

  test('not before one was run, and not by a test of another level', () => {
    const { scope } = results();
    const other = scope.create('interface', { title: 'Orders' });
    expect(ask(scope, READY)).toEqual({ value: 50, total: 2, failing: [['Orders', 'untested', {}]] });
    const id = scope.create(
      'interfaceTest',
      { title: 'Ping', level: 'connection', ranOn: '2027-02-01' },
      { state: 'passed' },
    );
    scope.link('interfaceTest.tests', id, other);
    expect(ask(scope, READY).value).toBe(50);
  });

  test('no longer once a later test of the same trigger has failed, however it is written', () => {
    const { scope, subject } = results();
    testOf(scope, subject, 'oru_r01', { ranOn: '2027-02-02', finding: 'No units' }, 'failed');
    expect(ask(scope, READY).failing).toEqual([['Results', 'fallen', { test: 2, why: 'failed' }]]);
  });

  test('not by an older result that a test set back to planned would make room for', () => {
    const { scope, subject } = results();
    testOf(scope, subject, 'ORU^R01', { ranOn: '2027-02-02' }, 'planned');
    expect(ask(scope, READY).failing).toEqual([['Results', 'fallen', { test: 2, why: 'has not been passed' }]]);
  });

  test('no longer when another trigger of it fails', () => {
    const { scope, subject } = results();
    testOf(scope, subject, 'ORU^R03', { ranOn: '2027-01-02', finding: 'Lost' }, 'failed');
    expect(ask(scope, READY).value).toBe(0);
  });

  test('no longer when what the test was run with has changed, and it says what', () => {
    const { scope, map, mapping, change } = results();
    change(mapping, { rules: 'Now with a default' });
    const why = { test: 1, why: 'MPG-1 has changed since it was looked at' };
    expect(ask(scope, READY).failing).toEqual([['Results', 'fallen', why]]);
    change(map, { mapped: 10 });
    expect(ask(scope, FAILING).value).toBe(1);
  });

  test('no longer when the interface itself talks differently, but for a change that matters not', () => {
    const { scope, subject, change } = results();
    change(subject, { purpose: 'Results to the record' });
    expect(ask(scope, READY).value).toBe(100);
    change(subject, { standard: 'fhir' });
    expect(ask(scope, READY).failing[0]?.[1]).toBe('fallen');
  });

  test('until its test is too old, and never by one that was run later', () => {
    const { scope } = results();
    expect(ask(scope, READY, '2027-07-31').value).toBe(100);
    expect(ask(scope, READY, '2027-08-01').failing).toEqual([
      ['Results', 'fallen', { test: 1, why: 'was to be run again by 2027-07-31' }],
    ]);
    expect(ask(scope, READY, '2027-01-31').failing).toEqual([['Results', 'untested', {}]]);
  });

  test('of no concern once it is retired', () => {
    const { scope, subject, change } = results();
    change(subject, {}, 'retired');
    expect(ask(scope, READY)).toEqual({ value: undefined, total: 0, failing: [] });
  });
});

describe('a test that is recorded anew', () => {
  test('stands again, with everything it rests on as it is now', () => {
    const { scope, mapping, map, run, change } = results();
    change(mapping, { revision: '2' });
    change(map, { mapped: 10 });
    expect(ask(scope, READY).value).toBe(0);
    scope.run('interfaceTest.record', { id: run, result: 'passed', sent: 4, correct: 4, targetVersion: '9.2' });
    expect(ask(scope, READY).value).toBe(100);
    expect(scope.graph.find(run)?.fields).toMatchObject({ ranOn: '2027-03-01', sent: 4, targetVersion: '9.2' });
  });

  test('fails with a finding only, and is not passed with messages that were wrong', () => {
    const { scope, run } = results();
    expect(() => scope.run('interfaceTest.record', { id: run, result: 'failed' })).toThrow('nothing says how');
    expect(() => scope.run('interfaceTest.record', { id: run, result: 'passed', sent: 4, correct: 3 })).toThrow(
      '1 of 4',
    );
    scope.run('interfaceTest.record', { id: run, result: 'failed', finding: 'One was late' });
    expect(ask(scope, FAILING).failing).toEqual([['ORU^R01', 'failing', { why: 'failed' }]]);
  });

  test('is refused for what is no test, tests nothing, or is still to be run', () => {
    const { scope, subject, run } = results();
    const idle = scope.create('interfaceTest', { title: 'Idle', level: 'volume' });
    const record = (id: string, more = {}) => scope.run('interfaceTest.record', { id, result: 'passed', ...more });
    expect(() => record(subject)).toThrow('not there');
    expect(() => record(idle)).toThrow('tests no interface');
    expect(() => record(run, { ranOn: '2027-03-02' })).toThrow('by today');
  });

  test('by those who may change it only', () => {
    const { scope, run } = results();
    const actor = { account: '00000000-0000-7000-8000-000000000007', roles: ['reader'], offices: [] } as const;
    expect(() => scope.run('interfaceTest.record', { id: run, result: 'passed' }, { actor })).toThrow();
  });
});

describe('triggers without a test', () => {
  const fact = 'interoperability.triggers-without-test';

  test('are listed and in no end-to-end test; an interface that lists none counts as one', () => {
    const { scope, subject, change } = results();
    change(subject, { triggers: 'ORU^R01\noru_r03, ORU^R03\nORU^R40' });
    scope.create('interface', { title: 'Silent' });
    expect(ask(scope, fact)).toEqual({
      value: 3,
      total: 2,
      failing: [
        ['Results', 'untested', { triggers: 'ORU^R03, ORU^R40' }],
        ['Silent', 'unlisted', {}],
      ],
    });
    testOf(scope, subject, 'ORU^R40', {}, 'planned');
    expect(ask(scope, fact).value).toBe(2);
    testOf(scope, subject, 'ORU^R03', {}, 'dropped');
    expect(ask(scope, fact).value).toBe(2);
  });
});

describe('tests of safety controls', () => {
  test('count only when they were passed and stand', () => {
    const { scope, subject, run, mapping, change } = results();
    const fact = 'interoperability.safety-tests-passed';
    expect(ask(scope, fact).value).toBeUndefined();
    scope.apply([{ action: 'update', id: run, fields: { safety: true } }]);
    const planned = testOf(scope, subject, 'ORU^R03', {}, 'planned');
    scope.apply([{ action: 'update', id: planned, fields: { safety: true } }]);
    expect(ask(scope, fact).value).toBe(50);
    change(mapping, { revision: '2' });
    expect(ask(scope, fact).value).toBe(0);
  });
});

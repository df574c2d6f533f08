import { ATTACHMENTS } from '@callosum/kernel';
import { ENGINE } from '@callosum/hl7v2/version';
import { testMoment } from '@callosum/kernel/testing';
import { expect, test } from 'vitest';
import { interfaceScope, registry } from '../testing/scope.ts';
import { runsView } from './runs.ts';

const at = testMoment('2027-03-01');
const HASH = 'c'.repeat(64);
const LATER = 'd'.repeat(64);
const file = (hash: string) => ({ hash, name: 'all.cases.json', size: 2, type: 'application/json' });

/** A test with cases that was passed, and one without. */
function ran() {
  const scope = interfaceScope();
  const id = scope.create('interface', { title: 'Results' });
  const test = scope.create(
    'interfaceTest',
    {
      title: 'Messages',
      level: 'message',
      ranOn: '2027-02-20',
      sent: 3,
      correct: 3,
      engine: ENGINE,
      ranCases: HASH,
      [ATTACHMENTS]: [file(HASH)],
    },
    { state: 'passed' },
  );
  scope.link('interfaceTest.tests', test, id);
  scope.link('interfaceTest.tests', scope.create('interfaceTest', { title: 'By hand', level: 'message' }), id);
  const suites = () => runsView.build({ graph: scope.graph, at, registry }, {}).suites;
  return { scope, id, test, suites };
}

test('tests with cases alone are listed, with what came of them', () => {
  const { suites, id } = ran();
  expect(suites()).toMatchObject([
    { title: 'Messages', sent: 3, correct: 3, of: { id }, cases: { hash: HASH }, told: { ok: true }, ways: ['engine'] },
  ]);
});

test('a result that no longer counts says why', () => {
  const { scope, suites, test: id } = ran();
  scope.apply([{ action: 'update', id, fields: { [ATTACHMENTS]: [file(HASH), file(LATER)] } }]);
  const why = 'has other cases than those that were run';
  expect(suites()).toMatchObject([
    { cases: { hash: LATER }, ranCases: HASH, told: { ok: false, details: { why: { key: why } } } },
  ]);
  scope.apply([{ action: 'update', id, fields: { ranCases: LATER, engine: 'hl7v2 0.0.1' } }]);
  expect(suites()[0]?.told).toMatchObject({
    ok: false,
    details: { why: { values: expect.arrayContaining([expect.stringContaining('hl7v2 0.0.1')]) } },
  });
});

test('ways over a network are offered when they are open', () => {
  const { scope, suites, id, test: of } = ran();
  const endpoint = scope.create('testEndpoint', { title: 'Trial' }, { state: 'listening' });
  scope.link('testEndpoint.of', endpoint, id);
  scope.link('interfaceTest.ranIn', of, scope.create('environment', { title: 'Test', purpose: 'test' }));
  expect(suites()[0]?.ways).toEqual(['engine', 'endpoint', 'mllp']);
});

import { Refusal, type Problem } from '@callosum/kernel';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { interfaceKind } from '../kinds/interface.ts';
import { interfaceScope } from '../testing/scope.ts';

/** A test that was passed with a profile. */
function passed() {
  const scope = interfaceScope();
  const results = scope.create('interface', { title: 'Results' });
  const profile = scope.create('messageProfile', { title: 'Results, as sent', revision: '3' });
  const trial = scope.create('interfaceTest', { title: 'A result comes through', level: 'endToEnd' });
  scope.run('link.create', { type: 'interfaceTest.tests', from: trial, to: results });
  scope.run('link.create', { type: 'interfaceTest.restsOn', from: trial, to: profile });
  scope.run('interfaceTest.record', { id: trial, result: 'passed' });
  return { scope, profile, trial };
}

function refusal(work: () => unknown): Problem | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error.problems[0];
    throw error;
  }
  return undefined;
}

test('what a test was run with is not unlinked by hand, so that a profile that changed cannot be exchanged for itself', () => {
  const { scope, profile, trial } = passed();
  scope.apply([{ action: 'update', id: profile, fields: { revision: '4' } }]);
  const [link] = scope.graph.out(trial, 'interfaceTest.restsOn');
  expect(refusal(() => scope.run('link.remove', { id: link?.id ?? '' }))?.code).toBe('refused');
});

test('taken away by its command, the test has to be run again', () => {
  const { scope, profile, trial } = passed();
  scope.run('interfaceTest.release', { test: trial, end: profile });
  expect(scope.graph.out(trial, 'interfaceTest.restsOn')).toEqual([]);
  expect(scope.graph.find(trial)?.state).toBe('planned');
  scope.run('link.create', { type: 'interfaceTest.restsOn', from: trial, to: profile });
  scope.run('interfaceTest.release', { test: trial, end: profile });
  expect(refusal(() => scope.run('interfaceTest.release', { test: trial, end: profile }))?.code).toBe('not-found');
});

test('a test that is begun for an interface rests on everything its messages are made by', () => {
  const { scope, profile } = passed();
  const about = [...scope.graph.all(interfaceKind)][0]?.id ?? '';
  scope.link('messageProfile.of', profile, about);
  scope.apply([{ action: 'update', id: profile, fields: { definition: 'a'.repeat(64) } }]);
  scope.link('messageProfile.of', scope.create('messageProfile', { title: 'On paper only' }), about);
  const maps = ['mapping', 'codeMap'].map((kind) => {
    const id = scope.create(kind, { title: kind });
    scope.link(`${kind}.for`, id, about);
    return id;
  });
  const given = { title: 'Admissions', level: 'endToEnd', trigger: 'ADT^A01' };
  const id = z
    .object({ id: z.string() })
    .parse(scope.run('interfaceTest.begin', { interface: about, ...given }).result).id;
  expect(scope.graph.find(id)).toMatchObject({ state: 'planned', fields: given });
  expect(scope.graph.out(id, 'interfaceTest.tests').map(({ to }) => to)).toEqual([about]);
  expect(scope.graph.out(id, 'interfaceTest.restsOn').map(({ to }) => to)).toEqual([profile, ...maps]);
  expect(() => scope.run('interfaceTest.begin', { interface: profile, ...given })).toThrow(
    'The interface is not there.',
  );
});

import { impactOf } from '@callosum/kernel';
import { expect, test } from 'vitest';
import { interfaceScope, registry } from '../testing/scope.ts';
import { ask } from '../testing/facts.ts';

/** A profile and a code map of an interface, a mapping that rests on both, and a test that was run with the mapping. */
function proved() {
  const scope = interfaceScope();
  const made = {
    about: scope.create('interface', { title: 'Results' }),
    profile: scope.create('messageProfile', { title: 'As sent' }),
    codes: scope.create('codeMap', { title: 'Tests' }),
    map: scope.create('mapping', { title: 'Lab to EHR' }),
    test: scope.create('interfaceTest', { title: 'Round trip', level: 'endToEnd' }),
  };
  const { about, profile, codes, map } = made;
  scope.link('messageProfile.of', profile, about);
  scope.link('codeMap.for', codes, about);
  scope.link('mapping.for', map, about);
  scope.link('mapping.reads', map, profile);
  scope.link('mapping.uses', map, codes);
  scope.link('interfaceTest.tests', made.test, about);
  scope.link('interfaceTest.restsOn', made.test, map);
  const touched = (id: string) => {
    const { found } = impactOf(id, scope.graph, registry, 99);
    return found.map(({ row, steps }) => `${row.kind} ${steps}`).toSorted();
  };
  return { scope, ...made, touched };
}

test('a change of a profile or a code map touches its interface, the mappings that rest on it, and their tests', () => {
  const { profile, codes, touched } = proved();
  const all = ['interface 1', 'interfaceTest 2', 'mapping 1'];
  expect([touched(profile), touched(codes)]).toEqual([all, all]);
});

test('a change of an interface, such as of the version of its standard, touches its tests', () => {
  const { about, touched } = proved();
  expect(touched(about)).toEqual(['interfaceTest 1']);
});

test('a mapping is looked at again when a code map that it uses has changed', () => {
  const { scope, codes } = proved();
  const fact = 'interoperability.mappings-to-review';
  expect(ask(scope, fact).failing).toEqual([]);
  scope.apply([{ action: 'update', id: codes, fields: { revision: '2' } }]);
  expect(ask(scope, fact).failing).toEqual([['Lab to EHR', 'changed', {}]]);
});

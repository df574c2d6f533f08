import { expect, test } from 'vitest';
import { interfaceTest } from '../kinds/interface-test.ts';
import { interfaceScope } from '../testing/scope.ts';

const CASES = { hash: 'c'.repeat(64), name: 'made.cases.json', size: 2, type: 'application/json' };

test('a run rests on what messages are made by today, also on what came after the test was begun', () => {
  const scope = interfaceScope();
  const about = scope.create('interface', { title: 'Results', standard: 'hl7v2' });
  scope.run('interfaceTest.begin', { interface: about, title: 'Results arrive', level: 'endToEnd' });
  const id = [...scope.graph.all(interfaceTest)][0]?.id ?? expect.fail('no test');
  scope.apply([{ action: 'update', id, fields: { attachments: [CASES] } }]);
  const mapping = scope.create('mapping', { title: 'Lab → EHR', definition: 'a'.repeat(64) });
  scope.link('mapping.for', mapping, about);
  const rests = (): readonly string[] => scope.graph.out(id, 'interfaceTest.restsOn').map(({ to }) => to);
  expect(rests()).toEqual([]);
  scope.run('interfaceTest.runCases', { id, way: 'engine' });
  expect(rests()).toEqual([mapping]);
  scope.apply([{ action: 'update', id, fields: { asked: null, askedBy: null } }]);
  scope.run('interfaceTest.runCases', { id, way: 'engine' });
  expect(rests()).toEqual([mapping]);
});

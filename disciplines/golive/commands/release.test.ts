import { Refusal } from '@callosum/kernel';
import { expect, test } from 'vitest';
import { goLiveScope } from '../testing/scope.ts';

test('a sample is taken away from a load while nothing was found in it, and never afterwards', () => {
  const scope = goLiveScope();
  const load = scope.create('migrationLoad', { title: 'Mock load 2' });
  const sample = scope.create('acceptanceSample', { title: 'Allergies' });
  const link = () => scope.run('link.create', { type: 'acceptanceSample.of', from: sample, to: load });
  const release = () => scope.run('acceptanceSample.release', { sample, load });
  link();
  release();
  expect(scope.graph.out(sample, 'acceptanceSample.of')).toEqual([]);
  link();
  scope.apply([{ action: 'update', id: sample, fields: { sampleSize: 59, foundDefects: 0 } }]);
  expect(release).toThrow(Refusal);
  expect(release).toThrow('stays with the load');
  const [edge] = scope.graph.out(sample, 'acceptanceSample.of');
  expect(() => scope.run('link.remove', { id: edge?.id ?? '' })).toThrow(Refusal);
});

import { describe, expect, test } from 'vitest';
import { createRegistry } from '../declare/registry.ts';
import { createTestScope, testId } from '../testing/graph.ts';
import { remark, sample, step } from '../testing/kinds.ts';
import type { GraphChange } from './graph.ts';

const registry = createRegistry([sample], []);

function begun() {
  const scope = createTestScope(registry);
  const id = scope.create('step', { title: 'a' }, { external: { source: 'plan', id: 'task:1' } });
  const other = scope.create('step', { title: 'b' });
  return { ...scope, id, other };
}

describe('a graph', () => {
  test('lists live records in order of creation, and finds withdrawn ones by id and external id only', () => {
    const { graph, apply, id, other } = begun();
    expect([...graph.all(step)].map(({ fields }) => fields.title)).toEqual(['a', 'b']);
    apply([{ action: 'withdraw', id }]);
    expect([...graph.rows('step')].map((row) => row.id)).toEqual([other]);
    expect([...graph.all(step)].map((row) => row.id)).toEqual([other]);
    expect([graph.count('step'), graph.get(step, id)]).toEqual([1, undefined]);
    expect(graph.find(id)?.withdrawn).toBe(true);
    expect(graph.byExternal('plan', 'task:1')?.id).toBe(id);
    apply([{ action: 'restore', id }]);
    expect([graph.count('step'), graph.get(step, id)?.fields.title]).toEqual([2, 'a']);
  });

  test('gives a record as its own kind only', () => {
    const { graph, id } = begun();
    expect(graph.get(remark, id)).toBeUndefined();
    expect(graph.byExternal('plan', 'task:2')).toBeUndefined();
    expect(graph.byExternal('other', 'task:1')).toBeUndefined();
  });

  test('never gives a number twice, whatever is withdrawn', () => {
    const { graph, apply, create, other } = begun();
    apply([{ action: 'withdraw', id: other }]);
    expect(graph.nextNumber('step')).toBe(3);
    expect(graph.find(create('step', { title: 'c' }))?.number).toBe(3);
    expect(graph.nextNumber('remark')).toBe(1);
  });

  test('follows a link from both ends, until it is removed', () => {
    const { graph, apply, link, id, other } = begun();
    const edge = link('step.after', id, other, { lag: 1 });
    expect(
      [graph.out(id, 'step.after'), graph.in(other, 'step.after')].map((list) => list.map((one) => one.id)),
    ).toEqual([[edge], [edge]]);
    expect([graph.in(id, 'step.after'), graph.out(id, 'step.partOf')]).toEqual([[], []]);
    apply([{ action: 'unlink', id: edge }]);
    expect([graph.out(id, 'step.after'), graph.in(other, 'step.after'), graph.edge(edge)]).toEqual([[], [], undefined]);
    expect([...graph.edges('step.after')]).toEqual([]);
  });

  test('tells its listeners what was applied, until they stop listening', () => {
    const { graph, create } = begun();
    const heard: GraphChange[] = [];
    const stop = graph.subscribe((changes) => heard.push(...changes));
    create('step', { title: 'c' }, { id: testId(70) });
    stop();
    create('step', { title: 'd' });
    expect(heard).toMatchObject([{ row: { id: testId(70) } }]);
    expect(graph.sequence()).toBe(4);
  });
});

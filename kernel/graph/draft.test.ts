import { describe, expect, test } from 'vitest';
import type { Change } from '../declare/change.ts';
import type { Actor } from '../declare/permission.ts';
import { RECORD_COMMANDS } from '../declare/record-commands.ts';
import { createRegistry } from '../declare/registry.ts';
import { createTestScope, TEST_OWNER, testId } from '../testing/graph.ts';
import { sample } from '../testing/kinds.ts';
import { resolveChanges } from './resolve.ts';
import { SPINE } from './write.ts';

const registry = createRegistry([sample], RECORD_COMMANDS);
const READER: Actor = { account: testId(900_002), roles: ['reader'], offices: [] };

function scope() {
  const made = createTestScope(registry);
  const step = (title: string, state?: string) => made.create('step', { title }, state ? { state } : {});
  const problems = (changes: readonly Change[], actor?: Actor) => {
    const resolved = resolveChanges(made.graph, registry, changes, actor);
    return 'problems' in resolved ? resolved.problems.map(({ code }) => code) : [];
  };
  const message = (changes: readonly Change[]) => {
    const resolved = resolveChanges(made.graph, registry, changes, undefined);
    return 'problems' in resolved ? resolved.problems.map((one) => one.message).join('\n') : '';
  };
  return { ...made, step, problems, message };
}

type NewLink = Extract<Change, { action: 'link' }>;
const link = (id: number, type: string, from: string, to: string): NewLink => ({
  action: 'link',
  id: testId(id),
  type,
  from,
  to,
});

describe('a batch that creates', () => {
  test('numbers records per kind, within the batch and after it', () => {
    const { apply, graph } = scope();
    const create = (id: number): Change => ({ action: 'create', kind: 'step', id: testId(id), fields: { title: 'a' } });
    apply([create(1), create(2), { action: 'create', kind: 'remark', id: testId(3), fields: { title: 'r' } }]);
    apply([create(4)]);
    expect([1, 2, 3, 4].map((id) => graph.find(testId(id))?.number)).toEqual([1, 2, 1, 3]);
  });

  test('is refused for unknown kinds, fields and states, missing and invalid values, and ids in use', () => {
    const { problems, step } = scope();
    const taken = step('taken');
    const create = (over: object): Change[] => [
      { action: 'create', kind: 'step', id: testId(50), fields: { title: 'a' }, ...over },
    ];
    expect(problems(create({}))).toEqual([]);
    expect(problems(create({ kind: 'nothing' }))).toEqual(['invalid']);
    expect(problems(create({ fields: { title: 'a', colour: 'red' } }))).toEqual(['invalid']);
    expect(problems(create({ fields: { title: 'a', toString: 1 } }))).toEqual(['invalid']);
    expect(problems(create({ fields: {} }))).toEqual(['invalid']);
    expect(problems(create({ fields: { title: 'a', effort: -1 } }))).toEqual(['invalid']);
    expect(problems(create({ state: 'gone' }))).toEqual(['invalid']);
    expect(problems(create({ id: taken }))).toEqual(['conflict']);
  });

  test('is refused when an external id is in use, in the graph or in the batch', () => {
    const { problems, create } = scope();
    const external = { source: 'plan', id: 'task:1' };
    const twin = (id: number): Change => ({
      action: 'create',
      kind: 'step',
      id: testId(id),
      fields: { title: 'b' },
      external,
    });
    expect(problems([twin(60), twin(61)])).toEqual(['conflict']);
    create('step', { title: 'a' }, { external });
    expect(problems([twin(62)])).toEqual(['conflict']);
  });

  test('names the change at fault', () => {
    const { graph } = scope();
    const resolved = resolveChanges(
      graph,
      registry,
      [
        { action: 'create', kind: 'step', id: testId(1), fields: { title: 'fine' } },
        { action: 'create', kind: 'step', id: testId(2), fields: { title: 'b', effort: 'much' } },
      ],
      undefined,
    );
    expect(resolved).toMatchObject({ problems: [{ path: ['changes', 1, 'fields', 'effort'] }] });
  });
});

describe('a batch that updates', () => {
  test('writes what changed and nothing else', () => {
    const { apply, step } = scope();
    const id = step('a');
    expect(apply([{ action: 'update', id, fields: { title: 'a' } }])).toEqual([]);
    const [write] = apply([{ action: 'update', id, fields: { title: 'b', effort: 3 }, state: 'closed' }]);
    expect(write).toMatchObject({ version: 2, values: { title: 'b', effort: 3, [SPINE.state]: 'closed' } });
    expect(apply([{ action: 'update', id, fields: { effort: null }, state: 'closed' }])[0]?.values).toEqual({
      effort: null,
    });
  });

  test('may say what another program calls a record from now on, once, and nothing else is called so', () => {
    const { apply, step, problems, graph } = scope();
    const [id, other] = [step('a'), step('b')];
    const external = { source: 'plan', id: 'task:1' };
    const [write] = apply([{ action: 'update', id, fields: {}, external }]);
    expect(write?.values).toEqual({ [SPINE.source]: 'plan', [SPINE.externalId]: 'task:1' });
    expect(graph.byExternal('plan', 'task:1')).toMatchObject({ id, version: 2, external });
    // It keeps the name it has.
    expect(apply([{ action: 'update', id, fields: {}, external: { source: 'plan', id: 'task:2' } }])).toEqual([]);
    expect(problems([{ action: 'update', id: other, fields: {}, external }])).toEqual(['conflict']);
    const twice = { source: 'plan', id: 'task:3' };
    const fresh = step('c');
    expect(
      problems([
        { action: 'update', id: other, fields: {}, external: twice },
        { action: 'update', id: fresh, fields: {}, external: twice },
      ]),
    ).toEqual(['conflict']);
  });

  test('sees what it has done before', () => {
    const { apply, graph } = scope();
    const id = testId(1);
    apply([
      { action: 'create', kind: 'step', id, fields: { title: 'a' } },
      { action: 'update', id, fields: { effort: 2 } },
      { action: 'withdraw', id },
      { action: 'restore', id },
      { action: 'update', id, fields: { effort: 3 } },
    ]);
    expect(graph.find(id)).toMatchObject({ version: 5, withdrawn: false, fields: { title: 'a', effort: 3 } });
  });

  test('is refused where the record is missing or withdrawn, or a required value would go', () => {
    const { apply, problems, step } = scope();
    const id = step('a');
    expect(problems([{ action: 'update', id: testId(70), fields: {} }])).toEqual(['not-found']);
    expect(problems([{ action: 'update', id, fields: { title: null } }])).toEqual(['invalid']);
    apply([{ action: 'withdraw', id }]);
    expect(problems([{ action: 'update', id, fields: { effort: 1 } }])).toEqual(['refused']);
    expect(apply([{ action: 'withdraw', id }])).toEqual([]);
  });

  test('applies nothing of a batch with one fault', () => {
    const { apply, graph, step } = scope();
    const id = step('a');
    expect(() =>
      apply([
        { action: 'update', id, fields: { effort: 1 } },
        { action: 'withdraw', id: testId(70) },
      ]),
    ).toThrow();
    expect(graph.find(id)).toMatchObject({ version: 1, fields: { title: 'a' } });
  });
});

describe('permissions', () => {
  test('let an owner change open steps, and nobody closed ones', () => {
    const { problems, step } = scope();
    const open = step('a');
    const closed = step('b', 'closed');
    const change = (id: string): Change[] => [{ action: 'update', id, fields: { effort: 1 } }];
    expect(problems(change(open), TEST_OWNER)).toEqual([]);
    expect(problems(change(open), READER)).toEqual(['not-allowed']);
    expect(problems(change(closed), TEST_OWNER)).toEqual(['not-allowed']);
    expect(problems(change(closed))).toEqual([]);
  });

  test('guard creating, withdrawing and restoring, and links by the record they leave', () => {
    const { apply, problems, step } = scope();
    const open = step('a');
    const closed = step('b', 'closed');
    expect(problems([{ action: 'create', kind: 'step', id: testId(80), fields: { title: 'x' } }], READER)).toEqual([
      'not-allowed',
    ]);
    expect(problems([{ action: 'withdraw', id: open }], READER)).toEqual(['not-allowed']);
    expect(problems([link(81, 'step.after', open, closed)], TEST_OWNER)).toEqual([]);
    expect(problems([link(81, 'step.after', closed, open)], TEST_OWNER)).toEqual(['not-allowed']);
    apply([link(82, 'step.after', closed, open)]);
    expect(problems([{ action: 'unlink', id: testId(82) }], TEST_OWNER)).toEqual(['not-allowed']);
    expect(problems([{ action: 'relink', id: testId(82), fields: { lag: 1 } }], TEST_OWNER)).toEqual(['not-allowed']);
    apply([{ action: 'withdraw', id: open }]);
    expect(problems([{ action: 'restore', id: open }], READER)).toEqual(['not-allowed']);
  });

  test('keep fields that commands set out of typing hands, on creation as well', () => {
    const { run, step } = scope();
    expect(() => run('record.create', { kind: 'step', fields: { title: 'a', score: 9 } })).toThrow('set by commands');
    expect(() => run('record.update', { id: step('b'), fields: { score: 9 } })).toThrow('set by commands');
  });
});

describe('links', () => {
  test('join two live records of the declared kinds, once', () => {
    const { apply, problems, step, create } = scope();
    const [a, b, gone] = [step('a'), step('b'), step('c')];
    const remark = create('remark', { title: 'r' });
    apply([{ action: 'withdraw', id: gone }, link(1, 'step.after', a, b)]);
    expect(problems([link(2, 'step.after', a, b)])).toEqual(['conflict']);
    expect(problems([link(1, 'step.after', b, gone)])).toEqual(['conflict']);
    expect(problems([link(2, 'step.after', a, gone)])).toEqual(['not-found']);
    expect(problems([link(2, 'step.after', a, testId(99))])).toEqual(['not-found']);
    expect(problems([link(2, 'step.after', a, remark)])).toEqual(['invalid']);
    expect(problems([link(2, 'step.mentions', remark, a)])).toEqual(['invalid']);
    expect(problems([link(2, 'step.after', a, a)])).toEqual(['invalid']);
    expect(problems([link(2, 'step.likes', a, b)])).toEqual(['invalid']);
    expect(problems([link(2, 'step.mentions', a, remark), link(3, 'step.mentions', a, remark)])).toEqual(['conflict']);
    expect(problems([{ ...link(2, 'step.mentions', a, b), fields: { lag: 1 } }])).toEqual(['invalid']);
  });

  test('that may be had once move on when the old one leaves first', () => {
    const { apply, problems, graph, step } = scope();
    const [a, b, c] = [step('a'), step('b'), step('c')];
    expect(problems([link(1, 'step.partOf', a, b), link(2, 'step.partOf', a, c)])).toEqual(['conflict']);
    apply([link(1, 'step.partOf', a, b)]);
    expect(problems([link(2, 'step.partOf', a, c)])).toEqual(['conflict']);
    expect(problems([link(2, 'step.partOf', a, c), { action: 'unlink', id: testId(1) }])).toEqual(['conflict']);
    apply([{ action: 'unlink', id: testId(1) }, link(2, 'step.partOf', a, c)]);
    expect(graph.out(a, 'step.partOf').map(({ to }) => to)).toEqual([c]);
    expect(graph.in(b, 'step.partOf')).toEqual([]);
  });

  test('made, removed and made again within one batch count once', () => {
    const { apply, graph, step } = scope();
    const [a, b] = [step('a'), step('b')];
    apply([
      link(1, 'step.partOf', a, b),
      { action: 'unlink', id: testId(1) },
      link(2, 'step.partOf', a, b),
      { action: 'relink', id: testId(2), fields: {} },
    ]);
    expect(graph.out(a, 'step.partOf').map(({ id }) => id)).toEqual([testId(2)]);
  });

  test('change their fields by version', () => {
    const { apply, graph, step } = scope();
    const [a, b] = [step('a'), step('b')];
    apply([{ ...link(1, 'step.after', a, b), fields: { lag: 1 } }]);
    expect(apply([{ action: 'relink', id: testId(1), fields: { lag: 1 } }])).toEqual([]);
    apply([{ action: 'relink', id: testId(1), fields: { lag: 2 } }]);
    expect(graph.edge(testId(1))).toMatchObject({ version: 2, fields: { lag: 2 } });
    expect(graph.in(b, 'step.after')[0]).toMatchObject({ version: 2 });
  });
});

describe('circles', () => {
  test('are refused and spelled out, across the graph and the batch', () => {
    const { apply, message, problems, step } = scope();
    const [a, b, c] = [step('A'), step('B'), step('C')];
    apply([link(1, 'step.after', a, b)]);
    expect(problems([link(2, 'step.after', b, a)])).toEqual(['refused']);
    expect(message([link(2, 'step.after', b, c), link(3, 'step.after', c, a)])).toContain('“B” → “C” → “A” → “B”');
    expect(problems([link(2, 'step.after', b, c), link(3, 'step.after', a, c)])).toEqual([]);
  });

  test('are no matter where links may run in a circle, or run in different types', () => {
    const { problems, step } = scope();
    const [a, b] = [step('A'), step('B')];
    expect(problems([link(1, 'step.mentions', a, b), link(2, 'step.mentions', b, a)])).toEqual([]);
    expect(problems([link(1, 'step.after', a, b), link(2, 'step.partOf', b, a)])).toEqual([]);
  });

  test('open again when the batch removes one of their links, before or after', () => {
    const { apply, problems, step } = scope();
    const [a, b] = [step('A'), step('B')];
    apply([link(1, 'step.after', a, b)]);
    expect(problems([{ action: 'unlink', id: testId(1) }, link(2, 'step.after', b, a)])).toEqual([]);
    expect(problems([link(2, 'step.after', b, a), { action: 'unlink', id: testId(1) }])).toEqual([]);
    expect(problems([link(2, 'step.after', b, a), { action: 'unlink', id: testId(2) }])).toEqual([]);
  });

  test('do not run through withdrawn records, and are refused when one comes back', () => {
    const { apply, problems, step } = scope();
    const [a, b, c] = [step('A'), step('B'), step('C')];
    apply([link(1, 'step.after', a, b), link(2, 'step.after', b, c), { action: 'withdraw', id: b }]);
    apply([link(3, 'step.after', c, a)]);
    expect(problems([{ action: 'restore', id: b }])).toEqual(['refused']);
    expect(
      problems([
        { action: 'restore', id: b },
        { action: 'unlink', id: testId(2) },
      ]),
    ).toEqual([]);
  });

  test('are found in a chain of thirty thousand', () => {
    const { apply, problems } = scope();
    const count = 30_000;
    const chain = Array.from({ length: count }, (_, index): Change => ({
      action: 'create',
      kind: 'step',
      id: testId(index),
      fields: { title: 's' },
    }));
    apply(chain);
    apply(
      Array.from({ length: count - 1 }, (_, index) =>
        link(count + index, 'step.after', testId(index + 1), testId(index)),
      ),
    );
    expect(problems([link(2 * count, 'step.after', testId(0), testId(count - 1))])).toEqual(['refused']);
    // Depth is what is tried here, not speed.
  }, 30_000);
});

import { describe, expect, test } from 'vitest';
import type { Change } from '../declare/change.ts';
import { defineKind, NO_LIFECYCLE } from '../declare/kind.ts';
import { MANAGERS_WRITE } from '../declare/presets.ts';
import { Refusal } from '../declare/problem.ts';
import { createRegistry } from '../declare/registry.ts';
import { createTestScope, testId } from '../testing/graph.ts';

const declaration = {
  discipline: 'sample',
  help: 'For tests.',
  lifecycle: NO_LIFECYCLE,
  permissions: MANAGERS_WRITE,
  list: { columns: ['title'], sort: 'title' },
  form: [],
} as const;
const title = { type: 'text', label: 'Title', required: true } as const;
const shelf = defineKind({
  ...declaration,
  name: 'shelf',
  prefix: 'SHE',
  label: { one: 'Shelf', many: 'Shelves' },
  fields: { title },
});
const on = { to: ['shelf'], label: 'stands on', inverse: 'holds', unique: 'place' } as const;
const book = {
  ...declaration,
  name: 'book',
  prefix: 'BOO',
  label: { one: 'Book', many: 'Books' },
  fields: { title, place: { type: 'text', label: 'Place', required: true } },
  links: { on },
} as const;
const registry = createRegistry(
  [{ name: 'sample', label: 'Sample', kinds: [shelf, defineKind(book)], commands: [], facts: [] }],
  [],
);

const [UPPER, LOWER, A, B] = [testId(1), testId(2), testId(3), testId(4)];
const create = (kind: string, id: string, fields: Record<string, string>): Change => ({
  action: 'create',
  kind,
  id,
  fields,
});
const put = (id: number, from: string, to: string): Change => ({
  action: 'link',
  id: testId(id),
  type: 'book.on',
  from,
  to,
});
const SHELVES = [create('shelf', UPPER, { title: 'Upper' }), create('shelf', LOWER, { title: 'Lower' })];
const library = () => {
  const scope = createTestScope(registry);
  const apply = (...changes: readonly Change[]): unknown => scope.apply(changes);
  apply(...SHELVES, create('book', A, { title: 'A', place: '1' }), put(10, A, UPPER));
  return { graph: scope.graph, apply };
};
const SAME = 'have the same place, “1”';

describe('records linked to the same one', () => {
  test('differ in the field declared unique, however they come together', () => {
    const twin = create('book', B, { title: 'B', place: '1' });
    expect(() => library().apply(twin, put(11, B, UPPER))).toThrow(SAME);
    expect(() => library().apply(twin, put(11, B, LOWER), put(12, B, UPPER))).toThrow(SAME);
    const scope = library();
    scope.apply(create('book', B, { title: 'B', place: '2' }), put(11, B, UPPER));
    expect(() => scope.apply({ action: 'update', id: B, fields: { place: '1' } })).toThrow(SAME);
    const withdrawn = library();
    withdrawn.apply({ action: 'withdraw', id: A });
    withdrawn.apply(twin, put(11, B, UPPER));
    expect(() => withdrawn.apply({ action: 'restore', id: A })).toThrow(Refusal);
  });

  test('may share it elsewhere, exchange it within a batch, and take it over', () => {
    const scope = library();
    scope.apply(create('book', B, { title: 'B', place: '1' }), put(11, B, LOWER));
    scope.apply({ action: 'unlink', id: testId(11) }, { action: 'update', id: B, fields: { place: '2' } });
    scope.apply(put(12, B, UPPER));
    scope.apply(
      { action: 'update', id: A, fields: { place: '2' } },
      { action: 'update', id: B, fields: { place: '1' } },
    );
    scope.apply({ action: 'unlink', id: testId(10) }, { action: 'update', id: B, fields: { place: '2' } });
    expect(scope.graph.find(B)?.fields.place).toBe('2');
  });
});

test('what may be missing cannot be declared unique', () => {
  expect(() => defineKind({ ...book, fields: { title, place: { type: 'text', label: 'Place' } } })).toThrow('“place”');
});

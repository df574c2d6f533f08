import { describe, expect, test } from 'vitest';
import { createTestScope } from '../testing/graph.ts';
import { defineKind, NO_LIFECYCLE } from './kind.ts';
import { ownField, ownName } from './own-field.ts';
import { TEAM_WRITES } from './presets.ts';
import { createRegistry } from './registry.ts';
import { scopedRegistry } from './scoped.ts';

const bed = defineKind({
  name: 'bed',
  discipline: 'sample',
  prefix: 'BED',
  label: { one: 'Bed', many: 'Beds' },
  help: 'For tests.',
  fields: { title: { type: 'text', label: 'Title', required: true } },
  lifecycle: NO_LIFECYCLE,
  permissions: TEAM_WRITES,
  list: { columns: ['title'], sort: 'title' },
  form: [{ title: 'Bed', fields: ['title'] }],
});
const registry = createRegistry(
  [{ name: 'sample', label: 'Sample', kinds: [bed, ownField], commands: [], facts: [] }],
  [],
);
const TYPES = [
  'text',
  'longText',
  'richText',
  'number',
  'flag',
  'date',
  'dateTime',
  'person',
  'people',
  'duration',
] as const;

describe('the declarations of a scope', () => {
  test('are those of everybody as long as it has no fields of its own', () => {
    expect(scopedRegistry(registry, createTestScope(registry).graph)).toBe(registry);
  });

  test('have its own fields, in the form and where they are listed; other kinds stay the same', () => {
    const scope = createTestScope(registry);
    const ids = TYPES.map((valueType) =>
      scope.create('ownField', { title: valueType, of: 'bed', valueType, listed: valueType === 'number' }),
    );
    const money = scope.create('ownField', { title: 'Price', of: 'bed', valueType: 'money', options: 'EUR\nUSD' });
    const choice = scope.create('ownField', {
      title: 'Side',
      of: 'bed',
      valueType: 'choice',
      options: 'Left\n\nRight',
    });
    const sum = scope.create('ownField', { title: 'Twice', of: 'bed', valueType: 'formula', formula: '[number] * 2' });
    const own = scopedRegistry(registry, scope.graph).kinds.get('bed');
    const names = [...ids, money, choice, sum].map(ownName);
    expect(own?.form.at(-1)).toEqual({ title: 'Own fields', fields: names });
    expect(own?.list.columns).toEqual(['title', ownName(ids[3] ?? '')]);
    expect(names.map((name) => own?.fields[name]?.type)).toEqual([
      'text',
      'text',
      'richText',
      'number',
      'flag',
      'date',
      'dateTime',
      'person',
      'people',
      'duration',
      'money',
      'choice',
      'formula',
    ]);
    expect(own?.fields[ownName(choice)]).toMatchObject({ options: { Left: 'Left', Right: 'Right' } });
    expect(scopedRegistry(registry, scope.graph).kinds.get('ownField')).toBe(registry.kinds.get('ownField'));
  });

  test('are made anew when a field is added, changed or withdrawn, and at no other time', () => {
    const scope = createTestScope(registry);
    const id = scope.create('ownField', { title: 'Ward', of: 'bed', valueType: 'text' });
    const first = scopedRegistry(registry, scope.graph);
    scope.create('bed', { title: 'One' });
    expect(scopedRegistry(registry, scope.graph)).toBe(first);
    scope.apply([{ action: 'update', id, fields: { title: 'Unit' } }]);
    const second = scopedRegistry(registry, scope.graph);
    expect(second.kinds.get('bed')?.fields[ownName(id)]?.label).toBe('Unit');
    scope.apply([{ action: 'withdraw', id }]);
    expect(scopedRegistry(registry, scope.graph)).toBe(registry);
    expect(first.kinds.get('bed')?.fields[ownName(id)]?.label).toBe('Ward');
  });
});

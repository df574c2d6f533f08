import { say } from '../declare/say.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Change } from '../declare/change.ts';
import type { Discipline } from '../declare/discipline.ts';
import { defineKind, OPEN_CLOSED } from '../declare/kind.ts';
import { MANAGERS_WRITE } from '../declare/presets.ts';
import { Refusal } from '../declare/problem.ts';
import { createRegistry } from '../declare/registry.ts';
import { createTestScope, testId } from '../testing/graph.ts';
import { resolveChanges } from './resolve.ts';

/** A span of days that is closed with a result; two spans share at most everything. */
const span = defineKind({
  name: 'span',
  discipline: 'rules',
  prefix: 'SPN',
  label: { one: 'Span', many: 'Spans' },
  help: 'For tests.',
  fields: {
    title: { type: 'text', label: 'Title', required: true },
    from: { type: 'date', label: 'From' },
    to: { type: 'date', label: 'To' },
    result: { type: 'text', label: 'Result' },
    fact: { type: 'text', label: 'Fact' },
  },
  lifecycle: OPEN_CLOSED,
  links: {
    shares: {
      to: ['span'],
      label: 'shares with',
      inverse: 'shares with',
      fields: {
        mine: { type: 'number', label: 'Mine', required: true, min: 0 },
        theirs: { type: 'number', label: 'Theirs', min: 0 },
      },
      check: ({ mine, theirs }) => {
        if (Number(mine) + Number(theirs ?? 0) <= 100) return [];
        return [{ at: ['theirs'], message: say`Two shares are more than everything.`, remedy: say`Lower one.` }];
      },
    },
  },
  permissions: MANAGERS_WRITE,
  list: { columns: ['title'], sort: 'title' },
  form: [],
  check: ({ from, to, result, fact }, { registry, state }) => [
    ...(from !== undefined && to !== undefined && to < from
      ? [{ at: ['to'] as const, message: say`It ends before it begins.`, remedy: say`Choose a later day.` }]
      : []),
    ...(state === 'closed' && result === undefined
      ? [{ at: ['result'] as const, message: say`It was closed without a result.`, remedy: say`Write the result.` }]
      : []),
    ...(fact !== undefined && !registry.facts.has(fact)
      ? [{ at: ['fact', 0] as const, message: say`There is no fact ${fact}.`, remedy: say`Choose another.` }]
      : []),
  ],
});

/** The same kinds before anybody thought of the rules. */
const { check: _check, links: _links, ...bare } = span;
const lax = defineKind({
  ...bare,
  links: {
    shares: {
      to: ['span'],
      label: 'shares with',
      inverse: 'shares with',
      fields: {
        mine: { type: 'number', label: 'Mine' },
        theirs: { type: 'number', label: 'Theirs' },
      },
    },
  },
  list: { columns: ['title'], sort: 'title' },
  form: [],
});
const disciplineOf = (kind: typeof span): Discipline => ({
  name: 'rules',
  label: 'Rules',
  kinds: [kind],
  commands: [],
  facts: [],
});
const registry = createRegistry([disciplineOf(span)], []);
const laxRegistry = createRegistry([disciplineOf(lax)], []);

const ID = testId(1);
const OTHER = testId(2);
const create = (fields: object, state = 'open', id = ID): Change => ({
  action: 'create',
  kind: 'span',
  id,
  fields: { title: 'Span', ...fields },
  state,
});
const update = (fields: Record<string, string | null>, state?: string): Change => ({
  action: 'update',
  id: ID,
  fields,
  ...(state === undefined ? {} : { state }),
});

function scope(...before: Change[]) {
  const made = createTestScope(laxRegistry);
  if (before.length > 0) made.apply(before);
  const problems = (...changes: Change[]) => {
    const resolved = resolveChanges(made.graph, registry, changes, undefined);
    return 'problems' in resolved ? resolved.problems : [];
  };
  const at = (...changes: Change[]) => problems(...changes).map(({ path }) => path?.slice(2));
  return { ...made, problems, at };
}

describe('a rule over a whole record', () => {
  test('is asked when the record is created, and names field and remedy', () => {
    expect(scope().problems(create({ from: '2027-02-01', to: '2027-01-01' }))).toEqual([
      {
        severity: 'error',
        code: 'invalid',
        message: 'It ends before it begins.',
        remedy: 'Choose a later day.',
        path: ['changes', 0, 'fields', 'to'],
      },
    ]);
    expect(scope().problems(create({ from: '2027-02-01', to: '2027-02-01' }))).toEqual([]);
  });

  test('is asked when a field or the state changes, with all the fields as they will be', () => {
    const { at } = scope(create({ from: '2027-02-01' }));
    expect(at(update({ to: '2027-01-01' }))).toEqual([['fields', 'to']]);
    expect(at(update({ from: '2026-12-01', to: '2027-01-01' }))).toEqual([]);
    expect(at(update({}, 'closed'))).toEqual([['fields', 'result']]);
    expect(at(update({ result: 'Done' }, 'closed'))).toEqual([]);
    expect(at(update({ to: '2027-03-01' }), update({ from: '2027-04-01' }))).toEqual([['fields', 'to']]);
  });

  test('sees values of the declared types only: an invalid field is told first', () => {
    expect(scope().at(create({ from: '2027-02-01', to: 'soon' }))).toEqual([['fields', 'to']]);
    expect(scope().problems(create({ from: '2027-02-01', to: 'soon' }))[0]?.message).toContain('To: ');
  });

  test('knows what the disciplines declare, and points into a value', () => {
    expect(scope().at(create({ fact: 'nothing' }))).toEqual([['fields', 'fact', 0]]);
  });

  test('does not hold against a change what was broken before, unless it breaks it anew', () => {
    const { at, problems } = scope(create({ from: '2027-02-01', to: '2027-01-01', fact: 'lost' }, 'closed'));
    expect(problems(update({ title: 'Other' }))).toEqual([]);
    expect(problems(update({ to: '2027-03-01' }))).toEqual([]);
    expect(at(update({ fact: 'also lost' }))).toEqual([['fields', 'fact', 0]]);
    expect(problems({ action: 'withdraw', id: ID })).toEqual([]);
  });

  test('holds for every record that began by it, whatever is tried on it', () => {
    const day = fc.option(fc.constantFrom('2027-01-01', '2027-02-01', '2027-03-01'));
    const step = fc.record(
      { from: day, to: day, result: fc.option(fc.constant('Done')), state: fc.constantFrom('open', 'closed') },
      { requiredKeys: [] },
    );
    let refused = 0;
    let done = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 20 }), (steps) => {
        const { graph, apply } = createTestScope(registry);
        apply([create({})]);
        for (const { state, ...fields } of steps) {
          try {
            apply([update(fields, state)]);
            done += 1;
          } catch (error) {
            expect(error).toBeInstanceOf(Refusal);
            refused += 1;
          }
          const row = graph.get(span, ID);
          const { from = '', to = '9999', result } = row?.fields ?? {};
          expect(to >= from).toBe(true);
          expect(row?.state === 'closed' && result === undefined).toBe(false);
        }
      }),
      { numRuns: 200 },
    );
    expect(Math.min(refused, done)).toBeGreaterThan(100);
  });
});

describe('the fields of a link', () => {
  const link = (fields: Record<string, number>): Change => ({
    action: 'link',
    id: testId(9),
    type: 'span.shares',
    from: ID,
    to: OTHER,
    fields,
  });
  const relink = (fields: Record<string, number | null>): Change => ({ action: 'relink', id: testId(9), fields });
  const two = [create({}), create({}, 'open', OTHER)];

  test('that are required must be given, and stay', () => {
    const { at, problems } = scope(...two);
    expect(at(link({ theirs: 3 }))).toEqual([['fields', 'mine']]);
    expect(problems(link({}))).toMatchObject([{ code: 'invalid', message: 'Mine is missing.' }]);
    expect(problems(link({ mine: 3 }))).toEqual([]);
    expect(at(link({ mine: 3 }), relink({ mine: null }))).toEqual([['fields', 'mine']]);
    expect(problems(link({ mine: 3 }), relink({ mine: 4 }))).toEqual([]);
  });

  test('that are required must be given when a link of older days changes', () => {
    const { at, problems } = scope(...two, link({ theirs: 3 }));
    expect(at(relink({ theirs: 4 }))).toEqual([['fields', 'mine']]);
    expect(problems(relink({ theirs: 4, mine: 1 }))).toEqual([]);
    expect(problems({ action: 'unlink', id: testId(9) })).toEqual([]);
  });

  test('keep the rules of their type', () => {
    const { at, problems } = scope(...two);
    expect(at(link({ mine: 60, theirs: 60 }))).toEqual([['fields', 'theirs']]);
    expect(at(link({ mine: 60 }), relink({ theirs: 60 }))).toEqual([['fields', 'theirs']]);
    expect(problems(link({ mine: 60 }), relink({ theirs: 40 }))).toEqual([]);
    const broken = scope(...two, link({ mine: 60, theirs: 60 }));
    expect(broken.problems(relink({ mine: 70 }))).toEqual([]);
    expect(broken.problems(relink({ mine: 40 }))).toEqual([]);
  });
});

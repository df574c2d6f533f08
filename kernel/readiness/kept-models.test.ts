import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { defineKind, NO_LIFECYCLE } from '../declare/kind.ts';
import type { Actor } from '../declare/permission.ts';
import { MANAGERS_WRITE, rulesFor } from '../declare/presets.ts';
import { createRegistry } from '../declare/registry.ts';
import type { GraphReader } from '../graph/reader.ts';
import { createSight, seenGraph } from '../graph/sight.ts';
import { createTestScope, TEST_OWNER, testId, testMoment, type TestScope } from '../testing/graph.ts';
import { createKeptModels, type KeptModels } from './kept-models.ts';

const declaration = {
  discipline: 'sample',
  help: 'For tests.',
  lifecycle: NO_LIFECYCLE,
  permissions: MANAGERS_WRITE,
  list: { columns: ['title'], sort: 'title' },
  form: [],
  fields: { title: { type: 'text', label: 'Title', required: true } },
} as const;
const book = defineKind({ ...declaration, name: 'book', prefix: 'BOO', label: { one: 'Book', many: 'Books' } });
const letter = defineKind({ ...declaration, name: 'letter', prefix: 'LET', label: { one: 'Letter', many: 'Letters' } });
/** What only managers see. */
const diary = defineKind({
  ...declaration,
  name: 'diary',
  prefix: 'DIA',
  label: { one: 'Diary', many: 'Diaries' },
  permissions: { ...MANAGERS_WRITE, read: rulesFor(['owner', 'manager']) },
  links: { about: { to: ['book', 'diary'], label: 'is about', inverse: 'stands in' } },
});
const kinds = [book, letter, diary];
const registry = createRegistry([{ name: 'sample', label: 'Sample', kinds, commands: [], facts: [] }], []);

const READER: Actor = { account: testId(900_002), roles: ['reader'], offices: [] };
const today = testMoment('2027-03-01');

let scope: TestScope;
let models: KeptModels;
let tells = 0;
beforeEach(() => {
  scope = createTestScope(registry);
  models = createKeptModels();
  tells = 0;
});
afterEach(() => void vi.useRealTimers());

/** What somebody is told, and counts how often it was worked out. */
function ask(
  tell: (graph: GraphReader, instant: () => string) => unknown,
  { actor = TEST_OWNER, at = today, question = 'all' } = {},
): unknown {
  const { graph } = scope;
  return models.of({
    graph,
    at,
    registry,
    sight: createSight(registry, graph, actor),
    question,
    tell: (noted, moment) => {
      tells += 1;
      return tell(seenGraph(registry, noted, actor, noted), () => moment.instant);
    },
  }).model;
}

const titles =
  (kind: string) =>
  (graph: GraphReader): unknown =>
    Array.from(graph.rows(kind), ({ fields }) => fields.title);

describe('what a view has told', () => {
  test('holds for others who see all of it, and as long as nothing of its kinds is touched', () => {
    scope.create('book', { title: 'First' });
    expect([ask(titles('book')), ask(titles('book'), { actor: READER }), tells]).toEqual([['First'], ['First'], 1]);
    scope.create('letter', { title: 'Elsewhere' });
    expect([ask(titles('book')), tells]).toEqual([['First'], 1]);
    scope.create('book', { title: 'Second' });
    expect([ask(titles('book')), tells]).toEqual([['First', 'Second'], 2]);
  });

  test('is another thing for each question and each day', () => {
    scope.create('book', { title: 'First' });
    scope.create('letter', { title: 'Dear' });
    ask(titles('book'));
    expect(ask(titles('letter'), { question: 'letters' })).toEqual(['Dear']);
    ask(titles('book'), { at: testMoment('2027-03-02') });
    expect(tells).toBe(3);
  });

  test('is never told to whoever does not see what it was read from, nor is his to others', () => {
    scope.create('diary', { title: 'Kept close' });
    expect(ask(titles('diary'), { actor: READER })).toEqual([]);
    expect(ask(titles('diary'))).toEqual(['Kept close']);
    expect(ask(titles('diary'), { actor: READER })).toEqual([]);
    expect([ask(titles('diary')), tells]).toEqual([['Kept close'], 3]);
  });

  test('follows links that come and go, and what is found at their ends', () => {
    const [one, two] = [scope.create('diary', { title: 'One' }), scope.create('book', { title: 'Two' })];
    const ends = (graph: GraphReader): unknown =>
      graph.out(one, 'diary.about').map(({ to }) => graph.find(to)?.fields.title);
    expect(ask(ends)).toEqual([]);
    const link = scope.link('diary.about', one, two);
    expect(ask(ends)).toEqual(['Two']);
    scope.apply([{ action: 'update', id: two, fields: { title: 'Renamed' } }]);
    expect(ask(ends)).toEqual(['Renamed']);
    scope.apply([{ action: 'unlink', id: link }]);
    expect(ask(ends)).toEqual([]);
  });

  test('whatever is not there, or how far the ledger goes, may be another thing after any change', () => {
    const missing = (graph: GraphReader): unknown => graph.find(testId(77))?.fields.title ?? 'nothing';
    expect(ask(missing)).toBe('nothing');
    scope.create('book', { title: 'Came' }, { id: testId(77) });
    expect(ask(missing)).toBe('Came');
    const far = (graph: GraphReader): unknown => graph.sequence();
    const before = ask(far, { question: 'far' });
    scope.create('letter', { title: 'One more' });
    expect(ask(far, { question: 'far' })).not.toBe(before);
    const soFar = tells;
    ask(far, { question: 'far' });
    expect(tells).toBe(soFar + 1);
  });

  test('is told anew once it is half a minute old, where the time of day was looked at', () => {
    const hour = (_graph: GraphReader, instant: () => string): unknown => instant();
    const later = { at: { ...today, instant: '2027-03-01T12:00:40.000Z' } };
    vi.useFakeTimers({ now: Date.parse(today.instant), toFake: ['Date'] });
    expect([ask(hour), ask(hour), tells]).toEqual([today.instant, today.instant, 1]);
    vi.setSystemTime(Date.parse(later.at.instant));
    expect([ask(hour, later), tells]).toEqual([later.at.instant, 2]);
  });
});

import { describe, expect, test } from 'vitest';
import {
  createRegistry,
  defineKind,
  type Held,
  heldOf,
  heldSeen,
  NO_LIFECYCLE,
  rulesFor,
  seenGraph,
  TEAM_WRITES,
} from '../index.ts';
import { say } from './say.ts';
import { createTestScope, testId, testMoment } from '../testing/index.ts';

const AT = testMoment('2027-03-01');

const note = defineKind({
  name: 'note',
  discipline: 'trial',
  prefix: 'NOT',
  label: { one: 'Note', many: 'Notes' },
  help: 'What a rating counts on; some are kept close.',
  fields: {
    title: { type: 'text', label: 'Title', required: true },
    shared: { type: 'flag', label: 'Shared' },
    good: { type: 'flag', label: 'Good', read: rulesFor(['owner']) },
  },
  lifecycle: NO_LIFECYCLE,
  links: { backs: { to: ['worry'], label: 'backs', inverse: 'is backed by' } },
  permissions: {
    ...TEAM_WRITES,
    read: [{ role: 'owner' }, { role: 'reader', where: { field: 'shared', is: true } }],
  },
  list: { columns: ['title'], sort: 'title' },
  form: [],
});

const worry = defineKind({
  name: 'worry',
  discipline: 'trial',
  prefix: 'WOR',
  label: { one: 'Worry', many: 'Worries' },
  help: 'Is as its notes are.',
  fields: { title: { type: 'text', label: 'Title', required: true } },
  lifecycle: NO_LIFECYCLE,
  holds: (row, graph, _at, _registry, mayName): Held => {
    const on = graph.in(row.id, 'note.backs').flatMap(({ from }) => {
      const record = graph.find(from);
      const counts = record?.fields['good'] === true;
      return record
        ? [{ record, counts, why: counts ? [] : [mayName?.(record) ? say`it is bad` : say`a note is bad`] }]
        : [];
    });
    return { stage: on.every(({ counts }) => counts) ? 'after' : 'before', why: [], on };
  },
  permissions: TEAM_WRITES,
  list: { columns: ['title'], sort: 'title' },
  form: [],
});

const registry = createRegistry([{ name: 'trial', label: 'Trial', kinds: [note, worry], commands: [], facts: [] }], []);

describe('what holds of a record in a view', () => {
  const scope = createTestScope(registry);
  const id = scope.create('worry', { title: 'Falls' });
  const back = (title: string, fields: object) =>
    scope.link('note.backs', scope.create('note', { title, ...fields }), id);
  back('Seen', { shared: true, good: true });
  back('Kept close', { good: false });
  const reader = { account: testId(900_002), roles: ['reader'], offices: [] } as const;
  const graph = seenGraph(registry, scope.graph, reader);
  const row = graph.find(id);
  if (!row) throw new Error('The reader sees worries');

  test('is judged with full sight, and told without what its reader does not see', () => {
    const held = heldOf({ graph, at: AT, registry, held: heldSeen(scope.graph, graph, AT, registry) }, row);
    expect(held?.stage).toBe('before');
    expect(held?.on.map(({ record }) => record.fields)).toEqual([{ title: 'Seen', shared: true }]);
  });

  test('is judged by what is there to see where nothing else is given', () => {
    expect(heldOf({ graph: scope.graph, at: AT, registry }, row)?.on).toHaveLength(2);
  });
});

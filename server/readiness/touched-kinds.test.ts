import { createRegistry, createSight, defineKind, LEADS_WRITE, OPEN_CLOSED } from '@callosum/kernel';
import { createTestScope } from '@callosum/kernel/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { timelineOf } from '../store/timeline.ts';
import { createTouchedKinds } from './touched-kinds.ts';

// What is told by kinds that were learnt, against somebody who looks at every record.

const common = {
  discipline: 'sample',
  help: 'For tests.',
  home: ['project'],
  fields: { title: { type: 'text', label: 'Title', required: true } },
  lifecycle: OPEN_CLOSED,
  list: { columns: ['title'], sort: 'title' },
  form: [{ title: 'All', fields: ['title'] }],
} as const;
const plain = defineKind({
  ...common,
  name: 'plain',
  prefix: 'PLN',
  label: { one: 'Plain', many: 'Plain ones' },
  links: { about: { to: ['plain', 'shy'], label: 'is about', inverse: 'has about it' } },
  permissions: LEADS_WRITE,
});
/** Contributors see those that are open. */
const shy = defineKind({
  ...common,
  name: 'shy',
  prefix: 'SHY',
  label: { one: 'Shy', many: 'Shy ones' },
  permissions: { ...LEADS_WRITE, read: [{ role: 'contributor', where: { state: ['open'] } }] },
});
const registry = createRegistry(
  [{ name: 'sample', label: 'Sample', kinds: [plain, shy], commands: [], facts: [] }],
  [],
);
const actor = { account: 'somebody', roles: ['contributor'], offices: [] } as const;

const deeds = fc.array(
  fc.tuple(fc.constantFrom('plain', 'shy', 'change', 'close', 'link', 'unlink'), fc.nat(20), fc.nat(20)),
  {
    minLength: 10,
    maxLength: 60,
    size: 'max',
  },
);

test('records that were touched are counted once, as far as somebody sees them, whoever asked before', () => {
  let counted = 0;
  fc.assert(
    fc.property(deeds, fc.array(fc.tuple(fc.nat(60), fc.nat(60)), { minLength: 3, maxLength: 6 }), (tried, ranges) => {
      const scope = createTestScope(registry);
      const records: string[] = [];
      const links: string[] = [];
      for (const [what, one, other] of tried) {
        const [first = '', second = ''] = [records[one % records.length], records[other % records.length]];
        try {
          if (what === 'plain' || what === 'shy') records.push(scope.create(what, { title: `r${one}` }));
          else if (what === 'link') links.push(scope.link('plain.about', first, second));
          else if (what === 'unlink') scope.apply([{ action: 'unlink', id: links[one % links.length] ?? '' }]);
          else if (what === 'close') scope.apply([{ action: 'update', id: first, fields: {}, state: 'closed' }]);
          else scope.apply([{ action: 'update', id: first, fields: { title: `r${other}` } }]);
        } catch {
          // It could not be done, and nothing happened.
        }
      }
      const subjects = scope.history.map(({ subject }) => subject.id);
      const timeline = timelineOf(subjects.map((subject, effective) => ({ subject, effective })));
      const sight = createSight(registry, scope.graph, actor);
      const touched = createTouchedKinds();
      for (const [after, upTo] of ranges) {
        const rows = [...new Set(subjects.slice(after, upTo))].flatMap((id) => scope.graph.find(id) ?? []);
        const expected = new Map<string, number>();
        for (const row of rows) if (sight.sees(row)) expected.set(row.kind, (expected.get(row.kind) ?? 0) + 1);
        expect(touched.count(timeline, scope.graph, { after, upTo }, sight)).toEqual(expected);
        counted += expected.size;
      }
    }),
  );
  expect(counted).toBeGreaterThan(0);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Change } from '../declare/change.ts';
import type { FieldValues } from '../declare/json.ts';
import { defineKind, NO_LIFECYCLE } from '../declare/kind.ts';
import { MANAGERS_WRITE } from '../declare/presets.ts';
import { Refusal } from '../declare/problem.ts';
import { createRegistry } from '../declare/registry.ts';
import { createTestScope, testId } from '../testing/graph.ts';

const TYPES = { FS: 'Finish to start', SS: 'Start to start', FF: 'Finish to finish' } as const;
const declaration = {
  name: 'job',
  discipline: 'sample',
  prefix: 'JOB',
  label: { one: 'Job', many: 'Jobs' },
  help: 'For tests.',
  fields: { title: { type: 'text', label: 'Title', required: true } },
  lifecycle: NO_LIFECYCLE,
  permissions: MANAGERS_WRITE,
  list: { columns: ['title'], sort: 'title' },
  form: [],
} as const;
const after = {
  to: ['job'],
  label: 'comes after',
  inverse: 'comes before',
  acyclic: true,
  fields: {
    type: { type: 'choice', label: 'Type', options: TYPES },
    lag: { type: 'number', label: 'Lag' },
  },
} as const;
const job = defineKind({ ...declaration, links: { after: { ...after, parallel: { by: 'type', absent: 'FS' } } } });
const registry = createRegistry([{ name: 'sample', label: 'Sample', kinds: [job], commands: [], facts: [] }], []);

const [A, B] = [testId(1), testId(2)];
const link = (id: number, type?: keyof typeof TYPES, from = A, to = B): Change => ({
  action: 'link',
  id: testId(id),
  type: 'job.after',
  from,
  to,
  fields: type === undefined ? {} : { type },
});
const relink = (id: number, fields: Record<string, string | number | null>): Change => ({
  action: 'relink',
  id: testId(id),
  fields,
});
const unlink = (id: number): Change => ({ action: 'unlink', id: testId(id) });

const typeOf = ({ type }: FieldValues): string => (typeof type === 'string' ? type : 'none');

function scope() {
  const made = createTestScope(registry);
  for (const id of [A, B]) made.create('job', { title: 'Job' }, { id });
  const types = () => made.graph.out(A, 'job.after').map(({ fields }) => typeOf(fields));
  return { ...made, types };
}

describe('links told apart by a field', () => {
  test('may join the same two records once for each value', () => {
    const { apply, types } = scope();
    apply([link(11, 'FS'), link(12, 'SS')]);
    apply([link(13, 'FF')]);
    expect(types()).toEqual(['FS', 'SS', 'FF']);
    expect(() => apply([link(14, 'SS')])).toThrow(
      'These two are linked already with type “Start to start”. Change that link, or choose another value.',
    );
  });

  test('count as the stated value where they have none', () => {
    const { apply } = scope();
    apply([link(11)]);
    expect(() => apply([link(12, 'FS')])).toThrow('Finish to start');
    apply([link(12, 'SS')]);
    expect(() => apply([relink(12, { type: null })])).toThrow('Finish to start');
    apply([relink(12, { lag: 3 }), relink(11, { type: 'FS' })]);
  });

  test('may change places within a batch, one step at a time', () => {
    const { apply, types } = scope();
    apply([link(11, 'FS'), link(12, 'SS')]);
    expect(() => apply([relink(11, { type: 'SS' }), relink(12, { type: 'FS' })])).toThrow('Start to start');
    apply([relink(11, { type: 'FF' }), relink(12, { type: 'FS' }), relink(11, { type: 'SS' })]);
    expect(types().sort()).toEqual(['FS', 'SS']);
    apply([unlink(11), link(13, 'SS'), unlink(13), link(14, 'SS')]);
    expect(types().sort()).toEqual(['FS', 'SS']);
  });

  test('close a circle like any other', () => {
    const { apply } = scope();
    apply([link(11, 'FS'), link(12, 'SS')]);
    expect(() => apply([link(13, 'FF', B, A)])).toThrow('circle');
    expect(() => apply([unlink(11), link(13, 'FF', B, A)])).toThrow('circle');
    apply([unlink(11), unlink(12), link(13, 'FF', B, A)]);
  });

  test('never say the same twice, whatever is tried in batches', () => {
    const type = fc.constantFrom<(keyof typeof TYPES | undefined)[]>('FS', 'SS', 'FF', undefined);
    const change = fc.tuple(fc.nat(2), fc.integer({ min: 11, max: 15 }), type).map(([what, id, to]): Change => {
      if (what === 0) return link(id, to);
      return what === 1 ? relink(id, { type: to ?? null }) : unlink(id);
    });
    const batches = fc.array(fc.array(change, { minLength: 1, maxLength: 4 }), { minLength: 5, maxLength: 25 });
    let several = 0;
    fc.assert(
      fc.property(batches, (all) => {
        const { apply, graph } = scope();
        for (const batch of all) {
          try {
            apply(batch);
          } catch (error) {
            expect(error).toBeInstanceOf(Refusal);
          }
          const said = graph.out(A, 'job.after').map(({ fields }) => fields.type ?? 'FS');
          expect(new Set(said).size).toBe(said.length);
          if (said.length > 1) several += 1;
        }
      }),
      { numRuns: 300 },
    );
    expect(several).toBeGreaterThan(100);
  });

  test('must be told apart by a field they have', () => {
    const parallel = { by: 'kind', absent: 'FS' };
    expect(() => defineKind({ ...declaration, links: { after: { ...after, parallel } } })).toThrow('“after”');
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defineKind, type Kind } from './kind.ts';
import {
  type Actor,
  type LinkReader,
  may,
  mayRow,
  mightDo,
  mightMove,
  type Predicate,
  type RuledRow,
} from './permission.ts';

const ME: Actor = { account: 'me', roles: ['contributor'], offices: ['safetyOfficer'] };

/** Whoever is linked to stands, and is mine or not. */
const graphOf = (mine: boolean): LinkReader => ({
  find: (id) =>
    id === 'far'
      ? {
          id,
          kind: 'far',
          number: 1,
          version: 1,
          materialVersion: 1,
          state: 'open',
          withdrawn: false,
          fields: mine ? { owner: 'me' } : {},
        }
      : undefined,
  out: (id, type) => [{ id: 'edge', type, from: id, to: 'far', version: 1, fields: {} }],
  in: (id, type) => [{ id: 'edge', type, from: 'far', to: id, version: 1, fields: {} }],
});

const MINE: Predicate = { field: 'owner', isMe: true };
const alone: fc.Arbitrary<Predicate> = fc.constantFrom<Predicate>(
  { every: true },
  { state: ['open'] },
  { kind: ['thing'] },
  { field: 'size', is: 3 },
  MINE,
  { office: 'safetyOfficer' },
  { office: 'privacyOfficer' },
);
const linked: fc.Arbitrary<Predicate> = fc.constantFrom<Predicate>(
  { linkedTo: 'thing.of', where: MINE },
  { linkedFrom: 'share.of', where: MINE },
);
const combined = (leaf: fc.Arbitrary<Predicate>): fc.Arbitrary<Predicate> =>
  fc.letrec<{ all: Predicate }>((tie) => ({
    all: fc.oneof(
      { maxDepth: 3 },
      leaf,
      tie('all').map((not): Predicate => ({ not })),
      fc.array(tie('all'), { maxLength: 3 }).map((anyOf): Predicate => ({ anyOf })),
      fc.array(tie('all'), { maxLength: 3 }).map((allOf): Predicate => ({ allOf })),
    ),
  })).all;

const rows: fc.Arbitrary<RuledRow> = fc.record({
  id: fc.constant('near'),
  kind: fc.constantFrom('thing', 'other'),
  state: fc.constantFrom('open', 'closed'),
  fields: fc.record({ owner: fc.constantFrom('me', 'you'), size: fc.constantFrom(3, 4) }),
});

const ruled = (where: Predicate) => ({
  fields: {},
  permissions: { read: [], update: [{ role: 'contributor', where } as const] },
});

test('what a row tells by itself is what is so, where no links are asked', () => {
  fc.assert(
    fc.property(combined(alone), rows, (where, row) => {
      expect(mightDo(ruled(where), 'update', ME, row)).toBe(may(ruled(where), 'update', ME, row, graphOf(true)));
    }),
  );
});

test('where links are asked, nobody is told that he may not do what he may', () => {
  fc.assert(
    fc.property(combined(fc.oneof(alone, linked)), rows, fc.boolean(), (where, row, mine) => {
      const so = may(ruled(where), 'update', ME, row, graphOf(mine));
      expect(mightDo(ruled(where), 'update', ME, row) || !so).toBe(true);
    }),
  );
});

test('nobody may do what no rule speaks of', () => {
  const row = { kind: 'thing', state: 'open', fields: {} };
  expect(mightDo(ruled({ every: true }), 'withdraw', ME, row)).toBe(false);
  expect(mightDo(ruled({ every: true }), 'update', { ...ME, roles: ['reader'] }, row)).toBe(false);
});

/** A kind with one move for those for whom a predicate holds, and one for everybody. */
const moving = (where: Predicate): Kind =>
  defineKind({
    name: 'thing',
    discipline: 'testing',
    prefix: 'THG',
    label: { one: 'Thing', many: 'Things' },
    help: 'For this test.',
    fields: { title: { type: 'text', label: 'Title', required: true } },
    lifecycle: {
      initial: 'open',
      states: { open: { label: 'Open' }, closed: { label: 'Closed', closed: true } },
      moves: {
        close: { label: 'Close', from: ['open'], to: 'closed', by: [{ role: 'contributor', where }] },
        approve: { label: 'Approve', from: ['open'], to: 'closed', by: [{ office: 'privacyOfficer' }] },
        reopen: { label: 'Re-open', from: ['closed'], to: 'open' },
      },
    },
    permissions: { read: [{ role: 'contributor' }], update: [{ role: 'contributor' }] },
    list: { columns: ['title'], sort: 'title' },
    form: [],
  });

test('a list offers the moves that a record itself would, where no links are asked, and never fewer', () => {
  fc.assert(
    fc.property(combined(fc.oneof(alone, linked)), rows, fc.boolean(), (where, row, mine) => {
      const kind = moving(where);
      const whole = { ...row, number: 1, version: 1, materialVersion: 1, withdrawn: false };
      const { moves } = mayRow(kind, ME, whole, graphOf(mine));
      const offered = mightMove(kind, ME, row);
      expect(offered).toEqual(expect.arrayContaining(moves));
      expect(offered).not.toContain('approve');
      if (!JSON.stringify(where).includes('linked')) expect(offered).toEqual(moves);
    }),
  );
});

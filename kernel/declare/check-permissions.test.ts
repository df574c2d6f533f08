import { describe, expect, test } from 'vitest';
import { createRegistry, defineKind, type Lifecycle, OPEN_CLOSED, type Predicate, rulesFor } from '../index.ts';

const MEETING: Lifecycle = {
  initial: 'planned',
  states: { planned: { label: 'Planned' }, held: { label: 'Held', closed: true } },
  moves: { hold: { label: 'Hold', from: ['planned'], to: 'held' } },
};

const shared = {
  discipline: 'test',
  help: 'For tests of rules.',
  list: { columns: ['title'], sort: 'title' },
  form: [{ title: 'It', fields: ['title'] }],
} as const;

const panel = defineKind({
  ...shared,
  name: 'panel',
  prefix: 'PNL',
  label: { one: 'Panel', many: 'Panels' },
  fields: { title: { type: 'text', label: 'Title', required: true } },
  lifecycle: MEETING,
  permissions: { read: rulesFor(['owner']) },
});

/** A kind that is read by a rule, with the panel it belongs to. */
const readBy = (where: Predicate) => () =>
  createRegistry(
    [
      {
        name: 'test',
        label: 'Test',
        kinds: [
          panel,
          defineKind({
            ...shared,
            name: 'mark',
            prefix: 'MRK',
            label: { one: 'Mark', many: 'Marks' },
            fields: { title: { type: 'text', label: 'Title', required: true } },
            lifecycle: OPEN_CLOSED,
            links: { of: { to: ['panel'], label: 'is given in', inverse: 'has mark' } },
            permissions: { read: rulesFor(['owner'], where) },
          }),
        ],
        commands: [],
        facts: [],
      },
    ],
    [],
  );

describe('a rule about states', () => {
  test('speaks of the record’s own states', () => {
    expect(readBy({ state: ['closed'] })).not.toThrow();
    expect(readBy({ state: ['held'] })).toThrow('Kind “mark”: a rule names the unknown state “held”');
  });

  test('speaks of the states of what is at the far end of a link, where it asks for that', () => {
    const of = (state: string): Predicate => ({ not: { linkedTo: 'mark.of', where: { state: [state] } } });
    expect(readBy(of('held'))).not.toThrow();
    expect(readBy(of('closed'))).toThrow('Kind “mark”: a rule names “closed”, which nothing at “mark.of” is');
  });

  test('names a link that is there', () => {
    expect(readBy({ linkedTo: 'mark.about', where: { every: true } })).toThrow('the unknown link “mark.about”');
  });
});

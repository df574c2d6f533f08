import { describe, expect, test } from 'vitest';
import { defineKind, OPEN_CLOSED, type Predicate, rulesFor } from '../index.ts';

const declare = (more: { urgent: Predicate } | { wantsOwner: Predicate }) => () =>
  defineKind({
    name: 'alarm',
    discipline: 'test',
    prefix: 'ALM',
    label: { one: 'Alarm', many: 'Alarms' },
    help: 'What must not wait.',
    fields: { title: { type: 'text', label: 'Title', required: true } },
    lifecycle: OPEN_CLOSED,
    permissions: { read: rulesFor(['owner']) },
    ...more,
    list: { columns: ['title'], sort: 'title' },
    form: [{ title: 'Alarm', fields: ['title'] }],
  });

describe('what a kind declares urgent', () => {
  test('is a predicate over its own states and fields', () => {
    expect(
      declare({ urgent: { anyOf: [{ state: ['open'] }, { field: 'title', is: 'Fire' }] } })().urgent,
    ).toBeDefined();
  });

  test('names no state and no field that the kind does not have', () => {
    expect(declare({ urgent: { not: { state: ['burning'] } } })).toThrow(
      'Kind “alarm”: what is urgent names an unknown state',
    );
    expect(declare({ urgent: { field: 'heat', is: 100 } })).toThrow(
      'Kind “alarm”: what is urgent names an unknown field',
    );
  });
});

describe('what a kind declares to want an owner', () => {
  test('names nothing the kind does not have, and is of a kind that can be owned', () => {
    expect(declare({ wantsOwner: { state: ['burning'] } })).toThrow('what wants an owner names an unknown state');
    expect(declare({ wantsOwner: { field: 'heat', is: 1 } })).toThrow('what wants an owner names an unknown field');
    expect(declare({ wantsOwner: { state: ['open'] } })).toThrow('it wants an owner and has no such field');
  });
});

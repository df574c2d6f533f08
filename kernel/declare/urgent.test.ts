import { describe, expect, test } from 'vitest';
import { defineKind, OPEN_CLOSED, type Predicate, rulesFor } from '../index.ts';

const declare = (urgent: Predicate) => () =>
  defineKind({
    name: 'alarm',
    discipline: 'test',
    prefix: 'ALM',
    label: { one: 'Alarm', many: 'Alarms' },
    help: 'What must not wait.',
    fields: { title: { type: 'text', label: 'Title', required: true } },
    lifecycle: OPEN_CLOSED,
    permissions: { read: rulesFor(['owner']) },
    urgent,
    list: { columns: ['title'], sort: 'title' },
    form: [{ title: 'Alarm', fields: ['title'] }],
  });

describe('what a kind declares urgent', () => {
  test('is a predicate over its own states and fields', () => {
    expect(declare({ anyOf: [{ state: ['open'] }, { field: 'title', is: 'Fire' }] })().urgent).toBeDefined();
  });

  test('names no state and no field that the kind does not have', () => {
    expect(declare({ not: { state: ['burning'] } })).toThrow('Kind “alarm”: what is urgent names an unknown state');
    expect(declare({ field: 'heat', is: 100 })).toThrow('Kind “alarm”: what is urgent names an unknown field');
  });
});

import { expect, test } from 'vitest';
import { specimen } from '../testing/render.tsx';
import { editable, writable } from './entries.ts';

const kind = {
  ...specimen,
  fields: { ...specimen.fields, notes: { ...specimen.fields.notes, fixed: true } },
};

test('what is chosen once is written until it is there, and not afterwards', () => {
  expect(writable(kind, { title: 'One' }, [])).toEqual(editable(kind));
  const names = writable(kind, { title: 'One', notes: 'Seen' }, []);
  expect(editable(kind).filter((name) => !names.includes(name))).toEqual(['notes']);
});

test('what is for others is not offered', () => {
  expect(writable(kind, {}, ['amount'])).not.toContain('amount');
});

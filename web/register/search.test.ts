import { describe, expect, test } from 'vitest';
import { specimen } from '../testing/render.tsx';
import { queryOf, readSearch, searchFor } from './search.ts';

const late = { field: 'due', op: 'before', value: '2027-01-31' } as const;

describe('the address of a register', () => {
  test('holds what is shown, and gives it back', () => {
    const search = { q: 'lab', filter: [late], sort: 'due', down: true, group: 'state', columns: ['due'], as: 'board' };
    expect(readSearch(search)).toEqual(search);
  });

  test('loses what makes no sense, whoever typed it', () => {
    expect(
      readSearch({ q: 7, filter: [{ field: 'due', op: 'roughly' }], sort: '', down: 'yes', columns: 'due' }),
    ).toEqual({});
  });

  test('loses what this kind does not answer, and keeps the rest', () => {
    const search = readSearch({ filter: [late, { field: 'nothing', op: 'set' }], group: 'notes', q: 'lab' });
    expect(searchFor(specimen, search)).toEqual({ q: 'lab', filter: [late] });
    expect(searchFor(specimen, { group: 'owner' })).toEqual({ group: 'owner' });
  });

  test('is asked of the server as one question', () => {
    expect(queryOf('CLN', specimen, { filter: [late], down: true, group: 'owner' })).toEqual({
      key: 'CLN',
      kind: 'specimen',
      descending: true,
      filter: JSON.stringify([late]),
      group: 'owner',
    });
  });
});

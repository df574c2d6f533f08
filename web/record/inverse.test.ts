import { describe, expect, test } from 'vitest';
import type { RecordRow } from '../api/shapes.ts';
import { specimen } from '../testing/render.tsx';
import { leftAfter, wayBack } from './inverse.ts';

const record = (version: number, fields: RecordRow['fields'] = {}, state = 'open'): RecordRow => ({
  id: 'a',
  scope: 's',
  kind: 'specimen',
  number: 1,
  version,
  state,
  withdrawn: false,
  fields,
});

describe('the way back from an edit', () => {
  test('gives each field what it held, and clears what held nothing', () => {
    const edits = [{ record: record(3, { title: 'Before' }), fields: { title: 'After', amount: 4 } }];
    expect(wayBack(specimen, edits, 'x')).toEqual({
      what: 'x',
      records: [{ id: 'a', fields: { title: 'Before', amount: null } }],
      versions: { a: 4 },
    });
  });

  test('takes the move that leads back, and there is none from where no move does', () => {
    const closing = wayBack(specimen, [{ record: record(1), move: 'close' }], 'x');
    expect(closing?.records).toEqual([{ id: 'a', move: 'reopen' }]);
    const { reopen: _, ...moves } = specimen.lifecycle.moves;
    const oneWay = { ...specimen, lifecycle: { ...specimen.lifecycle, moves } };
    expect(wayBack(oneWay, [{ record: record(1), move: 'close' }], 'x')).toBeUndefined();
  });

  test('stays open for what one did before, and for that alone', () => {
    const first = { what: 'first', records: [], versions: { a: 2, b: 7 } };
    const second = { what: 'second', records: [], versions: { a: 3 } };
    // Undoing the second makes version 4, which holds what version 2 held.
    expect(leftAfter([first, second], second)).toEqual([{ ...first, versions: { a: 4, b: 7 } }]);
    const disturbed = { ...second, versions: { a: 5 } };
    expect(leftAfter([first, disturbed], disturbed)).toEqual([first]);
  });
});

import { describe, expect, test } from 'vitest';
import type { HistoryEntry } from '../api/shapes.ts';
import { withChanges } from './changes.ts';

function event(sequence: number, values: HistoryEntry['values'], id = 'r'): HistoryEntry {
  return {
    scope: 'RIV',
    sequence,
    recorded: '',
    effective: '',
    account: '',
    command: '',
    subject: { type: 'record', id, kind: 'risk', kindVersion: 1 },
    action: 'update',
    version: 1,
    link: null,
    values,
    signature: null,
    statement: null,
    title: '',
    hash: '',
  };
}

describe('history', () => {
  test('an event that states a new value shows the one before it, newest first', () => {
    const told = withChanges([
      event(2, { title: { value: 'B' } }),
      event(1, { title: { value: 'A' }, 'spine:number': { value: 4 } }),
    ]);
    expect(told.map(({ changes }) => changes)).toEqual([
      [{ name: 'title', before: 'A', after: 'B', redactedBy: undefined }],
      [{ name: 'title', before: undefined, after: 'A', redactedBy: undefined }],
    ]);
  });

  test('values of a link do not mix with values of the record', () => {
    const told = withChanges([event(2, { type: { value: 'FS' } }, 'link'), event(1, { type: { value: 'SS' } })]);
    expect(told[0]?.changes[0]?.before).toBeUndefined();
  });

  test('a redacted value says by which event, and nothing of what it was', () => {
    const [newest] = withChanges([event(3, { notes: { redactedBy: 9 } })]);
    expect(newest?.changes).toEqual([{ name: 'notes', before: undefined, after: undefined, redactedBy: 9 }]);
  });
});

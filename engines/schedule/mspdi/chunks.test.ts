import { array, assert, nat, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bigMspdi, mspdi } from '../testing/index.ts';
import { read, utf16 } from '../testing/read.ts';
import { createMspdiReader, readMspdi } from './reader.ts';

const FILE = mspdi({
  head: '<?xml version="1.0" encoding="ENC"?>\r\n<!-- Größe -->\r\n',
  settings: { Name: 'p', Title: 'Krankenhaus – 北京 😀', CalendarUID: 1, StartDate: '2025-01-01T08:00:00' },
  calendars: [{ UID: 1, Name: 'Standard', IsBaseCalendar: 1, WeekDays: { WeekDay: [{ DayType: 1, DayWorking: 0 }] } }],
  tasks: [
    { Name: '😀😀', Notes: 'eins\r\nzwei & <drei>', Duration: 'PT8H0M0S', Start: '2025-01-01T08:00:00' },
    { Name: 'Ende', PredecessorLink: { PredecessorUID: 1, Type: 1, LinkLag: 4800, LagFormat: 7 }, Start: 'nie' },
  ],
});

const encoded = [
  ['UTF-8', new TextEncoder().encode(FILE.replace('ENC', 'UTF-8'))],
  ['UTF-16 little-endian', utf16(FILE.replace('ENC', 'UTF-16'), 'le')],
  ['UTF-16 big-endian', utf16(FILE.replace('ENC', 'UTF-16'), 'be')],
] as const;

describe.each(encoded)('a file in %s', (_, bytes) => {
  const whole = read(bytes);

  test('says what it holds', () => {
    expect(whole.plan.properties.title).toBe('Krankenhaus – 北京 😀');
    expect(whole.plan.tasks.map(({ name }) => name)).toEqual(['😀😀', 'Ende']);
    expect(whole.plan.tasks[0]?.notes).toBe('eins\r\nzwei & <drei>');
    expect(whole.warnings).toHaveLength(1);
  });

  test('gives the same plan and warnings when it arrives byte by byte, in one reused buffer', () => {
    const reader = createMspdiReader();
    const buffer = new Uint8Array(1);
    for (const byte of bytes) {
      buffer[0] = byte;
      reader.write(buffer);
    }
    expect(reader.end()).toEqual(whole);
  });

  test('gives the same plan and warnings however it is cut', () => {
    assert(
      property(array(nat({ max: bytes.length }), { maxLength: 8 }), (cuts) => {
        const reader = createMspdiReader();
        let from = 0;
        for (const cut of [...cuts.sort((a, b) => a - b), bytes.length]) {
          reader.write(bytes.subarray(from, cut));
          from = cut;
        }
        expect(reader.end()).toEqual(whole);
      }),
      { numRuns: 200 },
    );
  });
});

test('a large plan is read as it arrives', async () => {
  async function* pieces(): AsyncGenerator<Uint8Array, void, undefined> {
    for (const text of bigMspdi(1000)) yield await Promise.resolve(new TextEncoder().encode(text));
  }
  const { plan, warnings } = await readMspdi(pieces());
  expect(warnings).toEqual([]);
  expect(plan.tasks).toHaveLength(1000);
  expect(plan.tasks.filter(({ summary }) => summary)).toHaveLength(20);
  expect(plan.assignments).toHaveLength(980);
  expect(plan.links.every(({ from, to }) => from < to)).toBe(true);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CodeCounts,
  codeLines,
  CODES_FORMAT,
  coverageOfCodes,
  joinSeen,
  readCodes,
  readHl7,
  suggestCodes,
  writeCodes,
} from '../index.ts';
import type { CodeEntry, CodeMapping } from '../index.ts';
import { likeness } from './similarity.ts';

describe('how alike two texts are', () => {
  test.each([
    // FR RA AN NC CE, and FR RE EN NC CH: FR and NC are shared, so 2 × 2 of 10.
    ['France', 'French', 0.4],
    // GL LU UC CO OS SE and FA AS ST TI IN NG, whatever the order.
    ['Glucose, fasting', 'Fasting glucose', 1],
    ['Sodium', 'SODIUM', 1],
    ['Fièvre', 'fievre', 1],
    // SO OD DI IU UM, and PO OT TA AS SS SI IU UM: 2 × 2 of 13.
    ['Sodium', 'Potassium', 4 / 13],
    // A pair counts as often as both have it: AA AA AA and AA are 2 × 1 of 4.
    ['aaaa', 'aa', 0.5],
    ['', 'x', 0],
    ['—', '…', 0],
  ])('%s and %s: %f', (one, other, expected) => expect(likeness(one, other)).toBeCloseTo(expected, 10));

  test('is the same both ways, between 0 and 1, and 1 for a text and itself', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        const score = likeness(one, other);
        expect(score).toBeCloseTo(likeness(other, one), 10);
        expect(score >= 0 && score <= 1).toBe(true);
        expect([0, 1]).toContain(likeness(one, one));
      }),
    );
  });
});

describe('what a code may be at the target', () => {
  const TARGETS = [
    { value: '2345-7', text: 'Glucose' },
    { value: '1558-6', text: 'Fasting glucose' },
    { value: 'F', text: 'Female' },
    { value: 'U', text: 'Unknown' },
  ];
  const told = (value: string, text: string, standard?: { value: string; text: string }[]) =>
    suggestCodes({ value, text }, TARGETS, standard).map(({ to, score, reason }) => [to, score, reason]);

  test('the same code and the same text', () => {
    // GL LU UC CO OS SE of 6 against 12 pairs: 2 × 6 of 18, times 0.9.
    expect(told('2345-7', 'GLUCOSE')).toEqual([
      ['2345-7', 1, 'same-code'],
      ['1558-6', 0.6, 'alike-text'],
    ]);
  });

  test('the same code without a text', () => expect(told('F', '')).toEqual([['F', 0.9, 'same-code']]));

  test('the same code with another text is told last and as that', () => {
    expect(told('F', 'Unknown')).toEqual([
      ['U', 0.95, 'same-text'],
      ['F', 0.5, 'same-code-other-text'],
    ]);
  });

  test('the same words in another order', () =>
    expect(told('GLUF', 'Glucose (fasting)')[0]).toEqual(['1558-6', 0.95, 'same-text']));

  test('by the text that the standard gives the code', () => {
    expect(told('2', '', [{ value: '2', text: 'Female' }])).toEqual([['F', 0.8, 'standard-text']]);
    expect(told('2', '')).toEqual([]);
  });

  test('nothing where nothing is alike', () => expect(told('X', 'Haemoglobin')).toEqual([]));
});

describe('codes of messages', () => {
  const [message] = readHl7(
    ['MSH|^~\\&|A', 'OBX|1|NM|GLU^Glucose^L', 'OBX|2|NM|NA^Sodium^L', 'OBX|3|NM|GLU', 'OBX|4|NM|""', 'OBX|5|NM'].join(
      '\r',
    ),
  ).messages;
  const counted = (path: string) => {
    const counts = new CodeCounts();
    if (message) counts.add(message, path);
    return counts.seen;
  };

  test.each(['OBX-3', 'OBX-3.1', 'OBX-3[1]'])('are counted with their texts at %s', (path) => {
    expect(counted(path)).toEqual([
      { value: 'GLU', text: 'Glucose', count: 2 },
      { value: 'NA', text: 'Sodium', count: 1 },
    ]);
  });

  test('are told holes first, critical ones before others, then by frequency', () => {
    const entries: CodeEntry[] = [
      { from: 'GLU', to: '2345-7' },
      { from: 'K', text: 'Potassium', critical: true },
      { from: 'OLD', to: '1', critical: true },
    ];
    const seen = [
      { value: 'GLU', text: 'Glucose', count: 90 },
      { value: 'NA', text: 'Sodium', count: 5 },
      { value: 'CL', text: '', count: 7 },
    ];
    expect(
      codeLines({ format: CODES_FORMAT, entries }, seen).map(({ value, count, critical }) => [value, count, critical]),
    ).toEqual([
      ['K', 0, true],
      ['CL', 7, false],
      ['NA', 5, false],
      ['OLD', 0, true],
      ['GLU', 90, false],
    ]);
  });
});

describe('a code map as a file', () => {
  test('is read as it was written', () => {
    const map = {
      format: CODES_FORMAT,
      entries: [{ from: 'GLU', to: '2345-7', critical: true }, { from: 'NA' }],
    } as const;
    expect(readCodes(writeCodes(map))).toEqual({ ok: true, value: map });
  });

  test('with a code twice is refused with its place', () => {
    const text = writeCodes({ format: CODES_FORMAT, entries: [{ from: 'GLU' }, { from: 'GLU' }] });
    expect(readCodes(text)).toMatchObject({
      ok: false,
      error: { text: expect.stringContaining('entries.1.from: “GLU” is there twice') },
    });
  });
});

describe('codes in use', () => {
  const seenCode = fc.record({
    value: fc.constantFrom('A', 'B', 'C', 'D'),
    text: fc.constantFrom('', 'a text'),
    count: fc.integer({ min: 1, max: 9 }),
  });
  const seenCodes = fc.uniqueArray(seenCode, { selector: ({ value }) => value });
  const entries = fc.uniqueArray(
    fc.record(
      { from: fc.constantFrom('A', 'B', 'C', 'D', 'E'), to: fc.constant('1'), critical: fc.boolean() },
      { requiredKeys: ['from'] },
    ),
    { selector: ({ from }) => from },
  );

  test('once seen stay in use, however few messages are looked at later', () => {
    fc.assert(
      fc.property(seenCodes, seenCodes, (before, now) => {
        const joined = new Map(joinSeen(before, now).map(({ value, count }) => [value, count]));
        for (const { value, count } of [...before, ...now]) expect(joined.get(value)).toBeGreaterThanOrEqual(count);
        expect(joined.size).toBe(new Set([...before, ...now].map(({ value }) => value)).size);
      }),
    );
  });

  test('are those that were seen and the critical ones, and parts of them are never more than they', () => {
    fc.assert(
      fc.property(entries, fc.option(seenCodes, { nil: undefined }), (all, seen) => {
        const map: CodeMapping = { format: CODES_FORMAT, entries: all, ...(seen ? { seen } : {}) };
        const { codes, mapped, critical = 0, criticalMapped = 0 } = coverageOfCodes(map);
        const used = new Set([
          ...(seen ?? []).map(({ value }) => value),
          ...all.filter((entry) => !seen || entry.critical).map(({ from }) => from),
        ]);
        expect(codes).toBe(used.size);
        expect(mapped).toBe(all.filter(({ from, to }) => to !== undefined && used.has(from)).length);
        expect(critical).toBe(all.filter((entry) => entry.critical).length);
        expect(criticalMapped).toBeLessThanOrEqual(Math.min(mapped, critical));
        expect(readCodes(writeCodes(map))).toEqual({ ok: true, value: map });
      }),
    );
  });

  test.each([
    [{ seen: [1, 2].map(() => ({ value: 'A', text: '', count: 1 })) }, 'At seen.1.value: “A” is there twice.'],
    [{ seen: [{ value: 'A', text: '', count: 0 }] }, 'At seen.0.count'],
    [{ noneCritical: true as const, entries: [{ from: 'A', critical: true }] }, 'At entries.0.critical'],
  ])('are not read from a file that contradicts itself: %#', (more, why) => {
    const read = readCodes(JSON.stringify({ format: CODES_FORMAT, entries: [], ...more }));
    expect(read.ok ? '' : read.error.text).toContain(why);
  });
});

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../declare/json.ts';
import { createChainVerifier, type EventIndex, type Fault, type StoredEvent } from './chain.ts';
import type { EventValues } from './commitment.ts';
import type { EventBytes, Span } from './event-bytes.ts';
import { type LedgerEvent, writeEvent } from './event.ts';
import { readEvent } from './event-reader.ts';
import { fromHex, utf8 } from './hash.ts';
import { sampleChain, type SampleChange, type SampleEvent, sampleId, SAMPLE_SCOPE } from './testing.ts';

const CHANGES: readonly SampleChange[] = [
  { fields: { title: 'Wrong patient', severity: 4, state: 'open', done: false, due: null }, action: 'create' },
  { fields: { severity: -15, evidence: { runs: [1, 2.5, null, 'a "quoted" }] word'], ok: true }, zero: 0, empty: [] } },
  { fields: {}, action: 'withdraw' },
  { fields: { title: 'Wrong patient – größer\n', 'custom:share': 0.25, large: 1e21 }, record: 1, action: 'create' },
  { fields: { state: 'open', 'state:x': 'a\\b', many: 12_345_678_901_234 }, action: 'restore' },
];

/** The bytes of a row, with places in one buffer as a store gives them. */
interface Row {
  readonly text: Uint8Array;
  readonly hash: Uint8Array;
  readonly values: Uint8Array;
  readonly subject: Uint8Array;
  readonly command: Uint8Array;
  readonly recorded: number;
  readonly effective: number;
}
const PARTS = ['text', 'hash', 'values', 'subject', 'command'] as const;

function rowOf(event: SampleEvent): Row {
  const index = indexOf(event.text);
  return {
    text: utf8(event.text),
    hash: fromHex(event.hash) ?? new Uint8Array(),
    values: utf8(asPostgres(event.values)),
    subject: idBytes(index.subject),
    command: idBytes(index.command),
    recorded: Date.parse(index.recorded),
    effective: Date.parse(index.effective),
  };
}

function indexOf(text: string): EventIndex {
  const read = readEvent(text);
  if (!read.ok) throw new Error(read.detail.text);
  const { subject, command, recorded, effective } = read.event;
  return { subject: subject.id, command: command.id, recorded, effective };
}

/** As PostgreSQL spells jsonb: a space behind colons and commas, the shorter names first. */
function asPostgres(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(asPostgres).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}: ${asPostgres(member)}`).join(', ')}}`;
}

function idBytes(id: string): Uint8Array {
  return fromHex(id.replaceAll('-', '')) ?? new Uint8Array();
}

function idOf(bytes: Uint8Array): string {
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** @param asked hears that the slow rules had to look. */
function bytesOf(sequence: number, row: Row, asked: (sequence: number) => void = () => undefined): EventBytes {
  const bytes = new Uint8Array(PARTS.reduce((sum, part) => sum + row[part].length + 3, 0)).fill(0x7d);
  let at = 0;
  const put = (part: Uint8Array): Span => {
    bytes.set(part, at + 3);
    const from = at + 3;
    at = from + part.length;
    return { from, to: at };
  };
  const [text, hash, values, subject, command] = PARTS.map((part) => put(row[part]));
  return {
    bytes,
    sequence,
    text: text ?? { from: 0, to: 0 },
    hash: hash ?? { from: 0, to: 0 },
    values: values ?? { from: 0, to: 0 },
    subject: subject?.from ?? 0,
    command: command?.from ?? 0,
    recorded: row.recorded,
    effective: row.effective,
    stored: () => {
      asked(sequence);
      return storedOf(sequence, row);
    },
  };
}

function storedOf(sequence: number, row: Row): StoredEvent {
  const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  const index = {
    subject: idOf(row.subject),
    command: idOf(row.command),
    recorded: new Date(row.recorded).toISOString(),
    effective: new Date(row.effective).toISOString(),
  };
  return { sequence, text: decode(row.text), hash: row.hash, values: valuesOf(decode(row.values)), index };
}

/** A store gives no values that are not JSON; here they count as none. */
function valuesOf(text: string): EventValues {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function verifyBoth(rows: readonly Row[]): { slow: readonly Fault[]; quick: readonly Fault[]; asked: number[] } {
  const asked: number[] = [];
  const slow = createChainVerifier(SAMPLE_SCOPE);
  const quick = createChainVerifier(SAMPLE_SCOPE);
  for (const [index, row] of rows.entries()) {
    slow.next(storedOf(index + 1, row));
    quick.nextBytes(bytesOf(index + 1, row, (sequence) => asked.push(sequence)));
  }
  expect(quick.head()).toEqual(slow.head());
  return { slow: slow.finish(), quick: quick.finish(), asked };
}

const chain = sampleChain(CHANGES);
const rows = chain.map(rowOf);

describe('an event as bytes', () => {
  test('is found in order without the slow rules, whatever its values are', () => {
    expect(verifyBoth(rows)).toEqual({ slow: [], quick: [], asked: [] });
  });

  test('may be about a link, of an account that is no person, effective at another time', () => {
    const event: Omit<LedgerEvent, 'format'> = {
      scope: SAMPLE_SCOPE,
      sequence: 1,
      previous: '0'.repeat(64),
      command: { id: sampleId(7), name: 'link.create' },
      account: 'console',
      recorded: '2028-02-29T23:59:59.999Z',
      effective: '1999-12-31T00:00:00.000Z',
      subject: { type: 'link', id: sampleId(8), kind: 'task.follows', kindVersion: 12 },
      action: 'create',
      version: 1,
      link: { type: 'task.follows', from: sampleId(9), to: sampleId(10) },
      commitments: {},
    };
    expect(verifyBoth([rowOf({ sequence: 1, ...writeEvent(event), values: {} })])).toEqual({
      slow: [],
      quick: [],
      asked: [],
    });
  });

  test('that redacts, or was redacted, is for the slow rules, and is proven all the same', () => {
    const gone = sampleChain([
      { fields: { title: 'A name', state: 'open' }, action: 'create' },
      { fields: { title: null }, action: 'redact' },
      { fields: { state: 'closed' } },
    ]).map((event) => {
      const { title: _, ...kept } = event.values;
      return rowOf(event.sequence === 1 ? { ...event, values: { ...kept, title: { redactedBy: 2 } } } : event);
    });
    expect(verifyBoth(gone)).toEqual({ slow: [], quick: [], asked: [1, 2] });
    const unproven = sampleChain([{ fields: { title: 'A name' } }, { fields: {} }]).map((event) =>
      rowOf(event.sequence === 1 ? { ...event, values: { title: { redactedBy: 2 } } } : event),
    );
    const { slow, quick } = verifyBoth(unproven);
    expect(quick).toEqual(slow);
    expect(quick).toMatchObject([{ code: 'redaction-unproven', sequence: 1, field: 'title' }]);
  });
});

describe('whatever is wrong with it', () => {
  const place = fc.nat({ max: rows.length - 1 });

  test.each(PARTS)('a single byte of its %s changed is found as the slow rules find it', (part) => {
    fc.assert(
      fc.property(place, fc.nat(), fc.integer({ min: 1, max: 255 }), (index, at, mask) => {
        const changed = rows.map((row, other) =>
          other === index ? { ...row, [part]: flip(row[part], at, mask) } : row,
        );
        const { slow, quick } = verifyBoth(changed);
        expect(quick).toEqual(slow);
        if (
          part !== 'values' ||
          JSON.stringify(valuesOf(textOf(changed[index]))) !== JSON.stringify(valuesOf(textOf(rows[index])))
        ) {
          expect(quick).toHaveLength(1);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('another moment beside the text, an event left out, bytes too few and too many are found', () => {
    fc.assert(
      fc.property(
        place,
        fc.constantFrom<(row: Row) => Row>(
          (row) => ({ ...row, recorded: row.recorded + 1 }),
          (row) => ({ ...row, effective: row.effective - 1 }),
          (row) => ({ ...row, hash: row.hash.subarray(0, 31) }),
          (row) => ({ ...row, hash: Uint8Array.from([...row.hash, 0]) }),
          (row) => ({ ...row, text: Uint8Array.from([...row.text, 0x20]) }),
          (row) => ({ ...row, values: utf8('{"extra": {"salt": "", "value": 1}}') }),
        ),
        (index, change) => {
          const { slow, quick } = verifyBoth(rows.map((row, other) => (other === index ? change(row) : row)));
          expect(quick).toEqual(slow);
          expect(quick).toHaveLength(1);
        },
      ),
    );
    for (const none of ['null', '[]', '7', '"a"', '{"title": null}', '{"title": 7}', '{"title": {"value": 1}}']) {
      const [first] = rows.slice(0, 1).map((row) => ({ ...row, values: utf8(none) }));
      const found = first && verifyBoth([first]);
      expect(found?.quick).toEqual(found?.slow);
      expect(found?.quick).toHaveLength(1);
    }
    const { slow, quick } = verifyBoth(rows.toSpliced(1, 1));
    expect(quick).toEqual(slow);
    expect(quick).toHaveLength(1);
  });

  const anyValue = fc.json().map((text): Json => JSON.parse(text));

  test('nothing is accepted that the slow rules refuse, in any spelling of any value', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), anyValue, { maxKeys: 4 }),
        fc.boolean(),
        (fields, spaced) => {
          const [event] = sampleChain([{ fields: fields }]);
          if (!event) throw new Error('There is no event');
          const row = {
            ...rowOf(event),
            values: utf8(spaced ? asPostgres(event.values) : JSON.stringify(event.values)),
          };
          expect(verifyBoth([row])).toMatchObject({ slow: [], quick: [] });
        },
      ),
    );
  });
});

function flip(bytes: Uint8Array, at: number, mask: number): Uint8Array {
  const place = bytes.length === 0 ? 0 : at % bytes.length;
  return bytes.map((byte, index) => (index === place ? byte ^ mask : byte));
}

function textOf(row: Row | undefined): string {
  return new TextDecoder().decode(row?.values);
}

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical } from './canonical.ts';
import { EVENT_ACTIONS, eventSchema, type LedgerEvent, parseEvent, writeEvent } from './event.ts';
import { readEvent } from './event-reader.ts';
import { sha256, toHex, utf8 } from './hash.ts';
import { sampleId } from './testing.ts';

const uuid = fc.uuid();
const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toHex);
const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_.:/-]{0,20}$/);
const count = fc.oneof(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }));
const moment = fc
  .date({ min: new Date('0000-01-01T00:00:00.000Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })
  .map((date) => date.toISOString());

const common = {
  format: fc.constant(1 as const),
  scope: uuid,
  sequence: count,
  previous: hash,
  command: fc.record({ id: uuid, name }),
  account: fc.oneof(uuid, fc.constantFrom('console', 'system')),
  recorded: moment,
  effective: moment,
  action: fc.constantFrom(...EVENT_ACTIONS),
  version: count,
  commitments: fc.dictionary(name, hash, { maxKeys: 6 }),
};
const subject = { id: uuid, kind: name, kindVersion: count };
const recordEvent = fc.record({ ...common, subject: fc.record({ ...subject, type: fc.constant('record' as const) }) });
const linkEvent = fc.record({
  ...common,
  subject: fc.record({ ...subject, type: fc.constant('link' as const) }),
  link: fc.record({ type: name, from: uuid, to: uuid }),
});
const anyEvent: fc.Arbitrary<LedgerEvent> = fc.oneof(recordEvent, linkEvent);

const example: LedgerEvent = {
  format: 1,
  scope: sampleId(1),
  sequence: 1,
  previous: '0'.repeat(64),
  command: { id: sampleId(2), name: 'hazard.rate' },
  account: 'console',
  recorded: '2026-03-01T09:30:00.000Z',
  effective: '2026-02-28T00:00:00.000Z',
  subject: { type: 'record', id: sampleId(3), kind: 'hazard', kindVersion: 2 },
  action: 'create',
  version: 1,
  commitments: { title: 'ab'.repeat(32), severity: 'cd'.repeat(32) },
};

describe('a written event', () => {
  test('is canonical JSON with exactly the known members', () => {
    expect(writeEvent(example).text).toBe(
      `{"account":"console","action":"create","command":{"id":"${sampleId(2)}","name":"hazard.rate"},` +
        `"commitments":{"severity":"${'cd'.repeat(32)}","title":"${'ab'.repeat(32)}"},` +
        `"effective":"2026-02-28T00:00:00.000Z","format":1,"previous":"${'0'.repeat(64)}",` +
        `"recorded":"2026-03-01T09:30:00.000Z","scope":"${sampleId(1)}","sequence":1,` +
        `"subject":{"id":"${sampleId(3)}","kind":"hazard","kindVersion":2,"type":"record"},"version":1}`,
    );
  });

  test('has the SHA-256 of its UTF-8 as its hash', () => {
    const { text, hash: found } = writeEvent(example);
    expect(found).toBe(toHex(sha256(utf8(text))));
  });

  test('is read back as it was written', () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        expect(readEvent(writeEvent(event).text)).toEqual({ ok: true, event });
      }),
    );
  });

  test.each<[string, object, string]>([
    ['a field value among the members', { title: 'Wrong patient' }, 'title'],
    ['a scope that is no UUID', { scope: 'RIV' }, 'scope'],
    ['an upper-case UUID', { scope: sampleId(0xab).toUpperCase() }, 'scope'],
    ['a sequence of zero', { sequence: 0 }, 'sequence'],
    ['a version that is not whole', { version: 1.5 }, 'version'],
    ['a sequence that is not safe', { sequence: 2 ** 53 }, 'sequence'],
    ['an account by name', { account: 'Dr. Smith' }, 'account'],
    ['an e-mail address as account', { account: 'smith@example.org' }, 'account'],
    ['a moment without milliseconds', { recorded: '2026-03-01T09:30:00Z' }, 'recorded'],
    ['a moment with an offset', { recorded: '2026-03-01T09:30:00.000+01:00' }, 'recorded'],
    ['a day that does not exist', { effective: '2026-02-29T09:30:00.000Z' }, 'effective'],
    ['an hour that does not exist', { effective: '2026-02-28T24:00:00.000Z' }, 'effective'],
    ['an unknown action', { action: 'delete' }, 'action'],
    ['a commitment that is none', { commitments: { title: 'Wrong patient' } }, 'title'],
    ['a field name with a space', { commitments: { 'the title': 'ab'.repeat(32) } }, 'the title'],
    ['a link beside a record', { link: { type: 'mitigates', from: sampleId(1), to: sampleId(2) } }, 'link'],
    ['a link subject without its link', { subject: { ...example.subject, type: 'link' } }, 'link'],
  ])('cannot hold %s', (_, change, place) => {
    const broken = { ...example, ...change };
    expect(readEvent(canonical(broken))).toMatchObject({ ok: false, code: 'unreadable' });
    expect(
      eventSchema
        .safeParse(broken)
        .error?.issues.map((issue) => [...issue.path, issue.message].join(' '))
        .join(),
    ).toContain(place);
    expect(() => writeEvent(broken)).toThrow(place);
  });
});

describe('reading is strict', () => {
  const { text } = writeEvent(example);

  test.each<[string, string, string]>([
    ['white space', text.replace(',', ', '), 'not-canonical'],
    ['members in another order', canonicalBackwards(example), 'not-canonical'],
    ['the same member twice', text.replace('{"account"', '{"account":"system","account"'), 'not-canonical'],
    ['a number written otherwise', text.replace('"version":1}', '"version":1.0}'), 'not-canonical'],
    ['an escape that is not needed', text.replace('"console"', String.raw`"c\u006fnsole"`), 'not-canonical'],
    ['a line break at the end', `${text}\n`, 'not-canonical'],
    ['a byte order mark', `\ufeff${text}`, 'unreadable'],
    ['an unknown member', text.replace('"version":1}', '"version":1,"words":"x"}'), 'unreadable'],
    ['another format', text.replace('"format":1', '"format":2'), 'unreadable'],
    ['half an event', text.slice(0, 100), 'unreadable'],
    ['nothing', '', 'unreadable'],
    ['another value', '[1]', 'unreadable'],
    ['a field twice', text.replace('"title"', '"severity"'), 'not-canonical'],
    ['fields out of order', swapFields(text), 'not-canonical'],
  ])('%s is refused', (_, broken, code) => {
    expect(readEvent(broken)).toMatchObject({ ok: false, code });
  });

  test('a field named __proto__ is refused', () => {
    expect(readEvent(text.replace('"severity"', '"__proto__"'))).toMatchObject({ ok: false });
  });

  test('the fast reader and the schema agree on every text that is nearly an event', () => {
    const pieces = fc.oneof(
      fc.constantFrom('"', ',', '{', '}', ':', ' ', '\\', '0', '1', '9', 'a', 'A', 'g', 'Z', '-', '.', '\u0000', 'é'),
      fc.constantFrom('', ',"x":1', '"link"', '00', '.0', 'e1', '"format":1,', '-02-29T', '-04-31T'),
    );
    const edits = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 3 }), pieces), { minLength: 1, maxLength: 2 });
    let accepted = 0;
    fc.assert(
      fc.property(anyEvent, edits, (event, changes) => {
        let edited = writeEvent(event).text;
        for (const [where, removed, piece] of changes) {
          const at = where % edited.length;
          edited = edited.slice(0, at) + piece + edited.slice(at + removed);
        }
        const fast = readEvent(edited);
        if (fast.ok) accepted += 1;
        expect(fast).toEqual(parseEvent(edited));
      }),
      { numRuns: 2000 },
    );
    // An edit within a name or a hash leaves an event; if none did, the comparison would say little.
    expect(accepted).toBeGreaterThan(20);
  });
});

function canonicalBackwards(event: LedgerEvent): string {
  return JSON.stringify(Object.fromEntries(Object.entries(event).toReversed()));
}

function swapFields(text: string): string {
  return text.replace(/\{("severity":"\w+"),("title":"\w+")\}/, '{$2,$1}');
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mapperOf, MAPPING_FORMAT, readHl7, readMapping, valueAt, walk, writeMapping } from '../index.ts';
import type { CodeMapping, FieldMapping, Mapped, MapRow, MapRule, Message } from '../index.ts';
import { ADMISSION, REPORT } from '../testing/messages.ts';
import { writeMoment } from './moment.ts';

const read = (input: Uint8Array | string): Message => {
  const [message] = readHl7(input).messages;
  if (!message) throw new Error('no message');
  return message;
};
const row = (to: string, rule: MapRule, ...from: string[]): MapRow => ({ to, from, rule, status: 'agreed' });
const copy = (to: string, from: string): MapRow => row(to, { kind: 'copy' }, from);
const mappingOf = (...rows: MapRow[]): FieldMapping => ({ format: MAPPING_FORMAT, rows });
const mapped = (message: Message, rows: readonly MapRow[], codes?: ReadonlyMap<string, CodeMapping>): Mapped => {
  const result = mapperOf(mappingOf(...rows), codes).apply(message);
  if (!result.ok) throw new Error(result.error.text);
  return result.value;
};
const line = (lines: readonly string[], at: number, ...rows: MapRow[]): string | undefined =>
  mapped(read(lines.join('\r')), rows).message.segments[at]?.raw;

const UNITS: ReadonlyMap<string, CodeMapping> = new Map([
  [
    'units',
    {
      format: 'callosum-hl7-codes/1',
      entries: [
        { from: 'mg/dL', to: 'mg%' },
        { from: 'x', critical: true },
      ],
    },
  ],
]);

describe('a row', () => {
  const PID = 'PID|1||12^^^WEST&1.2.3&ISO^MR~34^^^EAST^PI||Doe^Jane^Q||19800101|F';

  test.each<[string, MapRow, string]>([
    [
      'copies a field with its repetitions',
      copy('PID-2', 'PID-3'),
      PID.replace('1||12', '1|12^^^WEST&1.2.3&ISO^MR~34^^^EAST^PI|12'),
    ],
    [
      'copies a component of each repetition',
      copy('PID-3.1', 'PID-3.5'),
      PID.replace('12^', 'MR^').replace('~34', '~PI'),
    ],
    [
      'copies one repetition into a field, which then has no other',
      copy('PID-3', 'PID-3[1]'),
      PID.replace('~34^^^EAST^PI', ''),
    ],
    [
      'leaves nothing of the last repetition, nor the delimiter before it',
      row('PID-3[2]', { kind: 'drop', reason: 'x' }),
      PID.replace('~34^^^EAST^PI', ''),
    ],
    [
      'leaves the place of a repetition that others follow',
      row('PID-3[1]', { kind: 'drop', reason: 'x' }),
      PID.replace('12^^^WEST&1.2.3&ISO^MR', ''),
    ],
    ['copies a part of one repetition', copy('PID-3[2].4', 'PID-3[1].4.1'), PID.replace('EAST', 'WEST')],
    [
      'sets a constant in every repetition',
      row('PID-3.5', { kind: 'constant', value: 'A&B' }),
      PID.replace('^MR', '^A\\T\\B').replace('^PI', '^A\\T\\B'),
    ],
    [
      'joins what is filled',
      row('PID-9', { kind: 'join', separator: ' ' }, 'PID-5.2', 'PID-5.4', 'PID-5.1'),
      `${PID}|Jane Doe`,
    ],
    [
      'takes one part of a value',
      row('PID-3.4.2', { kind: 'split', separator: '.', part: 2 }, 'PID-3.4.2'),
      PID.replace('1.2.3', '2'),
    ],
    [
      'writes a moment in another form',
      row('PID-7', { kind: 'date', read: 'HL7', write: 'DD.MM.YYYY' }, 'PID-7'),
      PID.replace('19800101', '01.01.1980'),
    ],
    ['leaves behind', row('PID-5', { kind: 'drop', reason: 'x' }), PID.replace('Doe^Jane^Q', '')],
    [
      'leaves a part behind and its delimiters where they are',
      row('PID-5.1', { kind: 'drop', reason: 'x' }),
      PID.replace('Doe^', '^'),
    ],
    ['changes nothing while somebody has to be asked', row('PID-5', { kind: 'ask', question: 'x' }), PID],
    ['makes no place for nothing', copy('PID-12', 'PID-11'), PID],
  ])('%s', (_, one, expected) => expect(line(ADMISSION, 2, one)).toBe(expected));

  test('reads the message as it came in, whatever other rows write', () => {
    expect(line(ADMISSION, 2, copy('PID-7', 'PID-8'), copy('PID-8', 'PID-7'))).toMatch(/\|F\|19800101$/);
  });

  test('gives each of several segments its own', () => {
    const { message } = mapped(read(REPORT.join('\r')), [copy('OBX-4', 'OBX-1')]);
    expect([1, 2].map((at) => valueAt(message, `OBX[${at}]-4`))).toEqual(['1', '2']);
  });

  test('moves nothing from several segments to another, unless it says which', () => {
    const message = read(REPORT.join('\r'));
    const unclear = mapped(message, [copy('PID-2', 'OBX-5')]);
    expect([unclear.message, unclear.moved.map(({ outcome }) => outcome)]).toEqual([message, ['ambiguous']]);
    expect(valueAt(mapped(message, [copy('PID-2', 'OBX[2]-5')]).message, 'PID-2')).toBe('20260101');
  });

  test('makes no segment, and tells what found no place', () => {
    const { message, moved } = mapped(read(ADMISSION.join('\r')), [copy('ZPD-1', 'PID-8'), copy('ZPD-2', 'PID-30')]);
    expect(message.segmentCount).toBe(5);
    expect(moved).toEqual([{ row: 0, to: 'ZPD-1', from: ['PID-8'], outcome: 'no-segment' }]);
  });

  test('puts nothing where it would break out', () => {
    const { message, moved } = mapped(read(ADMISSION.join('\r')), [
      copy('PID-7.1', 'PID-5'),
      copy('PID-8.1.1', 'PID-3[1].4'),
    ]);
    expect(message.text).toBe(ADMISSION.join('\r'));
    expect(moved.map(({ outcome }) => outcome)).toEqual(['does-not-fit', 'does-not-fit']);
  });
});

describe('a segment of which everything is left behind', () => {
  const lines = ['MSH|^~\\&|A', 'PID|1||7', 'NK1|1|Doe', 'NK1|2', 'PV1|1|I', 'ZPV|1'];
  const drop = (to: string): MapRow => row(to, { kind: 'drop', reason: 'x' });
  const textOf = (end: string, ...rows: MapRow[]): string => mapped(read(lines.join('\r') + end), rows).message.text;

  test('goes as a whole, in the middle and at the end', () => {
    const rows = [drop('NK1-1'), drop('NK1-2'), drop('ZPV-1'), drop('PV1-1'), drop('PV1-2')];
    expect(textOf('\r', ...rows)).toBe('MSH|^~\\&|A\rPID|1||7\r');
    expect(textOf('', ...rows)).toBe('MSH|^~\\&|A\rPID|1||7');
  });

  test('stays where anything of it does', () =>
    expect(textOf('', drop('NK1-1'))).toBe(lines.join('\r').replace('NK1|1', 'NK1|').replace('\rNK1|2', '')));
});

describe('codes', () => {
  const message = read(REPORT.join('\r'));
  const codes = (otherwise: 'keep' | 'empty' | 'hold', map = 'units'): MapRow =>
    row('OBX-6', { kind: 'codes', map, otherwise }, 'OBX-6');

  test('are written as the map says, and nothing where there is none', () => {
    const result = mapped(message, [codes('hold')], UNITS);
    expect([1, 2].map((at) => valueAt(result.message, `OBX[${at}]-6`))).toEqual(['mg%', '']);
    expect(result).toMatchObject({
      held: false,
      moved: [{ to: 'OBX[1]-6[1]', outcome: 'moved' }, { outcome: 'nothing' }],
    });
  });

  test.each([
    ['keep', 'x', false],
    ['empty', '', false],
    ['hold', '', true],
  ] as const)('that are not mapped: %s', (otherwise, value, held) => {
    const odd = read(REPORT.join('\r').replace('mg/dL', 'x'));
    const result = mapped(odd, [codes(otherwise)], UNITS);
    expect([valueAt(result.message, 'OBX-6'), result.held, result.moved[0]?.outcome]).toEqual([
      value,
      held,
      'code-unmapped',
    ]);
  });

  test('of a coded element stand in its first component, as they are counted, and take the place of all of it', () => {
    const coded = read(REPORT.join('\r').replace('mg/dL', 'mg/dL^milligrams^UCUM'));
    const result = mapped(coded, [codes('hold')], UNITS);
    expect([result.message.segmentsNamed('OBX')[0]?.child(6)?.raw, result.held]).toEqual(['mg%', false]);
    const kept = mapped(read(REPORT.join('\r').replace('mg/dL', 'x^y^z')), [codes('keep')], UNITS);
    expect(kept.message.segmentsNamed('OBX')[0]?.child(6)?.raw).toBe('x^y^z');
  });

  test('of a map that is not there are held', () => {
    expect(mapped(message, [codes('hold', 'others')], UNITS)).toMatchObject({
      held: true,
      moved: [{ outcome: 'map-missing' }, {}],
    });
  });
});

describe('moments', () => {
  test.each([
    ['20260228', 'HL7', 'YYYY-MM-DD', '2026-02-28'],
    ['202602281530', 'HL7', 'YYYYMMDD', '20260228'],
    ['28/02/2026 15:30', 'DD/MM/YYYY HH:mm', 'HL7', '202602281530'],
    ['2026022815.5+0100', 'HL7', 'HL7', '2026022815.5+0100'],
    // Nothing is added that the value does not say.
    ['20260228', 'HL7', 'YYYYMMDDHHmm', undefined],
    ['20260229', 'HL7', 'YYYYMMDD', undefined],
    ['20240229', 'HL7', 'YYYYMMDD', '20240229'],
    ['28.02.26', 'DD.MM.YYYY', 'HL7', undefined],
    ['28.02.2026x', 'DD.MM.YYYY', 'HL7', undefined],
    ['tomorrow', 'HL7', 'HL7', undefined],
  ])('%s as %s in %s is %s', (value, form, other, expected) => expect(writeMoment(value, form, other)).toBe(expected));

  test('that cannot be read leave the place empty and hold the message', () => {
    const odd = read(ADMISSION.join('\r').replace('19800101', 'spring'));
    const result = mapped(odd, [row('PID-7', { kind: 'date', read: 'HL7', write: 'YYYY' }, 'PID-7')]);
    expect([valueAt(result.message, 'PID-7'), result.held]).toEqual(['', true]);
  });
});

describe('the bytes of a message', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'é', '1', '^', '&', '~', '\\', ' '), maxLength: 8 });
  const fields = fc.array(text, { minLength: 0, maxLength: 9 });
  const messages = fc
    .tuple(fc.array(fields, { minLength: 1, maxLength: 4 }), fc.constantFrom('8859/1', 'UNICODE UTF-8', ''))
    .map(([lines, charset]) => {
      const header = `MSH|^~\\&|A${'|'.repeat(15)}${charset}`;
      const whole = [
        header,
        ...lines.map((one, at) => `${['PID', 'OBX', 'OBX', 'ZAB'][at]}|${one.join('|')}`),
        '',
      ].join('\r');
      return charset === '8859/1' ? Uint8Array.from(Buffer.from(whole, 'latin1')) : new TextEncoder().encode(whole);
    });
  const rule = fc.constantFrom<MapRule>(
    { kind: 'copy' },
    { kind: 'constant', value: 'x' },
    { kind: 'split', separator: '1', part: 1 },
    { kind: 'codes', map: 'units', otherwise: 'keep' },
    { kind: 'date', read: 'HL7', write: 'HL7' },
    { kind: 'drop', reason: 'x' },
  );
  const place = fc
    .tuple(
      fc.constantFrom('PID', 'OBX', 'ZAB'),
      fc.integer({ min: 1, max: 11 }),
      fc.option(fc.integer({ min: 1, max: 3 })),
    )
    .map(([segment, field, part]) => `${segment}-${field}${part === null ? '' : `.${part}`}`);
  const rows = fc
    .uniqueArray(fc.tuple(place, rule, place), { maxLength: 6, selector: ([to]) => to.replace(/\..*/, '') })
    .map((all) =>
      all.map(([to, made, from]) =>
        made.kind === 'constant' || made.kind === 'drop' ? row(to, made) : row(to, made, from),
      ),
    );

  /** Values by place, without those that rows name. */
  const others = (message: Message, named: readonly MapRow[]): readonly string[] => {
    const places = new Set(named.map(({ to }) => to));
    const found: string[] = [];
    walk(message, (segment, field, repetition, component, subcomponent, start, end) => {
      const name = message.segments[segment - 1]?.segmentName ?? '';
      if (places.has(`${name}-${field}`) || places.has(`${name}-${field}.${component}`)) return;
      // Not by its number: one before it may have been left behind whole.
      found.push([name, field, repetition, component, subcomponent, message.text.slice(start, end)].join(' '));
    });
    return found;
  };

  test('are changed where rows say and nowhere else', () => {
    fc.assert(
      fc.property(messages, rows, (bytes, named) => {
        const message = read(bytes);
        const result = mapperOf(mappingOf(...named), UNITS).apply(message);
        if (!result.ok) throw new Error(result.error.text);
        const after = read(result.value.message.bytes);
        expect(others(after, named)).toEqual(others(message, named));
        expect(after.segmentCount).toBeLessThanOrEqual(message.segmentCount);
      }),
    );
  });

  test('outside the fields that rows write are the same', () => {
    const without = (message: Message, named: readonly MapRow[]): string => {
      const fieldsOf = new Set(named.map(({ to }) => to.replace(/\..*/, '')));
      return message.segments
        .map(({ segmentName, children }) =>
          children
            .map((field) => (fieldsOf.has(`${segmentName}-${field.position}`) ? '' : field.raw))
            .join('|')
            .replace(/\|+$/, ''),
        )
        .filter((text) => text !== '')
        .join('\r');
    };
    fc.assert(
      fc.property(messages, rows, (bytes, named) => {
        const message = read(bytes);
        const result = mapperOf(mappingOf(...named), UNITS).apply(message);
        expect(result.ok && without(result.value.message, named)).toBe(without(message, named));
      }),
    );
  });

  test('are all the same when nothing is mapped, or each place to itself', () => {
    const itself = Array.from({ length: 11 }, (_, at) => copy(`OBX-${at + 1}`, `OBX-${at + 1}`));
    fc.assert(
      fc.property(messages, (bytes) => {
        const message = read(bytes);
        expect(mapped(message, []).message).toBe(message);
        expect([...mapped(message, itself).message.bytes]).toEqual([...bytes]);
      }),
    );
  });

  test('hold nothing that was not there or in a row', () => {
    const moving = rows.map((all) => all.filter(({ rule: { kind } }) => kind === 'copy' || kind === 'drop'));
    const values = (message: Message): ReadonlySet<string> => {
      const found = new Set<string>();
      walk(message, (...at) => found.add(message.text.slice(at[5], at[6])));
      return found;
    };
    fc.assert(
      fc.property(messages, moving, (bytes, named) => {
        const message = read(bytes);
        const before = values(message);
        expect([...values(mapped(message, named).message)].filter((value) => !before.has(value))).toEqual([]);
      }),
    );
  });
});

describe('a mapping as a file', () => {
  test('is read as it was written', () => {
    const mapping = mappingOf(
      copy('PID-3', 'PID-2'),
      row('PID-7', { kind: 'date', read: 'HL7', write: 'YYYY' }, 'PID-7'),
    );
    expect(readMapping(writeMapping(mapping))).toEqual({ ok: true, value: mapping });
  });

  test.each<[string, MapRow[], string]>([
    ['a place that is none', [copy('PID-x', 'PID-2')], 'At rows.0.to: “PID-x” is no path'],
    ['a whole segment', [copy('PID', 'PID-2')], 'At rows.0.to: “PID” names a segment'],
    ['the delimiters', [copy('MSH-2', 'PID-2')], 'says how the message is read'],
    [
      'one place twice',
      [copy('PID-3', 'PID-2'), copy('PID-3.1', 'PID-4')],
      'At rows.1.to: PID-3.1 lies in or over PID-3, which row 1 sets',
    ],
    [
      'a join of one place',
      [row('PID-3', { kind: 'join', separator: '' }, 'PID-2')],
      'At rows.0.from: “join” is made from 2 to 20 places',
    ],
    [
      'a form with a gap',
      [row('PID-7', { kind: 'date', read: 'HL7', write: 'YYYYDD' }, 'PID-7')],
      'is no form of a moment',
    ],
    ['nothing left behind for no reason', [row('PID-7', { kind: 'drop', reason: ' ' })], 'At rows.0.rule.reason'],
  ])('tells where it is wrong: %s', (_, rows, expected) => {
    const result = readMapping(writeMapping(mappingOf(...rows)));
    expect(result.ok ? '' : result.error.text).toContain(expected);
  });

  test('of something else is refused', () => {
    expect(readMapping('x')).toMatchObject({ ok: false, error: { code: 'mapping-malformed' } });
    expect(readMapping('{}')).toMatchObject({ ok: false, error: { code: 'mapping-malformed' } });
  });
});

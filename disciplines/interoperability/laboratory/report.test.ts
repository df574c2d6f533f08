import { type Message, messageOf } from '@callosum/hl7v2';
import { describe, expect, test } from 'vitest';
import { followRoundTrip, missingInReport, reportElements } from './report.ts';

const OBX = 'OBX|1|NM|2345-7^Glucose^LN||95|mg/dL|70-99|N|||F||||||||||||West Laboratory|1 Main St^^Omaha^NE';
const REPORT = [
  'MSH|^~\\&|LAB|WEST|EHR|EAST|2026||ORU^R01^ORU_R01|1|P|2.5.1',
  'PID|1||7^^^A^MR||Doe^Jane',
  'OBR|1|P1|F1|GLU^Glucose^L|||20260102|||||||||||||||202601021200|||F',
  OBX,
  'SPM|1|||SER^Serum',
];
const ORDER = [
  'MSH|^~\\&|EHR|EAST|LAB|WEST|2026||OML^O21^OML_O21|1|P|2.5.1',
  'PID|1||7',
  'ORC|NW|P1',
  'OBR|1|P1||GLU^Glucose^L',
];

function read(lines: readonly string[]): Message {
  const message = messageOf(`${lines.join('\r')}\r`);
  if (!message) throw new Error('no message');
  return message;
}
const without = (segment: string, fields: readonly number[]): Message =>
  read(
    REPORT.map((line) =>
      line.startsWith(segment)
        ? line
            .split('|')
            .map((value, at) => (fields.includes(at) ? '' : value))
            .join('|')
        : line,
    ),
  );
const lacking = (message: Message) => missingInReport(message).map(({ element, at }) => `${element} ${at}`);

describe('a laboratory report', () => {
  test.each([
    ['a second number of the patient', '7^^^A^MR~8^^^B^PI', ''],
    ['the number of his account', '7^^^A^MR', `${'|'.repeat(13)}ACC1`],
  ])('names nobody where %s stands beside the first', (_, numbers, more) => {
    const lines = REPORT.map((line) => (line.startsWith('PID') ? `PID|1||${numbers}||${more}` : line));
    expect(lacking(read(lines))).toEqual([]);
  });

  test('that says everything lacks nothing', () => expect(lacking(read(REPORT))).toEqual([]));

  test.each<[string, string, number[], string[]]>([
    ['the patient', 'PID', [3, 5], ['patient PID']],
    // Without a name it takes two numbers.
    ['the name of a patient with one number', 'PID', [5], ['patient PID']],
    ['the laboratory', 'OBX', [23], ['laboratory OBX']],
    ['the address of the laboratory', 'OBX', [24], ['laboratory OBX']],
    ['the date of the report', 'OBR', [22], ['reported OBR']],
    ['the test', 'OBX', [3], ['test OBX']],
    ['the specimen', 'SPM', [4], ['specimen OBR']],
    ['the result', 'OBX', [5], ['result OBX']],
    ['units and flags of a number', 'OBX', [6, 8], ['result OBX']],
    ['only the units of a number', 'OBX', [6], []],
  ])('without %s lacks it', (_, segment, fields, expected) =>
    expect(lacking(without(segment, fields))).toEqual(expected),
  );

  test('names which observation lacks it', () => {
    const second = OBX.replace('OBX|1|NM|2345-7', 'OBX|2|NM|').replace('^Glucose^LN', '');
    expect(lacking(read([...REPORT.slice(0, 4), second, ...REPORT.slice(4)]))).toEqual(['test OBX[2]']);
  });

  test('of a specimen that was not acceptable says why', () => {
    const rejected = REPORT.map((line) => (line.startsWith('OBR') ? line.replace(/F$/, 'X') : line));
    expect(lacking(read(rejected.filter((line) => !line.startsWith('OBX'))))).toEqual(['specimenCondition OBR']);
    expect(lacking(read(rejected))).toEqual([]);
  });

  test('rests on data that say what they are', () => {
    expect(reportElements.status).toBe('unverified');
    expect(reportElements.elements.map(({ paragraph }) => paragraph)).toEqual(
      [1, 2, 3, 4, 5, 6, 7].map((n) => `(c)(${n})`),
    );
  });
});

describe('a laboratory round trip', () => {
  const trip = { orderable: 'GLU', catalogue: ['GLU', 'NA'], order: read(ORDER), result: read(REPORT) };
  const chart = [{ code: '2345-7', value: '95', units: 'mg/dL' }];
  const failing = (more: object) =>
    followRoundTrip({ ...trip, chart, ...more }).flatMap(({ station, ok, text }) =>
      ok ? [] : [`${station}: ${text.text}`],
    );

  test('goes from the catalogue to the chart', () => expect(failing({})).toEqual([]));

  test.each<[string, object, string[]]>([
    ['a test nobody can order', { catalogue: [] }, ['orderable: GLU is in no catalogue']],
    [
      'an order without a number',
      { order: read(ORDER.map((line) => line.replace('|P1', '|'))) },
      ['order: The order has no placer number (OBR-2, ORC-2)', 'result: The result answers “P1” and not “” (OBR-2)'],
    ],
    [
      'a result of another order',
      { result: read(REPORT.map((line) => line.replace('|P1|', '|P2|'))) },
      ['result: The result answers “P2” and not “P1” (OBR-2)'],
    ],
    [
      'a report that lacks something',
      { result: without('OBR', [22]) },
      ['result: The report does not say: Date of the report (OBR)'],
    ],
    [
      'a chart that shows other units',
      { chart: [{ code: '2345-7', value: '95', units: 'mmol/L' }] },
      ['chart: 2345-7 is “95 mg/dL” and shown as “95 mmol/L”'],
    ],
    ['a chart that does not show it', { chart: [] }, ['chart: 2345-7 is not shown']],
    [
      'a result that has not come',
      { result: undefined },
      ['result: No OBR-4 reports GLU', 'chart: There is nothing to show'],
    ],
    ['a chart nobody looked at', { chart: undefined }, ['chart: Nobody has looked at the chart']],
  ])('stops at %s', (_, more, expected) => expect(failing(more)).toEqual(expected));
});

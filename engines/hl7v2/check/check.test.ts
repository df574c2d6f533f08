import { describe, expect, test } from 'vitest';
import { checkMessage, definitionsFor, messageOf, readHl7 } from '../index.ts';
import type { Finding, Message } from '../index.ts';
import { ADMISSION, REPORT, withLine } from '../testing/messages.ts';

const messageFrom = (text: string): Message => {
  const message = messageOf(text);
  if (!message) throw new Error('no message');
  return message;
};

/** What is found in a message, as “severity code path”. */
async function found(text: string): Promise<string[]> {
  const { findings } = await checkMessage(messageFrom(text));
  return findings.map(({ severity, code, path }) => `${severity} ${code} ${path}`);
}

const replace = (from: string, to: string) => (line: string) => line.replace(from, to);

describe('a message against the standard of its version', () => {
  test.each([
    ['an admission', ADMISSION],
    ['a report', REPORT],
  ])('%s that breaks no rule has no findings', async (_, lines) => {
    expect(await found(lines.join('\r'))).toEqual([]);
  });

  test.each<[string, readonly string[], number, (line: string) => string, string]>([
    ['a required field', ADMISSION, 2, replace('Doe^Jane^Q', ''), 'error required-missing PID-5'],
    ['a required component', ADMISSION, 2, replace('34^^^EAST', '^^^EAST'), 'error required-missing PID-3[2].1'],
    ['a required segment', ADMISSION, 3, () => 'PV2|', 'error segment-missing PV1'],
    ['a wrong date', ADMISSION, 2, replace('19800101', '19800231'), 'error wrong-format PID-7.1'],
    ['a wrong number', REPORT, 4, replace('|95|', '|95 mg|'), 'error wrong-format OBX[1]-5'],
    [
      'a date where a value type says one',
      REPORT,
      6,
      replace('|20260101|', '|2026-01-01|'),
      'error wrong-format OBX[2]-5',
    ],
    ['a value type nobody knows', REPORT, 4, replace('|NM|', '|QQ|'), 'error type-unknown OBX[1]-2'],
    ['a code that is in no table', REPORT, 4, replace('||||F', '||||Q'), 'error code-unknown OBX[1]-11'],
    ['a code that is not suggested', ADMISSION, 2, replace('|F', '|Q'), 'warning code-unknown PID-8'],
    ['a repetition too many', ADMISSION, 2, replace('|F', '|F~M'), 'error too-many-repetitions PID-8[2]'],
    ['a value too long', ADMISSION, 2, replace('PID|1', 'PID|1234'), ''],
    ['a value much too long', ADMISSION, 2, replace('|F', `|${'F'.repeat(9)}`), 'warning too-long PID-8'],
    ['a field too many', ADMISSION, 1, replace('EVN|', `EVN|${'|'.repeat(10)}x`), 'warning field-unexpected EVN-11'],
    ['a component too many', REPORT, 4, replace('|95|', '|95^x|'), 'warning component-unexpected OBX[1]-5.2'],
    ['a segment that does not belong', ADMISSION, 4, () => 'OBR|1|||X', 'error segment-unexpected OBR'],
    ['a segment nobody knows', ADMISSION, 4, () => 'QQQ|1', 'error segment-unknown QQQ'],
    ['a segment of one’s own', ADMISSION, 4, () => 'ZZZ|1', 'information segment-own ZZZ'],
    ['a segment twice', ADMISSION, 4, () => 'PV1|1|I', 'error too-many-segments PV1[2]'],
    ['segments out of order', ADMISSION, 1, () => 'PV1|1|I', 'error segment-missing EVN'],
    ['an escape without an end', ADMISSION, 2, replace('Jane', 'Ja\\ne'), 'warning escape-unfinished PID-5.2'],
    ['a wrong structure', ADMISSION, 0, replace('ADT_A01', 'ADT_X99'), 'error structure-mismatch MSH-9.3'],
    ['no type', ADMISSION, 0, replace('ADT^A01^ADT_A01', ''), 'error message-type-missing MSH-9'],
    [
      'a structure nobody knows',
      ADMISSION,
      0,
      replace('ADT^A01^ADT_A01', 'ADT^Z99'),
      'information structure-unknown MSH-9',
    ],
    ['no version', ADMISSION, 0, replace('2.5.1', ''), 'error version-missing MSH-12'],
    ['a version nobody knows', ADMISSION, 0, replace('2.5.1', '3.0'), 'error version-unknown MSH-12'],
    ['delimiters twice', ADMISSION, 0, replace('^~\\&', '^^\\&'), 'error writing MSH'],
  ])('%s', async (_, lines, at, change, expected) => {
    const findings = await found(withLine(lines, at, change));
    if (expected === '') expect(findings).toEqual([]);
    else expect(findings).toContain(expected);
  });

  test('one fault is told once', async () => {
    expect(await found(withLine(ADMISSION, 2, replace('Doe^Jane^Q', '')))).toHaveLength(1);
    expect(await found([...ADMISSION.slice(0, 3), ...ADMISSION.slice(4)].join('\r'))).toHaveLength(1);
    expect(await found([...REPORT.slice(0, 3), ...REPORT.slice(4)].join('\r'))).toEqual(['error segment-missing OBR']);
  });

  test('findings say where they are and what to do', async () => {
    const text = withLine(REPORT, 4, replace('|95|', '|abc|'));
    const { findings, valid, type, controlId, version } = await checkMessage(messageFrom(text));
    expect({ valid, type, controlId, version }).toEqual({
      valid: false,
      type: 'ORU^R01^ORU_R01',
      controlId: '78',
      version: '2.5.1',
    });
    const [finding] = findings;
    expect(finding).toEqual<Finding>({
      severity: 'error',
      code: 'wrong-format',
      against: 'standard',
      path: 'OBX[1]-5',
      line: 5,
      column: 1 + 'OBX|1|NM|2345-7^Glucose^LN||'.length,
      byte: text.indexOf('abc'),
      text: 'Observation Value: "abc" is not a number.',
      remedy: 'Write the value as its data type asks for.',
      sentences: {
        text: {
          key: '{0}: {1} is not {2}.',
          values: ['Observation Value', '"abc"', { key: 'a number', values: [] }],
        },
        remedy: { key: 'Write the value as its data type asks for.', values: [] },
      },
    });
  });

  test('null and empty parts are no faults', async () => {
    const line = 'PID|1||12^^^WEST^MR||Doe^Jane||""|""|^^~^&';
    expect(await found(withLine(ADMISSION, 2, () => line))).toEqual([]);
  });

  test('trailing Z segments, notes and groups that repeat find their places', async () => {
    const twice = [...REPORT, ...REPORT.slice(2), 'ZZZ|1'].join('\r');
    expect(await found(twice)).toEqual(['information segment-own ZZZ']);
  });
});

describe('versions', () => {
  test.each([
    ['2.1', '2.1'],
    ['2.3.1', '2.3.1'],
    ['2.5', '2.5'],
    ['2.8', '2.7.1'],
    ['2.8.2', '2.7.1'],
    ['2.5.9', '2.5.1'],
    ['3.0', undefined],
    ['2', undefined],
    ['', undefined],
    ['2.5 ', undefined],
  ])('%j is read with the definitions of %s', (stated, version) => expect(definitionsFor(stated)).toBe(version));

  test.each(['2.1', '2.2', '2.3', '2.3.1', '2.4', '2.5', '2.5.1', '2.6', '2.7', '2.7.1', '2.8'])(
    '%s is known',
    async (version) => {
      const text = `MSH|^~\\&|A|B|C|D|20260102||ADT^A01|1|P|${version}\rEVN|A01|20260102\rPID|1||1^^^A^MR||Doe^J\rNK1|1|Roe^J|||||C\rPV1|1|I|W`;
      const findings = await found(text);
      expect(findings.filter((finding) => !/-unexpected|MSH-9\.3$/.test(finding))).toEqual([]);
    },
  );
});

describe('bad input', () => {
  test.each([
    ['a message of delimiters', `MSH|^~\\&|${'~^&|'.repeat(50_000)}`],
    ['a field of many repetitions', `${ADMISSION.slice(0, 2).join('\r')}\rPID|1||${'1^^^A^MR~'.repeat(100_000)}`],
    ['a message of unknown segments', `${ADMISSION[0]}\r${'QQQ|1\r'.repeat(50_000)}`],
    ['a message of one segment', `${ADMISSION[0]}\r${'OBX|1|NM|A||1\r'.repeat(50_000)}`],
    ['a very long value', `${ADMISSION.slice(0, 2).join('\r')}\rPID|1||1^^^A^MR||${'x'.repeat(5_000_000)}`],
  ])('%s gives findings in bounded time', async (_, text) => {
    const started = performance.now();
    const [message] = readHl7(text).messages;
    const { findings } = await checkMessage(message ?? messageFrom(text));
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.length).toBeLessThan(4_000);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

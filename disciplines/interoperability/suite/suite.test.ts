import { acknowledge, loadStandard, messageOf, valueAt } from '@callosum/hl7v2';
import { say } from '@callosum/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSuite, SUITE_FORMAT, type Suite } from './model.ts';
import { matchesPattern } from './pattern.ts';
import { engineExchange, type Exchange, runSuite } from './run.ts';

describe('a pattern', () => {
  test.each([
    ['AA', 'AA', true],
    ['AA', 'A', false],
    ['', '', true],
    ['', '*', true],
    ['PID-3 is missing', 'PID-3*', true],
    ['PID-3 is missing', '*PID*miss*', true],
    ['PID-3 is missing', '*OBX*', false],
    ['2026', '????', true],
    ['202', '????', false],
    ['a*b', 'a\\*b', true],
    ['axb', 'a\\*b', false],
    ['x', '((ANY))', true],
    ['', '((ANY))', false],
    ['', '((NONE))', true],
    ['x', '((NONE))', false],
  ])('“%s” against “%s” is %s', (value, pattern, expected) => expect(matchesPattern(value, pattern)).toBe(expected));

  test('holds as a plain search of all ways would have it', () => {
    /** Tries every way: right, and slow. */
    const slow = (value: string, pattern: string): boolean => {
      if (pattern === '') return value === '';
      if (pattern.startsWith('*')) {
        return Array.from({ length: value.length + 1 }, (_, at) => at).some((at) =>
          slow(value.slice(at), pattern.slice(1)),
        );
      }
      return (
        value !== '' && (pattern.startsWith('?') || pattern[0] === value[0]) && slow(value.slice(1), pattern.slice(1))
      );
    };
    const letters = (...units: string[]) => fc.string({ unit: fc.constantFrom(...units), maxLength: 8 });
    fc.assert(
      fc.property(letters('a', 'b'), letters('a', 'b', '*', '?'), (value, pattern) => {
        expect(matchesPattern(value, pattern)).toBe(slow(value, pattern));
      }),
    );
  });

  test('takes no longer when it is all wildcards', () => {
    const started = performance.now();
    expect(matchesPattern('a'.repeat(5_000), `${'*a'.repeat(500)}b`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe('a file of cases', () => {
  const file = (...cases: object[]): string => JSON.stringify({ format: SUITE_FORMAT, cases });
  const one = { name: 'One', message: 'MSH|', expect: { answer: 'AA' } };

  test.each([
    ['no JSON', '{', 'ends before it is complete'],
    ['with a stray character', '{"format": x}', '“x” cannot stand in line 1, column 12'],
    ['without cases', file(), 'cases'],
    ['with neither message nor generator', file({ ...one, message: undefined }), 'either a message or'],
    ['with an answer that there is not', file({ ...one, expect: { answer: 'XX' } }), 'cases.0.expect.answer'],
    ['with a word that means nothing', file({ ...one, mesage: 'x' }), 'mesage'],
    ['with two cases of one name', file(one, one), 'Two cases are called “One”'],
  ])('%s is told with its place', (_, text, problem) => {
    const read = readSuite(text);
    expect('problem' in read && read.problem.text).toContain(problem);
  });
});

describe('running cases', () => {
  const MESSAGE = 'MSH|^~\\&|A|B|C|D|2026||ADT^A01^ADT_A01|7|P|2.5.1\nEVN||2026\nPID|1||7^^^A^MR||Doe\nPV1|1|I\n';
  const suiteOf = (...cases: object[]): Suite => {
    const read = readSuite(JSON.stringify({ format: SUITE_FORMAT, cases }));
    if ('problem' in read) throw new Error(read.problem.text);
    return read.suite;
  };
  const engine = engineExchange(undefined, () => '20260101');

  test('passes what is answered as expected, and says of the rest what was', async () => {
    const suite = suiteOf(
      {
        name: 'good',
        message: MESSAGE,
        expect: { answer: 'AA', reply: { 'MSA-2': '7', 'MSH-5': 'A', 'MSA-3': '((NONE))' } },
      },
      {
        name: 'bad class',
        message: MESSAGE.replace('PV1|1|I', 'PV1|1|'),
        expect: { answer: 'AE', reply: { 'MSA-3': '*PV1-2*' } },
      },
      { name: 'taken for good', message: MESSAGE.replace('PV1|1|I', 'PV1|1|'), expect: { answer: 'AA' } },
      { name: 'other reply', message: MESSAGE, expect: { answer: 'AA', reply: { 'MSA-2': '8?', 'x!': '*' } } },
    );
    const results = await runSuite(suite, { exchange: engine });
    expect(results.map(({ name, passed, answer }) => [name, passed, answer])).toEqual([
      ['good', true, 'AA'],
      ['bad class', true, 'AE'],
      ['taken for good', false, 'AE'],
      ['other reply', false, 'AA'],
    ]);
    expect(results[2]?.faults[0]?.message).toMatch(/^The answer is AE and not AA: “PV1-2: .*”\.$/);
    expect(results[3]?.faults.map(({ message }) => message)).toEqual([
      'MSA-2 is “7” and not “8?”.',
      expect.stringMatching(/^x!: This is not a path/),
    ]);
    expect(results[3]?.faults[0]?.sentences.message).toEqual({
      key: '{0} is “{1}” and not “{2}”.',
      values: ['MSA-2', '7', '8?'],
    });
  });

  test('makes messages from a profile, the same for the same seed', async () => {
    const sent: string[] = [];
    const exchange = async (message: Parameters<typeof engine>[0]): Promise<Exchange> => {
      sent.push(message.text);
      return engine(message);
    };
    const generate = { trigger: 'ADT^A01', seed: 5 };
    const suite = suiteOf(
      { name: 'once', generate, expect: { answer: 'AA' } },
      { name: 'again', generate, expect: { answer: 'AA' } },
    );
    const results = await runSuite(suite, { exchange, profile: await loadStandard('2.5.1') });
    expect(results.every(({ passed }) => passed)).toBe(true);
    expect(sent[0]).toBe(sent[1]);
    const made = messageOf(sent[0] ?? '');
    expect(made && valueAt(made, 'MSH-9.2')).toBe('A01');
  });

  test.each([
    ['of one id each get their own', ['000', '000', '000'], ['000', '002', '003']],
    ['that had their own keep it', ['A1', 'B1', 'A2'], ['A1', 'B1', 'A2']],
    ['take no id that was sent', ['12', '10', '10', '10'], ['12', '10', '13', '14']],
    ['of a short id get none that is longer', '7 7 7 7 7 7 7 7 7 7'.split(' '), '7 2 3 4 5 6 8 9 7 7'.split(' ')],
    ['without an id get none', ['', ''], ['', '']],
  ])('messages %s', async (_, written, sent) => {
    const ids: string[] = [];
    const cases = written.map((id, at) => ({
      name: String(at),
      message: `${MESSAGE.replace('|7|P|', `|${id}|P|`)}NTE|1||${at}\n`,
      expect: { answer: 'AA', reply: { 'MSA-2': id } },
    }));
    const exchange = async (message: Parameters<typeof engine>[0]): Promise<Exchange> => {
      ids.push(valueAt(message, 'MSH-10'));
      return { answer: acknowledge(message, { code: 'AA', controlId: 'X', time: '2026' }) };
    };
    const results = await runSuite(suiteOf(...cases), { exchange });
    expect(ids).toEqual(sent);
    // What a case expects of MSA-2 is the id that the case has.
    expect(results.flatMap(({ faults }) => faults)).toEqual([]);
  });

  test('a message that is the same as one before is sent again as that was', async () => {
    const ids: string[] = [];
    const cases = [MESSAGE, MESSAGE.replace('Doe', 'Roe'), MESSAGE, MESSAGE.replace('Doe', 'Roe')].map(
      (message, at) => ({
        name: String(at),
        message,
        expect: { answer: 'AA' },
      }),
    );
    await runSuite(suiteOf(...cases), {
      exchange: async (message) => {
        ids.push(valueAt(message, 'MSH-10'));
        return {};
      },
    });
    expect(ids).toEqual(['7', '2', '7', '2']);
  });

  test('over a network is told from every other run, within what the profile has room for', async () => {
    const ids: string[] = [];
    const exchange = async (message: Parameters<typeof engine>[0]): Promise<Exchange> => {
      ids.push(valueAt(message, 'MSH-10'));
      return { answer: acknowledge(message, { code: 'AA', controlId: 'X', time: '2026' }) };
    };
    const cases = [MESSAGE, MESSAGE.replace('Doe', 'Roe'), MESSAGE].map((message, at) => ({
      name: String(at),
      message,
      // What a case expects of MSA-2 is the id that the case has.
      expect: { answer: 'AA', reply: { 'MSA-2': '7' } },
    }));
    const standard = await loadStandard('2.5.1');
    const { segments } = standard;
    const fields = segments['MSH']?.fields.map((field, at) => (at === 9 ? { ...field, maxLength: 6 } : field)) ?? [];
    const short = { ...standard, segments: { ...segments, MSH: { name: 'MSH', description: '', fields } } };
    const began = Date.parse('2026-11-27T10:00:00Z');
    for (const [run, profile] of [standard, standard, short, short].entries()) {
      const results = await runSuite(suiteOf(...cases), { exchange, profile, began: began + run });
      expect(results.flatMap(({ faults }) => faults)).toEqual([]);
    }
    const runs = [0, 3, 6, 9].map((from) => ids.slice(from, from + 3));
    // The third message is the first one, sent again.
    for (const [first, second, third] of runs) expect([first === third, first === second]).toEqual([true, false]);
    expect(new Set(ids).size).toBe(8);
    expect(ids.map((id) => id.length)).toEqual([11, 11, 11, 11, 11, 11, 6, 6, 6, 6, 6, 6]);
    expect(ids[0]?.startsWith('7')).toBe(true);
  });

  test('tells of an answer to another message', async () => {
    const suite = suiteOf({ name: 'other', message: MESSAGE, expect: { answer: 'AA' } });
    const other = messageOf('MSH|^~\\&|C|D|A|B|2026||ACK|X|P|2.5.1\rMSA|AA|8\r');
    const [result] = await runSuite(suite, { exchange: async () => ({ answer: other }) });
    expect(result?.faults.map(({ message }) => message)).toEqual(['The answer is to “8” (MSA-2) and not to “7”.']);
  });

  test('tells of an answer that did not come, and goes on', async () => {
    const suite = suiteOf(
      { name: 'late', message: MESSAGE, expect: { answer: 'AA' } },
      { name: 'quiet', message: MESSAGE, expect: { answer: 'none' } },
    );
    const results = await runSuite(suite, { exchange: async () => ({ problem: say`No answer came in time.` }) });
    expect(results.map(({ passed, faults }) => [passed, faults.map(({ message }) => message)])).toEqual([
      [false, ['The answer is none and not AA.', 'No answer came in time.']],
      [true, []],
    ]);
  });

  test('ends when it is told to', async () => {
    const suite = suiteOf({ name: 'one', message: MESSAGE, expect: { answer: 'AA' } });
    await expect(runSuite(suite, { exchange: engine, signal: AbortSignal.abort() })).rejects.toThrow('abort');
  });
});

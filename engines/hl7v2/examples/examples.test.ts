import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { findings } from './check.ts';
import { answers, take } from './listen.ts';
import { answers as gaps } from './profile.ts';
import { line, results, trigger } from './read-and-set.ts';

describe('the examples of the README', () => {
  test.each(['read-and-set.ts', 'check.ts', 'profile.ts', 'listen.ts'])(
    '%s stands there as it runs here',
    async (name) => {
      const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
      const source = await readFile(new URL(name, import.meta.url), 'utf8');
      expect(readme).toContain(source.replace('../index.ts', '@callosum/hl7v2').trim());
    },
  );

  test('are all there are', async () => {
    const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
    expect(readme.match(/^```ts$/gm)).toHaveLength(4);
  });

  test('read a message and set a value', () => {
    expect(trigger).toBe('R01');
    expect(results).toEqual([
      { path: 'OBX[1]-5', plain: '95', byte: 129, line: 3 },
      { path: 'OBX[2]-5', plain: 'fasting\nrepeat', byte: 153, line: 4 },
    ]);
    expect(line).toBe('PID|1||12^^^A~5\\F\\6^^^B||Doe^Jane');
  });

  test('check a message', () => {
    expect(findings).toEqual([
      'error line 3, PID-7.1: Time: "19800231" is not a moment as YYYY[MM[DD[HH[MM[SS[.SSSS]]]]]][+/-ZZZZ].',
    ]);
  });

  test('answer a message that comes in pieces', () => {
    const stream = new TextEncoder().encode('\u000BMSH|^~\\&|A|B|C|D|||ADT^A01|7|P|2.5.1\r\u001C\r');
    take(stream.subarray(0, 20));
    take(stream.subarray(20));
    expect(answers.map((answer) => new TextDecoder().decode(answer))).toEqual([
      '\u000BMSH|^~\\&|C|D|A|B|20260102030405||ACK^A01^ACK|A1|P|2.5.1\rMSA|AA|7\r\u001C\r',
    ]);
  });

  test('learn profiles and compare them', () => {
    expect(gaps).toContain('messages: yes');
    expect(gaps).toContain('usage: no');
    expect(gaps).toHaveLength(8);
  });
});

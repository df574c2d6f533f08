import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { Replaced } from '../index.ts';
import { again, lines, where } from './message.ts';
import { throughPieces } from './stream.ts';
import { shifted } from './table.ts';

const readmeOf = async (): Promise<string> => readFile(new URL('../README.md', import.meta.url), 'utf8');

describe('the examples of the README', () => {
  test.each(['message.ts', 'table.ts', 'stream.ts'])('%s stands there as it runs here', async (name) => {
    const source = await readFile(new URL(name, import.meta.url), 'utf8');
    expect(await readmeOf()).toContain(source.replaceAll('../index.ts', '@callosum/deid').trim());
  });

  test('are all there are', async () => {
    expect((await readmeOf()).match(/^```ts$/gm)).toHaveLength(3);
  });

  test('a message stays one, and nothing of the person stays', () => {
    const [header = '', patient = '', note = ''] = lines;
    expect(header).toMatch(/^MSH\|\^~\\&\|LAB\|GENERAL\|EHR\|GENERAL\|2024\|\|ORU\^R01\|[^|]+\|P\|2\.5\.1$/);
    expect(patient).toMatch(
      /^PID\|1\|\|\d{8}\^\^\^GENERAL\^MR\|\|Qx\w+\^Qx\w+\|\|1936\|F\|\|\|0 Qx\w+ St\^\^Qx\w+\^NE\^68100$/,
    );
    const family = /\|(Qx\w+)\^/.exec(patient)?.[1] ?? '';
    expect(note).toMatch(
      new RegExp(
        `^NTE\\|1\\|\\|Mrs\\. ${family} called from 0\\d\\d-555-01\\d\\d on 2024\\. Foley catheter removed\\.$`,
      ),
    );
    expect(where).toEqual(expect.arrayContaining(['PID-5.1 names', 'PID-3.1 mrn', 'NTE-3 telephone', 'NTE-3 dates']));
    expect(again).toEqual([]);
  });

  test('dates of a person keep their distance', () => {
    const row = shifted.text.split('\n')[1] ?? '';
    const [, born, admitted, , month, day, year] =
      /,(\d{4}-\d\d-\d\d),(\d{4}-\d\d-\d\d),"(seen again) (\d+)\/(\d+)\/(\d{4})"/.exec(row) ?? [];
    expect(born).not.toBe('1950-03-09');
    const between = Date.UTC(Number(year), Number(month) - 1, Number(day)) - Date.parse(`${admitted}T00:00Z`);
    expect(between / 86_400_000).toBe(14);
  });

  test('pieces may be cut anywhere', () => {
    const found: Replaced[] = [];
    const pieces = ['MSH|^~\\&|A|B|C|D|2024||ADT^A01|1|P|2.5\rPID|1||77', '4411^^^H^MR||Lo', 'pez^Ana'];
    const text = [
      ...throughPieces(pieces, { mode: 'safe-harbor', asOf: 2026 }, (replaced) => found.push(...replaced)),
    ].join('');
    expect(text).not.toMatch(/774411|Lopez|Ana/);
    expect(found.map(({ path }) => path)).toEqual(['MSH-10', 'PID-3.1', 'PID-5.1', 'PID-5.2']);
  });
});

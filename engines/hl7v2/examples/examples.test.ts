import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { line, results, trigger } from './read-and-set.ts';

describe('the examples of the README', () => {
  test.each(['read-and-set.ts'])('%s stands there as it runs here', async (name) => {
    const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
    const source = await readFile(new URL(name, import.meta.url), 'utf8');
    expect(readme).toContain(source.replace('../index.ts', '@callosum/hl7v2').trim());
  });

  test('read a message and set a value', () => {
    expect(trigger).toBe('R01');
    expect(results).toEqual([
      { path: 'OBX[1]-5', plain: '95', byte: 129, line: 3 },
      { path: 'OBX[2]-5', plain: 'fasting\nrepeat', byte: 153, line: 4 },
    ]);
    expect(line).toBe('PID|1||12^^^A~5\\F\\6^^^B||Doe^Jane');
  });
});

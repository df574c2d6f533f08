import { describe, expect, test } from 'vitest';
import { createRandom } from './generate/random.ts';
import type { Random } from './generate/random.ts';
import {
  acknowledge,
  checkMessage,
  createMllpReader,
  deriveProfile,
  edit,
  readHl7,
  rebuild,
  treeOf,
  walk,
} from './index.ts';
import { ADMISSION, REPORT } from './testing/messages.ts';

const CASES = 150;
const SEED = 20_261_126;
const encoder = new TextEncoder();
const PIECES = [
  '|',
  '^',
  '~',
  '\\',
  '&',
  '\r',
  '\n',
  '\u000B',
  '\u001C\r',
  'MSH|',
  'MSH',
  'ZZZ|',
  '""',
  '\\X',
  '\\X41\\',
  '\u0000',
  'é',
  '漢',
  '\uFEFF',
];

/** Changes bytes at random: cut, doubled, left out, put in, turned into others. */
function damaged(bytes: Uint8Array, random: Random): Uint8Array {
  let all = [...bytes];
  for (let times = 1 + random.below(6); times > 0; times--) {
    const at = random.below(all.length + 1);
    const to = Math.min(all.length, at + random.below(40));
    switch (random.below(6)) {
      case 0:
        all = all.slice(0, at);
        break;
      case 1:
        all.splice(at, 0, ...all.slice(at, to));
        break;
      case 2:
        all.splice(at, to - at);
        break;
      case 3:
        all.splice(at, 0, ...encoder.encode(random.pick(PIECES) ?? ''));
        break;
      case 4:
        all.splice(
          at,
          0,
          ...Array.from({ length: random.below(200) }, () => random.pick([124, 94, 126, 38, 92]) ?? 124),
        );
        break;
      default:
        all[at] = random.below(256);
    }
  }
  return Uint8Array.from(all);
}

/** Everything that can be done with bytes; nothing of it may fail or lose anything. */
async function tryAll(bytes: Uint8Array): Promise<void> {
  const file = readHl7(bytes);
  expect(rebuild(file)).toEqual(bytes);
  expect(treeOf(file).bytes).toBe(bytes.length);
  for (const message of file.messages) {
    walk(message, (...numbers) => expect(numbers[5]).toBeLessThan(numbers[6]));
    const { findings } = await checkMessage(message);
    for (const { line, column, byte, text, remedy } of findings) {
      expect(Math.min(line, column)).toBeGreaterThan(0);
      expect(byte).toBeLessThanOrEqual(bytes.length);
      expect(Math.min(text.length, remedy.length)).toBeGreaterThan(0);
    }
    expect(acknowledge(message, { code: 'AR', controlId: '1', time: '2026' }).text).toContain('MSA');
    const edited = edit(message, [{ path: 'PID-3[2].1', value: 'x|y' }]);
    if (!edited.ok) expect(edited.error.remedy).not.toBe('');
  }
  const profile = await deriveProfile(file.messages, 'any');
  for (const message of file.messages) {
    const { findings } = await checkMessage(message, profile);
    expect(findings.length).toBeLessThan(5_000);
  }
  const reader = createMllpReader({ maxBytes: 1_000 });
  for (let at = 0; at < bytes.length; at += 7) reader.push(bytes.subarray(at, at + 7));
  reader.end();
}

describe('damaged messages', () => {
  test(`${CASES} of them, the same every time, break nothing`, async () => {
    const random = createRandom(SEED);
    const sound = [ADMISSION, REPORT].map((lines) => encoder.encode(`${lines.join('\r')}\r`));
    for (let tried = 0; tried < CASES; tried++) {
      const bytes = damaged(random.pick(sound) ?? new Uint8Array(), random);
      await expect(tryAll(bytes), `with ${JSON.stringify(String.fromCharCode(...bytes))}`).resolves.toBeUndefined();
    }
  });

  /** Found so, and kept. */
  test.each([
    'MSH|^~\\&|\nOBX\r|',
    'MSH|',
    'MSH||',
    'MSH|^',
    'MSH^^^^^',
    'MSH|^~\\&\r\r\r',
    'MSH\u0000~',
    'MSH|^~\\&|A\rOBX|1|\u001C\r|',
  ])('%j', async (text) => {
    await expect(tryAll(encoder.encode(text))).resolves.toBeUndefined();
  });
});

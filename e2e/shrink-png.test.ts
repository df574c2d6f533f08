import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { shrinkPng } from './shrink-png.ts';

/** Two rows of three pixels, the second told by its difference to the first. */
function picture(): Buffer {
  const header = Buffer.from([0, 0, 0, 3, 0, 0, 0, 2, 8, 2, 0, 0, 0]);
  const rows = Buffer.from([0, 255, 0, 0, 0, 255, 0, 255, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 9]);
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const whole = Buffer.alloc(body.length + 8);
    whole.writeUInt32BE(data.length, 0);
    body.copy(whole, 4);
    whole.writeUInt32BE(crc32(body), body.length + 4);
    return whole;
  };
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

test('a picture keeps its colours, each named once, the one used most first', () => {
  const small = shrinkPng(picture());
  const at = (type: string): Buffer => {
    const start = small.indexOf(type, 0, 'latin1');
    return small.subarray(start + 4, start + 4 + small.readUInt32BE(start - 4));
  };
  expect([...at('PLTE')]).toEqual([255, 0, 0, 0, 255, 0, 255, 0, 9]);
  expect([...inflateSync(at('IDAT'))]).toEqual([0, 0, 1, 0, 0, 0, 1, 2]);
});

test('what is no such picture is refused', () => {
  const grey = picture();
  grey[25] = 0;
  expect(() => shrinkPng(grey)).toThrow('no picture as browsers write it');
});

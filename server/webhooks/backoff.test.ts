import { expect, test } from 'vitest';
import { PATIENCE_MS, pauseAfter } from './backoff.ts';
import { isPublicAddress } from './public-address.ts';

test('pauses double up to six hours, and about twenty tries are made within three days', () => {
  expect([1, 2, 3].map(pauseAfter)).toEqual([5_000, 10_000, 20_000]);
  expect(pauseAfter(60)).toBe(6 * 3_600_000);
  let tries = 0;
  for (let spent = 0; spent < PATIENCE_MS; spent += pauseAfter(tries)) tries += 1;
  expect(tries).toBeGreaterThan(15);
  expect(tries).toBeLessThan(30);
});

test.each([
  ['8.8.8.8', true],
  ['172.15.255.255', true],
  ['172.16.0.1', false],
  ['100.64.0.1', false],
  ['169.254.169.254', false],
  ['0.0.0.0', false],
  ['255.255.255.255', false],
  ['2606:4700::1111', true],
  ['::1', false],
  ['::', false],
  ['::ffff:8.8.8.8', false],
  ['64:ff9b::7f00:1', false],
  ['fd00::1', false],
  ['fe80::1', false],
  ['ff02::1', false],
  ['2002:7f00:1::', false],
  ['2001:db8::1', false],
  ['localhost', false],
])('whether %s is public: %s', (address, expected) => {
  expect(isPublicAddress(address)).toBe(expected);
});

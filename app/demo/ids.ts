import { createHash } from 'node:crypto';

/**
 * The id of something named within a demonstration: the same whenever it is asked for, so that a later chapter finds what an
 * earlier one told of. UUID version 8, which is meant for ids like this.
 */
export function idOf(space: string, name: string): string {
  const hex = createHash('sha256').update(`${space}\n${name}`).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}`;
}

import { PlanFileError } from '../errors.ts';
import type { MspdiLimits } from '../mspdi/limits.ts';
import { createMspdiReader } from '../mspdi/reader.ts';
import type { MspdiResult } from '../mspdi/reader.ts';
import { mspdi } from './mspdi.ts';
import type { MspdiParts } from './mspdi.ts';

const bytesOf = (source: string | Uint8Array): Uint8Array =>
  typeof source === 'string' ? new TextEncoder().encode(source) : source;

/** Reads a file given as text, as bytes, or as parts of a small plan. */
export const read = (source: string | Uint8Array | MspdiParts, limits?: Partial<MspdiLimits>): MspdiResult => {
  const reader = createMspdiReader(limits);
  const file = typeof source === 'string' || source instanceof Uint8Array ? source : mspdi(source);
  reader.write(bytesOf(file));
  return reader.end();
};

/** The error that reading a file ends with; throws if it can be read. */
export const refusal = (source: string | Uint8Array | MspdiParts, limits?: Partial<MspdiLimits>): PlanFileError => {
  try {
    read(source, limits);
  } catch (error) {
    if (error instanceof PlanFileError) return error;
    throw error;
  }
  throw new Error('the file was read without an error');
};

/** Encodes text as UTF-16, with a byte order mark unless told otherwise. */
export const utf16 = (text: string, order: 'le' | 'be', mark = true): Uint8Array => {
  const units = mark ? `\uFEFF${text}` : text;
  const view = new DataView(new ArrayBuffer(units.length * 2));
  // Halves of a pair are written one by one, so whole code points would be wrong here.
  for (let at = 0; at < units.length; at++) view.setUint16(at * 2, units.charCodeAt(at), order === 'le');
  return new Uint8Array(view.buffer);
};

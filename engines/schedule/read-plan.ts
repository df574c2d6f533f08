import { PlanFileError } from './errors.ts';
import type { PlanWarning } from './errors.ts';
import { DEFAULT_LIMITS } from './mspdi/limits.ts';
import type { MspdiLimits } from './mspdi/limits.ts';
import { createMspdiReader } from './mspdi/reader.ts';
import { readPmxml } from './p6/pmxml.ts';
import { readXer } from './p6/xer.ts';
import { readPlanJson } from './plan-json.ts';
import type { Plan } from './plan.ts';
import { say } from './say.ts';

export type PlanFormat = 'mspdi' | 'pmxml' | 'xer' | 'json';

export interface PlanRead {
  readonly format: PlanFormat;
  readonly plan: Plan;
  readonly warnings: readonly PlanWarning[];
  /** Text of the file, of XML only: what `writeMspdi` and `writePmxml` keep unknown elements from. */
  readonly original?: string | undefined;
}

/** So many bytes tell formats apart. */
const HEAD = 4096;

/**
 * Reads a plan file of any format that can be read: Microsoft Project XML, Primavera P6 XML and XER, and Callosum's own JSON. Which one it
 * is, its first bytes tell and not its name.
 * @param bytes the whole file
 * @throws PlanFileError if it is none of these or cannot be read
 */
export function readPlan(bytes: Uint8Array, limits: Partial<MspdiLimits> = {}): PlanRead {
  const format = formatOf(bytes);
  const { maxBytes } = { ...DEFAULT_LIMITS, ...limits };
  if (bytes.length > maxBytes)
    throw new PlanFileError('too-large', say`It has more than ${maxBytes} bytes.`, { byte: maxBytes });
  switch (format) {
    case 'xer':
      return { format, ...readXer(bytes, { maxBytes }) };
    case 'pmxml':
      return { format, ...readPmxml(bytes, limits), original: pmxmlText(bytes) };
    case 'json':
      return { format, ...readPlanJson(new TextDecoder().decode(bytes)), warnings: [] };
    case 'mspdi': {
      const reader = createMspdiReader(limits);
      reader.write(bytes);
      const read = reader.end();
      return { format, ...read, original: new TextDecoder(reader.encoding()).decode(bytes) };
    }
  }
}

/** The format that the first bytes speak of; the reader of Microsoft Project XML says best what is wrong with anything else. */
export function formatOf(bytes: Uint8Array): PlanFormat {
  let head = '';
  for (const byte of bytes.subarray(0, HEAD)) if (byte > 0 && byte < 0x80) head += String.fromCodePoint(byte);
  const text = head.trimStart();
  if (text.startsWith('ERMHDR')) return 'xer';
  if (text.startsWith('{')) return 'json';
  return /<(?:[\w.-]+:)?APIBusinessObjects[\s>]/.test(text) ? 'pmxml' : 'mspdi';
}

/** The text of P6 XML that has been read: in UTF-16 where it begins so, else in UTF-8. */
function pmxmlText(bytes: Uint8Array): string {
  const wide =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(wide).decode(bytes);
}

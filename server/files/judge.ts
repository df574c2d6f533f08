import { refusal, say, type Sentence } from '@callosum/kernel';
import { FORMATS, formatOf } from './media-types.ts';

/** What somebody says of a file before its content was seen. */
export interface Declared {
  readonly name: string;
  /** Media type of the request; empty or `application/octet-stream` says nothing. */
  readonly type: string;
}

/** Bytes from the beginning that a format is recognised by. */
export const HEAD_BYTES = 8_192;

const SAYS_NOTHING = new Set(['', 'application/octet-stream', 'binary/octet-stream']);

/**
 * Judges name, declared type and first bytes of a file together.
 * @param allowed extensions this installation accepts.
 * @returns the file's media type.
 * @throws Refusal `invalid` when one contradicts another, or the format is not accepted.
 */
export function judgeFile(declared: Declared, head: Uint8Array, allowed: ReadonlySet<string>): string {
  const extension = extensionOf(declared.name);
  const format = formatOf(extension);
  if (!format || !allowed.has(extension)) {
    throw invalid(
      extension === ''
        ? say`“${declared.name}” does not say by its ending what kind of file it is.`
        : say`Files of the kind “.${extension}” are not accepted here.`,
      say`Accepted are: ${[...allowed].join(', ')}.`,
    );
  }
  const said = declared.type.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const isOther =
    said !== format.type && !format.alsoCalled?.includes(said) && FORMATS.some(({ type }) => type === said);
  if (isOther && !SAYS_NOTHING.has(said)) {
    throw invalid(
      say`“${declared.name}” was sent as ${said}, which its name contradicts.`,
      say`Check the file’s ending.`,
    );
  }
  if (!format.fits(head)) {
    throw invalid(
      say`The content of “${declared.name}” is not what its ending says (.${extension}).`,
      say`Save it in the format its name says, or give it its true ending.`,
    );
  }
  return format.type;
}

/** In lower case; empty when the name has none. */
export function extensionOf(name: string): string {
  const at = name.lastIndexOf('.');
  return at > 0 ? name.slice(at + 1).toLowerCase() : '';
}

function invalid(message: Sentence, remedy: Sentence): Error {
  return refusal('invalid', say`${message} Nothing was kept.`, { path: ['file'], remedy });
}

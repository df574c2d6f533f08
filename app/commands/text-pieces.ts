import { createReadStream } from 'node:fs';
import { unreadable } from './user-files.ts';

/** A text file in pieces. What is not UTF-8 is read byte by byte, so that it can be written back as it was. */
export async function piecesOf(
  file: string,
): Promise<{ readonly encoding: 'utf8' | 'latin1'; readonly pieces: AsyncIterable<string> }> {
  const encoding = (await isUtf8(file)) ? 'utf8' : 'latin1';
  return { encoding, pieces: createReadStream(file, { encoding }) };
}

async function isUtf8(file: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const stream = createReadStream(file);
  try {
    for await (const chunk of stream) {
      const bytes: Uint8Array = chunk;
      try {
        decoder.decode(bytes, { stream: true });
      } catch {
        return false;
      }
    }
  } catch (error) {
    throw unreadable(file, error);
  } finally {
    stream.destroy();
  }
  try {
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

// PostgreSQL's COPY text format: a row a line, columns separated by tabs, control characters and backslashes escaped, so that a
// line feed always ends a row.

const LINE_FEED = 0x0a;

/** The rows of a stream in COPY text format, a line each, without the line feed. */
export async function* copyLines(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  let pieces: Buffer[] = [];
  for await (const bytes of content) {
    let start = 0;
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
      const line = bytes.subarray(start, end);
      yield pieces.length === 0 ? line : Buffer.concat([...pieces, line]);
      pieces = [];
      start = end + 1;
    }
    if (start < bytes.length) pieces.push(bytes.subarray(start));
  }
  if (pieces.length > 0) yield Buffer.concat(pieces);
}

/** How many rows end in a piece of the stream. */
export function countRows(chunk: Uint8Array): number {
  let rows = 0;
  for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, at + 1)) rows += 1;
  return rows;
}

/** The columns of a row; null for SQL's null. */
export function copyFields(line: Buffer): (string | null)[] {
  return line.toString('utf8').split('\t').map(unescape);
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

function unescape(field: string): string | null {
  if (field === String.raw`\N`) return null;
  if (!field.includes('\\')) return field;
  return field.replace(/\\(.)/gs, (_whole, letter: string) => ESCAPES[letter] ?? letter);
}

/** Hexadecimal of a bytea column. */
export function hexOf(field: string | null | undefined): string {
  return field?.startsWith(String.raw`\x`) ? field.slice(2) : '';
}

/** Bytes of a bytea column. */
export function bytesOf(field: string | null | undefined): Buffer {
  return Buffer.from(hexOf(field), 'hex');
}

/** Hexadecimal of each element of a bytea[] column. */
export function hexesOf(field: string | null | undefined): string[] {
  return [...(field ?? '').matchAll(/x([0-9a-f]+)/g)].map(([, hex]) => hex ?? '');
}

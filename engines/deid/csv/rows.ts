/** A value of a table where it stands, without its quotation marks. */
export interface Cell {
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

export interface Rows {
  readonly rows: readonly (readonly Cell[])[];
  /** How far whole rows reach; what follows waits for more. */
  readonly end: number;
  /** Where a quotation mark opens that nothing closes. */
  readonly open: number | undefined;
}

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** The character between the values: the one that is most frequent in the first line outside quotation marks. */
export function delimiterOf(text: string): string {
  const line = /^(?:"(?:[^"]|"")*"|[^\r\n"])*/.exec(text.slice(0, 65_536))?.[0] ?? '';
  const bare = line.replaceAll(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((one) => [bare.split(one).length - 1, one] as const);
  return counts.reduce((best, next) => (next[0] > best[0] ? next : best), counts[0] ?? [0, ',' as const])[1];
}

/** Reads rows as RFC 4180 has them, with any line end. @param last whether the text ends here */
export function readRows(text: string, delimiter: string, last: boolean): Rows {
  const rows: Cell[][] = [];
  let row: Cell[] = [];
  let end = 0;
  let at = 0;
  while (at < text.length) {
    const quoted = text.charAt(at) === '"';
    const start = quoted ? at + 1 : at;
    const stop = quoted ? closing(text, start) : plainEnd(text, at, delimiter);
    if (stop < 0) return { rows, end, open: at };
    row.push({ start, end: stop, quoted });
    // What stands between a closing quotation mark and the delimiter belongs to nothing and stays.
    at = quoted ? plainEnd(text, stop + 1, delimiter) : stop;
    if (text.charAt(at) === delimiter) {
      at += 1;
      if (at === text.length && last) row.push({ start: at, end: at, quoted: false });
      continue;
    }
    if (at >= text.length && !last) break;
    at += text.charAt(at) === '\r' && text.charAt(at + 1) === '\n' ? 2 : 1;
    rows.push(row);
    row = [];
    end = Math.min(at, text.length);
  }
  if (last && row.length > 0) {
    rows.push(row);
    end = text.length;
  }
  return { rows, end, open: undefined };
}

function closing(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) {
    if (text.charAt(at + 1) !== '"') return at;
  }
  return -1;
}

function plainEnd(text: string, from: number, delimiter: string): number {
  for (let at = from; at < text.length; at++) {
    const one = text.charAt(at);
    if (one === delimiter || one === '\n' || one === '\r') return at;
  }
  return text.length;
}

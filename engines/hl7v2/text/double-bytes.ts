import type { Charset } from './charset.ts';

/**
 * A set in which a character takes one or more bytes, or that changes its meaning on the way (ISO-2022-JP). Text can be
 * encoded as far as its characters take one or two bytes.
 */
export function readDoubleBytes(name: string): Charset {
  const decoder = new TextDecoder(name, { ignoreBOM: true });
  let pairs: ReadonlyMap<string, number> | undefined;
  return {
    name,
    exact: false,
    switches: name === 'iso-2022-jp',
    decode: (bytes) => decoder.decode(bytes),
    encode: (text) => {
      const output: number[] = [];
      for (const character of text) {
        if (character < '\u0080') {
          output.push(character.charCodeAt(0));
          continue;
        }
        // Where sequences switch sets, a character alone has no bytes of its own.
        if (name === 'iso-2022-jp') return undefined;
        pairs ??= pairsOf(name);
        const pair = pairs.get(character);
        if (pair === undefined) return undefined;
        if (pair > 0xff) output.push(pair >> 8);
        output.push(pair & 0xff);
      }
      return Uint8Array.from(output);
    },
    positions: (text, bytes) => {
      if (text.length === bytes.length) return (at) => at;
      const starts = startsOf(name, text.length, bytes);
      return (at) => starts[at] ?? bytes.length;
    },
  };
}

/** Where each code unit of the text begins, found by decoding byte by byte. */
function startsOf(name: string, length: number, bytes: Uint8Array): Uint32Array {
  const starts = new Uint32Array(length + 1).fill(bytes.length);
  const decoder = new TextDecoder(name, { ignoreBOM: true });
  let unit = 0;
  let from = 0;
  for (let at = 0; at <= bytes.length && unit < length; at++) {
    const piece = at < bytes.length ? decoder.decode(bytes.subarray(at, at + 1), { stream: true }) : decoder.decode();
    if (piece === '') continue;
    for (let index = 0; index < piece.length && unit < length; index++) starts[unit++] = index === 0 ? from : at;
    from = at + 1;
  }
  return starts;
}

/** Every character that takes one byte beyond ASCII or two bytes, with the bytes. */
function pairsOf(name: string): ReadonlyMap<string, number> {
  const decoder = new TextDecoder(name, { fatal: true });
  const pairs = new Map<string, number>();
  const keep = (bytes: Uint8Array, code: number): void => {
    try {
      const text = decoder.decode(bytes);
      const first = text.codePointAt(0) ?? 0;
      if (text === String.fromCodePoint(first) && !pairs.has(text)) pairs.set(text, code);
    } catch {
      // These bytes are no character.
    }
  };
  for (let lead = 0x80; lead < 0x100; lead++) {
    keep(Uint8Array.of(lead), lead);
    for (let trail = 0x30; trail < 0x100; trail++) keep(Uint8Array.of(lead, trail), (lead << 8) | trail);
  }
  return pairs;
}

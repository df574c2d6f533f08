import type { Charset } from './charset.ts';
import { KEPT_BYTE } from './utf8.ts';

/** A set in which each byte is a character; a byte without a character is kept, as in UTF-8. */
export function readSingleBytes(name: string): Charset {
  const decoder = new TextDecoder(name);
  const all = decoder.decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
  const units = Uint16Array.from(all, (character, byte) =>
    character === '\uFFFD' ? KEPT_BYTE + byte : character.charCodeAt(0),
  );
  const bytes = new Map([...units].map((unit, byte) => [unit, byte]));
  return {
    name,
    exact: true,
    decode: (input) => {
      const text = decoder.decode(input);
      return text.replaceAll('\uFFFD', (_, at: number) => String.fromCharCode(units[input[at] ?? 0] ?? 0));
    },
    encode: (text) => {
      const output = new Uint8Array(text.length);
      for (let at = 0; at < text.length; at++) {
        const byte = bytes.get(text.charCodeAt(at));
        if (byte === undefined) return undefined;
        output[at] = byte;
      }
      return output;
    },
    positions: () => (at) => at,
  };
}

/** Longer texts are hardly ever the same twice. */
const LONGEST = 32;
const PLACES = 1 << 12;

/**
 * Texts of values. Plan files say the same few thousand over and over: zero, no work, a date; each is made once and compared as codes where
 * it comes again. It keeps as many texts as it has places; a new one takes the place of another.
 */
export class ValueTexts {
  readonly #texts: (string | undefined)[] = Array.from({ length: PLACES });

  /** @param codes of the piece of text */
  of(piece: string, codes: Uint8Array, from: number, to: number): string {
    const length = to - from;
    if (length < 2 || length > LONGEST) return piece.slice(from, to);
    let hash = 0;
    for (let at = from; at < to; at++) {
      const code = codes[at] ?? 0;
      // One code stands for many characters beyond ASCII.
      if (code >= 0x80) return piece.slice(from, to);
      hash = (Math.imul(hash, 31) + code) | 0;
    }
    const place = (hash ^ (hash >>> 15)) & (PLACES - 1);
    const known = this.#texts[place];
    if (known !== undefined && isAt(known, codes, from, length)) return known;
    const text = detached(piece.slice(from, to));
    this.#texts[place] = text;
    return text;
  }
}

function isAt(text: string, codes: Uint8Array, from: number, length: number): boolean {
  if (text.length !== length) return false;
  for (let at = 0; at < length; at++) if (text.charCodeAt(at) !== codes[from + at]) return false;
  return true;
}

/** A text cut from a piece would keep all of that piece in memory; a short one is copied anyway. */
export function detached(text: string): string {
  return text.length < 13 ? text : ` ${text}`.slice(1);
}

const [LESS, GREATER, SLASH] = [0x3c, 0x3e, 0x2f];
const [LINE_FEED, RETURN, SPACE, TAB] = [0x0a, 0x0d, 0x20, 0x09];

/** What a character below 128 may be: a letter that begins a name, a character of a name, a character of plain text. */
const NAME_START = 1;
const NAME = 2;
const PLAIN = 4;

const KINDS = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCodePoint(code);
  const isPlain = (code >= SPACE && code < 0x7f && !'<&]'.includes(character)) || code === TAB;
  return (/[A-Za-z_]/.test(character) ? NAME_START : 0) | (/[\w.-]/.test(character) ? NAME : 0) | (isPlain ? PLAIN : 0);
});

/** Letters beyond ASCII that mean themselves in every version of XML: no line ends, no controls, no halves of pairs. */
const isPlainBeyond = (code: number): boolean => (code >= 0xa0 && code < 0x2028) || (code > 0x2028 && code < 0xd800);

/**
 * Finds elements as plan files have them by the million: `<Name>text</Name>` within one line, without attributes, prefixes, references or
 * anything else that has to be understood. What it does not find may well be such an element; a parser that knows all of XML decides.
 *
 * The fields tell of the last one that was found.
 */
export class LeafFinder {
  /** The text as it stands. */
  valueFrom = 0;
  valueTo = 0;
  nameFrom = 0;
  nameTo = 0;
  /** Where the next thing begins. */
  end = 0;

  /** @returns whether such an element begins at a place and ends within the piece of text */
  find(text: string, at: number): boolean {
    let code = text.charCodeAt(at + 1);
    if (text.charCodeAt(at) !== LESS || !(code < 128) || ((KINDS[code] ?? 0) & NAME_START) === 0) return false;
    let place = at + 1;
    do code = text.charCodeAt(++place);
    while (code < 128 && ((KINDS[code] ?? 0) & NAME) !== 0);
    if (code !== GREATER) return false;
    const length = place - at - 1;
    this.nameFrom = at + 1;
    this.nameTo = place;
    this.valueFrom = place + 1;
    do code = text.charCodeAt(++place);
    while (code < 128 ? ((KINDS[code] ?? 0) & PLAIN) !== 0 : isPlainBeyond(code));
    if (code !== LESS || text.charCodeAt(place + 1) !== SLASH) return false;
    this.valueTo = place;
    for (let character = 0; character < length; character++) {
      if (text.charCodeAt(at + 1 + character) !== text.charCodeAt(place + 2 + character)) return false;
    }
    if (text.charCodeAt(place + 2 + length) !== GREATER) return false;
    this.end = place + 3 + length;
    return true;
  }
}

/**
 * Passes over blanks and line ends.
 * @param at place in the text to begin at
 * @param count is told of each line end; a return alone at the end of a piece may be half of one and is left
 * @returns the place of the next other character
 */
export function passBlanks(text: string, at: number, count: (after: number) => void): number {
  let place = at;
  for (;;) {
    const code = text.charCodeAt(place);
    if (code === SPACE || code === TAB) place++;
    else if (code === LINE_FEED) count(++place);
    else if (code === RETURN && text.charCodeAt(place + 1) === LINE_FEED) count((place += 2));
    else return place;
  }
}

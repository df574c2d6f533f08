const [LESS, GREATER, SLASH] = [0x3c, 0x3e, 0x2f];
const [LINE_FEED, RETURN, SPACE, TAB] = [0x0a, 0x0d, 0x20, 0x09];

/** What a character below 128 may be: a letter that begins a name, a character of a name, a character of plain text. */
const NAME_START = 1;
const NAME = 2;
const PLAIN = 4;

/** What stands for all characters beyond ASCII that mean themselves, and for all others beyond it. */
const [BEYOND, UNKNOWN] = [0x80, 0];

const KINDS = Uint8Array.from({ length: 256 }, (_, code) => {
  if (code === BEYOND) return PLAIN;
  if (code > BEYOND) return 0;
  const character = String.fromCodePoint(code);
  const isPlain = (code >= SPACE && code < 0x7f && !'<&]'.includes(character)) || code === TAB;
  return (/[A-Za-z_]/.test(character) ? NAME_START : 0) | (/[\w.-]/.test(character) ? NAME : 0) | (isPlain ? PLAIN : 0);
});

/** Letters beyond ASCII that mean themselves in every version of XML: no line ends, no controls, no halves of pairs. */
const isPlainBeyond = (code: number): boolean => (code >= 0xa0 && code < 0x2028) || (code > 0x2028 && code < 0xd800);

/**
 * A piece of text as one code for each of its characters, which is what tags are found in: itself up to 127, beyond that only whether
 * it means itself. A piece of ASCII alone is its own codes, as bytes.
 * @param into where the codes are put when there is room
 */
export function codesOf(text: string, into: Uint8Array): Uint8Array {
  const codes = text.length <= into.length ? into.subarray(0, text.length) : new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    codes[at] = code < BEYOND ? code : isPlainBeyond(code) ? BEYOND : UNKNOWN;
  }
  return codes;
}

/** What a place of a piece of text begins with. */
export const TAG = {
  /** Something that a parser has to look at. */
  other: 0,
  /** `<Name>text</Name>`, whole. */
  value: 1,
  /** `<Name>`. */
  opening: 2,
  /** `</Name>`. */
  closing: 3,
} as const;

type Tag = (typeof TAG)[keyof typeof TAG];

/** The hash of a name; the finder gives that of the name it has found. */
export function hashOf(name: string): number {
  let hash = 0;
  for (let at = 0; at < name.length; at++) hash = (Math.imul(hash, 31) + name.charCodeAt(at)) | 0;
  return hash;
}

/**
 * Finds tags and values as plan files have them by the million: `<Name>text</Name>` within one line, `<Name>` and `</Name>`, without
 * attributes, prefixes, references or anything else that has to be understood. What it does not find may well be one of these; a parser
 * that knows all of XML decides.
 *
 * The fields tell of the last one that was found.
 */
export class TagFinder {
  nameFrom = 0;
  nameTo = 0;
  nameHash = 0;
  /** The text of a value as it stands. */
  valueFrom = 0;
  valueTo = 0;
  /** Where the next thing begins. */
  end = 0;
  /** Line ends that were passed, and where the line after the last of them begins. */
  lines = 0;
  lineStart = 0;

  /** @returns what begins at a place and ends within the piece of text */
  find(codes: Uint8Array, at: number): Tag {
    if (codes[at] !== LESS) return TAG.other;
    let place = at + 1;
    let code = codes[place] ?? 0;
    const isClosing = code === SLASH;
    if (isClosing) code = codes[++place] ?? 0;
    if (((KINDS[code] ?? 0) & NAME_START) === 0) return TAG.other;
    this.nameFrom = place;
    let hash = 0;
    do {
      hash = (Math.imul(hash, 31) + code) | 0;
      code = codes[++place] ?? 0;
    } while (((KINDS[code] ?? 0) & NAME) !== 0);
    if (code !== GREATER) return TAG.other;
    this.nameTo = place;
    this.nameHash = hash;
    this.end = place + 1;
    if (isClosing) return TAG.closing;
    return this.#closes(codes) ? TAG.value : TAG.opening;
  }

  /** Whether plain text and the end of the element follow the tag that was found. */
  #closes(codes: Uint8Array): boolean {
    const { nameFrom, nameTo } = this;
    let place = this.end;
    let code = codes[place] ?? 0;
    while (((KINDS[code] ?? 0) & PLAIN) !== 0) code = codes[++place] ?? 0;
    if (code !== LESS || codes[place + 1] !== SLASH) return false;
    const shift = place + 2 - nameFrom;
    for (let at = nameFrom; at < nameTo; at++) if (codes[at] !== codes[at + shift]) return false;
    if (codes[nameTo + shift] !== GREATER) return false;
    this.valueFrom = this.end;
    this.valueTo = place;
    this.end = nameTo + shift + 1;
    return true;
  }

  /**
   * Passes over blanks and line ends, and counts the latter; a return alone at the end of a piece may be half of one and is left.
   * @param at place to begin at
   * @returns the place of the next other character
   */
  pass(codes: Uint8Array, at: number): number {
    let place = at;
    for (;;) {
      const code = codes[place];
      if (code === SPACE || code === TAB) place++;
      else if (code === LINE_FEED) this.#count(++place);
      else if (code === RETURN && codes[place + 1] === LINE_FEED) this.#count((place += 2));
      else return place;
    }
  }

  #count(after: number): void {
    this.lines++;
    this.lineStart = after;
  }
}

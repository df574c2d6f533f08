/** The characters that separate the parts of a message. */
export interface Separators {
  readonly field: string;
  readonly component: string;
  readonly repetition: string;
  readonly escape: string;
  readonly subcomponent: string;
}

export const STANDARD: Separators = { field: '|', component: '^', repetition: '~', escape: '\\', subcomponent: '&' };

/** From here up to, not including, there. */
export type Range = readonly [start: number, end: number];

/** A segment where it stands; no more of its inside is read than is asked for. */
export interface Segment {
  readonly name: string;
  /** Which of its name in the message, from 1. */
  readonly occurrence: number;
  readonly start: number;
  readonly end: number;
  /** Field 1 first; of a header the separator counts as field 1. */
  readonly fields: readonly Range[];
}

/** Ends of segments and of MLLP frames. */
const TERMINATORS = '\r\n\v\u001C';
const HEADER = /^(?:MSH|FHS|BHS)$/;

export function separatorsOf(text: string): Separators {
  const at = /(?:^|[\r\n\v\uFEFF])(?:MSH|FHS|BHS)(?=[^\p{L}\d\s])/u.exec(text);
  if (!at) return STANDARD;
  const start = at.index + at[0].length;
  const field = text.charAt(start);
  const encoding =
    text
      .slice(start + 1, start + 6)
      .split(field, 1)[0]
      ?.split(/[\r\n]/, 1)[0] ?? '';
  const nth = (index: number, standard: string): string => encoding.charAt(index) || (encoding === '' ? standard : '');
  return { field, component: nth(0, '^'), repetition: nth(1, '~'), escape: nth(2, '\\'), subcomponent: nth(3, '&') };
}

/**
 * The segments of a message. A line that does not begin like a segment belongs to the one before: some systems send line ends within a field.
 */
export function segmentsOf(text: string, { field }: Separators): Segment[] {
  const segments: Segment[] = [];
  const counts = new Map<string, number>();
  const starts: number[] = [];
  // A byte order mark may stand before the first.
  for (let at = text.startsWith('\uFEFF') ? 1 : 0; at < text.length; at = nextLine(text, at)) {
    if (
      /^[A-Z][A-Z0-9]{2}$/.test(text.slice(at, at + 3)) &&
      (text.charAt(at + 3) === field || /^[\r\n]?$/.test(text.charAt(at + 3)))
    )
      starts.push(at);
  }
  for (const [index, start] of starts.entries()) {
    let end = starts[index + 1] ?? text.length;
    while (end > start && TERMINATORS.includes(text.charAt(end - 1))) end -= 1;
    const name = text.slice(start, start + 3);
    const occurrence = (counts.get(name) ?? 0) + 1;
    counts.set(name, occurrence);
    const fields = split(text, [Math.min(end, start + 4), end], field);
    segments.push({
      name,
      occurrence,
      start,
      end,
      fields: HEADER.test(name) ? [[start + 3, start + 4], ...fields] : fields,
    });
  }
  return segments;
}

function nextLine(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 13 || code === 10 || code === 11) return at + 1;
  }
  return text.length;
}

/** The parts of a stretch; one part where the separator is not used. */
export function split(text: string, [start, end]: Range, separator: string): Range[] {
  if (separator === '') return [[start, end]];
  // Searched within the stretch alone: a separator that is far away must not cost the way there each time.
  const piece = text.slice(start, end);
  const parts: Range[] = [];
  let from = 0;
  for (let at = piece.indexOf(separator); at >= 0; at = piece.indexOf(separator, from)) {
    parts.push([start + from, start + at]);
    from = at + 1;
  }
  parts.push([start + from, end]);
  return parts;
}

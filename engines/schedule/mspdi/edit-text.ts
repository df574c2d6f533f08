import { escaped, xmlOf } from './write-values.ts';
import type { Part } from './write-values.ts';

/** An element in a text: where it and its content begin and end. */
export interface Found {
  readonly name: string;
  /** What stands before its name, such as `p:`. */
  readonly prefix: string;
  readonly from: number;
  readonly innerFrom: number;
  innerTo: number;
  to: number;
  readonly children: Found[];
}

export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** How deep elements are looked at: a file, its lists, their rows, values of these, and values of rows within. */
const DEPTH = 5;

/** The declaration of another encoding would contradict what is written. */
export function asUtf8(text: string): string {
  return text.replace(/^\uFEFF/, '').replace(/^(<\?xml[^>]*?\sencoding\s*=\s*["'])[^"']*(["'])/, '$1UTF-8$2');
}

/** Names of the values that differ. */
export function changedNames(before: readonly Part[], after: readonly Part[]): ReadonlySet<string> {
  const was = new Map(before.map(([name, content]) => [name, textOf(content)]));
  return new Set(after.flatMap(([name, content]) => (was.get(name) === textOf(content) ? [] : [name])));
}

/** Values that only together say something: when one differs, all are taken as changed. @returns what there was, without these */
export function together(before: readonly Part[], after: readonly Part[], names: ReadonlySet<string>): readonly Part[] {
  const changed = changedNames(before, after);
  return [...names].some((name) => changed.has(name)) ? before.filter(([name]) => !names.has(name)) : before;
}

/** Of work the whole, what is done and what is left. */
export const WORK: ReadonlySet<string> = new Set(['Work', 'ActualWork', 'RemainingWork']);

function textOf(content: Part[1]): string | undefined {
  return typeof content === 'object' ? xmlOf(content) : content;
}

/**
 * Edits for values that differ; a new one is placed where the schema has it.
 * @param order names of elements in the order of the schema
 */
export function valueEdits(
  text: string,
  element: Found,
  {
    before,
    after,
    order,
  }: { readonly before: readonly Part[]; readonly after: readonly Part[]; readonly order: Order },
): Edit[] {
  const changed = changedNames(before, after);
  return after.flatMap(([name, content]): Edit[] => {
    if (!changed.has(name)) return [];
    const known = element.children.find((child) => child.name === name);
    if (known === undefined) return content === undefined ? [] : [insertion(text, element, [name, content], order)];
    if (content === undefined) return [removal(text, known)];
    return [{ from: known.from, to: known.to, text: rendered([name, content], indentOf(text, element), element) }];
  });
}

/** Where each name stands among its siblings. */
export type Order = ReadonlyMap<string, number>;

/** A new element, after the last one that the schema has before it. */
export function insertion(text: string, element: Found, part: Part, order: Order): Edit {
  const rank = order.get(part[0]) ?? Infinity;
  const last = element.children.findLast(({ name }) => (order.get(name) ?? Infinity) <= rank);
  const place = last?.to ?? element.innerFrom;
  const indent = indentOf(text, element);
  return { from: place, to: place, text: indent + rendered(part, indent, element) };
}

/** Takes an element away, with the white space before it. */
export function removal(text: string, { from, to }: Found): Edit {
  let start = from;
  while (start > 0 && /\s/.test(text[start - 1] ?? '')) start -= 1;
  return { from: start, to, text: '' };
}

/** An element as text, in line with its siblings. */
export function rendered([name, content]: Part, indent: string, { prefix }: Pick<Found, 'prefix'>): string {
  const text =
    typeof content === 'object'
      ? xmlOf([[name, content]], indent.slice(indent.lastIndexOf('\n') + 1)).trim()
      : `<${name}>${escaped(content ?? '')}</${name}>`;
  return prefix === '' ? text : text.replaceAll(/<(\/?)(?=\w)/g, `<$1${prefix}`);
}

/** White space before the first child, so that what is added stands in line. */
export function indentOf(text: string, { innerFrom, children }: Found): string {
  const first = children[0];
  const space = first === undefined ? '' : text.slice(innerFrom, first.from);
  return space.trim() === '' ? space : '';
}

/** @param range the part of the text that is wanted, all of it unless given; edits speak of places in the whole text */
export function applied(
  text: string,
  edits: readonly Edit[],
  range: Pick<Edit, 'from' | 'to'> = wholeOf(text),
): string {
  const sorted = edits.map((edit, order) => ({ ...edit, order })).sort((a, b) => a.from - b.from || a.order - b.order);
  let result = '';
  let done = range.from;
  for (const { from, to, text: inserted } of sorted) {
    result += text.slice(done, from) + inserted;
    done = Math.max(done, to);
  }
  return result + text.slice(done, range.to);
}

function wholeOf(text: string): Pick<Edit, 'from' | 'to'> {
  return { from: 0, to: text.length };
}

const MARKUP =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<(\/?)([^\s/>]+)(?:[^>"']|"[^"]*"|'[^']*')*?(\/?)>/g;

/** Elements of a text that a reader has found well-formed, down to the values of links. */
export function elementsOf(text: string): Found[] {
  const roots: Found[] = [];
  const open: (Found | undefined)[] = [];
  for (const match of text.matchAll(MARKUP)) {
    const [whole, closing, tag] = match;
    if (tag === undefined) continue;
    const empty = match[3] === '/';
    if (closing === '/') {
      const element = open.pop();
      if (element !== undefined) {
        element.innerTo = match.index;
        element.to = match.index + whole.length;
      }
      continue;
    }
    const end = match.index + whole.length;
    const colon = tag.indexOf(':') + 1;
    const element: Found | undefined =
      open.length < DEPTH
        ? {
            name: tag.slice(colon),
            prefix: tag.slice(0, colon),
            from: match.index,
            innerFrom: end,
            innerTo: end,
            to: end,
            children: [],
          }
        : undefined;
    const around = open.at(-1);
    if (element !== undefined) (open.length === 0 ? roots : (around?.children ?? [])).push(element);
    if (!empty) open.push(element);
  }
  return roots;
}

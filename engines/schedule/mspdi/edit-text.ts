import { escaped } from './write-values.ts';
import type { Part } from './write-values.ts';

/** An element in a text: where it and its content begin and end. */
export interface Found {
  readonly name: string;
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

/** Edits for values that differ; a new one is placed after the last that precedes it in the schema. */
export function valueEdits(text: string, element: Found, before: readonly Part[], after: readonly Part[]): Edit[] {
  const edits: Edit[] = [];
  const indent = indentOf(text, element);
  let place = element.innerFrom;
  for (const [at, [name, content]] of after.entries()) {
    const known = element.children.find((child) => child.name === name);
    const same = before[at]?.[1] === content;
    if (known !== undefined) place = known.to;
    if (same || typeof content === 'object') continue;
    if (known !== undefined) {
      if (content === undefined) edits.push({ from: known.from, to: known.to, text: '' });
      else edits.push({ from: known.from, to: known.to, text: `<${name}>${escaped(content)}</${name}>` });
    } else if (content !== undefined)
      edits.push({ from: place, to: place, text: `${indent}<${name}>${escaped(content)}</${name}>` });
  }
  return edits;
}

/** White space before the first child, so that what is added stands in line. */
export function indentOf(text: string, { innerFrom, children }: Found): string {
  const first = children[0];
  const space = first === undefined ? '' : text.slice(innerFrom, first.from);
  return space.trim() === '' ? space : '';
}

export function applied(text: string, edits: readonly Edit[]): string {
  const sorted = edits.map((edit, order) => ({ ...edit, order })).sort((a, b) => a.from - b.from || a.order - b.order);
  let result = '';
  let done = 0;
  for (const { from, to, text: inserted } of sorted) {
    result += text.slice(done, from) + inserted;
    done = Math.max(done, to);
  }
  return result + text.slice(done);
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
    const name = tag.slice(tag.indexOf(':') + 1);
    const element: Found | undefined =
      open.length < DEPTH
        ? { name, from: match.index, innerFrom: end, innerTo: end, to: end, children: [] }
        : undefined;
    const around = open.at(-1);
    if (element !== undefined) (open.length === 0 ? roots : (around?.children ?? [])).push(element);
    if (!empty) open.push(element);
  }
  return roots;
}

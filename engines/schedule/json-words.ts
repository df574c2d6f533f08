import { say, type Said } from './say.ts';

/** What may come next in a text of JSON. */
type Awaited = 'value' | 'value or ]' | 'name' | 'name or }' | ':' | ', or end' | 'nothing';

const SPACE = /[ \t\r\n]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** Why a text is no JSON, in our words and with the place; for a text that `JSON.parse` has refused. */
export function jsonWords(text: string): Said {
  const at = firstFault(text);
  if (at >= text.length) return say`It ends before it is complete.`;
  const before = text.slice(0, at);
  const line = String(before.split('\n').length);
  const column = String(at - before.lastIndexOf('\n'));
  const sign = String.fromCodePoint(text.codePointAt(at) ?? 0);
  return say`It is no JSON: “${sign}” cannot stand in line ${line}, column ${column}.`;
}

/** Where the first character stands that cannot stand there; the length of the text when it ends too early. */
function firstFault(text: string): number {
  const open: string[] = [];
  let awaited: Awaited = 'value';
  let at = behind(SPACE, text, 0) ?? 0;
  while (at < text.length) {
    const sign = text.charAt(at);
    const next = mayStand(sign, awaited) ? stepOver(text, at, sign) : { fault: at };
    if (typeof next === 'object') return next.fault;
    if (sign === '{' || sign === '[') {
      open.push(sign === '{' ? '}' : ']');
      awaited = sign === '{' ? 'name or }' : 'value or ]';
    } else if (sign === '}' || sign === ']') {
      if (open.pop() !== sign) return at;
      awaited = open.length === 0 ? 'nothing' : ', or end';
    } else if (sign === ',') awaited = open.at(-1) === '}' ? 'name' : 'value';
    else if (sign === ':') awaited = 'value';
    else if (awaited === 'name' || awaited === 'name or }') awaited = ':';
    else awaited = open.length === 0 ? 'nothing' : ', or end';
    at = behind(SPACE, text, next) ?? next;
  }
  return at;
}

function mayStand(sign: string, awaited: Awaited): boolean {
  const takesValue = awaited === 'value' || awaited === 'value or ]';
  const takesName = awaited === 'name' || awaited === 'name or }';
  if (sign === '"') return takesValue || takesName;
  if (sign === '}') return awaited === 'name or }' || awaited === ', or end';
  if (sign === ']') return awaited === 'value or ]' || awaited === ', or end';
  if (sign === ',') return awaited === ', or end';
  return sign === ':' ? awaited === ':' : takesValue;
}

/** The place behind what stands at a place, or where it goes wrong. */
function stepOver(text: string, at: number, sign: string): number | { readonly fault: number } {
  if (sign === '"') return stringEnd(text, at);
  if ('{}[],:'.includes(sign)) return at + 1;
  return behind(SCALAR, text, at) ?? { fault: at };
}

function stringEnd(text: string, from: number): number | { readonly fault: number } {
  let at = from + 1;
  while (at < text.length) {
    const sign = text.charAt(at);
    if (sign === '"') return at + 1;
    const next = sign === '\\' ? behind(ESCAPE, text, at) : sign < ' ' ? undefined : at + 1;
    if (next === undefined) return { fault: at };
    at = next;
  }
  return { fault: at };
}

/** The place behind what a pattern finds at a place. */
function behind(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

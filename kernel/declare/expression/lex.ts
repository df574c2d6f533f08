import { type Sentence, say } from '../say.ts';
/** What is wrong with an expression, and where in it. */
export interface ExpressionFault {
  /** Counted from 0. */
  readonly position: number;
  readonly message: Sentence;
}

/** Stops reading; caught where an expression is compiled, never seen outside. */
export class ExpressionError extends Error {
  readonly position: number;
  readonly sentence: Sentence;

  constructor(position: number, message: Sentence) {
    super(message.text);
    this.sentence = message;
    this.position = position;
  }
}

export type Token =
  | { readonly is: 'number'; readonly value: number; readonly at: number }
  | { readonly is: 'text'; readonly value: string; readonly at: number }
  /** A name as it is written: of a function, a field, or in brackets the label of a field. */
  | { readonly is: 'name' | 'label'; readonly value: string; readonly at: number }
  | { readonly is: 'sign'; readonly value: string; readonly at: number }
  | { readonly is: 'end'; readonly value: ''; readonly at: number };

const PARTS: readonly (readonly [Token['is'] | 'blank', RegExp])[] = [
  ['blank', /\s+/y],
  ['number', /\d+(?:\.\d+)?/y],
  ['text', /"(?:[^"\\]|\\["\\])*"/y],
  ['label', /\[[^\]\n]+\]/y],
  ['name', /[A-Za-z][A-Za-z0-9]*/y],
  ['sign', /<=|>=|<>|[-+*/=<>(),]/y],
];

/** Splits an expression into its parts. @throws ExpressionError at the first sign that belongs to none. */
export function tokensOf(source: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.length) {
    const part = partAt(source, at);
    if (part.token) tokens.push(part.token);
    at = part.end;
  }
  return [...tokens, { is: 'end', value: '', at: source.length }];
}

function partAt(source: string, at: number): { readonly token: Token | undefined; readonly end: number } {
  for (const [is, pattern] of PARTS) {
    pattern.lastIndex = at;
    const [found] = pattern.exec(source) ?? [];
    if (found === undefined) continue;
    const end = at + found.length;
    switch (is) {
      case 'blank':
      case 'end':
        return { token: undefined, end };
      case 'number':
        return { token: { is, value: Number(found), at }, end };
      case 'text':
        return { token: { is, value: found.slice(1, -1).replace(/\\(["\\])/g, '$1'), at }, end };
      case 'label':
        return { token: { is, value: found.slice(1, -1).trim(), at }, end };
      default:
        return { token: { is, value: found, at }, end };
    }
  }
  const sign = String.fromCodePoint(source.codePointAt(at) ?? 0);
  if (sign === '"') throw new ExpressionError(at, say`This text has no closing quotation mark.`);
  if (sign === '[') throw new ExpressionError(at, say`This name has no closing bracket.`);
  throw new ExpressionError(at, say`“${sign}” means nothing here.`);
}

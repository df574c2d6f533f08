import type { Delimiters } from '../syntax/delimiters.ts';
import { MAX_PARTS } from '../syntax/node.ts';

/** The text of one field while places within it are set. What is not set stays as it stood, delimiters included. */
export class FieldText {
  readonly #delimiters: Delimiters;
  #raw: string;
  /** Repetitions, once one of them was asked for. */
  #parts: string[] | undefined;

  constructor(raw: string, delimiters: Delimiters) {
    this.#raw = raw;
    this.#delimiters = delimiters;
  }

  get text(): string {
    return this.#parts?.join(this.#delimiters.repetition) ?? this.#raw;
  }

  /** Replaces all of it. */
  setAll(text: string): void {
    this.#raw = text;
    this.#parts = undefined;
  }

  /** Takes away repetitions beyond a number. */
  keep(count: number): void {
    const parts = this.#parts ?? cut(this.#raw, this.#delimiters.repetition);
    if (parts.length > count) this.#parts = parts.slice(0, count);
  }

  /**
   * Sets a repetition, component or subcomponent; numbers from 1. Nothing is made for an empty text.
   * @returns false where the message declares no delimiter that it would take
   */
  set(repetition: number, component: number | undefined, subcomponent: number | undefined, text: string): boolean {
    const { repetition: tilde, component: caret, subcomponent: ampersand } = this.#delimiters;
    this.#parts ??= cut(this.#raw, tilde);
    const inner = this.#parts[repetition - 1] ?? '';
    const made =
      component === undefined
        ? text
        : within(inner, caret, component, (part) =>
            subcomponent === undefined ? text : within(part, ampersand, subcomponent, () => text),
          );
    if (made === undefined) return false;
    if (made === inner) return true;
    if (repetition > this.#parts.length && (tilde === '' || repetition > MAX_PARTS)) return false;
    while (this.#parts.length < repetition) this.#parts.push('');
    this.#parts[repetition - 1] = made;
    // A repetition at the end that holds nothing would still count as one.
    if (component === undefined) this.#parts = withoutTail(this.#parts);
    return true;
  }
}

function withoutTail(parts: readonly string[]): string[] {
  const last = parts.findLastIndex((part) => part !== '');
  return parts.slice(0, Math.max(1, last + 1));
}

function cut(text: string, delimiter: string): string[] {
  return delimiter === '' ? [text] : text.split(delimiter);
}

/** The text with one part set; undefined where there is no delimiter for it. */
function within(
  text: string,
  delimiter: string,
  position: number,
  made: (part: string) => string | undefined,
): string | undefined {
  const parts = cut(text, delimiter);
  const next = made(parts[position - 1] ?? '');
  if (next === undefined) return undefined;
  if (position > parts.length) {
    if (next === '') return text;
    if (delimiter === '' || position > MOST_COMPONENTS) return undefined;
    while (parts.length < position) parts.push('');
  }
  parts[position - 1] = next;
  return parts.join(delimiter);
}

/** No data type has so many components. */
const MOST_COMPONENTS = 1_000;

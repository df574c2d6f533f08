import { partsOfText } from '@callosum/kernel';
import type { Person } from '../api/people.tsx';

/** What is being typed after an @, and where it begins. */
export interface Asked {
  readonly at: number;
  readonly words: string;
}

const LONGEST_NAME = 60;

/** The name that is being typed before the caret; undefined when no @ asks for one. */
export function askedAt(text: string, caret: number): Asked | undefined {
  const before = text.slice(0, caret);
  const at = before.lastIndexOf('@');
  if (at < 0 || (at > 0 && !/[\s(]/.test(before.charAt(at - 1)))) return undefined;
  const words = before.slice(at + 1);
  return words.length > LONGEST_NAME || /[\n@]/.test(words) ? undefined : { at, words };
}

/** People whose name has a word that begins as asked, or begins so itself. */
export function matching(people: readonly Person[], words: string): readonly Person[] {
  const asked = words.toLocaleLowerCase();
  return people.filter(({ name }) => {
    const known = name.toLocaleLowerCase();
    return known.startsWith(asked) || known.split(' ').some((word) => word.startsWith(asked));
  });
}

/** The text with a name put in where it was asked for, and where the caret stands then. */
export function withName(text: string, { at, words }: Asked, name: string): { text: string; caret: number } {
  const put = `@${name} `;
  return {
    text: text.slice(0, at) + put + text.slice(at + 1 + words.length).replace(/^ /, ''),
    caret: at + put.length,
  };
}

/** As it is kept: names that were picked become accounts. The longest go first, so that “Ann Lee” is not taken for “Ann”. */
export function toKept(text: string, picked: readonly Person[]): string {
  const longest = [...picked].sort((a, b) => b.name.length - a.name.length);
  return longest.reduce((kept, { id, name }) => kept.replaceAll(`@${name}`, `@{${id}}`), text);
}

/** As it is typed: accounts become names again. */
export function toTyped(kept: string, nameOf: (account: string) => string): { text: string; picked: Person[] } {
  const picked: Person[] = [];
  const text = partsOfText(kept)
    .map((part) => {
      if ('text' in part) return part.text;
      const name = nameOf(part.account);
      picked.push({ id: part.account, name });
      return `@${name}`;
    })
    .join('');
  return { text, picked };
}

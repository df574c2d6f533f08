import { say, type Said } from './say.ts';

/** How the parser begins what it says, and what we say. The first that fits counts. */
const WORDS: readonly (readonly [RegExp, (named: string) => Said])[] = [
  [/^unclosed tag: (.*)$/, (name) => say`The element “${name}” is not closed.`],
  [/^unmatched closing tag: (.*)\.$/, (name) => say`The element “${name}” is closed, and is not open.`],
  [/^unexpected close tag/, () => say`An element is closed, and none is open.`],
  [/^unexpected end|^document must contain/, () => say`It ends before it is complete.`],
  [/^undefined entity/, () => say`It uses an entity that XML does not define.`],
  [/entity/, () => say`An “&” begins no character reference.`],
  [/^duplicate attribute: (.*)\.$/, (name) => say`The attribute “${name}” is stated twice.`],
  [/attribute|^forward-slash/, () => say`An attribute is not written as name="value".`],
  [/^text data outside/, () => say`There is text outside of the outermost element.`],
  [/^documents may contain only one root/, () => say`There is more than one outermost element.`],
  [/^the string "\]\]>"/, () => say`“]]>” stands in a text.`],
  [/comment/, () => say`A comment is not written as <!-- … -->.`],
  [/doctype/, () => say`It has a DOCTYPE where none may be.`],
  [
    /XML declaration|processing instruction|^version|^encoding|^standalone|^expected|^did not expect|^value|^whitespace|^incorrect syntax/,
    () => say`What stands between <? and ?>, or begins with <!, is not as XML has it.`,
  ],
  [/prefix|namespace|^malformed name/, () => say`A name has a prefix that stands for nothing.`],
  [/tag/, () => say`A “<” begins no element.`],
  [/^disallowed character/, () => say`It holds a character that XML does not allow.`],
];

/** What the XML parser found, in our words. @param message as the parser has it, with its place or without */
export function xmlWords(message: string): Said {
  const said = message.replace(/^\d+:\d+: /, '');
  for (const [pattern, words] of WORDS) {
    const found = pattern.exec(said);
    if (found) return words((found[1] ?? '').slice(0, 80));
  }
  return say`It is not well-formed XML.`;
}

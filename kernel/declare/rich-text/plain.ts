import { LIMITS } from './model.ts';
import type { Inline, InnerBlock, RichBlock, RichParagraph, RichText } from './model.ts';

/**
 * The text without its form, for lists, search and tables: a line each paragraph, items with their mark, cells of a row
 * with a bar between. What was plain reads as it was written.
 */
export function plainText(value: RichText): string {
  return value.content.flatMap(linesOf).join('\n');
}

/** Plain text as rich text: every line a paragraph. Undefined when there is nothing to read in it. */
export function richTextOf(text: string): RichText | undefined {
  if (text.trim() === '') return undefined;
  const lines = text.split(LINE_ENDS);
  // More lines than a text may have parts are still there, as one.
  const kept = lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES), lines.slice(MOST_LINES).join(' ')] : lines;
  const content = kept.map((line): RichParagraph => {
    return line === '' ? { type: 'paragraph' } : { type: 'paragraph', content: [{ type: 'text', text: line }] };
  });
  return { type: 'doc', content };
}

const LINE_ENDS = /\r\n|[\n\r\u2028\u2029]/;
const INDENT = '  ';
const MOST_LINES = LIMITS.nodes / 2 - 10;

function linesOf(block: RichBlock): readonly string[] {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return wordsOf(block.content).split('\n');
    case 'bulletList':
      return block.content.flatMap(({ content }) => itemLines('• ', content));
    case 'orderedList':
      return block.content.flatMap(({ content }, index) => itemLines(`${index + 1}. `, content));
    case 'taskList':
      return block.content.flatMap(({ attrs, content }) => itemLines(attrs.checked ? '☑ ' : '☐ ', content));
    case 'blockquote':
      return block.content.flatMap(linesOf).map((line) => `> ${line}`);
    case 'table':
      return block.content.map((row) =>
        row.content.map((cell) => cell.content.flatMap(linesOf).join(' ').trim()).join(' | '),
      );
  }
}

function itemLines(mark: string, content: readonly InnerBlock[]): readonly string[] {
  return content.flatMap(linesOf).map((line, index) => `${index === 0 ? mark : INDENT}${line}`);
}

/** What stands in a line, its breaks as new lines. */
export function wordsOf(content: readonly Inline[] = []): string {
  return content.map((part) => (part.type === 'text' ? part.text : '\n')).join('');
}

/** The texts a filter looks for words in: of each paragraph and heading the words, without its breaks. */
export function textBlocks(value: RichText): readonly string[] {
  return value.content.flatMap(blocksOf);
}

function blocksOf(block: RichBlock): readonly string[] {
  switch (block.type) {
    case 'paragraph':
    case 'heading': {
      const texts = (block.content ?? []).flatMap((part) => (part.type === 'text' ? [part.text] : []));
      return texts.length === 0 ? [] : [texts.join('')];
    }
    case 'table':
      return block.content.flatMap((row) => row.content.flatMap((cell) => cell.content.flatMap(blocksOf)));
    case 'blockquote':
      return block.content.flatMap(blocksOf);
    default:
      return block.content.flatMap(({ content }: { readonly content: readonly InnerBlock[] }) =>
        content.flatMap(blocksOf),
      );
  }
}

type Level = 1 | 2 | 3;

/**
 * How deep each heading really stands: none skips a level, whatever was chosen for its looks, so that those who go from
 * heading to heading miss none.
 */
export function headingRanks(value: RichText): ReadonlyMap<RichBlock, Level> {
  const ranks = new Map<RichBlock, Level>();
  let last = 0;
  for (const block of value.content) {
    if (block.type !== 'heading') continue;
    const rank: Level = last === 0 || block.attrs.level === 1 ? 1 : last === 1 ? 2 : block.attrs.level;
    ranks.set(block, rank);
    last = rank;
  }
  return ranks;
}

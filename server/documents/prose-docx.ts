import type { Inline, InnerBlock, Mark, RichBlock, RichText, TextNode } from '@callosum/kernel';
import { INK_SOFT, RULE } from '@callosum/kernel/report';
import {
  AlignmentType,
  BorderStyle,
  ExternalHyperlink,
  type FileChild,
  HeadingLevel,
  type ILevelsOptions,
  type IParagraphOptions,
  LevelFormat,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { xmlText } from './xml-text.ts';

/** Twentieths of a point that a level of a list is set in by. */
const INDENT = 360;
const LEVELS = 9;
const ORDERED = 'ordered';

/** How numbered lists of a document count; each list counts for itself. */
export const NUMBERING = {
  config: [
    {
      reference: ORDERED,
      levels: Array.from({ length: LEVELS }, (_, level): ILevelsOptions => {
        const indent = { left: (level + 1) * INDENT, hanging: INDENT };
        return {
          level,
          format: LevelFormat.DECIMAL,
          text: `%${level + 1}.`,
          alignment: AlignmentType.START,
          style: { paragraph: { indent } },
        };
      }),
    },
  ],
};

/** Below the headings of sections, and not in the table of contents. */
const HEADINGS = { 1: HeadingLevel.HEADING_4, 2: HeadingLevel.HEADING_5, 3: HeadingLevel.HEADING_6 } as const;

/** Counts the numbered lists of a document, so that each begins with 1. */
export type NextList = () => number;

/** A rich text as Word has it: real headings, lists and tables. @param width of the page's text. */
export function proseDocx(text: RichText, width: number, nextList: NextList): FileChild[] {
  return text.content.flatMap((block) => blockDocx(block, { width, nextList, depth: 0, quoted: false }));
}

interface Place {
  readonly width: number;
  readonly nextList: NextList;
  /** Of lists around it. */
  readonly depth: number;
  readonly quoted: boolean;
}

function blockDocx(block: RichBlock, place: Place): FileChild[] {
  switch (block.type) {
    case 'paragraph':
      return [paragraph(block.content, place)];
    case 'heading':
      return [new Paragraph({ heading: HEADINGS[block.attrs.level], children: runs(block.content) })];
    case 'bulletList':
      return items(block.content, place, (level) => ({ bullet: { level } }));
    case 'orderedList': {
      const instance = place.nextList();
      return items(block.content, place, (level) => ({ numbering: { reference: ORDERED, level, instance } }));
    }
    case 'taskList':
      return block.content.flatMap(({ attrs, content }) => item(content, place, {}, attrs.checked ? '☑ ' : '☐ '));
    case 'blockquote':
      return block.content.flatMap((inner) => blockDocx(inner, { ...place, quoted: true }));
    case 'table': {
      const columns = block.content[0]?.content.length ?? 1;
      const rows = block.content.map(
        ({ content }, index) =>
          new TableRow({
            cantSplit: true,
            tableHeader: index === 0 && content.every(({ type }) => type === 'tableHeader'),
            children: content.map(
              (cell) =>
                new TableCell({
                  margins: { top: 50, bottom: 50, left: 80, right: 80 },
                  children: cell.content.map((one) => paragraph(one.content, place, cell.type === 'tableHeader')),
                }),
            ),
          }),
      );
      const line = { style: BorderStyle.SINGLE, size: 4, color: RULE.slice(1) };
      return [
        new Table({
          layout: TableLayoutType.FIXED,
          width: { size: place.width, type: WidthType.DXA },
          columnWidths: Array.from({ length: columns }, () => Math.floor(place.width / columns)),
          borders: { top: line, left: line, right: line, bottom: line, insideHorizontal: line, insideVertical: line },
          rows,
        }),
        new Paragraph({ children: [], spacing: { after: 60 } }),
      ];
    }
  }
}

function items(
  all: readonly { readonly content: readonly InnerBlock[] }[],
  place: Place,
  mark: (level: number) => IParagraphOptions,
): FileChild[] {
  return all.flatMap(({ content }) => item(content, place, mark(Math.min(place.depth, LEVELS - 1))));
}

/** The first paragraph has the mark; what follows is set in below it. */
function item(content: readonly InnerBlock[], place: Place, mark: IParagraphOptions, before = ''): FileChild[] {
  const [first, ...rest] = content;
  const indent = before === '' ? {} : { indent: { left: (place.depth + 1) * INDENT, hanging: INDENT } };
  const text = first?.type === 'paragraph' ? runs(first.content) : [];
  return [
    new Paragraph({ ...mark, ...indent, children: [...(before === '' ? [] : [new TextRun(before)]), ...text] }),
    ...rest.flatMap((block) => blockDocx(block, { ...place, depth: place.depth + 1 })),
  ];
}

function paragraph(content: readonly Inline[] | undefined, { depth, quoted }: Place, bold = false): Paragraph {
  const left = depth * INDENT + (quoted ? INDENT : 0);
  return new Paragraph({
    children: runs(content, bold),
    ...(left === 0 ? {} : { indent: { left } }),
    ...(quoted ? { border: { left: { style: BorderStyle.SINGLE, size: 12, space: 8, color: RULE.slice(1) } } } : {}),
  });
}

type Runs = (TextRun | ExternalHyperlink)[];

function runs(content: readonly Inline[] = [], bold = false): Runs {
  return content.map((part) => {
    if (part.type === 'hardBreak') return new TextRun({ break: 1 });
    const link = part.marks?.find((mark) => mark.type === 'link');
    if (!link) return run(part, bold);
    return new ExternalHyperlink({ link: link.attrs.href, children: [run(part, bold, true)] });
  });
}

function run({ text, marks = [] }: TextNode, bold: boolean, linked = false): TextRun {
  const has = (type: Mark['type']): boolean => marks.some((mark) => mark.type === type);
  return new TextRun({
    text: xmlText(text),
    bold: bold || has('bold'),
    italics: has('italic'),
    ...(has('code') ? { font: 'Consolas' } : {}),
    ...(linked ? { underline: {}, color: INK_SOFT.slice(1) } : {}),
  });
}

import type { Inline, InnerBlock, RichBlock, RichText } from '@callosum/kernel';
import { INK_SOFT, RULE } from '@callosum/kernel/report';
import type { Content, ContentText } from 'pdfmake/interfaces.js';

const SIZES = { 1: 11.5, 2: 10.5, 3: 9.5 } as const;

/** A rich text as the PDF library sets it. */
export function prosePdf(text: RichText): Content[] {
  return text.content.map(blockPdf);
}

function blockPdf(block: RichBlock): Content {
  switch (block.type) {
    case 'paragraph':
      return { text: line(block.content), margin: [0, 0, 0, 5] };
    case 'heading':
      return {
        text: line(block.content),
        fontSize: SIZES[block.attrs.level],
        bold: true,
        margin: [0, 6, 0, 3],
        headlineLevel: 8,
      };
    case 'bulletList':
      return { ul: block.content.map(({ content }) => stack(content)), margin: [0, 0, 0, 5] };
    case 'orderedList':
      return { ol: block.content.map(({ content }) => stack(content)), margin: [0, 0, 0, 5] };
    case 'taskList':
      // Drawn with letters, since no font is sure to have a box.
      return {
        stack: block.content.map(({ attrs, content }) => ({
          columns: [
            { text: attrs.checked ? '[x]' : '[  ]', width: 16 },
            { ...stack(content), width: '*' },
          ],
        })),
        margin: [0, 0, 0, 5],
      };
    case 'blockquote':
      return { ...stack(block.content), color: INK_SOFT, margin: [12, 0, 0, 5] };
    case 'table':
      return {
        margin: [0, 2, 0, 8],
        layout: { hLineWidth: () => 0.5, vLineWidth: () => 0.5, hLineColor: () => RULE, vLineColor: () => RULE },
        table: {
          widths: (block.content[0]?.content ?? []).map(() => '*'),
          dontBreakRows: true,
          body: block.content.map(({ content }) =>
            content.map((cell) => ({ ...stack(cell.content), bold: cell.type === 'tableHeader' })),
          ),
        },
      };
  }
}

function stack(content: readonly InnerBlock[]): { stack: Content[] } {
  return { stack: content.map(blockPdf) };
}

function line(content: readonly Inline[] = []): ContentText[] {
  return content.map((part): ContentText => {
    if (part.type === 'hardBreak') return { text: '\n' };
    const link = part.marks?.find((mark) => mark.type === 'link');
    return {
      text: part.text,
      ...(part.marks?.some(({ type }) => type === 'bold') ? { bold: true } : {}),
      ...(part.marks?.some(({ type }) => type === 'italic') ? { italics: true } : {}),
      ...(link ? { link: link.attrs.href, decoration: 'underline' } : {}),
    };
  });
}

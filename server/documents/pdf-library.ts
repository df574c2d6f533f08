import {
  shapePaths,
  INK,
  INK_SOFT,
  RULE,
  TONE_COLORS,
  stampItems,
  stampLine,
  writtenCell,
  writtenNotShown,
  type Block,
  type Cell,
  type HouseStyle,
  type PrintedReport,
  type Section,
  type Table,
} from '@callosum/kernel/report';
import pdfmake from 'pdfmake';
import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { fontFiles } from './fonts.ts';
import { prosePdf } from './prose-pdf.ts';

const MARGIN = 51;
const FOOT_MARGIN = 57;
const FONT = 'Document';

/** The document as a PDF by a library, for machines without a browser: embedded fonts, table of contents with pages, repeated heads. */
export async function renderPdfByLibrary(printed: PrintedReport): Promise<Buffer> {
  const { normal, bold } = fontFiles(printed.style.font);
  pdfmake.setFonts({ [FONT]: { normal, bold, italics: normal, bolditalics: bold } });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => path === normal || path === bold);
  const instant = new Date(printed.stamp.asOf.instant);
  const made = pdfmake.createPdf(definition(printed, instant));
  return made.getBuffer();
}

function definition({ report, stamp, style }: PrintedReport, instant: Date): TDocumentDefinitions {
  const small = { fontSize: 7.5, color: INK_SOFT };
  return {
    pageSize: style.page === 'A4' ? 'A4' : 'LETTER',
    pageMargins: [MARGIN, MARGIN, MARGIN, FOOT_MARGIN],
    info: {
      title: report.title,
      subject: stamp.project.title,
      creator: 'Callosum',
      creationDate: instant,
      modDate: instant,
    },
    language: 'en',
    defaultStyle: { font: FONT, fontSize: 9.5, color: INK, lineHeight: 1.3 },
    header: (page) =>
      page === 1
        ? null
        : {
            columns: [
              { text: style.name, ...small },
              { text: report.title, alignment: 'right', ...small },
            ],
            margin: [MARGIN, 24, MARGIN, 0],
          },
    footer: (page, pages) => ({
      columns: [
        { stack: [...(style.footer === '' ? [] : [style.footer]), stampLine(stamp)], width: '*', ...small },
        { text: `${page} / ${pages}`, width: 60, alignment: 'right', ...small },
      ],
      margin: [MARGIN, 20, MARGIN, 0],
    }),
    content: [
      ...masthead({ report, stamp, style }),
      { toc: { title: { text: 'Contents', fontSize: 13, bold: true, margin: [0, 14, 0, 4] } } },
      ...report.sections.flatMap((section, index) => renderSection(section, `${index + 1}`, 0)),
    ],
  };
}

function masthead({ report, stamp, style }: PrintedReport): Content[] {
  const house: Content[] = style.name ? [{ text: style.name, bold: true, color: INK_SOFT, margin: [0, 0, 0, 14] }] : [];
  const logo: Content[] =
    style.logo === null ? [] : [{ image: `data:image/png;base64,${style.logo}`, fit: [180, 36], margin: [0, 0, 0, 8] }];
  const subtitle: Content[] =
    report.subtitle === undefined ? [] : [{ text: report.subtitle, fontSize: 12, color: INK_SOFT }];
  return [
    ...logo,
    ...house,
    { text: report.title, fontSize: 24, bold: true, color: style.accent, lineHeight: 1.1 },
    ...subtitle,
    {
      layout: lines(style),
      margin: [0, 10, 0, 0],
      table: {
        widths: [90, '*'],
        body: stampItems(stamp).map(([term, what]) => [
          { text: term, color: INK_SOFT, fontSize: 8.5 },
          { text: what, fontSize: 8.5 },
        ]),
      },
    },
  ];
}

/** One rule in the accent above, none between. */
function lines({ accent }: HouseStyle) {
  return {
    hLineWidth: (row: number) => (row === 0 ? 1.5 : 0),
    vLineWidth: () => 0,
    hLineColor: () => accent,
    paddingLeft: () => 0,
  };
}

const SIZES = [14, 11.5, 10];

function renderSection({ title, blocks, sections = [] }: Section, at: string, depth: number): Content[] {
  return [
    {
      text: `${at}  ${title}`,
      fontSize: SIZES[depth] ?? 10,
      bold: true,
      margin: [0, depth === 0 ? 18 : 12, 0, 4],
      tocItem: true,
      tocMargin: [depth * 14, 0, 0, 0],
      headlineLevel: depth + 1,
    },
    ...blocks.flatMap(renderBlock),
    ...sections.flatMap((section, index) => renderSection(section, `${at}.${index + 1}`, depth + 1)),
  ];
}

function renderBlock(block: Block): Content[] {
  switch (block.type) {
    case 'paragraph':
      return [
        block.tone === undefined
          ? { text: block.text, margin: [0, 0, 0, 6] }
          : { ...marked(block.tone, block.text), margin: [0, 0, 0, 6] },
      ];
    case 'prose':
      return prosePdf(block.text);
    case 'list':
      return [{ ul: [...block.items], margin: [0, 0, 0, 6] }];
    case 'definitions':
      return [
        {
          layout: thin(),
          margin: [0, 2, 0, 8],
          table: {
            widths: [130, '*'],
            body: block.items.map(([term, what]) => [{ text: term, color: INK_SOFT }, renderCell(what)]),
          },
        },
      ];
    case 'table':
      return renderTable(block);
    case 'figure':
      return [
        { svg: block.svg, fit: [490, 400], margin: [0, 4, 0, 2] },
        { text: block.caption, fontSize: 8.5, color: INK_SOFT, margin: [0, 0, 0, 8] },
      ];
  }
}

function thin() {
  return {
    hLineWidth: () => 0.5,
    vLineWidth: () => 0,
    hLineColor: () => RULE,
    paddingLeft: () => 0,
  };
}

function renderTable({ caption, columns, rows, notShown, whenEmpty }: Table): Content[] {
  const rest = writtenNotShown(notShown);
  const foot: Content[] = rest === undefined ? [] : [{ text: rest, color: INK_SOFT, fontSize: 8.5 }];
  if (rows.length === 0)
    return [{ text: whenEmpty ?? `${caption}: none.`, color: INK_SOFT, margin: [0, 0, 0, 6] }, ...foot];
  const whole = columns.reduce((sum, { share = 1 }) => sum + share, 0);
  const head = columns.map(({ title }): TableCell => ({ text: title, color: INK_SOFT }));
  return [
    { text: caption, bold: true, fontSize: 9, margin: [0, 4, 0, 2], headlineLevel: 9 },
    {
      layout: thin(),
      fontSize: 8,
      margin: [0, 0, 0, 6],
      table: {
        headerRows: 1,
        keepWithHeaderRows: 1,
        dontBreakRows: true,
        widths: columns.map(({ share = 1 }) => `${((share / whole) * 100).toFixed(3)}%`),
        body: [head, ...rows.map((row) => columns.map((_, index) => renderCell(row[index] ?? null)))],
      },
    },
    ...foot,
  ];
}

function renderCell(cell: Cell): TableCell {
  if (cell !== null && typeof cell === 'object' && 'tone' in cell) return marked(cell.tone, cell.word);
  const isNumber = cell !== null && typeof cell === 'object' && 'number' in cell;
  return { text: writtenCell(cell), alignment: isNumber ? 'right' : 'left' };
}

/** The shape drawn, since no font is sure to have it, and the word beside it. */
function marked(tone: keyof typeof TONE_COLORS, word: string) {
  return {
    columns: [
      {
        svg: `<svg viewBox="0 0 12 12">${shapePaths(tone)}</svg>`,
        width: 8,
        fit: [7, 7] as [number, number],
        margin: [0, 2, 0, 0] as [number, number, number, number],
      },
      { text: word, width: '*', color: TONE_COLORS[tone], bold: true },
    ],
    columnGap: 4,
  };
}

import {
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
  type Table as ReportTable,
} from '@callosum/kernel/report';
import {
  AlignmentType,
  BorderStyle,
  Document,
  type FileChild,
  Footer,
  Header,
  HeadingLevel,
  ImageRun,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableOfContents,
  TableRow,
  TabStopType,
  TextRun,
  WidthType,
} from 'docx';
import { settleArchive } from './archive.ts';
import { FONT_FAMILIES } from './css.ts';
import { imageSize } from './image-size.ts';
import { type NextList, NUMBERING, proseDocx } from './prose-docx.ts';
import { xmlText } from './xml-text.ts';

/** Page sizes in twentieths of a point. */
const PAGES: Readonly<Record<HouseStyle['page'], { width: number; height: number }>> = {
  A4: { width: 11_906, height: 16_838 },
  Letter: { width: 12_240, height: 15_840 },
};
const MARGIN = 1_020;
const HEADINGS = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3] as const;
const LOGO_HEIGHT = 36;

const color = (hex: string): string => hex.slice(1);

/** The document as Word opens it: real headings, a table of contents, tables whose heads repeat, numbered pages. */
export async function renderDocx(printed: PrintedReport): Promise<Buffer> {
  const { report, stamp, style } = printed;
  const page = PAGES[style.page];
  const width = page.width - 2 * MARGIN;
  let lists = 0;
  const document = new Document({
    title: xmlText(report.title),
    subject: xmlText(stamp.project.title),
    creator: 'Callosum',
    lastModifiedBy: 'Callosum',
    features: { updateFields: true },
    styles: styles(style),
    numbering: NUMBERING,
    sections: [
      {
        properties: {
          titlePage: true,
          page: { size: page, margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN } },
        },
        headers: {
          first: new Header({ children: [] }),
          default: new Header({ children: [line(xmlText(style.name), xmlText(report.title), width)] }),
        },
        footers: {
          first: foot(printed, width),
          default: foot(printed, width),
        },
        children: [
          ...masthead(printed),
          new TableOfContents('Contents', { hyperlink: true, headingStyleRange: '1-3' }),
          ...report.sections.flatMap((section) => renderSection(section, 0, { width, nextList: () => (lists += 1) })),
        ],
      },
    ],
  });
  return settleArchive(await Packer.toBuffer(document), stamp.asOf.instant);
}

function styles({ accent, font }: HouseStyle) {
  const heading = (size: number) => ({
    run: { size, bold: true, color: color(INK) },
    paragraph: { spacing: { before: 280, after: 100 }, keepNext: true },
  });
  return {
    default: {
      document: {
        run: { font: FONT_FAMILIES[font], size: 20, color: color(INK) },
        paragraph: { spacing: { after: 100, line: 276 } },
      },
      title: { run: { size: 48, bold: true, color: color(accent) }, paragraph: { spacing: { after: 60 } } },
      heading1: heading(28),
      heading2: heading(23),
      heading3: heading(20),
      heading4: heading(21),
      heading5: heading(20),
      heading6: heading(19),
    },
  };
}

function masthead({ report, stamp, style }: PrintedReport): FileChild[] {
  const logo = style.logo === null ? undefined : Buffer.from(style.logo, 'base64');
  const size = logo && imageSize(logo);
  const children: FileChild[] = [];
  if (logo && size) {
    const transformation = { height: LOGO_HEIGHT, width: Math.round((size.width / size.height) * LOGO_HEIGHT) };
    children.push(new Paragraph({ children: [new ImageRun({ type: 'png', data: logo, transformation })] }));
  }
  if (style.name) children.push(new Paragraph({ children: [soft(style.name)] }));
  children.push(new Paragraph({ heading: HeadingLevel.TITLE, children: [run(report.title)] }));
  if (report.subtitle !== undefined) {
    children.push(
      new Paragraph({ children: [new TextRun({ text: xmlText(report.subtitle), size: 24, color: color(INK_SOFT) })] }),
    );
  }
  for (const [term, what] of stampItems(stamp))
    children.push(new Paragraph({ children: [soft(`${term}: `), run(what)] }));
  return children;
}

function line(left: string, right: string, width: number): Paragraph {
  return new Paragraph({
    tabStops: [{ type: TabStopType.RIGHT, position: width }],
    children: [soft(left, 15), soft(`\t${right}`, 15)],
  });
}

/** What the organisation says on each page, where the document stands in the ledger, and the page. */
function foot({ style, stamp }: PrintedReport, width: number): Footer {
  const house =
    style.footer === '' ? [] : [new Paragraph({ children: [soft(style.footer, 15)], spacing: { after: 0 } })];
  return new Footer({ children: [...house, footLine(stampLine(stamp), width)] });
}

function footLine(stamp: string, width: number): Paragraph {
  return new Paragraph({
    tabStops: [{ type: TabStopType.RIGHT, position: width }],
    children: [
      soft(`${stamp}\t`, 15),
      new TextRun({
        size: 15,
        color: color(INK_SOFT),
        children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES],
      }),
    ],
  });
}

/** What blocks need to know of the page and of each other. */
interface Layout {
  readonly width: number;
  readonly nextList: NextList;
}

function renderSection({ title, blocks, sections = [] }: Section, depth: number, layout: Layout): FileChild[] {
  const heading = HEADINGS[Math.min(depth, HEADINGS.length - 1)] ?? HeadingLevel.HEADING_3;
  return [
    new Paragraph({ heading, children: [run(title)] }),
    ...blocks.flatMap((block) => renderBlock(block, layout)),
    ...sections.flatMap((section) => renderSection(section, depth + 1, layout)),
  ];
}

function renderBlock(block: Block, { width, nextList }: Layout): FileChild[] {
  switch (block.type) {
    case 'paragraph':
      return [
        new Paragraph({
          children: block.tone === undefined ? lines(block.text) : cellRuns({ tone: block.tone, word: block.text }),
        }),
      ];
    case 'prose':
      return proseDocx(block.text, width, nextList);
    case 'list':
      return block.items.map((item) => new Paragraph({ bullet: { level: 0 }, children: [run(item)] }));
    case 'definitions':
      return [
        grid(
          [1, 3],
          block.items.map(([term, what]) => [cell([soft(term)]), cell(cellRuns(what))]),
          width,
        ),
        gap(),
      ];
    case 'table':
      return renderTable(block, width);
    case 'figure':
      // Word takes drawings as bitmaps only; the same in a table says it more exactly.
      return [new Paragraph({ children: [soft(block.caption)] }), ...renderTable(block.table, width)];
  }
}

function renderTable({ caption, columns, rows, notShown, whenEmpty }: ReportTable, width: number): FileChild[] {
  const rest = writtenNotShown(notShown);
  const foot = rest === undefined ? [] : [new Paragraph({ children: [soft(rest)] })];
  if (rows.length === 0) return [new Paragraph({ children: [soft(whenEmpty ?? `${caption}: none.`)] }), ...foot];
  const head = columns.map(({ title }) => cell([soft(title, 17)]));
  const body = rows.map((row) =>
    columns.map((_, index) => cell(cellRuns(row[index] ?? null, 17), isNumber(row[index]))),
  );
  return [
    new Paragraph({ keepNext: true, children: [new TextRun({ text: xmlText(caption), bold: true, size: 18 })] }),
    grid(
      columns.map(({ share = 1 }) => share),
      [head, ...body],
      width,
      true,
    ),
    ...foot,
    gap(),
  ];
}

function isNumber(value: Cell | undefined): boolean {
  return typeof value === 'object' && value !== null && 'number' in value;
}

const NO_LINE = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const THIN_LINE = { style: BorderStyle.SINGLE, size: 4, color: color(RULE) };

function grid(shares: readonly number[], rows: readonly TableCell[][], width: number, withHead = false): Table {
  const whole = shares.reduce((sum, share) => sum + share, 0);
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: width, type: WidthType.DXA },
    columnWidths: shares.map((share) => Math.floor((share / whole) * width)),
    borders: {
      top: NO_LINE,
      left: NO_LINE,
      right: NO_LINE,
      bottom: THIN_LINE,
      insideHorizontal: THIN_LINE,
      insideVertical: NO_LINE,
    },
    rows: rows.map(
      (children, index) => new TableRow({ children, cantSplit: true, tableHeader: withHead && index === 0 }),
    ),
  });
}

function cell(children: TextRun[], right = false): TableCell {
  const alignment = right ? AlignmentType.RIGHT : AlignmentType.LEFT;
  return new TableCell({
    margins: { top: 50, bottom: 50, left: 0, right: 100 },
    children: [new Paragraph({ children, alignment, spacing: { after: 0 } })],
  });
}

function gap(): Paragraph {
  return new Paragraph({ children: [], spacing: { after: 60 } });
}

function cellRuns(value: Cell, size?: number): TextRun[] {
  if (value !== null && typeof value === 'object' && 'tone' in value) {
    const options = { text: xmlText(writtenCell(value)), color: color(TONE_COLORS[value.tone]), bold: true };
    return [new TextRun(size === undefined ? options : { ...options, size })];
  }
  return lines(writtenCell(value), size);
}

function lines(text: string, size?: number): TextRun[] {
  return text.split('\n').map((part, index) => {
    const options = { text: xmlText(part), ...(index > 0 ? { break: 1 } : {}) };
    return new TextRun(size === undefined ? options : { ...options, size });
  });
}

function run(text: string): TextRun {
  return new TextRun({ text: xmlText(text) });
}

function soft(text: string, size = 18): TextRun {
  return new TextRun({ text: xmlText(text), size, color: color(INK_SOFT) });
}

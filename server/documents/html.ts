import {
  escapeMarkup,
  shapePaths,
  stampItems,
  stampLine,
  writtenCell,
  writtenNotShown,
  type Block,
  type Cell,
  type Definitions,
  type Figure,
  type HouseStyle,
  type PrintedReport,
  type Section,
  type Table,
  type Tone,
} from '@callosum/kernel/report';
import { pageCss, screenCss } from './css.ts';
import { proseHtml } from './prose-html.ts';

export interface HtmlOptions {
  /** CSS that brings fonts along, for a printer that has none of its own. */
  readonly fontFaces?: string;
}

/** The document as one accessible HTML page that needs nothing else, and prints with numbered pages. */
export function renderHtml(printed: PrintedReport, { fontFaces = '' }: HtmlOptions = {}): string {
  const { report, stamp, style } = printed;
  const numbered = number(report.sections);
  const subtitle = report.subtitle === undefined ? '' : `<p class="subtitle">${escapeMarkup(report.subtitle)}</p>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeMarkup(`${report.title} – ${stamp.project.title}`)}</title>
<style>${fontFaces}${screenCss(style)}${pageCss(style, report.title, stampLine(stamp))}</style>
</head>
<body>
<header class="masthead">
${masthead(style)}
<h1>${escapeMarkup(report.title)}</h1>
${subtitle}
<dl class="stamp">${stampItems(stamp)
    .map(([term, what]) => `<div><dt>${escapeMarkup(term)}</dt><dd>${escapeMarkup(what)}</dd></div>`)
    .join('')}</dl>
</header>
<nav class="contents" aria-labelledby="contents"><h2 id="contents">Contents</h2>${contents(numbered)}</nav>
<main>
${numbered.map((section) => renderSection(section, 2)).join('\n')}
</main>
${style.footer === '' ? '' : `<footer class="house-foot">${escapeMarkup(style.footer)}</footer>`}
</body>
</html>
`;
}

interface Numbered {
  readonly number: string;
  readonly section: Section;
  readonly inner: readonly Numbered[];
}

function number(sections: readonly Section[], before = ''): Numbered[] {
  return sections.map((section, index) => {
    const own = `${before}${index + 1}`;
    return { number: own, section, inner: number(section.sections ?? [], `${own}.`) };
  });
}

function masthead({ name, logo }: HouseStyle): string {
  const image = logo === null ? '' : `<img class="logo" alt="" src="data:image/png;base64,${logo}">`;
  return name === '' && image === '' ? '' : `<p class="house">${image}<span>${escapeMarkup(name)}</span></p>`;
}

function contents(sections: readonly Numbered[]): string {
  if (sections.length === 0) return '';
  const items = sections.map(
    ({ number: at, section, inner }) =>
      `<li><a href="#s${at}"><span class="number">${at}</span> ${escapeMarkup(section.title)}</a>${contents(inner)}</li>`,
  );
  return `<ol>${items.join('')}</ol>`;
}

const DEEPEST = 6;

function renderSection({ number: at, section, inner }: Numbered, level: number): string {
  const tag = `h${Math.min(level, DEEPEST)}`;
  return `<section aria-labelledby="s${at}">
<${tag} id="s${at}"><span class="number">${at}</span> ${escapeMarkup(section.title)}</${tag}>
${section.blocks.map((block) => renderBlock(block, level)).join('\n')}
${inner.map((one) => renderSection(one, level + 1)).join('\n')}
</section>`;
}

function renderBlock(block: Block, level: number): string {
  switch (block.type) {
    case 'paragraph': {
      const mark = block.tone === undefined ? '' : `${shape(block.tone)} `;
      const text = block.text.split('\n').map(escapeMarkup).join('<br>');
      return `<p${block.tone === undefined ? '' : ` class="note" data-tone="${block.tone}"`}>${mark}${text}</p>`;
    }
    case 'prose':
      return proseHtml(block.text, level);
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${escapeMarkup(item)}</li>`).join('')}</ul>`;
    case 'definitions':
      return renderDefinitions(block);
    case 'table':
      return renderTable(block);
    case 'figure':
      return renderFigure(block);
  }
}

function renderDefinitions({ items }: Definitions): string {
  return `<dl class="definitions">${items
    .map(([term, what]) => `<div><dt>${escapeMarkup(term)}</dt><dd>${renderCell(what)}</dd></div>`)
    .join('')}</dl>`;
}

function renderTable({ caption, columns, rows, notShown, whenEmpty }: Table): string {
  const rest = writtenNotShown(notShown);
  const foot = rest === undefined ? '' : `<p class="not-shown">${escapeMarkup(rest)}</p>`;
  if (rows.length === 0) return `<p class="empty">${escapeMarkup(whenEmpty ?? `${caption}: none.`)}</p>${foot}`;
  const whole = columns.reduce((sum, { share = 1 }) => sum + share, 0);
  const widths = columns.map(({ share = 1 }) => `<col style="width:${((share / whole) * 100).toFixed(2)}%">`);
  const head = columns.map(({ title }, index) => `<th scope="col"${numeric(rows, index)}>${escapeMarkup(title)}</th>`);
  const body = rows.map(
    (row) =>
      `<tr>${columns.map((_, index) => `<td${numeric(rows, index)}>${renderCell(row[index] ?? null)}</td>`).join('')}</tr>`,
  );
  return `<table><caption>${escapeMarkup(caption)}</caption><colgroup>${widths.join('')}</colgroup><thead><tr>${head.join('')}</tr></thead><tbody>${body.join('')}</tbody></table>${foot}`;
}

function numeric(rows: Table['rows'], index: number): string {
  return rows.some((row) => typeof row[index] === 'object' && row[index] !== null && 'number' in row[index])
    ? ' class="numeric"'
    : '';
}

/** The table beside the picture is there for who cannot see it, and folded away for who can. */
function renderFigure({ svg, caption, table }: Figure): string {
  const drawn = svg.replace(/^<svg/, '<svg aria-hidden="true" focusable="false"');
  return `<figure>${drawn}<figcaption>${escapeMarkup(caption)}</figcaption></figure><details><summary>${escapeMarkup(table.caption)}</summary>${renderTable(table)}</details>`;
}

function renderCell(cell: Cell): string {
  if (cell !== null && typeof cell === 'object' && 'tone' in cell) {
    return `<span class="mark" data-tone="${cell.tone}">${shape(cell.tone)}<span>${escapeMarkup(cell.word)}</span></span>`;
  }
  return escapeMarkup(writtenCell(cell)).replaceAll('\n', '<br>');
}

/** The shape of a state in a line of text. */
function shape(tone: Tone): string {
  return `<svg class="shape" viewBox="0 0 12 12" width="10" height="10" aria-hidden="true">${shapePaths(tone)}</svg>`;
}

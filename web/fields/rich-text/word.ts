/**
 * What word processors put on the clipboard, made into plain HTML: their lists are paragraphs that only a style tells
 * from others, their titles are paragraphs of a class, and cells of their tables are merged.
 * @param html of the clipboard. It is parsed into a document that nothing runs in.
 */
export function cleanPasted(html: string): string {
  const page = new DOMParser().parseFromString(withoutStyles(html), 'text/html');
  for (const title of page.querySelectorAll('p.MsoTitle')) rename(title, 'h1');
  for (const mark of page.querySelectorAll('style, meta, link, title, script, xml')) mark.remove();
  for (const table of page.querySelectorAll('table')) takeApart(table);
  gatherLists(page);
  return page.body.innerHTML;
}

const STYLE = 'data-style';

/** Styles are looked at, never applied: the page's own policy forbids them even where nothing shows them. */
function withoutStyles(html: string): string {
  return html
    .replaceAll(/<style\b.*?<\/style\s*>/gis, '')
    .replaceAll(/<[^>]+>/g, (tag) => tag.replaceAll(/\sstyle\s*=/gi, ` ${STYLE}=`));
}

/** Level and kind of a paragraph that is an item of a list; undefined for any other. */
function itemOf(paragraph: Element): { readonly level: number; readonly ordered: boolean } | undefined {
  const style = paragraph.getAttribute(STYLE) ?? '';
  const level = /mso-list:\s*l\d+\s+level(\d+)/i.exec(style)?.[1];
  if (level === undefined) return undefined;
  return {
    level: Number(level),
    ordered: /^\(?(?:\d+|[a-z]{1,4})[.)]/i.test(markOf(paragraph)?.textContent?.trim() ?? ''),
  };
}

/** The bullet or number, which Word writes out as text. */
function markOf(paragraph: Element): Element | undefined {
  return [...paragraph.querySelectorAll('span')].find((one) =>
    /mso-list:\s*ignore/i.test(one.getAttribute(STYLE) ?? ''),
  );
}

function gatherLists(page: Document): void {
  for (const first of page.querySelectorAll('p')) {
    if (first.isConnected && itemOf(first)) gather(page, first);
  }
}

/** Puts a paragraph and those after it that are items as well into lists within lists. */
function gather(page: Document, first: Element): void {
  const open: { readonly level: number; readonly list: Element }[] = [];
  const place = page.createComment('');
  first.before(place);
  let at: Element | null = first;
  for (let item = itemOf(first); at && item; item = at ? itemOf(at) : undefined) {
    const { level, ordered }: { level: number; ordered: boolean } = item;
    while ((open.at(-1)?.level ?? 0) > level) open.pop();
    const around = open.at(-1);
    let list = around?.list;
    if (!around || !list || around.level < level) {
      const made = page.createElement(ordered ? 'ol' : 'ul');
      if (list) (list.lastElementChild ?? list).append(made);
      else place.before(made);
      open.push({ level, list: made });
      list = made;
    }
    const next: Element | null = at.nextElementSibling;
    markOf(at)?.remove();
    const entry = page.createElement('li');
    const text = page.createElement('p');
    text.append(...at.childNodes);
    entry.append(text);
    list.append(entry);
    at.remove();
    at = next;
  }
  place.remove();
}

/** A cell over several columns or rows becomes as many cells, the first of which has the text. */
function takeApart(table: HTMLTableElement): void {
  const rows = Array.from(table.rows);
  rows.forEach((row, index) => {
    for (const cell of Array.from(row.cells)) {
      const { colSpan, rowSpan, cellIndex } = cell;
      cell.removeAttribute('colspan');
      cell.removeAttribute('rowspan');
      cell.after(...emptyLike(cell, colSpan - 1));
      for (const other of rows.slice(index + 1, index + rowSpan)) {
        for (const made of emptyLike(cell, colSpan)) other.insertBefore(made, other.cells[cellIndex] ?? null);
      }
    }
  });
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length));
  for (const row of rows) {
    const last = row.cells[row.cells.length - 1];
    if (last) row.append(...emptyLike(last, width - row.cells.length));
  }
}

function emptyLike(cell: HTMLTableCellElement, count: number): Element[] {
  return Array.from({ length: count }, () => cell.ownerDocument.createElement(cell.tagName));
}

function rename(element: Element, tag: string): void {
  const made = element.ownerDocument.createElement(tag);
  made.append(...element.childNodes);
  element.replaceWith(made);
}

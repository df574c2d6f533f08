import { headingRanks, type Inline, type InnerBlock, type Mark, type RichBlock, type RichText } from '@callosum/kernel';
import { escapeMarkup } from '@callosum/kernel/report';

/** A rich text as HTML, its headings below that of the section it stands in. @param below level of that heading. */
export function proseHtml(text: RichText, below: number): string {
  const ranks = headingRanks(text);
  const content = text.content.map((block) => {
    if (block.type !== 'heading') return blockHtml(block);
    const tag = `h${Math.min(below + (ranks.get(block) ?? 1), DEEPEST)}`;
    return `<${tag}>${lineHtml(block.content)}</${tag}>`;
  });
  return `<div class="prose">${content.join('')}</div>`;
}

const DEEPEST = 6;

function blockHtml(block: Exclude<RichBlock, { readonly type: 'heading' }>): string {
  switch (block.type) {
    case 'paragraph':
      return `<p>${lineHtml(block.content)}</p>`;
    case 'bulletList':
      return `<ul>${itemsHtml(block.content)}</ul>`;
    case 'orderedList':
      return `<ol>${itemsHtml(block.content)}</ol>`;
    case 'taskList': {
      const tasks = block.content.map(({ attrs, content }) => {
        const box = `<input type="checkbox" disabled aria-label="${attrs.checked ? 'done' : 'open'}"${attrs.checked ? ' checked' : ''}>`;
        return `<li>${box}${innerHtml(content)}</li>`;
      });
      return `<ul class="tasks">${tasks.join('')}</ul>`;
    }
    case 'blockquote':
      return `<blockquote>${innerHtml(block.content)}</blockquote>`;
    case 'table': {
      const rows = block.content.map(({ content }, index) => {
        const cells = content.map((cell, place) => {
          const tag = cell.type === 'tableHeader' ? 'th' : 'td';
          const scope = tag === 'td' ? '' : ` scope="${place === 0 && index > 0 ? 'row' : 'col'}"`;
          return `<${tag}${scope}>${innerHtml(cell.content)}</${tag}>`;
        });
        return `<tr>${cells.join('')}</tr>`;
      });
      return `<table><tbody>${rows.join('')}</tbody></table>`;
    }
  }
}

const innerHtml = (content: readonly InnerBlock[]): string => content.map((block) => blockHtml(block)).join('');

const itemsHtml = (items: readonly { readonly content: readonly InnerBlock[] }[]): string =>
  items.map(({ content }) => `<li>${innerHtml(content)}</li>`).join('');

function lineHtml(content: readonly Inline[] = []): string {
  return content
    .map((part) => (part.type === 'hardBreak' ? '<br>' : marked(escapeMarkup(part.text), part.marks ?? [])))
    .join('');
}

const TAGS = { bold: 'strong', italic: 'em', code: 'code' } as const;

function marked(html: string, marks: readonly Mark[]): string {
  return marks.reduceRight((inner, mark) => {
    if (mark.type === 'link')
      return `<a href="${escapeMarkup(mark.attrs.href)}" rel="noopener noreferrer">${inner}</a>`;
    return `<${TAGS[mark.type]}>${inner}</${TAGS[mark.type]}>`;
  }, html);
}

import {
  headingRanks,
  type Inline,
  type InnerBlock,
  type Mark,
  type RichBlock,
  type RichCell,
  type RichText,
} from '@callosum/kernel';
import { createElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './rich-text.module.css';

/** Words for whether a task is done. */
interface Words {
  readonly done: string;
  readonly open: string;
}

/** A rich text as it reads: elements of our own, made from its parts. */
export function RichTextView({ value }: { readonly value: RichText }) {
  const { t } = useTranslation();
  const words = { done: t('richText.done'), open: t('richText.open') };
  const ranks = headingRanks(value);
  const content = value.content.map((one) => {
    if (one.type !== 'heading') return block(one, words);
    const level = { 'data-level': one.attrs.level };
    return createElement(HEADINGS[ranks.get(one) ?? 1], level, ...line(one.content));
  });
  return createElement('div', { className: classes['text'] }, ...content);
}

// Parts of a text have no name but their place, so they are children one after the other and not a list with keys.
const element = (tag: string, children: readonly ReactNode[]): ReactNode => createElement(tag, null, ...children);

type Nested = Exclude<RichBlock, { readonly type: 'heading' }>;

const blocks = (all: readonly Nested[], words: Words): readonly ReactNode[] => all.map((one) => block(one, words));

/** Headings stand below those of the page that a text is on. */
const HEADINGS = { 1: 'h3', 2: 'h4', 3: 'h5' } as const;

function block(one: Nested, words: Words): ReactNode {
  switch (one.type) {
    case 'paragraph':
      return element('p', line(one.content));
    case 'bulletList':
      return element('ul', items(one.content, words));
    case 'orderedList':
      return element('ol', items(one.content, words));
    case 'taskList': {
      const tasks = one.content.map(({ attrs, content }) =>
        element('li', [tick(attrs.checked, words), element('div', blocks(content, words))]),
      );
      return createElement('ul', { className: classes['tasks'] }, ...tasks);
    }
    case 'blockquote':
      return element('blockquote', blocks(one.content, words));
    case 'table': {
      const rows = one.content.map((row, index) =>
        element(
          'tr',
          row.content.map((cell, place) => tableCell(cell, place === 0 && index > 0, words)),
        ),
      );
      return element('table', [element('tbody', rows)]);
    }
  }
}

const items = (all: readonly { readonly content: readonly InnerBlock[] }[], words: Words): readonly ReactNode[] =>
  all.map(({ content }) => element('li', blocks(content, words)));

function tableCell({ type, content }: RichCell, ofRow: boolean, words: Words): ReactNode {
  const children = blocks(content, words);
  return type === 'tableHeader'
    ? createElement('th', { scope: ofRow ? 'row' : 'col' }, ...children)
    : element('td', children);
}

function tick(checked: boolean, words: Words): ReactNode {
  return (
    <span>
      <span aria-hidden="true">{checked ? '☑' : '☐'}</span>
      <span className="hidden">{checked ? words.done : words.open}</span>
    </span>
  );
}

function line(content: readonly Inline[] = []): readonly ReactNode[] {
  if (content.length === 0) return [element('br', [])];
  return content.map((part) => (part.type === 'hardBreak' ? element('br', []) : marked(part.text, part.marks ?? [])));
}

function marked(text: string, marks: readonly Mark[]): ReactNode {
  return marks.reduceRight<ReactNode>((inner, mark) => {
    switch (mark.type) {
      case 'bold':
        return <strong>{inner}</strong>;
      case 'italic':
        return <em>{inner}</em>;
      case 'code':
        return <code>{inner}</code>;
      case 'link':
        return (
          <a href={mark.attrs.href} rel="noopener noreferrer" target="_blank">
            {inner}
          </a>
        );
    }
  }, text);
}

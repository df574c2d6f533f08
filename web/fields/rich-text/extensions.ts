import { isLinkAddress } from '@callosum/kernel';
import { type Extensions, mergeAttributes } from '@tiptap/core';
import { Heading } from '@tiptap/extension-heading';
import { TaskItem, TaskList } from '@tiptap/extension-list';
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table';
import { StarterKit } from '@tiptap/starter-kit';

/** What lists and quotes hold: no headings and no tables, which would be lost in most of what the text is printed as. */
const INNER = '(paragraph | bulletList | orderedList | taskList | blockquote)';
const ITEM = `paragraph ${INNER}*`;
const kit = StarterKit.configure({
  heading: false,
  codeBlock: false,
  horizontalRule: false,
  strike: false,
  underline: false,
  link: {
    openOnClick: false,
    defaultProtocol: 'https',
    isAllowedUri: (url) => isLinkAddress(url),
    HTMLAttributes: { rel: 'noopener noreferrer', target: null },
  },
});

/** What can be typed here: exactly what the kernel takes as rich text. */
export const extensions: Extensions = [
  kit.extend({
    addExtensions() {
      return (this.parent?.() ?? []).map((one) => {
        switch (one.name) {
          case 'blockquote':
            return one.extend({ content: `${INNER}+` });
          case 'listItem':
            return one.extend({ content: ITEM });
          case 'orderedList':
            return one.extend({ addAttributes: () => ({}) });
          default:
            return one;
        }
      });
    },
  }),
  // No headings of the page as long as they are being written; what was copied from here says which level it was.
  Heading.extend({
    parseHTML: () =>
      ['div[data-level]', 'h1, h2, h3, h4, h5, h6'].map((tag) => ({
        tag,
        getAttrs: (found: HTMLElement) => ({ level: levelOf(found) }),
      })),
    renderHTML: ({ node, HTMLAttributes }) => [
      'div',
      mergeAttributes(HTMLAttributes, { 'data-level': Number(node.attrs['level']) }),
      0,
    ],
  }).configure({ levels: [1, 2, 3] }),
  TaskList,
  TaskItem.extend({ content: ITEM }).configure({ nested: true }),
  // Tab leaves a table behind its last cell: whoever has no mouse must get out again.
  Table.extend({
    addKeyboardShortcuts() {
      return {
        Tab: () => this.editor.commands.goToNextCell(),
        'Shift-Tab': () => this.editor.commands.goToPreviousCell(),
      };
    },
  }),
  TableRow,
  TableHeader.extend({ content: 'paragraph+' }),
  TableCell.extend({ content: 'paragraph+' }),
];

function levelOf(heading: HTMLElement): number {
  const own = Number(heading.dataset['level'] ?? heading.tagName.slice(1));
  return own >= 1 && own <= 3 ? own : 3;
}

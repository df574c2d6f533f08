import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBlockquote,
  IconBold,
  IconCode,
  IconColumnInsertRight,
  IconColumnRemove,
  IconH1,
  IconH2,
  IconH3,
  IconItalic,
  IconList,
  IconListCheck,
  IconListNumbers,
  IconRowInsertBottom,
  IconRowRemove,
  IconTable,
  IconTableOff,
} from '@tabler/icons-react';
import type { Editor } from '@tiptap/core';
import type { ComponentType } from 'react';

/** One thing the text can be made to be. */
export interface Tool {
  readonly id: string;
  readonly labelKey: string;
  readonly icon: ComponentType<{ readonly size?: number | string; readonly stroke?: number | string }>;
  readonly run: (editor: Editor) => void;
  /** Whether it is so where the cursor is; left out where a tool only does something. */
  readonly active?: (editor: Editor) => boolean;
  /** Where it makes sense. */
  readonly offered?: (editor: Editor) => boolean;
}

const heading = (level: 1 | 2 | 3, labelKey: string, icon: Tool['icon']): Tool => ({
  id: `heading-${level}`,
  labelKey,
  icon,
  run: (editor) => void editor.chain().focus().toggleHeading({ level }).run(),
  active: (editor) => editor.isActive('heading', { level }),
});

const inTable = (editor: Editor): boolean => editor.isActive('table');

/** In the order of the toolbar; that of links has an input of its own. */
export const TOOLS: readonly Tool[] = [
  heading(1, 'richText.tool.heading1', IconH1),
  heading(2, 'richText.tool.heading2', IconH2),
  heading(3, 'richText.tool.heading3', IconH3),
  {
    id: 'bold',
    labelKey: 'richText.tool.bold',
    icon: IconBold,
    run: (editor) => void editor.chain().focus().toggleBold().run(),
    active: (editor) => editor.isActive('bold'),
  },
  {
    id: 'italic',
    labelKey: 'richText.tool.italic',
    icon: IconItalic,
    run: (editor) => void editor.chain().focus().toggleItalic().run(),
    active: (editor) => editor.isActive('italic'),
  },
  {
    id: 'code',
    labelKey: 'richText.tool.code',
    icon: IconCode,
    run: (editor) => void editor.chain().focus().toggleCode().run(),
    active: (editor) => editor.isActive('code'),
  },
  {
    id: 'bulletList',
    labelKey: 'richText.tool.bulletList',
    icon: IconList,
    run: (editor) => void editor.chain().focus().toggleBulletList().run(),
    active: (editor) => editor.isActive('bulletList'),
  },
  {
    id: 'orderedList',
    labelKey: 'richText.tool.orderedList',
    icon: IconListNumbers,
    run: (editor) => void editor.chain().focus().toggleOrderedList().run(),
    active: (editor) => editor.isActive('orderedList'),
  },
  {
    id: 'taskList',
    labelKey: 'richText.tool.taskList',
    icon: IconListCheck,
    run: (editor) => void editor.chain().focus().toggleTaskList().run(),
    active: (editor) => editor.isActive('taskList'),
  },
  {
    id: 'blockquote',
    labelKey: 'richText.tool.blockquote',
    icon: IconBlockquote,
    run: (editor) => void editor.chain().focus().toggleBlockquote().run(),
    active: (editor) => editor.isActive('blockquote'),
  },
  {
    id: 'table',
    labelKey: 'richText.tool.table',
    icon: IconTable,
    run: (editor) => void editor.chain().focus().insertTable({ rows: 3, cols: 2, withHeaderRow: true }).run(),
    offered: (editor) => !inTable(editor),
  },
  {
    id: 'row',
    labelKey: 'richText.tool.row',
    icon: IconRowInsertBottom,
    run: (editor) => void editor.chain().focus().addRowAfter().run(),
    offered: inTable,
  },
  {
    id: 'column',
    labelKey: 'richText.tool.column',
    icon: IconColumnInsertRight,
    run: (editor) => void editor.chain().focus().addColumnAfter().run(),
    offered: inTable,
  },
  {
    id: 'removeRow',
    labelKey: 'richText.tool.removeRow',
    icon: IconRowRemove,
    run: (editor) => void editor.chain().focus().deleteRow().run(),
    offered: inTable,
  },
  {
    id: 'removeColumn',
    labelKey: 'richText.tool.removeColumn',
    icon: IconColumnRemove,
    run: (editor) => void editor.chain().focus().deleteColumn().run(),
    offered: inTable,
  },
  {
    id: 'removeTable',
    labelKey: 'richText.tool.removeTable',
    icon: IconTableOff,
    run: (editor) => void editor.chain().focus().deleteTable().run(),
    offered: inTable,
  },
  {
    id: 'undo',
    labelKey: 'richText.tool.undo',
    icon: IconArrowBackUp,
    run: (editor) => void editor.chain().focus().undo().run(),
  },
  {
    id: 'redo',
    labelKey: 'richText.tool.redo',
    icon: IconArrowForwardUp,
    run: (editor) => void editor.chain().focus().redo().run(),
  },
];

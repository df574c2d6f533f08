import { isRichText } from '@callosum/kernel';
import { Input as Frame } from '@mantine/core';
import { EditorContent, useEditor } from '@tiptap/react';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FieldOf, type InputProps, problemOf, valueOf } from '../field.ts';
import { extensions } from './extensions.ts';
import { LinkInput } from './link-input.tsx';
import classes from './rich-text.module.css';
import { stored } from './stored.ts';
import { Toolbar } from './toolbar.tsx';
import { cleanPasted } from './word.ts';

/** Writes a rich text: a toolbar, and the text as it will read. */
export function RichTextEditor({ field, label, help, error, entry, onEntry }: InputProps<FieldOf<'richText'>>) {
  const { t } = useTranslation();
  const id = useId();
  const bar = useRef<HTMLDivElement>(null);
  const [linking, setLinking] = useState(false);
  const [start] = useState(() => valueOf(entry));
  const fault = error ?? problemOf(entry);
  const editor = useEditor({
    extensions,
    content: isRichText(start) ? (start as object) : null,
    injectCSS: false,
    editorProps: {
      attributes: {
        id: `${id}text`,
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-labelledby': `${id}label`,
        'aria-describedby': `${id}hint`,
        'aria-required': String(field.required ?? false),
      },
      transformPastedHTML: cleanPasted,
      handleKeyDown: (_view, event) => {
        if (event.key !== 'F10' || !event.altKey) return false;
        bar.current?.querySelector<HTMLElement>('button[tabindex="0"]')?.focus();
        return true;
      },
    },
    onUpdate: ({ editor: now }) => onEntry({ value: stored(now.getJSON()) }),
  });
  return (
    <Frame.Wrapper
      label={label}
      description={help}
      required={field.required ?? false}
      error={fault}
      labelElement="div"
      labelProps={{ id: `${id}label` }}
    >
      <div className={classes['frame']} data-wrong={fault !== undefined}>
        <Toolbar
          editor={editor}
          label={label}
          controls={`${id}text`}
          bar={bar}
          onLink={() => setLinking((before) => !before)}
        />
        {linking && <LinkInput editor={editor} onClose={() => setLinking(false)} />}
        <EditorContent editor={editor} className={classes['writing']} />
      </div>
      <span id={`${id}hint`} className="hidden">
        {t('richText.hint')}
      </span>
    </Frame.Wrapper>
  );
}

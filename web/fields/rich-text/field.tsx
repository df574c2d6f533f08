import { isRichText, plainText } from '@callosum/kernel';
import { lazy, Suspense } from 'react';
import { Waiting } from '../../kit/loaded.tsx';
import type { CellProps, FieldOf, FieldView, InputProps } from '../field.ts';
import { RichTextView } from './view.tsx';

/** The editor is large and needed by few: it comes when somebody writes. */
const Editor = lazy(async () => ({ default: (await import('./editor.tsx')).RichTextEditor }));

function Input(props: InputProps<FieldOf<'richText'>>) {
  return (
    <Suspense fallback={<Waiting />}>
      <Editor {...props} />
    </Suspense>
  );
}

function Cell({ value, dense }: CellProps<FieldOf<'richText'>>) {
  if (!isRichText(value)) return null;
  return dense ? <span>{plainText(value).replaceAll('\n', ' ')}</span> : <RichTextView value={value} />;
}

export const richText: FieldView<FieldOf<'richText'>> = { Input, Cell, width: 280, align: 'start' };

import { Textarea, TextInput } from '@mantine/core';
import classes from './fields.module.css';
import { type FieldView, type InputProps, problemOf, valueOf, type FieldOf } from './field.ts';
import { textOf } from '../kit/text-of.ts';

function Input({ field, label, help, error, entry, onEntry }: InputProps<FieldOf<'text'>>) {
  const value = valueOf(entry);
  const shared = {
    label,
    description: help,
    required: field.required ?? false,
    error: error ?? problemOf(entry),
    value: typeof value === 'string' ? value : '',
    ...(field.maxLength === undefined ? {} : { maxLength: field.maxLength }),
    onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      const text = event.currentTarget.value;
      onEntry({ value: text === '' ? undefined : text });
    },
  };
  return field.multiline ? <Textarea {...shared} autosize minRows={3} maxRows={14} /> : <TextInput {...shared} />;
}

export const text: FieldView<FieldOf<'text'>> = {
  Input,
  Cell: ({ value, dense }) => <span className={dense ? undefined : classes['prose']}>{textOf(value)}</span>,
  width: 112,
  align: 'start',
};

import { TextInput } from '@mantine/core';
import { useFormat } from '../messages/format.ts';
import { type CellProps, type FieldView, type InputProps, problemOf, valueOf, type FieldOf } from './field.ts';
import { textOf } from '../kit/text-of.ts';

function Input({ field, label, help, error, entry, onEntry }: InputProps<FieldOf<'date'>>) {
  const value = valueOf(entry);
  return (
    <TextInput
      type="date"
      label={label}
      description={help}
      required={field.required ?? false}
      error={error ?? problemOf(entry)}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onEntry({ value: event.currentTarget.value || undefined })}
    />
  );
}

function Cell({ value }: CellProps<FieldOf<'date'>>) {
  const format = useFormat();
  return <time dateTime={textOf(value)}>{format.date(textOf(value))}</time>;
}

export const date: FieldView<FieldOf<'date'>> = { Input, Cell, width: 152, align: 'start' };

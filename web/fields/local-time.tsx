import { TextInput } from '@mantine/core';
import { useFormat } from '../messages/format.ts';
import { type CellProps, type FieldView, type InputProps, problemOf, valueOf, type FieldOf } from './field.ts';
import { textOf } from '../kit/text-of.ts';

function Input({ field, label, help, error, entry, onEntry }: InputProps<FieldOf<'localTime'>>) {
  const value = valueOf(entry);
  return (
    <TextInput
      type="datetime-local"
      label={label}
      description={help}
      required={field.required ?? false}
      error={error ?? problemOf(entry)}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onEntry({ value: event.currentTarget.value || undefined })}
    />
  );
}

function Cell({ value, dense }: CellProps<FieldOf<'localTime'>>) {
  const format = useFormat();
  const time = textOf(value);
  return (
    <time dateTime={time} title={dense ? format.localTime(time) : undefined}>
      {dense ? format.date(time) : format.localTime(time)}
    </time>
  );
}

export const localTime: FieldView<FieldOf<'localTime'>> = { Input, Cell, width: 152, align: 'start' };

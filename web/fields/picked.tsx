import { TextInput } from '@mantine/core';
import { type InputProps, problemOf, valueOf } from './field.ts';

/** Input of a type whose stored text is what the browser's own picker gives; emptied, the value is cleared. */
export function pickedWith(picker: 'date' | 'datetime-local') {
  return function PickedInput({ field, label, help, error, entry, onEntry }: InputProps) {
    const value = valueOf(entry);
    return (
      <TextInput
        type={picker}
        label={label}
        description={help}
        required={field.required ?? false}
        error={error ?? problemOf(entry)}
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => onEntry({ value: event.currentTarget.value || undefined })}
      />
    );
  };
}

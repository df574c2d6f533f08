import { type Field, fieldType } from '@callosum/kernel';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Entry, type InputProps, problemOf, valueOf } from './field.ts';

/** Input of a type that is written as text and read by the kernel. What cannot be read stays as it was typed. */
export function WrittenInput({ field, label, help, error, entry, onEntry }: InputProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<string>();
  const value = valueOf(entry);
  const shown = draft ?? ('text' in entry ? entry.text : value === undefined ? '' : fieldType(field).format(value));
  return (
    <TextInput
      label={label}
      description={help}
      required={field.required ?? false}
      error={error ?? problemOf(entry)}
      value={shown}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setDraft(text);
        onEntry(read(field, text, (problem) => t(`field.problem.${problem}`, { written: text, ...limits(field) })));
      }}
      onBlur={() => setDraft(undefined)}
    />
  );
}

function read(field: Field, text: string, problemText: (problem: string) => string): Entry {
  if (text.trim() === '') return { value: undefined };
  const parsed = fieldType(field).parse(text);
  if ('value' in parsed) return parsed;
  const limited = field.type === 'number' && (field.min !== undefined || field.max !== undefined);
  return { text, problem: problemText(limited ? 'numberWithin' : field.type) };
}

function limits(field: Field): Readonly<Record<string, number | string>> {
  if (field.type === 'money') return { currencies: field.currencies.join(', ') };
  if (field.type !== 'number') return { min: '', max: '' };
  return { min: field.min ?? '−∞', max: field.max ?? '∞' };
}

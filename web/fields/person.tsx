import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNameOf, usePeople } from '../api/people.tsx';
import { type CellProps, type FieldView, type InputProps, problemOf, valueOf, type FieldOf } from './field.ts';
import { textOf } from '../kit/text-of.ts';

/** The command line acts under a name of its own, but it is nobody who could own something. */
export const isSomebody = (person: { readonly id: string }): boolean => person.id !== 'console';

function Input({ field, label, help, error, entry, onEntry }: InputProps<FieldOf<'person'>>) {
  const { t } = useTranslation();
  const people = usePeople();
  const value = valueOf(entry);
  return (
    <NativeSelect
      label={label}
      description={help}
      required={field.required ?? false}
      error={error ?? problemOf(entry)}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onEntry({ value: event.currentTarget.value || undefined })}
      data={[
        { value: '', label: t('field.nobody') },
        ...people.filter(isSomebody).map((person) => ({ value: person.id, label: person.name })),
      ]}
    />
  );
}

function Cell({ value }: CellProps<FieldOf<'person'>>) {
  return <span>{useNameOf()(textOf(value))}</span>;
}

export const person: FieldView<FieldOf<'person'>> = { Input, Cell, width: 140, align: 'start' };

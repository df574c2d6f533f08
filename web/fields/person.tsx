import { useTranslation } from 'react-i18next';
import { useNameOf } from '../api/people.tsx';
import { textOf } from '../kit/text-of.ts';
import { type CellProps, type FieldOf, type FieldView, type InputProps, problemOf, valueOf } from './field.ts';
import { PersonSelect } from './person-select.tsx';

function Input({ field, label, help, error, entry, onEntry }: InputProps<FieldOf<'person'>>) {
  const { t } = useTranslation();
  const value = valueOf(entry);
  return (
    <PersonSelect
      label={label}
      description={help}
      required={field.required ?? false}
      error={error ?? problemOf(entry)}
      value={typeof value === 'string' ? value : ''}
      first={{ value: '', label: t('field.nobody') }}
      onPick={(account) => onEntry({ value: account || undefined })}
    />
  );
}

function Cell({ value }: CellProps<FieldOf<'person'>>) {
  return <span>{useNameOf()(textOf(value))}</span>;
}

export const person: FieldView<FieldOf<'person'>> = { Input, Cell, width: 140, align: 'start' };

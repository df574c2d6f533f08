import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type FieldView, type InputProps, problemOf, valueOf, type FieldOf } from './field.ts';
import { textOf } from '../kit/text-of.ts';

function Input({ field, label, help, error, entry, onEntry, option }: InputProps<FieldOf<'choice'>>) {
  const { t } = useTranslation();
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
        { value: '', label: t('field.none') },
        ...Object.keys(field.options).map((one) => ({ value: one, label: option(one) })),
      ]}
    />
  );
}

export const choice: FieldView<FieldOf<'choice'>> = {
  Input,
  Cell: ({ value, option }) => <span>{option(textOf(value))}</span>,
  width: 132,
  align: 'start',
};

import { instantOf, localTimeOf } from '@callosum/kernel';
import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { textOf } from '../kit/text-of.ts';
import { useFormat } from '../messages/format.ts';
import { type CellProps, type FieldOf, type FieldView, type InputProps, problemOf, valueOf } from './field.ts';

/** Typed as the project's clocks show it, kept in UTC. */
function Input({ field, label, help, error, entry, onEntry }: InputProps<FieldOf<'dateTime'>>) {
  const { t } = useTranslation();
  const { zone } = useFormat();
  const value = valueOf(entry);
  return (
    <TextInput
      type="datetime-local"
      label={label}
      description={[help, t('field.zone', { zone })].filter(Boolean).join(' · ')}
      required={field.required ?? false}
      error={error ?? problemOf(entry)}
      value={typeof value === 'string' ? localTimeOf(value, zone) : ''}
      onChange={(event) => {
        const local = event.currentTarget.value;
        onEntry({ value: local === '' ? undefined : instantOf(local, zone) });
      }}
    />
  );
}

function Cell({ value, dense }: CellProps<FieldOf<'dateTime'>>) {
  const { t } = useTranslation();
  const format = useFormat();
  const at = textOf(value);
  return (
    <time dateTime={at} title={t('field.zone', { zone: format.zone })}>
      {format.instant(at)}
      {!dense && ` (${format.zone})`}
    </time>
  );
}

export const dateTime: FieldView<FieldOf<'dateTime'>> = { Input, Cell, width: 176, align: 'start' };

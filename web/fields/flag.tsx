import { Checkbox } from '@mantine/core';
import { useWords } from '../messages/words.ts';
import { type CellProps, type FieldView, type InputProps, valueOf, type FieldOf } from './field.ts';

function Input({ label, help, error, entry, onEntry }: InputProps<FieldOf<'flag'>>) {
  return (
    <Checkbox
      label={label}
      description={help}
      error={error}
      checked={valueOf(entry) === true}
      onChange={(event) => onEntry({ value: event.currentTarget.checked })}
    />
  );
}

function Cell({ value }: CellProps<FieldOf<'flag'>>) {
  const { t } = useWords();
  return <span>{value === true ? t('field.yes') : t('field.no')}</span>;
}

export const flag: FieldView<FieldOf<'flag'>> = { Input, Cell, width: 88, align: 'start' };

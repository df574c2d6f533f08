import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useComposition } from '../composition.ts';
import { textOf } from '../kit/text-of.ts';
import { useWords } from '../messages/words.ts';
import { type CellProps, type FieldOf, type FieldView, type InputProps, problemOf, valueOf } from './field.ts';

/** The kinds that have a register of their own. */
function Input({ field, label, help, error, entry, onEntry }: InputProps<FieldOf<'kindName'>>) {
  const { t } = useTranslation();
  const words = useWords();
  const { registry } = useComposition();
  const value = valueOf(entry);
  const kinds = [...registry.kinds.values()].filter((kind) => !kind.hidden);
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
        ...kinds.map(({ name }) => ({ value: name, label: words.many(name) })),
      ]}
    />
  );
}

function Cell({ value }: CellProps<FieldOf<'kindName'>>) {
  return <span>{useWords().many(textOf(value))}</span>;
}

export const kindName: FieldView<FieldOf<'kindName'>> = { Input, Cell, width: 140, align: 'start' };

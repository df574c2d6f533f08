import { type AttachedFile, isFiles } from '@callosum/kernel';
import { useTranslation } from 'react-i18next';
import type { CellProps, FieldOf, FieldView, InputProps } from './field.ts';
import classes from './fields.module.css';

/** Files are attached on the record's own page; here they can only be looked at. */
function Input({ label, entry }: InputProps<FieldOf<'file'>>) {
  const { t } = useTranslation();
  const value = 'value' in entry ? entry.value : undefined;
  return (
    <fieldset className={classes['plain']} aria-label={label}>
      <p className={classes['label']}>{label}</p>
      {isFiles(value) ? namesOf(value) : t('kit.notSet')}
    </fieldset>
  );
}

function Cell({ value }: CellProps<FieldOf<'file'>>) {
  return <span>{isFiles(value) ? namesOf(value) : null}</span>;
}

const namesOf = (files: readonly AttachedFile[]): string => files.map(({ name }) => name).join(', ');

export const file: FieldView<FieldOf<'file'>> = { Input, Cell, width: 200, align: 'start' };

import { useTranslation } from 'react-i18next';
import classes from './fields.module.css';
import type { CellProps, FieldView, InputProps, FieldOf } from './field.ts';

/** A value with a shape of its own is written by commands and imports; here it can only be looked at. */
function Input({ label, entry, field, option }: InputProps<FieldOf<'structure'>>) {
  const { t } = useTranslation();
  const value = 'value' in entry ? entry.value : undefined;
  return (
    <div>
      <p className={classes['label']}>{label}</p>
      {value === undefined ? (
        t('kit.notSet')
      ) : (
        <Cell name="" field={field} value={value} option={option} dense={false} />
      )}
    </div>
  );
}

function Cell({ value, dense }: CellProps<FieldOf<'structure'>>) {
  const { t } = useTranslation();
  if (dense) return <span>{t('field.structure')}</span>;
  return (
    <details>
      <summary>{t('field.structure')}</summary>
      <pre className={classes['structure']}>{JSON.stringify(value, null, 2)}</pre>
    </details>
  );
}

export const structure: FieldView<FieldOf<'structure'>> = { Input, Cell, width: 96, align: 'start' };

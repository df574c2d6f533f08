import { useTranslation } from 'react-i18next';
import type { FieldOf, InputProps } from './field.ts';
import classes from './fields.module.css';

/** Nobody types a result: what stands here is what the record had when editing began. */
export function FormulaInput({ label, help }: InputProps<FieldOf<'formula'>>) {
  const { t } = useTranslation();
  return (
    <div>
      <p className={classes['label']}>{label}</p>
      {help ?? t('field.formula')}
    </div>
  );
}

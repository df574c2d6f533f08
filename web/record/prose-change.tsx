import { type Field, isRichText, type Json, plainText } from '@callosum/kernel';
import { useTranslation } from 'react-i18next';
import classes from './record.module.css';
import { diffWords } from './word-diff.ts';

/** The words of prose; undefined for a value of another type, or none. */
export function proseOf(field: Field | undefined, value: Json | undefined): string | undefined {
  if (field?.type === 'text') return field.multiline && typeof value === 'string' ? value : undefined;
  return field?.type === 'richText' && isRichText(value) ? plainText(value) : undefined;
}

/** What became of a prose, word by word. */
export function ProseChange({ before, after }: { readonly before: string; readonly after: string }) {
  const { t } = useTranslation();
  if (before === after) return <span className={classes['soft']}>{t('record.formChanged')}</span>;
  const stretches = diffWords(before, after);
  return (
    <span className={classes['words']}>
      {stretches.map(({ what, text }, index) => {
        const key = `${index} ${text.slice(0, 12)}`;
        if (what === 'same') return <span key={key}>{text}</span>;
        return what === 'removed' ? <del key={key}>{text}</del> : <ins key={key}>{text}</ins>;
      })}
    </span>
  );
}

import type { Kind } from '@callosum/kernel';
import { useTranslation } from 'react-i18next';
import { useNameOf } from '../api/people.tsx';
import type { PersonThere } from '../api/shapes.ts';
import { useWords } from '../messages/words.ts';
import classes from './collaboration.module.css';

/** Who else is at a record, and what they are editing, as it changes. */
export function Company({ kind, people }: { readonly kind: Kind; readonly people: readonly PersonThere[] }) {
  const { t } = useTranslation();
  const words = useWords();
  const nameOf = useNameOf();
  const editors = people.filter(({ editing }) => editing);
  const names = people.filter(({ editing }) => !editing).map(({ account }) => nameOf(account));
  return (
    <output className={classes['company']} aria-live="polite">
      {editors.map(({ account, field }) => (
        <span key={account} data-editing>
          {field === null
            ? t('collaboration.company.editing', { name: nameOf(account) })
            : t('collaboration.company.editingField', {
                name: nameOf(account),
                field: words.field(kind.name, field),
              })}
        </span>
      ))}
      {names.length > 0 && (
        <span>{t('collaboration.company.here', { count: names.length, names: names.join(', ') })}</span>
      )}
    </output>
  );
}

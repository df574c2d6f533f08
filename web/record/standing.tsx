import { IconShieldCheck, IconShieldOff, IconShieldQuestion } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RecordView } from '../api/shapes.ts';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';
import classes from './record.module.css';

/** Whether what was verified about a record still counts, and through what it stopped counting. */
export function Standing({ view }: { readonly view: RecordView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const { standing } = view;
  if (!standing) return null;
  const { rests, causes } = standing;
  const state = causes.length > 0 ? 'decayed' : rests === 0 ? 'open' : 'stands';
  const Icon = { decayed: IconShieldOff, open: IconShieldQuestion, stands: IconShieldCheck }[state];
  return (
    <section className={classes['section']} aria-labelledby="standing">
      <h2 id="standing">{t('record.standing')}</h2>
      <div className={classes['standing']} data-state={state}>
        <Icon size={20} aria-hidden />
        <div>
          {state === 'stands' && t('record.stands', { count: rests, number: format.number(rests) })}
          {state === 'open' && t('record.restsOnNothing')}
          {state === 'decayed' && t('record.decayed')}
          {causes.length > 0 && (
            <ul>
              {causes.map((cause) => (
                <li key={cause.message}>{words.told(cause)}</li>
              ))}
            </ul>
          )}
        </div>
      </div>
    </section>
  );
}

import { Mentioned, StateMark, useReason } from '@callosum/web/views';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mention } from '@callosum/kernel';
import type { Hole } from '../views/interface-holes.ts';
import classes from './interface.module.css';
import { NextLink } from './next-link.tsx';

/** Shown at once; the others are asked for. */
const SHOWN = 5;

/** What is missing for readiness, in the order in which it is done, each with the one next action. */
export function InterfaceHoles({ of, holes }: { readonly of: Mention; readonly holes: readonly Hole[] }) {
  const { t } = useTranslation();
  const reason = useReason();
  const [all, setAll] = useState(false);
  if (holes.length === 0) {
    return (
      <p>
        <StateMark tone="met" word={t('interoperability.interface.whole')} />
      </p>
    );
  }
  return (
    <section aria-labelledby="interface-holes">
      <h2 id="interface-holes" className={classes['heading']}>
        {t('interoperability.interface.missing', { count: holes.length })}
      </h2>
      <ol className={classes['holes']}>
        {holes.slice(0, all ? undefined : SHOWN).map(({ told, next }, at) => (
          <li key={told ? `${told.fact} ${told.on.id}` : 'profile'}>
            <span id={`hole-${at}`} className={classes['what']}>
              <StateMark quiet tone="unmet" />{' '}
              {told && told.on.id !== of.id && (
                <>
                  <Mentioned record={told.on} />:{' '}
                </>
              )}
              {told ? reason(told) : t('interoperability.interface.noProfile')}
            </span>
            <NextLink next={next} first={at === 0} about={`hole-${at}`} />
          </li>
        ))}
      </ol>
      {holes.length > SHOWN && (
        <button type="button" className={classes['more']} aria-expanded={all} onClick={() => setAll(!all)}>
          {all
            ? t('interoperability.interface.fewer')
            : t('interoperability.interface.more', { count: holes.length - SHOWN })}
        </button>
      )}
    </section>
  );
}

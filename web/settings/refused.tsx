import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNameOf } from '../api/people.tsx';
import { useApi } from '../composition.ts';
import { Loaded } from '../kit/loaded.tsx';
import { useFormat } from '../messages/format.ts';
import { operationName } from '../messages/operations.ts';
import { useWords } from '../messages/words.ts';
import { Section } from './section.tsx';
import classes from './settings.module.css';

/** What was refused to whom lately: who tries what he may not shows here. */
export function Refused() {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useNameOf();
  const words = useWords();
  const refusals = useQuery(useApi().identity.refusals.queryOptions());
  return (
    <Section title={t('signInSettings.refused.title')} lead={t('signInSettings.refused.lead')}>
      <Loaded query={refusals}>
        {(list) =>
          list.length === 0 ? (
            <p>{t('signInSettings.refused.none')}</p>
          ) : (
            <ul className={classes['rows']}>
              {list.map(({ account, operation, reason, project, count, last }) => (
                <li key={`${last} ${account} ${operation} ${reason} ${project}`}>
                  <span className={classes['what']}>
                    {account === null ? t('signInSettings.refused.nobody') : nameOf(account)}
                    <span className={classes['detail']}>
                      {[
                        operationName(operation, words),
                        project,
                        t(`signInSettings.refused.reason.${reason}`),
                        t('signInSettings.refused.times', { count }),
                        t('signInSettings.refused.last', { at: format.instant(last) }),
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </span>
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  );
}

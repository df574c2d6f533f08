import type { TriedProvider } from '@callosum/kernel/contract';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../messages/format.ts';
import classes from './providers.module.css';

/** What a provider says about itself, and what of it will not do. */
export function Told({ told }: { readonly told: TriedProvider }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <output>
      <p>{t('providers.told.title')}</p>
      <dl className={classes['facts']}>
        <dt>{t('providers.issuer')}</dt>
        <dd>{told.issuer}</dd>
        <dt>{t('providers.told.entryPoint')}</dt>
        <dd>{told.entryPoint}</dd>
        {told.certificates.map(({ until, ended }) => (
          <Fragment key={until}>
            <dt>{t('providers.certificate')}</dt>
            <dd>
              {t(ended ? 'providers.certificateEnded' : 'providers.certificateUntil', { at: format.instant(until) })}
            </dd>
          </Fragment>
        ))}
      </dl>
      {told.warnings.map((warning) => (
        <p key={warning}>{t(`providers.warning.${warning}`)}</p>
      ))}
    </output>
  );
}

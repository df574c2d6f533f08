import { useTranslation } from 'react-i18next';
import type { LedgerStatus } from '../api/shapes.ts';
import { useFormat } from '../messages/format.ts';
import classes from './ledger.module.css';

/** How long the ledger is, where it ends, and what it was last sealed with. */
export function LedgerState({ state }: { readonly state: LedgerStatus }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <dl className={classes['facts']}>
      <div>
        <dt>{t('ledger.length')}</dt>
        <dd>{t('ledger.events', { count: state.events, number: format.number(state.events) })}</dd>
      </div>
      <div>
        <dt>{t('ledger.lastSeal')}</dt>
        <dd>
          {state.lastSeal
            ? t('ledger.seal', {
                number: format.number(state.lastSeal.number),
                at: format.instant(state.lastSeal.sealedAt),
              })
            : t('ledger.notSealed')}
        </dd>
      </div>
      <div data-long="true">
        <dt>{t('ledger.head')}</dt>
        <dd className={classes['hash']}>{state.head}</dd>
      </div>
      <div data-long="true">
        <dt>{t('ledger.key')}</dt>
        <dd className={classes['hash']}>{state.keyFingerprint}</dd>
      </div>
    </dl>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../composition.ts';
import { Loaded } from '../kit/loaded.tsx';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';
import classes from './webhooks.module.css';

const AGAIN_MS = 5_000;

/** What came of telling, newest first. */
export function Attempts({ project, webhook }: { readonly project: string; readonly webhook: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const input = { key: project, webhook };
  const attempts = useQuery(useApi().webhooks.attempts.queryOptions({ input, refetchInterval: AGAIN_MS }));
  return (
    <Loaded query={attempts}>
      {(list) =>
        list.length === 0 ? (
          <p className={classes['soft']}>{t('webhooks.noAttempts')}</p>
        ) : (
          <table className={classes['attempts']}>
            <caption className="hidden">{t('webhooks.attempts')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('webhooks.when')}</th>
                <th scope="col">{t('webhooks.what')}</th>
                <th scope="col">{t('webhooks.took')}</th>
              </tr>
            </thead>
            <tbody>
              {list.map(({ id, made, delivered, milliseconds, ...outcome }) => (
                <tr key={id}>
                  <td>{format.instant(made)}</td>
                  <td>{delivered ? t('webhooks.arrived') : t('webhooks.notArrived', { why: words.why(outcome) })}</td>
                  <td>{t('webhooks.milliseconds', { count: milliseconds })}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )
      }
    </Loaded>
  );
}

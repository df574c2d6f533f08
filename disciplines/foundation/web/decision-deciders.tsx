import { ExportTable, Mentioned, RegisterLink, useFormat, useNameOf, ViewTable } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import type { Queue } from './decision-queue.tsx';
import classes from './parts.module.css';

/** Who has to decide how much, and what their waiting has cost. */
export function Deciders({ deciders }: { readonly deciders: Queue['deciders'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useNameOf();
  if (deciders.length === 0) return null;
  const most = Math.max(1, ...deciders.map(({ open }) => open));
  const named = (owner: string | undefined): string =>
    owner === undefined ? t('foundation.queue.nobody') : nameOf(owner);
  const sheet = () => ({
    headings: ['decides', 'committee', 'open', 'overdue', 'lost'].map((name) => t(`foundation.queue.${name}`)),
    rows: deciders.map((one) => [
      named(one.owner),
      one.committee?.title ?? null,
      { number: one.open },
      { number: one.overdue },
      { number: one.lost },
    ]),
  });
  return (
    <section className={classes['part']}>
      <h2>{t('foundation.queue.deciders')}</h2>
      <ViewTable label={t('foundation.queue.deciders')}>
        <thead>
          <tr>
            <th scope="col">{t('foundation.queue.decides')}</th>
            <th scope="col">{t('foundation.queue.committee')}</th>
            <th scope="col" data-align="end">
              {t('foundation.queue.open')}
            </th>
            <th scope="col" className={classes['wide']}>
              {t('foundation.queue.overdueOfOpen')}
            </th>
            <th scope="col" data-align="end">
              {t('foundation.queue.lost')}
            </th>
          </tr>
        </thead>
        <tbody>
          {deciders.map((one) => (
            <tr key={`${one.owner ?? ''} ${one.committee?.id ?? ''}`}>
              <th scope="row">
                {one.owner === undefined ? (
                  named(undefined)
                ) : (
                  <RegisterLink
                    kind="decision"
                    filter={[
                      { field: 'state', op: 'is', value: 'open' },
                      { field: 'owner', op: 'is', value: one.owner },
                    ]}
                  >
                    {named(one.owner)}
                  </RegisterLink>
                )}
              </th>
              <td>{one.committee ? <Mentioned record={one.committee} /> : '–'}</td>
              <td data-align="end">{format.number(one.open)}</td>
              <td>
                <span className="hidden">{t('foundation.queue.lateOf', { overdue: one.overdue, open: one.open })}</span>
                <svg className={classes['touched']} viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
                  <rect className={classes['ground']} width={(100 * one.open) / most} height="12" />
                  <rect
                    className={classes['level']}
                    data-level="high"
                    y="3"
                    width={(100 * one.overdue) / most}
                    height="6"
                  />
                </svg>
              </td>
              <td data-align="end">{format.number(one.lost)}</td>
            </tr>
          ))}
        </tbody>
      </ViewTable>
      <div>
        <ExportTable name={t('foundation.queue.deciders')} sheet={sheet} />
      </div>
    </section>
  );
}

import { ExportTable, ScopeLink, useFormat, ViewTable } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import classes from './parts.module.css';
import type { Model } from './portfolio.tsx';

/** People whom several plans count on at once for more than they have. */
export function OverBookedPeople({ model: { overBooked } }: { readonly model: Model }) {
  const { t } = useTranslation();
  const format = useFormat();
  const share = (units: number): string => format.percent(units);
  const most = Math.max(100, ...overBooked.map(({ peak }) => peak));
  const sheet = () => ({
    headings: ['person', 'from', 'to', 'available', 'peak', 'projects'].map((name) =>
      t(`foundation.portfolio.people.${name}`),
    ),
    rows: overBooked.map((one) => [
      one.name,
      { date: one.from },
      { date: one.to },
      { number: one.available, unit: '%' },
      { number: one.peak, unit: '%' },
      one.projects.map(({ project, units }) => `${project} ${share(units)}`).join('; '),
    ]),
  });
  return (
    <section className={classes['part']}>
      <h2>{t('foundation.portfolio.overBooked')}</h2>
      <p className={classes['soft']}>
        {t(overBooked.length === 0 ? 'foundation.portfolio.nobody' : 'foundation.portfolio.peopleHelp')}
      </p>
      {overBooked.length > 0 && (
        <>
          <ViewTable label={t('foundation.portfolio.overBooked')}>
            <thead>
              <tr>
                <th scope="col">{t('foundation.portfolio.people.person')}</th>
                <th scope="col" className={classes['name']}>
                  {t('foundation.portfolio.people.when')}
                </th>
                <th scope="col" data-align="end">
                  {t('foundation.portfolio.people.peak')}
                </th>
                <th scope="col" className={classes['wide']}>
                  {t('foundation.portfolio.people.projects')}
                </th>
              </tr>
            </thead>
            <tbody>
              {overBooked.map((one) => (
                <tr key={`${one.person} ${one.from}`}>
                  <th scope="row">{one.name}</th>
                  <td>
                    {one.from === one.to
                      ? format.date(one.from)
                      : t('foundation.portfolio.people.range', {
                          from: format.date(one.from),
                          to: format.date(one.to),
                        })}
                  </td>
                  <td data-align="end">
                    {t('foundation.portfolio.people.of', { peak: share(one.peak), available: share(one.available) })}
                  </td>
                  <td>
                    <svg
                      className={classes['touched']}
                      viewBox="0 0 100 12"
                      preserveAspectRatio="none"
                      aria-hidden="true"
                    >
                      <rect className={classes['ground']} width={(100 * one.available) / most} height="12" />
                      <rect
                        className={classes['level']}
                        data-level="high"
                        y="3"
                        width={(100 * one.peak) / most}
                        height="6"
                      />
                    </svg>
                    {one.projects.map(({ project, units }) => (
                      <span key={project}>
                        <ScopeLink scope={project}>{project}</ScopeLink> {share(units)}{' '}
                      </span>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </ViewTable>
          <div>
            <ExportTable name={t('foundation.portfolio.overBooked')} sheet={sheet} />
          </div>
        </>
      )}
    </section>
  );
}

import { ExportTable, Mentioned, ScopeLink, useFormat, ViewTable } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import classes from './parts.module.css';
import type { Model } from './portfolio.tsx';

/** Goals and who works for them: needs that serve each, and benefits that realise those. */
export function PortfolioStrategy({ model: { goals, projects } }: { readonly model: Model }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (goals.length === 0) return null;
  const served = ({ by }: Model['goals'][number], project: string) => by.find((one) => one.project === project);
  const most = Math.max(1, ...goals.flatMap(({ by }) => by.map(({ needs }) => needs)));
  const sheet = () => ({
    headings: [
      t('foundation.portfolio.goal'),
      t('foundation.portfolio.weight'),
      ...projects.flatMap(({ key }) => [
        t('foundation.portfolio.needsOf', { project: key }),
        t('foundation.portfolio.benefitsOf', { project: key }),
      ]),
    ],
    rows: goals.map((one) => [
      one.goal.title,
      { number: one.weight },
      ...projects.flatMap(({ key }) => [
        { number: served(one, key)?.needs ?? 0 },
        { number: served(one, key)?.benefits ?? 0 },
      ]),
    ]),
  });
  return (
    <section className={classes['part']}>
      <h2>{t('foundation.portfolio.strategy')}</h2>
      <p className={classes['soft']}>{t('foundation.portfolio.strategyHelp')}</p>
      <ViewTable label={t('foundation.portfolio.strategy')}>
        <thead>
          <tr>
            <th scope="col">{t('foundation.portfolio.goal')}</th>
            <th scope="col" data-align="end">
              {t('foundation.portfolio.weight')}
            </th>
            {projects.map(({ key, title }) => (
              <th key={key} scope="col">
                <ScopeLink scope={key} label={`${key} ${title}`}>
                  {key}
                </ScopeLink>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {goals.map((one) => (
            <tr key={one.goal.id}>
              <th scope="row">
                <Mentioned record={one.goal} within={one.goal.scope} />
                {one.by.length === 0 && (
                  <div className={classes['soft']}>▲ {t('foundation.portfolio.nobodyServes')}</div>
                )}
              </th>
              <td data-align="end">{format.measure(one.weight, '%')}</td>
              {projects.map(({ key }) => {
                const found = served(one, key);
                return (
                  <td key={key}>
                    {found ? (
                      <>
                        <svg width="84" height="8" viewBox="0 0 84 8" aria-hidden="true">
                          <rect className={classes['ground']} width="84" height="8" />
                          <rect className={classes['came']} width={(84 * found.needs) / most} height="8" />
                        </svg>
                        <div className={classes['soft']}>
                          {t('foundation.portfolio.servedNeeds', { count: found.needs })},{' '}
                          {t('foundation.portfolio.servedBenefits', { count: found.benefits })}
                        </div>
                      </>
                    ) : (
                      <span className={classes['soft']}>–</span>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </ViewTable>
      <div>
        <ExportTable name={t('foundation.portfolio.strategy')} sheet={sheet} />
      </div>
    </section>
  );
}

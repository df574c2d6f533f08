import type { Filter } from '@callosum/kernel';
import { ExportTable, RegisterLink, useFormat, useWords, ViewTable } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import { AHEAD_STATES, LEVELS } from '../index.ts';
import classes from './parts.module.css';
import type { Model } from './scope-change.tsx';

const KIND = 'changeRequest';
const AHEAD: Filter = [{ field: 'state', op: 'anyOf', value: [...AHEAD_STATES] }];

/** What the changes that are open or approved would touch, and how much. */
export function ChangeImpact({ model }: { readonly model: Model }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const { delays, costs } = model;
  const level = (name: string): string =>
    name === 'unrated' ? t('foundation.change.unrated') : words.option(KIND, 'scope', name);
  const sheet = () => ({
    headings: [t('foundation.change.touches'), ...LEVELS.map(level)],
    rows: model.impact.map(({ field, counts }) => [words.field(KIND, field), ...counts.map((number) => ({ number }))]),
  });
  return (
    <section className={classes['part']}>
      <h2>{t('foundation.change.impact', { count: model.ahead })}</h2>
      <p className={classes['soft']}>
        {t('foundation.change.delays', { count: delays.count, days: format.measure(delays.days, 'days') })}{' '}
        {costs.currency !== undefined &&
          t('foundation.change.costs', {
            count: costs.count,
            amount: format.money(String(Math.round(costs.amount)), costs.currency),
          })}
      </p>
      <ViewTable label={t('foundation.change.impact', { count: model.ahead })}>
        <thead>
          <tr>
            <th scope="col">{t('foundation.change.touches')}</th>
            {LEVELS.map((name) => (
              <th key={name} scope="col" data-align="end">
                {level(name)}
              </th>
            ))}
            <th scope="col" className={classes['wide']}>
              {t('foundation.change.shareTouched')}
            </th>
          </tr>
        </thead>
        <tbody>
          {model.impact.map(({ field, counts }) => (
            <tr key={field}>
              <th scope="row">{words.field(KIND, field)}</th>
              {LEVELS.map((name, place) => {
                const count = counts[place] ?? 0;
                const clause =
                  name === 'unrated' ? { field, op: 'empty' as const } : { field, op: 'is' as const, value: name };
                return (
                  <td key={name} data-align="end">
                    {count === 0 ? (
                      <span className={classes['soft']}>0</span>
                    ) : (
                      <RegisterLink
                        kind={KIND}
                        filter={[...AHEAD, clause]}
                        label={t('foundation.change.impactOf', {
                          field: words.field(KIND, field),
                          level: level(name),
                          count,
                        })}
                      >
                        {format.number(count)}
                      </RegisterLink>
                    )}
                  </td>
                );
              })}
              <td>
                <Touched counts={counts} all={model.ahead} />
              </td>
            </tr>
          ))}
        </tbody>
      </ViewTable>
      <div>
        <ExportTable name={t('foundation.change.touches')} sheet={sheet} />
      </div>
    </section>
  );
}

/** High, medium and low side by side, the strongest first and the tallest. */
function Touched({ counts, all }: { readonly counts: readonly number[]; readonly all: number }) {
  const share = (count: number): number => (all === 0 ? 0 : (100 * count) / all);
  const touching = counts.slice(0, 3);
  return (
    <svg className={classes['touched']} viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
      <rect className={classes['ground']} width="100" height="12" />
      {touching.map((count, place) => (
        <rect
          key={LEVELS[place]}
          className={classes['level']}
          data-level={LEVELS[place]}
          x={touching.slice(0, place).reduce((from, one) => from + share(one), 0)}
          y={place * 3}
          width={share(count)}
          height={12 - place * 3}
        />
      ))}
    </svg>
  );
}

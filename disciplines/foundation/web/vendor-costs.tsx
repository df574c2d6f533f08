import { Choice, ExportTable, LineChart, Mentioned, useFormat, ViewTable, type ViewProps } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import classes from './vendor-selection.module.css';
import type { Selection } from './vendor-selection.tsx';

const YEARS = ['5', '7', '10', '15'] as const;
const RATES = ['0', '3', '5', '8'] as const;

/** What each costs over its life: added up year by year in money of the first, and the years as a table. */
export function VendorCosts({
  model,
  onChoose,
}: Pick<ViewProps<Selection>, 'choices' | 'onChoose'> & { readonly model: Selection }) {
  const { t } = useTranslation();
  const format = useFormat();
  const priced = model.vendors.flatMap((vendor) => (vendor.cost ? [{ vendor, cost: vendor.cost }] : []));
  const [first] = priced;
  if (!first) return null;
  const { currency } = first.cost;
  const same = priced.filter(({ cost }) => cost.currency === currency);
  const thousand = (amount: number): string => format.number(amount / 1000, 0);
  const short = (amount: number): string =>
    t('foundation.selection.millions', { amount: format.number(amount / 1e6, 1) });
  const years = first.cost.years.map(({ year }) => year);
  const sheet = () => ({
    headings: [
      t('foundation.selection.vendor'),
      ...years.map(String),
      t('foundation.selection.costTotal'),
      t('foundation.selection.present'),
      t('foundation.selection.currency'),
    ],
    rows: priced.map(({ vendor, cost }) => [
      vendor.title,
      ...cost.years.map(({ amount }) => ({ number: amount })),
      { number: cost.total },
      { number: Math.round(cost.present * 100) / 100 },
      cost.currency,
    ]),
  });
  return (
    <section className={classes['part']}>
      <h2>{t('foundation.selection.cost')}</h2>
      <p className={classes['soft']}>{t('foundation.selection.costHelp')}</p>
      <div className={classes['choices']}>
        <Choice
          label={t('foundation.selection.years')}
          value={String(model.years)}
          options={withOwn(YEARS, model.years).map((value) => ({
            value,
            label: t('foundation.selection.overYears', { count: Number(value) }),
          }))}
          onChange={(years) => onChoose({ years })}
        />
        <Choice
          label={t('foundation.selection.rate')}
          value={String(model.rate)}
          options={withOwn(RATES, model.rate).map((value) => ({
            value,
            label: t('foundation.selection.rateOf', { rate: value }),
          }))}
          onChange={(rate) => onChoose({ rate })}
        />
      </div>
      <LineChart
        label={t('foundation.selection.costPicture', { count: model.years })}
        series={same.map(({ vendor, cost }) => ({ name: vendor.title, points: running(cost.years) }))}
        ticks={years.map((year) => ({ at: year, label: String(year) }))}
        write={short}
      />
      <ViewTable label={t('foundation.selection.cost')}>
        <thead>
          <tr>
            <th scope="col">{t('foundation.selection.vendor')}</th>
            <th scope="col" data-align="end">
              {t('foundation.selection.once')}
            </th>
            <th scope="col" data-align="end">
              {t('foundation.selection.again')}
            </th>
            <th scope="col" data-align="end">
              {t('foundation.selection.costTotal')}
            </th>
            <th scope="col" data-align="end">
              {t('foundation.selection.present')}
            </th>
            {years.map((year) => (
              <th key={year} scope="col" data-align="end">
                {t('foundation.selection.year', { year })}
              </th>
            ))}
            <th scope="col">{t('foundation.selection.from')}</th>
          </tr>
        </thead>
        <tbody>
          {priced.map(({ vendor, cost }) => (
            <tr key={vendor.id}>
              <th scope="row" className={classes['name']}>
                <Mentioned record={vendor} />
                <div className={classes['soft']}>{t('foundation.selection.thousand', { currency: cost.currency })}</div>
              </th>
              <td data-align="end">{thousand(cost.once)}</td>
              <td data-align="end">{thousand(cost.again)}</td>
              <td data-align="end">{thousand(cost.total)}</td>
              <td data-align="end">{thousand(cost.present)}</td>
              {cost.years.map(({ year, amount }) => (
                <td key={year} data-align="end">
                  {thousand(amount)}
                </td>
              ))}
              <td>
                {cost.from.map((record) => (
                  <div key={record.id}>
                    <Mentioned record={record} brief />
                  </div>
                ))}
                {cost.undivided.length > 0 && (
                  <div className={classes['soft']}>{t('foundation.selection.undivided')}</div>
                )}
                {cost.foreign.length > 0 && (
                  <div className={classes['soft']}>
                    {t('foundation.selection.foreign', { count: cost.foreign.length })}
                  </div>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </ViewTable>
      <ExportTable name={t('foundation.selection.cost')} sheet={sheet} />
    </section>
  );
}

/** What the address asks for stands among the choices. */
function withOwn(values: readonly string[], own: number): readonly string[] {
  return [...new Set([...values, String(own)])].sort((a, b) => Number(a) - Number(b));
}

function running(
  years: readonly { readonly year: number; readonly present: number }[],
): readonly { readonly x: number; readonly y: number }[] {
  let sum = 0;
  return years.map(({ year, present }) => ({ x: year, y: (sum += present) }));
}

import { Mentioned, SeriesMark, useFormat, ViewTable } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import type { Weighed } from '../index.ts';
import classes from './vendor-selection.module.css';
import type { Selection } from './vendor-selection.tsx';

/** Best score there is. */
const MOST = 5;

/** What each offer comes to: the bar as tried, a tick where it stands with the weights agreed on, and how often it took which place. */
export function VendorBars({
  model,
  now,
  before,
  isTried,
}: {
  readonly model: Selection;
  readonly now: Weighed;
  readonly before: Weighed;
  readonly isTried: boolean;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const places = now.ranks.map((_, place) => place);
  const order = places.toSorted((a, b) => (now.ranks[a] ?? 0) - (now.ranks[b] ?? 0) || a - b);
  const out = model.vendors.filter(({ failed }) => failed.length > 0);
  return (
    <section className={classes['part']}>
      <h2>{t(isTried ? 'foundation.selection.totalsTried' : 'foundation.selection.totals')}</h2>
      <ViewTable label={t('foundation.selection.totals')}>
        <thead>
          <tr>
            <th scope="col">{t('foundation.selection.place')}</th>
            <th scope="col" className={classes['name']}>
              {t('foundation.selection.vendor')}
            </th>
            <th scope="col" data-align="end">
              {t('foundation.selection.total')}
            </th>
            <th scope="col" className={classes['wide']}>
              {t('foundation.selection.outOf', { most: MOST })}
            </th>
            {places.map((place) => (
              <th key={place} scope="col" data-align="end">
                {t('foundation.selection.took', { place: place + 1 })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {order.map((place) => {
            const vendor = model.vendors[model.ranked[place] ?? -1];
            if (!vendor) return null;
            const total = now.totals[place] ?? 0;
            return (
              <tr key={vendor.id}>
                <td>{now.ranks[place]}</td>
                <th scope="row">
                  <svg width="14" height="12" viewBox="0 0 14 12" aria-hidden="true">
                    <SeriesMark series={model.ranked[place] ?? 0} x={6} y={6} />
                  </svg>{' '}
                  <Mentioned record={vendor} />
                  {vendor.product !== undefined && <div className={classes['soft']}>{vendor.product}</div>}
                </th>
                <td data-align="end">{format.number(total, 2)}</td>
                <td>
                  <span className="hidden">{format.percent((100 * total) / MOST)}</span>
                  <svg className={classes['bar']} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                    <rect className={classes['ground']} width="100" height="10" />
                    <rect
                      className={classes['fill']}
                      data-first={now.ranks[place] === 1}
                      width={(100 * total) / MOST}
                      height="10"
                    />
                    <rect
                      className={classes['was']}
                      x={(100 * (before.totals[place] ?? 0)) / MOST - 0.3}
                      width="0.6"
                      height="10"
                    />
                  </svg>
                </td>
                {places.map((one) => (
                  <td key={one} data-align="end">
                    {format.number(now.stability.places[place]?.[one] ?? 0)}
                  </td>
                ))}
              </tr>
            );
          })}
          {out.map((vendor) => (
            <tr key={vendor.id}>
              <td>–</td>
              <th scope="row">
                <Mentioned record={vendor} />
              </th>
              <td colSpan={2 + places.length}>
                {t('foundation.selection.failed')}{' '}
                {vendor.failed.map((criterion) => (
                  <Mentioned key={criterion.id} record={criterion} />
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </ViewTable>
      <p className={classes['soft']}>{t('foundation.selection.stability', { count: now.stability.variants })}</p>
    </section>
  );
}

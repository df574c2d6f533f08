import { Mentioned, useFormat, ViewTable } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import type { Weighed } from '../index.ts';
import classes from './vendor-selection.module.css';
import type { Selection } from './vendor-selection.tsx';

/** The weights, to be tried: where each stands, and within which bounds the leader keeps leading. */
export function VendorWeights(props: {
  readonly model: Selection;
  readonly now: Weighed;
  readonly agreed: readonly number[];
  readonly weights: readonly number[];
  readonly onTry: (weights: readonly number[]) => void;
  readonly onReset: () => void;
}) {
  const { model, now, agreed, weights } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = (place: number): string => model.vendors[model.ranked[place] ?? -1]?.title ?? '';
  const share = (part: number): string => format.measure(Math.round(part * 1000) / 10, '%');
  return (
    <section className={classes['part']}>
      <h2>{t('foundation.selection.weights')}</h2>
      <p className={classes['soft']}>{t('foundation.selection.weightsHelp')}</p>
      <ViewTable label={t('foundation.selection.weights')}>
        <thead>
          <tr>
            <th scope="col">{t('foundation.selection.criterion')}</th>
            <th scope="col">{t('foundation.selection.weight')}</th>
            <th scope="col" data-align="end">
              {t('foundation.selection.share')}
            </th>
            <th scope="col" className={classes['wide']}>
              {t('foundation.selection.holds')}
            </th>
            <th scope="col" className={classes['wide']}>
              {t('foundation.selection.tips')}
            </th>
          </tr>
        </thead>
        <tbody>
          {model.weighed.map((at, place) => {
            const criterion = model.criteria[at];
            const point = now.tipping[place];
            if (!criterion || !point) return null;
            const { below, above } = point;
            return (
              <tr key={criterion.id}>
                <th scope="row">
                  <Mentioned record={criterion} />
                  {criterion.mandatory && <div className={classes['soft']}>{t('foundation.selection.mandatory')}</div>}
                </th>
                <td>
                  <input
                    type="range"
                    className={classes['slider']}
                    aria-label={t('foundation.selection.weightOf', { criterion: criterion.title })}
                    min={0}
                    max={100}
                    value={weights[place] ?? 0}
                    onChange={(event) => {
                      const next = weights.map((one, other) =>
                        other === place ? Number(event.currentTarget.value) : one,
                      );
                      // Without any weight there is nothing to compare.
                      if (next.some((one) => one > 0)) props.onTry(next);
                    }}
                  />
                  <span className={classes['weight']}>
                    {format.number(weights[place] ?? 0)}
                    {weights[place] !== agreed[place] && ` (${format.number(agreed[place] ?? 0)})`}
                  </span>
                </td>
                <td data-align="end">{share(point.share)}</td>
                <td>
                  <span className="hidden">
                    {share(below?.share ?? 0)} – {share(above?.share ?? 1)}
                  </span>
                  <svg className={classes['bar']} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                    <rect className={classes['ground']} width="100" height="10" />
                    <rect
                      className={classes['safe']}
                      x={100 * (below?.share ?? 0)}
                      width={100 * ((above?.share ?? 1) - (below?.share ?? 0))}
                      height="10"
                    />
                    <rect className={classes['was']} x={100 * point.share - 0.4} width="0.8" height="10" />
                  </svg>
                </td>
                <td>
                  {below && (
                    <div>
                      {t('foundation.selection.below', { share: share(below.share), vendor: nameOf(below.by) })}
                    </div>
                  )}
                  {above && (
                    <div>
                      {t('foundation.selection.above', { share: share(above.share), vendor: nameOf(above.by) })}
                    </div>
                  )}
                  {!below && !above && <div className={classes['soft']}>{t('foundation.selection.neverTips')}</div>}
                </td>
              </tr>
            );
          })}
        </tbody>
      </ViewTable>
      {weights !== agreed && (
        <p>
          <button type="button" className={classes['reset']} onClick={props.onReset}>
            {t('foundation.selection.reset')}
          </button>
        </p>
      )}
    </section>
  );
}

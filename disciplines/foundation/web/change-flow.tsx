import { ExportTable, LineChart, useFormat, dayOf, monthTicks } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import classes from './parts.module.css';
import type { Model } from './scope-change.tsx';

/** Asked for and decided: what lies between the two lines waits. */
export function ChangeFlow({ model: { flow, freeze }, today }: { readonly model: Model; readonly today: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const last = flow.at(-1);
  if (!last) return null;
  const days = [...flow, { ...last, on: today }];
  const sheet = () => ({
    headings: [t('foundation.change.day'), t('foundation.change.raised'), t('foundation.change.decided')],
    rows: flow.map(({ on, raised, decided }) => [{ date: on }, { number: raised }, { number: decided }]),
  });
  return (
    <section className={classes['part']}>
      <h2>{t('foundation.change.flow')}</h2>
      <LineChart
        label={t('foundation.change.flowPicture', { raised: last.raised, decided: last.decided })}
        series={[
          { name: t('foundation.change.raised'), points: days.map(({ on, raised }) => ({ x: dayOf(on), y: raised })) },
          {
            name: t('foundation.change.decided'),
            points: days.map(({ on, decided }) => ({ x: dayOf(on), y: decided })),
          },
        ]}
        ticks={monthTicks(
          days.map(({ on }) => on),
          format,
        )}
        lines={freeze === undefined ? [] : [{ at: dayOf(freeze), label: t('foundation.change.freeze') }]}
        write={(value) => format.number(value)}
        steps
      />
      <div>
        <ExportTable name={t('foundation.change.flow')} sheet={sheet} />
      </div>
    </section>
  );
}

import { ScatterChart, useFormat } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import type { Queue } from './decision-queue.tsx';

/** Age against what waiting has cost: above and to the right is what should be decided first. */
export function DecisionPicture({ decisions }: { readonly decisions: Queue['decisions'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const aged = decisions.flatMap((one) => (one.age === undefined ? [] : [{ one, age: one.age }]));
  return (
    <ScatterChart
      label={t('foundation.queue.picture', { count: aged.length })}
      across={t('foundation.queue.age')}
      up={t('foundation.queue.cost')}
      write={(value) => format.number(value)}
      spots={aged.map(({ one, age }) => ({
        record: one,
        x: age,
        y: one.lost,
        series: (one.overdue ?? 0) > 0 ? 1 : 0,
        title: t('foundation.queue.spot', {
          title: one.title,
          age: format.measure(age, 'days'),
          lost: format.measure(one.lost, 'days'),
        }),
      }))}
      series={[t('foundation.queue.inTime'), t('foundation.queue.late')]}
    />
  );
}

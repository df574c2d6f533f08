import {
  Choice,
  ExportTable,
  LineChart,
  Mentioned,
  useFormat,
  useWords,
  ViewTable,
  type ViewProps,
  dayOf,
  monthTicks,
} from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import { GROWTH } from '../index.ts';
import classes from './parts.module.css';
import type { Model } from './scope-change.tsx';

/** The growth since it was agreed: a stair with what made each step. */
export function ScopeGrowth({
  growth,
  today,
  onChoose,
}: { readonly growth: Model['growth']; readonly today: string } & Pick<ViewProps<Model>, 'onChoose'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const { counted, steps, currency } = growth;
  const write = (value: number): string => {
    if (counted === 'cost' && currency !== undefined) return format.money(String(Math.round(value)), currency);
    return counted === 'items' ? format.number(value) : format.measure(value, 'days');
  };
  const last = steps.at(-1);
  const curve = last ? [...steps, { on: today, total: last.total, records: [] }] : [];
  const sheet = () => ({
    headings: [t('foundation.change.day'), t(`foundation.change.counted.${counted}`), t('foundation.change.added')],
    rows: steps.map(({ on, total, records }) => [
      { date: on },
      { number: total },
      records.map((one) => `${words.reference(one.kind, one.number)} ${one.title}`).join('; '),
    ]),
  });
  return (
    <section className={classes['part']}>
      <h2>{t('foundation.change.growth')}</h2>
      <Choice
        label={t('foundation.change.countedBy')}
        value={counted}
        options={GROWTH.map((value) => ({ value, label: t(`foundation.change.counted.${value}`) }))}
        onChange={(value) => onChoose({ growth: value })}
      />
      {curve.length === 0 ? (
        <p className={classes['soft']}>{t('foundation.change.noGrowth')}</p>
      ) : (
        <>
          <LineChart
            label={t('foundation.change.growthPicture', { agreed: write(growth.agreed), now: write(growth.now) })}
            series={[
              {
                name: t(`foundation.change.counted.${counted}`),
                points: curve.map(({ on, total }) => ({ x: dayOf(on), y: total })),
              },
            ]}
            ticks={monthTicks(
              curve.map(({ on }) => on),
              format,
            )}
            write={(value) =>
              counted === 'cost'
                ? t('foundation.change.thousand', { amount: format.number(value / 1000, 0) })
                : format.number(value)
            }
            steps
          />
          <details>
            <summary>{t('foundation.change.steps', { count: steps.length })}</summary>
            <ViewTable label={t('foundation.change.growth')}>
              <thead>
                <tr>
                  <th scope="col">{t('foundation.change.day')}</th>
                  <th scope="col" data-align="end">
                    {t(`foundation.change.counted.${counted}`)}
                  </th>
                  <th scope="col">{t('foundation.change.added')}</th>
                </tr>
              </thead>
              <tbody>
                {steps.map(({ on, total, records }) => (
                  <tr key={on}>
                    <th scope="row">{format.date(on)}</th>
                    <td data-align="end">{write(total)}</td>
                    <td>
                      {records.length === 0
                        ? t('foundation.change.agreedThen')
                        : records.map((one) => (
                            <div key={one.id}>
                              <Mentioned record={one} />
                            </div>
                          ))}
                    </td>
                  </tr>
                ))}
              </tbody>
            </ViewTable>
          </details>
          <div>
            <ExportTable name={t('foundation.change.growth')} sheet={sheet} />
          </div>
        </>
      )}
      <Named title={t('foundation.change.unknown', { count: growth.unknown.length })} records={growth.unknown} />
      <Named title={t('foundation.change.left', { count: growth.left.length })} records={growth.left} />
    </section>
  );
}

function Named({ title, records }: { readonly title: string; readonly records: Model['growth']['unknown'] }) {
  if (records.length === 0) return null;
  return (
    <details>
      <summary>{title}</summary>
      <ul className={classes['list']}>
        {records.map((one) => (
          <li key={one.id}>
            <Mentioned record={one} />
          </li>
        ))}
      </ul>
    </details>
  );
}

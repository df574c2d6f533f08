import { ControlChart, ExportTable, Mentioned, useFormat, useSignalWords, ViewTable } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import type { Model } from './benefits.tsx';
import classes from './parts.module.css';

/** The measurements of one benefit as a control chart, and as a table. */
export function BenefitChart({
  model,
  chosen,
}: {
  readonly model: Model;
  readonly chosen: NonNullable<Model['chosen']>;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const signalWords = useSignalWords();
  const benefit = model.benefits.find(({ id }) => id === chosen.id);
  if (!benefit || chosen.chart.points.length === 0) {
    return <p className={classes['soft']}>{t('foundation.benefits.noValues')}</p>;
  }
  const { points, phases } = chosen.chart;
  const unit = benefit.unit ?? '';
  const write = (value: number): string => (unit === '' ? format.number(value) : format.measure(value, unit));
  const phaseOf = (place: number) => phases.find(({ from, points: many }) => place >= from && place < from + many);
  const signals = points.filter((point) => point.signals.length > 0).length;
  const sheet = () => ({
    headings: ['on', 'value', 'phase', 'centre', 'lower', 'upper', 'signals'].map((name) =>
      t(`foundation.benefits.${name}`),
    ),
    rows: points.map((point, place) => {
      const phase = phaseOf(place);
      return [
        { date: point.on },
        { number: point.value },
        t(`foundation.benefits.phases.${point.phase}`),
        ...[phase?.centre, phase?.lower, phase?.upper].map((number) => (number === undefined ? null : { number })),
        signalWords(point.signals).join('; '),
      ];
    }),
  });
  return (
    <section className={classes['part']}>
      <h2>{benefit.title}</h2>
      <p className={classes['soft']}>
        {t('foundation.benefits.chartHelp')} {t('foundation.benefits.rulesFrom', { source: model.rules.source })}{' '}
        {model.rules.status === 'unverified' && t('foundation.benefits.unverified')}
      </p>
      <ControlChart
        label={t('foundation.benefits.picture', { benefit: benefit.title, count: points.length, signals })}
        points={points}
        phases={phases.map(({ phase, ...limits }) => ({ ...limits, label: t(`foundation.benefits.begins.${phase}`) }))}
        way={chosen.ramp}
        {...(benefit.target === undefined
          ? {}
          : {
              target: {
                value: benefit.target,
                label: t('foundation.benefits.targetAt', { value: write(benefit.target) }),
              },
            })}
        month={(day) => `${format.month(day)} ${day.slice(2, 4)}`}
        write={(value) => format.number(value)}
      />
      <details>
        <summary>{t('foundation.benefits.values', { count: points.length })}</summary>
        <ViewTable label={t('foundation.benefits.values', { count: points.length })}>
          <thead>
            <tr>
              <th scope="col">{t('foundation.benefits.measurement')}</th>
              <th scope="col">{t('foundation.benefits.on')}</th>
              <th scope="col" data-align="end">
                {t('foundation.benefits.value')}
              </th>
              <th scope="col">{t('foundation.benefits.phase')}</th>
              <th scope="col" data-align="end">
                {t('foundation.benefits.centre')}
              </th>
              <th scope="col" data-align="end">
                {t('foundation.benefits.between')}
              </th>
              <th scope="col">{t('foundation.benefits.signals')}</th>
            </tr>
          </thead>
          <tbody>
            {points.map((point, place) => {
              const phase = phaseOf(place);
              return (
                <tr key={point.record.id}>
                  <th scope="row">
                    <Mentioned record={point.record} brief />
                  </th>
                  <td>{format.date(point.on)}</td>
                  <td data-align="end">
                    {write(point.value)}
                    {point.provisional && ` (${t('foundation.benefits.provisional')})`}
                  </td>
                  <td>{t(`foundation.benefits.phases.${point.phase}`)}</td>
                  <td data-align="end">{phase && format.number(phase.centre, 2)}</td>
                  <td data-align="end">
                    {phase?.lower === undefined || phase.upper === undefined
                      ? '–'
                      : t('foundation.benefits.range', {
                          lower: format.number(phase.lower, 2),
                          upper: format.number(phase.upper, 2),
                        })}
                  </td>
                  <td>
                    {signalWords(point.signals).join('; ')}
                    {point.note !== undefined && <div className={classes['soft']}>{point.note}</div>}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </ViewTable>
      </details>
      <div>
        <ExportTable name={benefit.title} sheet={sheet} />
      </div>
    </section>
  );
}

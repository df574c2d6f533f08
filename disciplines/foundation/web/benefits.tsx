import type { ModelOf } from '@callosum/kernel';
import {
  Choice,
  ExportTable,
  Figures,
  Mentioned,
  StateMark,
  type Tone,
  useFormat,
  useNameOf,
  useWords,
  ViewTable,
  type ViewProps,
} from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import type { benefits } from '../index.ts';
import { BenefitChart } from './benefit-chart.tsx';
import classes from './parts.module.css';

export type Model = ModelOf<typeof benefits>;
type Benefit = Model['benefits'][number];

const TONES: Readonly<Record<Benefit['stand'], Tone>> = {
  reached: 'met',
  onWay: 'waived',
  behind: 'unmet',
  worse: 'unmet',
  early: 'unknown',
  unmeasured: 'unknown',
  incomplete: 'unknown',
};

/** What has come of each promise, worst first, and the measurements of one of them. */
export default function Benefits({ model, onChoose }: ViewProps<Model>) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const nameOf = useNameOf();
  const own = model.benefits.filter(({ sign }) => sign === 'benefit');
  const count = (...stands: readonly Benefit['stand'][]): string =>
    format.number(own.filter(({ stand }) => stands.includes(stand)).length);
  const value = (one: Benefit, number: number | undefined): string =>
    number === undefined ? '–' : one.unit ? format.measure(number, one.unit) : format.number(number);
  const sheet = () => ({
    headings: ['number', 'benefit', 'stand', 'before', 'target', 'now', 'unit', 'expected', 'realised', 'owner'].map(
      (name) => t(`foundation.benefits.${name}`),
    ),
    rows: model.benefits.map((one) => [
      words.reference(one.kind, one.number),
      one.title,
      { tone: TONES[one.stand], word: t(`foundation.benefits.stands.${one.stand}`) },
      ...[one.before, one.target, one.now].map((number) => (number === undefined ? null : { number })),
      one.unit ?? null,
      one.expected === undefined ? null : { number: one.expected },
      one.realised === undefined ? null : { number: Math.round(one.realised * 1000) / 10, unit: '%' },
      one.owner === undefined ? null : nameOf(one.owner),
    ]),
  });
  return (
    <>
      <Figures
        figures={[
          { value: count('reached'), label: t('foundation.benefits.reached') },
          { value: count('onWay'), label: t('foundation.benefits.onWay') },
          { value: count('behind', 'worse'), label: t('foundation.benefits.behind') },
          { value: count('early', 'unmeasured', 'incomplete'), label: t('foundation.benefits.open') },
          {
            value: format.number(
              model.benefits.filter(({ sign, stand }) => sign === 'disbenefit' && stand === 'behind').length,
            ),
            label: t('foundation.benefits.disbenefits'),
          },
        ]}
      />
      <ViewTable label={t('foundation.benefits.table')}>
        <thead>
          <tr>
            <th scope="col">{t('foundation.benefits.benefit')}</th>
            <th scope="col">{t('foundation.benefits.stand')}</th>
            <th scope="col" className={classes['wide']}>
              {t('foundation.benefits.promise')}
            </th>
            <th scope="col" data-align="end">
              {t('foundation.benefits.before')}
            </th>
            <th scope="col" data-align="end">
              {t('foundation.benefits.now')}
            </th>
            <th scope="col" data-align="end">
              {t('foundation.benefits.expected')}
            </th>
            <th scope="col" data-align="end">
              {t('foundation.benefits.target')}
            </th>
            <th scope="col">{t('foundation.benefits.owner')}</th>
            <th scope="col">{t('foundation.benefits.measured')}</th>
          </tr>
        </thead>
        <tbody>
          {model.benefits.map((one) => (
            <tr key={one.id}>
              <th scope="row">
                <Mentioned record={one} />
                {one.sign === 'disbenefit' && (
                  <div className={classes['soft']}>{t('foundation.benefits.disbenefit')}</div>
                )}
              </th>
              <td>
                <StateMark tone={TONES[one.stand]} word={t(`foundation.benefits.stands.${one.stand}`)} />
              </td>
              <td>
                {one.realised === undefined ? (
                  <span className={classes['soft']}>–</span>
                ) : (
                  <>
                    <PromiseBar realised={one.realised} expected={one.expectedShare} />
                    <span className={classes['soft']}>
                      {t('foundation.benefits.share', {
                        realised: format.percent(one.realised * 100),
                        expected: format.percent((one.expectedShare ?? 0) * 100),
                      })}
                    </span>
                  </>
                )}
              </td>
              <td data-align="end">{value(one, one.before)}</td>
              <td data-align="end">{value(one, one.now)}</td>
              <td data-align="end">{value(one, one.expected)}</td>
              <td data-align="end">{value(one, one.target)}</td>
              <td>{one.owner === undefined ? t('foundation.benefits.nobody') : nameOf(one.owner)}</td>
              <td>
                {one.measure ? (
                  <button
                    type="button"
                    className={classes['open']}
                    aria-pressed={model.chosen?.id === one.id}
                    aria-label={t('foundation.benefits.showOf', { benefit: one.title })}
                    onClick={() => onChoose({ benefit: one.id })}
                  >
                    {t('foundation.benefits.show')}
                  </button>
                ) : (
                  t('foundation.benefits.noMeasure')
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </ViewTable>
      <div>
        <ExportTable name={t('foundation.benefits.table')} sheet={sheet} />
      </div>
      {model.chosen && (
        <>
          <div className={classes['choices']}>
            <Choice
              label={t('foundation.benefits.rules')}
              value={model.rules.id}
              options={['provost-murray', 'nelson'].map((id) => ({
                value: id,
                label: t(`foundation.benefits.ruleSet.${id}`),
              }))}
              onChange={(rules) => onChoose({ rules })}
            />
            <Choice
              label={t('foundation.benefits.limits')}
              value={model.limits}
              options={['own', 'first'].map((id) => ({ value: id, label: t(`foundation.benefits.limitsOf.${id}`) }))}
              onChange={(limits) => onChoose({ limits })}
            />
          </div>
          <BenefitChart model={model} chosen={model.chosen} />
        </>
      )}
    </>
  );
}

/** The share that has come, between nothing and the whole of what was promised; the tick is what was to be there by now. */
function PromiseBar({ realised, expected }: { readonly realised: number; readonly expected: number | undefined }) {
  // What went the other way shows to the left of nought.
  const [from, to] = [-0.25, 1.25];
  const at = (share: number): number => (100 * (Math.min(to, Math.max(from, share)) - from)) / (to - from);
  return (
    <svg className={classes['promise']} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect className={classes['ground']} x={at(0)} width={at(1) - at(0)} height="10" />
      <rect
        className={classes['came']}
        data-worse={realised < 0}
        x={Math.min(at(0), at(realised))}
        y="2"
        width={Math.abs(at(realised) - at(0))}
        height="6"
      />
      {expected !== undefined && <rect className={classes['tick']} x={at(expected) - 0.5} width="1" height="10" />}
    </svg>
  );
}

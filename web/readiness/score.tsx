import { useTranslation } from 'react-i18next';
import type { Gate } from '../api/shapes.ts';
import { StateMark, TONES } from '../kit/state-mark.tsx';
import { useFormat } from '../messages/format.ts';
import classes from './readiness.module.css';
import { ShareBar } from './share-bar.tsx';

/** How the score comes about: whose weight counts, whose does not, and what is not known. */
export function Score({ gate }: { readonly gate: Gate }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { criteria, score } = gate;
  if (score === null) return null;
  const weightOf = (tone: (typeof TONES)[number]): number =>
    criteria.filter(({ state }) => state === tone).reduce((sum, { weight }) => sum + weight, 0);
  const weights = {
    met: weightOf('met'),
    waived: weightOf('waived'),
    unmet: weightOf('unmet'),
    unknown: weightOf('unknown'),
  };
  const all = weights.met + weights.waived + weights.unmet + weights.unknown;
  return (
    <section aria-labelledby="score" className={classes['gateSection']}>
      <h2 id="score">{t('readiness.scoreTitle')}</h2>
      <ShareBar counts={weights} />
      <p>
        {t('readiness.scoreIs', {
          score: format.percent(score),
          met: format.number(weights.met),
          all: format.number(all),
        })}
      </p>
      <table className={classes['weights']}>
        <caption className="hidden">{t('readiness.scoreTitle')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('readiness.state')}</th>
            <th scope="col" className={classes['right']}>
              {t('readiness.criteria')}
            </th>
            <th scope="col" className={classes['right']}>
              {t('readiness.weight')}
            </th>
            <th scope="col">{t('readiness.scoreCounts')}</th>
          </tr>
        </thead>
        <tbody>
          {TONES.map((tone) => (
            <tr key={tone}>
              <th scope="row">
                <StateMark tone={tone} />
              </th>
              <td className={classes['right']}>
                {format.number(criteria.filter(({ state }) => state === tone).length)}
              </td>
              <td className={classes['right']}>{format.number(weights[tone])}</td>
              <td className={classes['soft']}>{t(`readiness.scoreOf.${tone}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

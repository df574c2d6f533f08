import type { Json } from '@callosum/kernel';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { StateMark } from '../kit/state-mark.tsx';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';
import { useProject } from '../shell/project.ts';
import { useCriterionWords } from './criteria.tsx';
import { detailsOf } from './details.ts';
import { type FrozenCriterion, readSnapshot } from './read-snapshot.ts';
import classes from './readiness.module.css';

/** What was known when the gate was decided: every criterion, and the rows that were not in order. */
export function Snapshot({ value }: { readonly value: Json | undefined }) {
  const { t } = useTranslation();
  const words = useCriterionWords();
  const format = useFormat();
  const criteria = readSnapshot(value);
  if (criteria.length === 0) return null;
  return (
    <ul className={classes['frozen']}>
      {criteria.map((criterion) => (
        <li key={criterion.key}>
          <p>
            <StateMark tone={criterion.state} />
            <span>
              <strong>{criterion.title}</strong>{' '}
              {criterion.stop && <span className={classes['stop']}>{t('readiness.stop')}</span>}{' '}
              <span className={classes['soft']}>
                {t('readiness.foundAsked', { found: words.value(criterion), asked: words.target(criterion) })}
                {criterion.on !== undefined && ` ${t('readiness.askedOn', { date: format.date(criterion.on) })}`}
              </span>
            </span>
          </p>
          <Rows criterion={criterion} />
        </li>
      ))}
    </ul>
  );
}

function Rows({ criterion }: { readonly criterion: FrozenCriterion }) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const { key } = useProject();
  if (criterion.rows.length === 0) return null;
  return (
    <details>
      <summary>{t('readiness.snapshotRows', { count: criterion.failing })}</summary>
      <ul className={classes['plainList']}>
        {criterion.rows.map((row) => (
          <li key={row.id}>
            <Link to="/p/$key/$reference" params={{ key, reference: row.id }}>
              {words.reason(criterion.fact, row.reason, detailsOf(row.details, format, words))}
            </Link>
          </li>
        ))}
      </ul>
      {criterion.rowsLeftOut > 0 && (
        <p className={classes['soft']}>
          {t('readiness.rowsLeftOut', { count: criterion.rowsLeftOut, number: format.number(criterion.rowsLeftOut) })}
        </p>
      )}
    </details>
  );
}

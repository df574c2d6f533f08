import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Criterion } from '../api/shapes.ts';
import { useNameOf } from '../api/people.tsx';
import { StateMark } from '../kit/state-mark.tsx';
import { useFormat } from '../messages/format.ts';
import { byUrgency } from './gate-state.ts';
import classes from './readiness.module.css';

/** The criteria of a gate: what was found, what is asked, and the rows behind the number. */
export function Criteria(props: {
  readonly project: string;
  readonly at: string | undefined;
  readonly caption: string;
  readonly criteria: readonly Criterion[];
  /** Weight of all criteria of the gate: with it, each one’s share in the score is told. */
  readonly weightOfAll?: number;
  /** What can be done about one criterion. */
  readonly renderDeeds?: (criterion: Criterion) => ReactNode;
}) {
  const { t } = useTranslation();
  const words = useCriterionWords();
  const nameOf = useNameOf();
  const format = useFormat();
  if (props.criteria.length === 0) return <p className={classes['soft']}>{t('readiness.noCriteria')}</p>;
  return (
    <table className={classes['criteria']}>
      <caption className="hidden">{props.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t('readiness.state')}</th>
          <th scope="col">{t('readiness.criterion')}</th>
          <th scope="col" className={classes['right']}>
            {t('readiness.found')}
          </th>
          <th scope="col">{t('readiness.asked')}</th>
          {props.weightOfAll !== undefined && (
            <th scope="col" className={classes['right']}>
              {t('readiness.weight')}
            </th>
          )}
          <th scope="col">{t('readiness.evidence')}</th>
          {props.renderDeeds && (
            <th scope="col">
              <span className="hidden">{t('readiness.deeds')}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {byUrgency(props.criteria).map((criterion) => (
          <tr key={criterion.id}>
            <td>
              <StateMark tone={criterion.state} />
            </td>
            <th scope="row">
              {criterion.title}
              {criterion.stop && <span className={classes['stop']}>{t('readiness.stop')}</span>}
              {criterion.waiver && criterion.state === 'waived' && (
                <span className={classes['waiver']}>
                  {t('readiness.waivedBy', {
                    name: nameOf(criterion.waiver.by),
                    until: format.date(criterion.waiver.until),
                  })}{' '}
                  {criterion.waiver.reason}
                </span>
              )}
            </th>
            <td className={classes['right']}>
              <Link
                to="/p/$key/criterion/$criterion"
                params={{ key: props.project, criterion: criterion.id }}
                search={props.at ? { at: props.at } : {}}
                className="numeric"
              >
                {words.value(criterion)}
                <span className="hidden"> {t('readiness.rowsOf', { title: criterion.title })}</span>
              </Link>
            </td>
            <td className={classes['soft']}>
              {words.target(criterion)}
              {criterion.on !== null && ` ${t('readiness.askedOn', { date: format.date(criterion.on) })}`}
            </td>
            {props.weightOfAll !== undefined && (
              <td className={classes['right']}>
                {t('readiness.weightOf', {
                  weight: format.number(criterion.weight),
                  share: format.percent((100 * criterion.weight) / props.weightOfAll),
                })}
              </td>
            )}
            <td className={classes['soft']}>{words.evidence(criterion)}</td>
            {props.renderDeeds && <td className={classes['deeds']}>{props.renderDeeds(criterion)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Value, target and evidence of a criterion in words. */
export function useCriterionWords() {
  const { t } = useTranslation();
  const format = useFormat();
  return {
    value: ({ value, unit }: { readonly value: number | null; readonly unit: string }): string =>
      value === null ? t('state.unknown') : format.measure(value, unit),
    target: ({ comparison, target, unit }: Pick<Criterion, 'comparison' | 'target' | 'unit'>): string =>
      t(`comparison.${comparison}`, { target: format.measure(target, unit) }),
    evidence: ({ total, failing }: Pick<Criterion, 'total' | 'failing'>): string => {
      if (total === 0) return t('readiness.noRows');
      return failing === 0
        ? t('readiness.allInOrder', { count: total, total: format.number(total) })
        : t('readiness.notInOrder', { count: total, failing: format.number(failing), total: format.number(total) });
    },
  };
}

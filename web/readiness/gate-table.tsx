import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { Gate, Readiness } from '../api/shapes.ts';
import { Counts, StateMark } from '../kit/state-mark.tsx';
import { useFormat } from '../messages/format.ts';
import { countStates, toneOf } from './gate-state.ts';
import classes from './readiness.module.css';
import { ShareBar } from './share-bar.tsx';

/** The same gates as a table: for print, phones, and who prefers it. */
export function GateTable(props: {
  readonly project: string;
  readonly readiness: Readiness;
  readonly selected: Gate | undefined;
  readonly at: string | undefined;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { gates, at } = props.readiness;
  const firstAhead = gates.findIndex((gate) => gate.date === null || gate.date >= at.today);
  return (
    <table className={classes['gateTable']}>
      <caption className="hidden">{t('readiness.timeline')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('readiness.gate')}</th>
          <th scope="col">{t('readiness.date')}</th>
          <th scope="col">{t('readiness.criteria')}</th>
          <th scope="col">{t('readiness.state')}</th>
        </tr>
      </thead>
      <tbody>
        {gates.map((gate, index) => (
          <Fragment key={gate.id}>
            {index === firstAhead && (
              <tr className={classes['todayRow']}>
                <td colSpan={4}>
                  {props.at ? t('readiness.asOfMark') : t('readiness.today')} {format.date(at.today)}
                </td>
              </tr>
            )}
            <tr data-selected={gate.id === props.selected?.id}>
              <th scope="row">
                <Link
                  to="/p/$key"
                  params={{ key: props.project }}
                  search={{ gate: gate.key, ...(props.at ? { at: props.at } : {}) }}
                  resetScroll={false}
                  aria-current={gate.id === props.selected?.id ? 'true' : undefined}
                >
                  {gate.title}
                </Link>
              </th>
              <td className={classes['soft']}>{gate.date === null ? t('kit.notSet') : format.date(gate.date)}</td>
              <td>
                <span className={classes['barAndCounts']}>
                  <ShareBar counts={countStates(gate.criteria)} />
                  <Counts counts={countStates(gate.criteria)} />
                </span>
              </td>
              <td>
                <StateMark tone={toneOf(gate.state)} word={t(`gateState.${gate.state}`)} />
              </td>
            </tr>
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

import { formatInstant } from '@callosum/schedule';
import { ExportTable, Figures, useFormat, useProject, useWords, ViewTable } from '@callosum/web/views';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Agreed, type Move, type MoveCause, moveCause, movesIn, type Reference } from '../plan/compare.ts';
import { measuresOf } from '../plan/gestures.ts';
import { writeDuration } from '../plan/typed.ts';
import type { WorkingPlan } from '../plan/working-plan.ts';
import classes from './moves.module.css';
import { useBecause } from './use-because.ts';
import type { PlanDesk } from './use-desk.ts';
import { daysIn, useVariance } from './use-variance.ts';

/** Rows that are shown at once. */
const SHOWN = 200;

/** What moved between the plan and what it is held against: each task, from when to when, by how much, and why. */
export function MovesTable({ desk, reference }: { readonly desk: PlanDesk; readonly reference: Reference }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const { key } = useProject();
  const { plan } = desk.state;
  const [shown, setShown] = useState(SHOWN);
  const moves = useMemo(() => movesIn(plan, reference), [plan, reference]);
  const why = useWhy(plan, reference);
  const variance = useVariance();
  const count = (test: (move: Move) => boolean): string => format.number(moves.filter(test).length);
  const day = (span: Agreed | undefined): string => (span ? format.date(formatInstant(span.finish).slice(0, 10)) : '');
  const by = (move: Move, end: 'start' | 'finish'): string =>
    move.variance
      ? variance(plan, move.variance[end])
      : t(move.now ? 'planning.compare.added' : 'planning.compare.gone');
  if (moves.length === 0) return <p>{t('planning.compare.same')}</p>;
  const headings = ['task', 'from', 'to', 'startBy', 'finishBy', 'why'] as const;
  const sheet = () => ({
    headings: headings.map((name) => t(`planning.compare.column.${name}`)),
    rows: moves.map((move) => [
      move.task.fields.title,
      move.before ? { date: formatInstant(move.before.finish).slice(0, 10) } : null,
      move.now ? { date: formatInstant(move.now.finish).slice(0, 10) } : null,
      move.variance ? { number: daysIn(plan, move.variance.start) } : null,
      move.variance ? { number: daysIn(plan, move.variance.finish) } : by(move, 'finish'),
      why(move),
    ]),
  });
  return (
    <div className={classes['moves']}>
      <Figures
        figures={[
          { value: count(({ variance: one }) => (one?.finish ?? 0) > 0), label: t('planning.compare.figure.later') },
          { value: count(({ variance: one }) => (one?.finish ?? 0) < 0), label: t('planning.compare.figure.earlier') },
          { value: count(({ before }) => !before), label: t('planning.compare.figure.added') },
          { value: count(({ now }) => !now), label: t('planning.compare.figure.gone') },
        ]}
      />
      <ViewTable label={t('planning.way.moves')}>
        <thead>
          <tr>
            {headings.map((name) => (
              <th key={name} scope="col" data-align={name.endsWith('By') ? 'end' : undefined}>
                {t(`planning.compare.column.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {moves.slice(0, shown).map((move) => (
            <tr key={move.task.id}>
              <th scope="row">
                <Link to="/p/$key/$reference" params={{ key, reference: words.reference('task', move.task.number) }}>
                  {move.task.fields.title}
                </Link>
              </th>
              <td>{day(move.before)}</td>
              <td>{day(move.now)}</td>
              <td data-align="end">{move.variance ? by(move, 'start') : ''}</td>
              <td data-align="end">{by(move, 'finish')}</td>
              <td>{why(move)}</td>
            </tr>
          ))}
        </tbody>
      </ViewTable>
      <div className={classes['below']}>
        {moves.length > shown && (
          <button type="button" className={classes['more']} onClick={() => setShown(shown + SHOWN)}>
            {t('planning.compare.more', { count: moves.length - shown, number: format.number(moves.length - shown) })}
          </button>
        )}
        <ExportTable name={t('planning.way.moves')} sheet={sheet} />
      </div>
    </div>
  );
}

/** Why a task moved, in words. */
function useWhy(plan: WorkingPlan, reference: Reference): (move: Move) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const because = useBecause(plan);
  const written = (seconds: number): string => writeDuration({ seconds, unit: 'd', elapsed: false }, measuresOf(plan));
  /** What has happened says more than what holds the task there. */
  const fact = (id: string): string | undefined => {
    const { actualStart, actualFinish } = plan.records().tasks[plan.indexOf(id) ?? -1]?.fields ?? {};
    const happened = actualFinish ?? actualStart;
    if (happened === undefined) return undefined;
    return t(`planning.compare.${actualFinish === undefined ? 'begun' : 'done'}`, {
      day: format.date(happened.slice(0, 10)),
    });
  };
  const own = ({ root, changes, reason }: MoveCause): string =>
    changes.length === 0
      ? (fact(root) ?? because(reason))
      : changes
          .map((change) =>
            change.kind === 'duration'
              ? t('planning.compare.own.duration', { before: written(change.before), now: written(change.now) })
              : ((change.kind === 'progress' ? fact(root) : undefined) ?? t(`planning.compare.own.${change.kind}`)),
          )
          .join(', ');
  return ({ task, now }) => {
    if (!now) return t('planning.compare.own.gone');
    const cause = moveCause(plan, reference, task.id);
    if (!cause) return '';
    if (cause.root === task.id) return own(cause);
    return t('planning.compare.follows', { task: cause.reason.name, why: own(cause) });
  };
}

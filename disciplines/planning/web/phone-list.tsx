import { formatInstant } from '@callosum/schedule';
import { useFormat, useProject, useWords } from '@callosum/web/views';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { datesIn } from '../plan/gestures.ts';
import classes from './plan.module.css';
import type { PlanDesk } from './use-desk.ts';

const HEIGHT = 66;
const MORE = 6;

/** The plan one-handed: each task with its days and its progress; a tap opens its page. */
export function PhoneList({ desk }: { readonly desk: PlanDesk }) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const { key, today } = useProject();
  const { plan } = desk.state;
  const { model, floats } = plan.schedule();
  const list = useRef<HTMLDivElement>(null);
  const [first, setFirst] = useState(0);
  const last = Math.min(desk.rows.length - 1, first + Math.ceil(900 / HEIGHT) + MORE);
  const from = Math.max(0, first - MORE);
  const shown = Array.from({ length: Math.max(0, last - from + 1) }, (_, index) => from + index);
  return (
    <div
      ref={list}
      className={classes['phone']}
      onScroll={(event) => setFirst(Math.floor(event.currentTarget.scrollTop / HEIGHT))}
    >
      <ul aria-label={t('planning.grid')} style={{ height: desk.rows.length * HEIGHT }}>
        {shown.map((row) => {
          const task = desk.taskAt(row);
          const place = desk.rows[row] ?? 0;
          if (!task) return null;
          const { start, finish } = datesIn(plan, task.id);
          const day = (instant: number): string => format.day(formatInstant(instant).slice(0, 10), today);
          const summary = model.summary[place] === 1;
          return (
            <li key={task.id} style={{ top: row * HEIGHT }} data-summary={summary}>
              <Link to="/p/$key/$reference" params={{ key, reference: words.reference('task', task.number) }}>
                {task.fields.milestone && <span aria-hidden="true">◆ </span>}
                {task.fields.title}
              </Link>
              <span className={classes['phoneDates']}>
                {start === finish ? day(finish) : t('planning.span', { start: day(start), finish: day(finish) })}
                {task.fields.percentComplete ? ` · ${format.percent(task.fields.percentComplete)}` : ''}
                {floats.critical[place] === 1 && !summary && (
                  <b className={classes['mark']}>{t('planning.critical')}</b>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

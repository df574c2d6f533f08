import { instantOf } from '@callosum/schedule';
import { useFormat, useProject, useWords } from '@callosum/web/views';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { task as taskKind } from '../index.ts';
import { blackoutWindow } from '../kinds/blackout-window.ts';
import {
  type Bar,
  type CalendarDay,
  entriesIn,
  type Entry,
  type Lasting,
  monthAfter,
  monthOf,
  onDay,
} from '../plan/month.ts';
import classes from './month.module.css';
import { TaskTable } from './task-table.tsx';
import type { PlanDesk } from './use-desk.ts';
import { usePhone } from './use-phone.ts';
import ways from './ways.module.css';

const DAY = 86_400;

/** The plan as a calendar: a month of tasks, gates and windows, and the day that is opened. */
export function MonthGrid(props: {
  readonly desk: PlanDesk;
  readonly month: string | undefined;
  readonly table: boolean;
  readonly onMonth: (month: string | undefined) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const phone = usePhone();
  const { today: now, at } = useProject();
  const today = at ?? now;
  const { plan } = props.desk.state;
  const month = props.month ?? today.slice(0, 7);
  const [opened, setOpened] = useState<number>();
  const entries = useMemo(() => entriesIn(plan), [plan]);
  const weeks = useMemo(() => monthOf(plan, month, entries), [plan, month, entries]);
  const go = (by: number): void => {
    setOpened(undefined);
    props.onMonth(by === 0 ? undefined : monthAfter(month, by));
  };
  const first = instantOf(`${month}-01`) / DAY;
  const last = instantOf(`${monthAfter(month, 1)}-01`) / DAY - 1;
  const name = t('planning.calendar.month', { month: format.month(`${month}-15`), year: month.slice(0, 4) });
  const inMonth = entries.filter(({ from, to }) => from <= last && to >= first);
  return (
    <div className={ways['way']}>
      <div className={ways['tools']}>
        <Button size="xs" variant="default" onClick={() => go(-1)}>
          {t('planning.calendar.earlier')}
        </Button>
        <h2 className={classes['name']} aria-live="polite">
          {name}
        </h2>
        <Button size="xs" variant="default" onClick={() => go(1)}>
          {t('planning.calendar.later')}
        </Button>
        {props.month !== undefined && (
          <Button size="xs" variant="subtle" onClick={() => go(0)}>
            {t('planning.today')}
          </Button>
        )}
      </div>
      {props.table || phone ? (
        <DayList desk={props.desk} label={name} entries={inMonth} />
      ) : (
        <div className={classes['frame']}>
          <table className={classes['month']}>
            <caption className="hidden">{name}</caption>
            <thead>
              <tr>
                {(weeks[0] ?? []).map(({ date }) => (
                  <th key={date} scope="col">
                    {format.brief(date).split(/[ ,]/, 1)[0]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {weeks.map((week) => (
                <tr key={week[0]?.date}>
                  {week.map((day) => (
                    <Day key={day.date} day={day} today={today} isOpen={day.day === opened} onOpen={setOpened} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {opened !== undefined && (
        <DayList
          key={opened}
          isOpened
          desk={props.desk}
          label={format.date(new Date(opened * DAY * 1_000).toISOString())}
          entries={onDay(entries, opened)}
        />
      )}
    </div>
  );
}

function Day(props: {
  readonly day: CalendarDay;
  readonly today: string;
  readonly isOpen: boolean;
  readonly onOpen: (day: number | undefined) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { day, date, isInMonth, isOff, begins, more } = props.day;
  const lanes = begins.map((bar, lane) => ({ lane, bar }));
  return (
    <td data-out={!isInMonth} data-off={isOff} data-today={date === props.today}>
      <button
        type="button"
        className={classes['date']}
        aria-expanded={props.isOpen}
        onClick={() => props.onOpen(props.isOpen ? undefined : day)}
      >
        <span aria-hidden="true">{Number(date.slice(8))}</span>
        <span className="hidden">{t('planning.calendar.open', { day: format.date(date) })}</span>
        {more > 0 && (
          <span className={classes['more']}>{t('planning.calendar.more', { number: format.number(more) })}</span>
        )}
      </button>
      {lanes.map(({ lane, bar }) =>
        bar ? (
          <Piece key={lane} bar={bar} />
        ) : (
          // Empty here, or taken by what began on a day before.
          <span key={lane} className={classes['free']} />
        ),
      )}
    </td>
  );
}

function Piece({ bar }: { readonly bar: Bar }) {
  const { key } = useProject();
  const { entry } = bar.lasting;
  const { title, to } = useEntry()(entry);
  const place = {
    className: classes['bar'] ?? '',
    'data-kind': entry.kind,
    'data-critical': entry.kind === 'task' && entry.critical,
    'data-done': entry.kind === 'task' && entry.task.state === 'done',
    'data-hard': entry.kind === 'window' && entry.window.fields.policy === 'hard',
    'data-continued': bar.isContinued,
    'data-goes-on': bar.goesOn,
    style: { width: `calc(${bar.length * 100}% + ${(bar.length - 1) * 9}px)` },
    title,
  };
  if (to === undefined) return <span {...place}>{title}</span>;
  return (
    <Link to="/p/$key/$reference" params={{ key, reference: to }} {...place}>
      {title}
    </Link>
  );
}

/** What an entry is called, and where it leads. */
function useEntry(): (entry: Entry) => { readonly title: string; readonly to: string | undefined } {
  const { t } = useTranslation();
  const words = useWords();
  return (entry) => {
    switch (entry.kind) {
      case 'task': {
        const { number, fields } = entry.task;
        const title = fields.milestone === true ? `◆ ${fields.title}` : fields.title;
        return { title, to: words.reference(taskKind.name, number) };
      }
      case 'gate':
        return { title: t('planning.calendar.gate', { gate: entry.gate.title }), to: undefined };
      case 'window':
        return {
          title: t('planning.calendar.window', {
            window: entry.window.fields.title,
            policy: words.option(blackoutWindow.name, 'policy', entry.window.fields.policy),
          }),
          to: undefined,
        };
    }
  };
}

/** What lies on some days, as a list: windows and gates in words, tasks as a table. */
function DayList(props: {
  /** It was opened just now, and is brought into sight. */
  readonly isOpened?: boolean;
  readonly desk: PlanDesk;
  readonly label: string;
  readonly entries: readonly Lasting[];
}) {
  const { t } = useTranslation();
  const titled = useEntry();
  const section = useRef<HTMLElement>(null);
  const { isOpened = false } = props;
  useEffect(() => {
    if (isOpened) section.current?.scrollIntoView({ block: 'nearest' });
  }, [isOpened]);
  const besides = props.entries.filter(({ entry }) => entry.kind !== 'task');
  const tasks = props.entries.flatMap(({ entry }) => (entry.kind === 'task' ? [entry.task] : []));
  return (
    <section ref={section} className={classes['day']} aria-label={props.label}>
      <h2>{props.label}</h2>
      {besides.length > 0 && (
        <ul>
          {besides.map(({ entry }) => (
            <li key={entry.id}>{titled(entry).title}</li>
          ))}
        </ul>
      )}
      {tasks.length > 0 ? (
        <TaskTable
          plan={props.desk.state.plan}
          label={t('planning.calendar.tasks', { day: props.label })}
          tasks={tasks}
        />
      ) : (
        <p>{t('planning.calendar.nothing')}</p>
      )}
    </section>
  );
}

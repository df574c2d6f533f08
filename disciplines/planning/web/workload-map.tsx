import { formatInstant, instantOf } from '@callosum/schedule';
import { ExportTable, useFormat, useNameOf, useProject, ViewTable } from '@callosum/web/views';
import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { daysOf, type Fullness, fullness, type Load, weekOf, type Worker, workloadIn } from '../plan/workload.ts';
import { TaskTable } from './task-table.tsx';
import type { PlanDesk } from './use-desk.ts';
import ways from './ways.module.css';
import classes from './workload.module.css';

const HOUR = 3_600;
const WEEK = 7 * 86_400;
/** From so many percent on a resource is several people. */
const POOL = 200;
/** A quarter of a year is seen at once. */
const WEEKS = 13;

/** Who is asked for how much in which week: a table whose cells show by shape and hue how full they are, and open to the tasks. */
export function WorkloadMap(props: {
  readonly desk: PlanDesk;
  readonly week: string | undefined;
  readonly onWeek: (week: string | undefined) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useNameOf();
  const { today: now, at } = useProject();
  const today = at ?? now;
  const { plan } = props.desk.state;
  const { weekStart } = plan.mapped().plan.properties;
  const from = weekOf(instantOf(props.week ?? today), weekStart);
  const [opened, setOpened] = useState<{ readonly worker: string; readonly week: number }>();
  const workers = useMemo(() => workloadIn(plan, { from, count: WEEKS }), [plan, from]);
  const days = daysOf({ from, count: WEEKS });
  const go = (by: number): void => {
    setOpened(undefined);
    props.onWeek(by === 0 ? undefined : formatInstant(from + by * WEEK).slice(0, 10));
  };
  const labelOf = ({ kind, id, title }: Worker): string => title ?? (kind === 'owner' ? nameOf(id) : id);
  const shown = workers.find(({ id }) => id === opened?.worker);
  const load = opened && shown?.loads[opened.week];
  const sheet = () => ({
    headings: [t('planning.workload.who'), ...days],
    rows: workers.map((worker) => [
      labelOf(worker),
      ...worker.loads.map(({ work }) => ({ number: Math.round((work / HOUR) * 10) / 10 })),
    ]),
  });
  if (workers.length === 0) return <p>{t('planning.workload.nobody')}</p>;
  return (
    <div className={ways['way']}>
      <div className={ways['tools']}>
        <Button size="xs" variant="default" onClick={() => go(-WEEKS)}>
          {t('planning.workload.earlier')}
        </Button>
        <Button size="xs" variant="default" onClick={() => go(WEEKS)}>
          {t('planning.workload.later')}
        </Button>
        {props.week !== undefined && (
          <Button size="xs" variant="subtle" onClick={() => go(0)}>
            {t('planning.today')}
          </Button>
        )}
        <ul className={classes['legend']}>
          {(['some', 'full', 'over'] as const).map((one) => (
            <li key={one}>
              <Fill fullness={one} />
              {t(`planning.workload.fullness.${one}`)}
            </li>
          ))}
        </ul>
        <ExportTable name={t('planning.way.workload')} sheet={sheet} />
      </div>
      <ViewTable label={t('planning.way.workload')}>
        <thead>
          <tr>
            <th scope="col">{t('planning.workload.who')}</th>
            {days.map((day) => (
              <th key={day} scope="col" className={classes['week']}>
                {format.brief(day).replace(/^\S+ /, '')}
              </th>
            ))}
          </tr>
        </thead>
        {(['resource', 'owner'] as const).map((kind) => {
          const rows = workers.filter((worker) => worker.kind === kind);
          if (rows.length === 0) return null;
          return (
            <tbody key={kind}>
              <tr>
                <th scope="colgroup" colSpan={WEEKS + 1} className={classes['group']}>
                  {t(`planning.workload.${kind}`)}
                </th>
              </tr>
              {rows.map((worker) => (
                <tr key={worker.id}>
                  <th scope="row">
                    {labelOf(worker)}
                    {worker.available !== 100 && (
                      <span className={ways['hint']}>
                        {' '}
                        {worker.available >= POOL
                          ? t('planning.workload.people', { number: format.number(worker.available / 100) })
                          : t('planning.workload.available', { percent: format.percent(worker.available) })}
                      </span>
                    )}
                  </th>
                  {worker.loads.map((one, week) => (
                    <Cell
                      key={days[week]}
                      load={one}
                      label={labelOf(worker)}
                      day={days[week] ?? ''}
                      isOpen={opened?.worker === worker.id && opened.week === week}
                      onOpen={(open) => setOpened(open ? { worker: worker.id, week } : undefined)}
                    />
                  ))}
                </tr>
              ))}
            </tbody>
          );
        })}
      </ViewTable>
      {shown && load && opened && (
        <section aria-label={labelOf(shown)}>
          <h2 className={classes['opened']}>
            {t('planning.workload.opened', {
              who: labelOf(shown),
              week: format.date(days[opened.week] ?? ''),
              work: format.number(load.work / HOUR),
              capacity: format.number(load.capacity / HOUR),
            })}
          </h2>
          <TaskTable
            plan={plan}
            label={t('planning.calendar.tasks', { day: labelOf(shown) })}
            tasks={load.parts.map(({ task }) => task)}
            hours={new Map(load.parts.map(({ task, work }) => [task.id, work / HOUR]))}
          />
        </section>
      )}
    </div>
  );
}

function Cell(props: {
  readonly load: Load;
  readonly label: string;
  readonly day: string;
  readonly isOpen: boolean;
  readonly onOpen: (open: boolean) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { load } = props;
  const full = fullness(load);
  const hours = format.number(Math.round(load.work / HOUR));
  if (full === 'none') return <td className={classes['cell']} aria-label={t('planning.workload.free')} />;
  return (
    <td className={classes['cell']}>
      <button
        type="button"
        data-fullness={full}
        aria-expanded={props.isOpen}
        aria-label={t('planning.workload.cell', {
          who: props.label,
          week: format.date(props.day),
          work: hours,
          capacity: format.number(Math.round(load.capacity / HOUR)),
          fullness: t(`planning.workload.fullness.${full}`),
        })}
        onClick={() => props.onOpen(!props.isOpen)}
      >
        <Fill fullness={full} share={load.capacity > 0 ? load.work / load.capacity : 1} />
        {hours}
      </button>
    </td>
  );
}

/** A vessel that fills; what runs over is a triangle, so that it is seen without colour. */
function Fill({ fullness: full, share }: { readonly fullness: Exclude<Fullness, 'none'>; readonly share?: number }) {
  const level = Math.round(10 * Math.min(1, share ?? (full === 'some' ? 0.5 : 1)));
  return (
    <svg className={classes['fill']} data-fullness={full} viewBox="0 0 12 12" aria-hidden="true" focusable="false">
      {full === 'over' ? (
        <path d="M6 0.8 11.6 11H0.4Z" fill="currentColor" />
      ) : (
        <>
          <rect x="1" y={11 - level} width="10" height={level} fill="currentColor" />
          <rect x="1" y="1" width="10" height="10" fill="none" stroke="currentColor" />
        </>
      )}
    </svg>
  );
}

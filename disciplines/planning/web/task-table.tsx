import { formatInstant } from '@callosum/schedule';
import { ExportTable, useFormat, useNameOf, useProject, useWords, ViewTable } from '@callosum/web/views';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { task as taskKind } from '../index.ts';
import { datesIn } from '../plan/gestures.ts';
import type { TaskRecord } from '../plan/records.ts';
import type { WorkingPlan } from '../plan/working-plan.ts';
import classes from './ways.module.css';

const SHOWN = 200;
const COLUMNS = ['name', 'start', 'finish', 'percent', 'owner'] as const;

/** Tasks as a table: the twin of a picture that shows the same tasks. */
export function TaskTable(props: {
  readonly plan: WorkingPlan;
  readonly label: string;
  readonly tasks: readonly TaskRecord[];
  /** Hours of work in the week that is spoken of, by task. */
  readonly hours?: ReadonlyMap<string, number>;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const nameOf = useNameOf();
  const { key } = useProject();
  const [shown, setShown] = useState(SHOWN);
  const { plan, label, tasks, hours } = props;
  const day = (id: string, end: 'start' | 'finish'): string => formatInstant(datesIn(plan, id)[end]).slice(0, 10);
  const hoursOf = (id: string): number => Math.round((hours?.get(id) ?? 0) * 10) / 10;
  const headings = [
    ...COLUMNS.map((name) => t(`planning.column.${name}`)),
    t('planning.state'),
    ...(hours ? [t('planning.workload.hours')] : []),
  ];
  const owner = ({ fields }: TaskRecord): string => (fields.owner === undefined ? '' : nameOf(fields.owner));
  const sheet = () => ({
    headings,
    rows: tasks.map((task) => [
      task.fields.title,
      { date: day(task.id, 'start') },
      { date: day(task.id, 'finish') },
      { number: task.fields.percentComplete ?? 0, unit: '%' },
      owner(task),
      words.state(taskKind.name, task.state),
      ...(hours ? [{ number: hoursOf(task.id) }] : []),
    ]),
  });
  return (
    <div className={classes['twin']}>
      <ViewTable label={label}>
        <thead>
          <tr>
            {headings.map((heading) => (
              <th key={heading} scope="col">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {tasks.slice(0, shown).map((task) => (
            <tr key={task.id}>
              <th scope="row">
                <Link to="/p/$key/$reference" params={{ key, reference: words.reference(taskKind.name, task.number) }}>
                  {task.fields.title}
                </Link>
              </th>
              <td>{format.date(day(task.id, 'start'))}</td>
              <td>{format.date(day(task.id, 'finish'))}</td>
              <td>{format.percent(task.fields.percentComplete ?? 0)}</td>
              <td>{owner(task)}</td>
              <td>{words.state(taskKind.name, task.state)}</td>
              {hours && <td>{format.number(hoursOf(task.id))}</td>}
            </tr>
          ))}
        </tbody>
      </ViewTable>
      <div className={classes['tools']}>
        {tasks.length > shown && (
          <Button size="xs" variant="subtle" onClick={() => setShown(shown + SHOWN)}>
            {t('planning.board.more', { number: format.number(tasks.length - shown) })}
          </Button>
        )}
        <ExportTable name={label} sheet={sheet} />
      </div>
    </div>
  );
}

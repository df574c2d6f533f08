import { formatInstant } from '@callosum/schedule';
import { useFormat, useNameOf, useWords } from '@callosum/web/views';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { task as taskKind } from '../index.ts';
import { datesIn } from '../plan/gestures.ts';
import { typedText } from './columns.ts';
import classes from './plan.module.css';
import type { PlanDesk } from './use-desk.ts';

/** On paper the plan is a table of all its rows; it is made when somebody prints. */
export function PrintTable({ desk }: { readonly desk: PlanDesk }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useNameOf();
  const words = useWords();
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const begin = (): void => setPrinting(true);
    const end = (): void => setPrinting(false);
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    return () => {
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
    };
  }, []);
  if (!printing) return null;
  const { plan } = desk.state;
  const { model } = plan.schedule();
  return (
    <table className={classes['print']}>
      <thead>
        <tr>
          {desk.columns.map(({ id }) => (
            <th key={id} scope="col">
              {t(`planning.column.${id}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {desk.rows.map((place, row) => {
          const task = desk.taskAt(row);
          if (!task) return null;
          return (
            <tr key={task.id} data-summary={model.summary[place] === 1}>
              {desk.columns.map(({ id }) => (
                <td key={id}>
                  {id === 'row' ? place + 1 : ''}
                  {id === 'start' || id === 'finish'
                    ? format.date(formatInstant(datesIn(plan, task.id)[id]).slice(0, 10))
                    : id === 'owner'
                      ? task.fields.owner && nameOf(task.fields.owner)
                      : id === 'workClass'
                        ? task.fields.workClass && words.option(taskKind.name, 'workClass', task.fields.workClass)
                        : typedText(plan, task, id)}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

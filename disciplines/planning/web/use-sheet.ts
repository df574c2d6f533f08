import type { Sheet } from '@callosum/kernel/report';
import { formatInstant } from '@callosum/schedule';
import { useNameOf, useWords } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import { task as taskKind } from '../index.ts';
import { datesIn } from '../plan/gestures.ts';
import type { TaskRecord } from '../plan/records.ts';
import { type ColumnId, typedText } from './columns.ts';
import type { PlanDesk } from './use-desk.ts';

/** The open rows of the grid as a table for a file: columns as they stand, the level of the outline besides. */
export function useSheet(desk: PlanDesk): () => Sheet {
  const { t } = useTranslation();
  const words = useWords();
  const nameOf = useNameOf();
  const { plan } = desk.state;
  const columns = desk.columns.filter(({ id }) => id !== 'startVariance' && id !== 'finishVariance');
  const cell = (task: TaskRecord, id: ColumnId, place: number): Sheet['rows'][number][number] => {
    const { fields } = task;
    switch (id) {
      case 'row':
        return { number: place + 1 };
      case 'start':
      case 'finish':
        return { date: formatInstant(datesIn(plan, task.id)[id]).slice(0, 10) };
      case 'percent':
        return { number: fields.percentComplete ?? 0, unit: '%' };
      case 'owner':
        return fields.owner === undefined ? '' : nameOf(fields.owner);
      case 'workClass':
        return fields.workClass === undefined ? '' : words.option(taskKind.name, 'workClass', fields.workClass);
      default:
        return typedText(plan, task, id);
    }
  };
  return () => ({
    headings: [...columns.map(({ id }) => t(`planning.column.${id}`)), words.field(taskKind.name, 'outlineLevel')],
    rows: desk.rows.flatMap((place, row) => {
      const task = desk.taskAt(row);
      if (!task) return [];
      const level = plan.schedule().model.tasks[place]?.outlineLevel ?? 1;
      return [[...columns.map(({ id }) => cell(task, id, place)), { number: level }]];
    }),
  });
}

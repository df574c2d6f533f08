import { TextInput } from '@mantine/core';
import { useWords } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import { task as taskKind } from '../index.ts';
import { type Gesture, measuresOf } from '../plan/gestures.ts';
import { remainingIn, typeActualFinish, typeActualStart, typeRemaining } from '../plan/progress-gestures.ts';
import type { TaskRecord } from '../plan/records.ts';
import { writeDuration } from '../plan/typed.ts';
import type { WorkingPlan } from '../plan/working-plan.ts';
import classes from './plan.module.css';
import type { PlanDesk } from './use-desk.ts';

type Type = (plan: WorkingPlan, row: TaskRecord, text: string) => Gesture;

/** What has happened of a task: when it really began and ended, and what is left. */
export function ProgressPanel({ desk, task }: { readonly desk: PlanDesk; readonly task: TaskRecord }) {
  const { t } = useTranslation();
  const words = useWords();
  const { plan } = desk.state;
  const { actualStart = '', actualFinish = '', duration } = task.fields;
  const left = { ...(duration ?? { unit: 'd' as const, elapsed: false }), seconds: remainingIn(plan, task) };
  const input = (label: string, known: string, type: Type, kind: 'text' | 'datetime-local') => (
    <TextInput
      size="xs"
      type={kind}
      key={`${label} ${known}`}
      label={label}
      defaultValue={known}
      onBlur={(event) => {
        const typed = event.currentTarget.value.trim();
        if (typed === known) return;
        desk.carryOut(t('planning.did.cell', { column: label, task: task.fields.title }), type(plan, task, typed));
      }}
    />
  );
  return (
    <section className={classes['held']}>
      {input(words.field(taskKind.name, 'actualStart'), actualStart.slice(0, 16), typeActualStart, 'datetime-local')}
      {input(words.field(taskKind.name, 'actualFinish'), actualFinish.slice(0, 16), typeActualFinish, 'datetime-local')}
      {input(t('planning.why.remaining'), writeDuration(left, measuresOf(plan)), typeRemaining, 'text')}
    </section>
  );
}

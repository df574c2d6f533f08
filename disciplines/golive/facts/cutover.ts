import { defineFact, type Fact, type FieldsOf, type Row } from '@callosum/kernel';
import { minutesLong } from '../cutover-time.ts';
import { cutoverTask } from '../kinds/cutover-task.ts';

type Task = Row<FieldsOf<typeof cutoverTask>>;

const wanted = ({ state }: Task): boolean => state !== 'skipped';

/** A fact that counts the tasks of the cutover in which something is not said. */
function lacking(name: string, label: string, help: string, missing: string, has: (task: Task) => boolean): Fact {
  return defineFact({
    name,
    label,
    help,
    unit: 'tasks',
    fold: 'failing',
    better: 'lower',
    whenEmpty: 'unknown',
    reasons: { missing, said: 'It is said' },
    select: cutoverTask,
    judge: (row) => {
      if (!wanted(row)) return undefined;
      const ok = has(row);
      return { ok, reason: ok ? 'said' : 'missing' };
    },
  });
}

const withoutBackup = lacking(
  'golive.tasks-without-backup',
  'Cutover tasks without owner and backup',
  'Tasks that nobody does, or nobody can do when their owner cannot.',
  'Owner or backup is missing',
  ({ fields: { owner, backup } }) => owner !== undefined && backup !== undefined,
);

const withoutVerification = lacking(
  'golive.tasks-without-verification',
  'Cutover tasks without a verification',
  'Tasks of which nothing says how it is seen that they worked.',
  'Nothing says how it is seen that it worked',
  ({ fields: { verification } }) => Boolean(verification?.trim()),
);

const withoutRollback = lacking(
  'golive.tasks-without-rollback',
  'Cutover tasks without a way back',
  'Tasks of which nothing says how they are taken back, or why they cannot be.',
  'Nothing says how it is taken back',
  ({ fields: { rollback } }) => Boolean(rollback?.trim()),
);

const rehearsed = defineFact({
  name: 'golive.tasks-rehearsed',
  label: 'Cutover tasks rehearsed',
  help: 'Share of tasks for which a rehearsal has shown how long they take.',
  unit: '%',
  fold: 'share',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: { rehearsed: 'Took {{minutes}} minutes', estimated: 'Its duration is an estimate' },
  select: cutoverTask,
  judge: (row) => {
    if (!wanted(row)) return undefined;
    const minutes = minutesLong(row.fields.rehearsedDuration);
    return minutes === undefined
      ? { ok: false, reason: 'estimated' }
      : { ok: true, reason: 'rehearsed', details: { minutes } };
  },
});

const taskOverrun = defineFact({
  name: 'golive.task-overrun',
  label: 'Largest overrun of a cutover task',
  help: 'Minutes by which a task took longer in its rehearsal than planned; below 0 when it was faster.',
  unit: 'minutes',
  fold: 'largest',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    longer: 'Took {{took}} minutes instead of {{planned}}',
    within: 'Took {{took}} of {{planned}} minutes',
    unplanned: 'Took {{took}} minutes, and no duration is planned',
  },
  select: cutoverTask,
  judge: (row) => {
    const [took, planned] = [minutesLong(row.fields.rehearsedDuration), minutesLong(row.fields.plannedDuration)];
    if (!wanted(row) || took === undefined) return undefined;
    if (planned === undefined) return { ok: false, reason: 'unplanned', details: { took } };
    const value = took - planned;
    return { ok: value <= 0, value, reason: value > 0 ? 'longer' : 'within', details: { took, planned } };
  },
});

export const CUTOVER_FACTS: readonly Fact[] = [
  withoutBackup,
  withoutVerification,
  withoutRollback,
  rehearsed,
  taskOverrun,
];

import { defineFact, type Fact, hasCome, isOver } from '@callosum/kernel';
import { task } from '../kinds/task.ts';
import { finishDay, isActiveLeaf, isComplete } from '../work.ts';

const tasksLate = defineFact({
  name: 'planning.tasks-late',
  label: 'Tasks late',
  help: 'Open tasks whose planned end has passed.',
  unit: 'tasks',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    late: 'Was to end on {{finish}}; {{percent}} % complete',
    inTime: 'Ends on {{finish}}',
    complete: 'Complete',
  },
  select: task,
  judge: (row, _graph, at) => {
    const finish = finishDay(row);
    if (!isActiveLeaf(row) || finish === undefined) return undefined;
    if (isComplete(row)) return { ok: true, reason: 'complete' };
    if (!isOver(finish, at)) return { ok: true, reason: 'inTime', details: { finish } };
    return { ok: false, reason: 'late', details: { finish, percent: row.fields.percentComplete ?? 0 } };
  },
});

const dueComplete = defineFact({
  name: 'planning.due-complete',
  label: 'Due work complete',
  help: 'Of the tasks whose planned end has come, the share that is complete.',
  unit: '%',
  fold: 'share',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: { complete: 'Complete', open: 'Was due on {{finish}}; {{percent}} % complete' },
  select: task,
  judge: (row, _graph, at) => {
    const finish = finishDay(row);
    if (!isActiveLeaf(row) || finish === undefined || !hasCome(finish, at)) return undefined;
    if (isComplete(row)) return { ok: true, reason: 'complete' };
    return { ok: false, reason: 'open', details: { finish, percent: row.fields.percentComplete ?? 0 } };
  },
});

const tasksComplete = defineFact({
  name: 'planning.tasks-complete',
  label: 'Tasks complete',
  help: 'Share of the tasks that are complete, whatever their size.',
  unit: '%',
  fold: 'share',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: { complete: 'Complete', open: '{{percent}} % complete' },
  select: task,
  judge: (row) => {
    if (!isActiveLeaf(row)) return undefined;
    if (isComplete(row)) return { ok: true, reason: 'complete' };
    return { ok: false, reason: 'open', details: { percent: row.fields.percentComplete ?? 0 } };
  },
});

export const PROGRESS: readonly Fact[] = [tasksLate, dueComplete, tasksComplete];

import { dateOf, daysBetween, defineFact, type Fact, isOver } from '@callosum/kernel';
import { task } from '../kinds/task.ts';
import { baselineFinish, finishDay, forecastDay, isActive, isActiveLeaf, isComplete } from '../work.ts';

const milestoneSlip = defineFact({
  name: 'planning.milestone-slip',
  label: 'Milestone slip',
  help: 'Days by which the worst milestone lies behind its baseline. A milestone that is not reached cannot lie in the past.',
  unit: 'd',
  fold: 'largest',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    behind: '{{forecast}} instead of {{baseline}}',
    onTime: '{{forecast}}; the baseline says {{baseline}}',
  },
  select: task,
  judge: (row, graph, at) => {
    if (!isActiveLeaf(row) || row.fields.milestone !== true) return undefined;
    const baseline = baselineFinish(graph, row.id);
    const forecast = forecastDay(row, at);
    if (baseline === undefined || forecast === undefined) return undefined;
    const value = daysBetween(baseline, forecast);
    return { ok: value <= 0, value, reason: value > 0 ? 'behind' : 'onTime', details: { baseline, forecast } };
  },
});

const milestonesOverdue = defineFact({
  name: 'planning.milestones-overdue',
  label: 'Milestones overdue',
  help: 'Milestones whose planned day has passed and which are not reached.',
  unit: 'milestones',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { overdue: 'Was planned for {{finish}}', reached: 'Reached', ahead: 'Planned for {{finish}}' },
  select: task,
  judge: (row, _graph, at) => {
    const finish = finishDay(row);
    if (!isActiveLeaf(row) || row.fields.milestone !== true || finish === undefined) return undefined;
    if (isComplete(row)) return { ok: true, reason: 'reached' };
    return { ok: !isOver(finish, at), reason: isOver(finish, at) ? 'overdue' : 'ahead', details: { finish } };
  },
});

const deadlinesMissed = defineFact({
  name: 'planning.deadlines-missed',
  label: 'Deadlines that will be missed',
  help: 'Open tasks that end after their deadline as the plan now stands.',
  unit: 'tasks',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    late: 'Ends {{forecast}}, {{days}} d after its deadline',
    inTime: 'Ends {{forecast}}; its deadline is {{deadline}}',
    complete: 'Complete',
  },
  select: task,
  judge: (row, _graph, at) => {
    const forecast = forecastDay(row, at);
    if (!isActive(row) || row.fields.deadline === undefined || forecast === undefined) return undefined;
    if (isComplete(row)) return { ok: true, reason: 'complete' };
    const deadline = dateOf(row.fields.deadline);
    const days = daysBetween(deadline, forecast);
    return days > 0
      ? { ok: false, reason: 'late', details: { forecast, days } }
      : { ok: true, reason: 'inTime', details: { forecast, deadline } };
  },
});

export const MILESTONES: readonly Fact[] = [milestoneSlip, milestonesOverdue, deadlinesMissed];

import { dateOf, daysBetween, defineFact, type Fact, type GraphReader } from '@callosum/kernel';
import { currentProject, project } from '@callosum/foundation';
import { task } from '../kinds/task.ts';
import { finishDay, isActiveLeaf, isComplete, type TaskRow } from '../work.ts';

/** Minutes of a working day where nothing says otherwise. */
const USUAL_DAY = 480;

const negativeFloat = defineFact({
  name: 'planning.negative-float',
  label: 'Tasks with negative float',
  help: 'Open tasks that would have to end earlier than logic lets them for the plan to keep its constraints and deadlines.',
  unit: 'tasks',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    negative: 'Misses what it must keep by {{days}} working days',
    fine: '{{days}} working days of float',
    complete: 'Complete',
  },
  select: task,
  judge: (row, graph) => {
    const { storedTotalSlack } = row.fields;
    if (!isActiveLeaf(row) || storedTotalSlack === undefined) return undefined;
    if (isComplete(row)) return { ok: true, reason: 'complete' };
    const days = workingDays(storedTotalSlack.seconds, graph);
    return days < 0
      ? { ok: false, reason: 'negative', details: { days: -days } }
      : { ok: true, reason: 'fine', details: { days } };
  },
});

const floatToGate = defineFact({
  name: 'planning.float-to-gate',
  label: 'Least float to a gate',
  help: 'Working days that the tightest open activity may slip until the gate it readies is missed. Activities are tasks that rest on records, such as evidence, or that a gate waits for.',
  unit: 'd',
  fold: 'smallest',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: {
    missed: 'Comes {{days}} working days too late for its gate',
    fine: '{{days}} working days until its gate has to move',
  },
  select: task,
  judge: (row, graph) => {
    const { gateFloat } = row.fields;
    if (!isActiveLeaf(row) || gateFloat === undefined || isComplete(row) || !isActivity(row, graph)) return undefined;
    const value = workingDays(gateFloat.seconds, graph);
    return value < 0
      ? { ok: false, value, reason: 'missed', details: { days: -value } }
      : { ok: true, value, reason: 'fine', details: { days: value } };
  },
});

const criticalLength = defineFact({
  name: 'planning.critical-length',
  label: 'Length of the critical path',
  help: 'Calendar days from today until the last open critical task ends.',
  unit: 'd',
  fold: 'largest',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { ahead: 'Critical; ends on {{finish}}', overdue: 'Critical, and should have ended on {{finish}}' },
  select: task,
  judge: (row, _graph, at) => {
    const finish = finishDay(row);
    if (!isActiveLeaf(row) || row.fields.storedCritical !== true || isComplete(row) || finish === undefined)
      return undefined;
    const value = Math.max(0, daysBetween(at.today, finish));
    return { ok: finish >= at.today, value, reason: finish >= at.today ? 'ahead' : 'overdue', details: { finish } };
  },
});

const goLiveSlip = defineFact({
  name: 'planning.go-live-slip',
  label: 'Go-live slip',
  help: 'Days by which the plan, calculated with all that is late done from then on, comes to go-live after the promised day.',
  unit: 'd',
  fold: 'largest',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { late: '{{forecast}} instead of {{promised}}', inTime: '{{forecast}}; {{promised}} was promised' },
  select: project,
  judge: ({ fields: { goLive, forecastGoLive } }) => {
    if (goLive === undefined || forecastGoLive === undefined) return undefined;
    const [promised, forecast] = [dateOf(goLive), dateOf(forecastGoLive)];
    const value = daysBetween(promised, forecast);
    return { ok: value <= 0, value, reason: value > 0 ? 'late' : 'inTime', details: { promised, forecast } };
  },
});

/** Whether a gate waits for what the task brings: evidence or other records it rests on, or the task itself. */
function isActivity({ id }: TaskRow, graph: GraphReader): boolean {
  return graph.out(id, 'task.restsOn').length > 0 || graph.out(id, 'task.readies').length > 0;
}

/** Working days as the project counts them, to a tenth. */
function workingDays(seconds: number, graph: GraphReader): number {
  const minutes = currentProject(graph)?.fields.minutesPerDay ?? USUAL_DAY;
  return Math.round(seconds / 6 / minutes) / 10;
}

export const FLOAT: readonly Fact[] = [negativeFloat, floatToGate, criticalLength, goLiveSlip];

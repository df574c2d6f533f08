import { defineFact, type Fact, type FieldsOf, type GraphReader, listed, type Row, say } from '@callosum/kernel';
import { localTimeAt, minutesLong, minutesOf } from '../cutover-time.ts';
import { cutoverTask } from '../kinds/cutover-task.ts';
import { decisionPoint } from '../kinds/decision-point.ts';
import { rehearsal } from '../kinds/rehearsal.ts';

type Task = Row<FieldsOf<typeof cutoverTask>>;

/**
 * When a task is expected to end, in minutes: as it did, or by the duration that the rehearsal has shown (the estimate where
 * there was none), after what it depends on, and not before its planned start. Undefined when nothing says when it begins
 * or how long it takes. Tasks before it are asked once each, however many ways lead to them.
 */
export function expectedFinish(
  task: Task,
  graph: GraphReader,
  known = new Map<string, number | undefined>(),
): number | undefined {
  if (known.has(task.id)) return known.get(task.id);
  const made = finishOf(task, graph, known);
  known.set(task.id, made);
  return made;
}

function finishOf(task: Task, graph: GraphReader, known: Map<string, number | undefined>): number | undefined {
  const { actualFinish, actualStart, plannedStart, plannedDuration, rehearsedDuration } = task.fields;
  if (actualFinish !== undefined) return minutesOf(actualFinish);
  const before = graph
    .out(task.id, 'cutoverTask.dependsOn')
    .flatMap(({ to }) => graph.get(cutoverTask, to) ?? [])
    .filter(({ state }) => state !== 'skipped');
  const ends = before.map((one) => expectedFinish(one, graph, known));
  const begun = minutesOf(actualStart);
  if (begun === undefined && ends.includes(undefined)) return undefined;
  const planned = minutesOf(plannedStart);
  const starts = [...(planned === undefined ? [] : [planned]), ...ends.flatMap((end) => end ?? [])];
  const start = begun ?? (starts.length > 0 ? starts.reduce((a, b) => Math.max(a, b)) : undefined);
  const long = minutesLong(rehearsedDuration) ?? minutesLong(plannedDuration);
  return start === undefined || long === undefined ? undefined : start + long;
}

const rollbackOverrun = defineFact({
  name: 'golive.rollback-overrun',
  label: 'Past the last safe rollback',
  help: 'Minutes by which a task ends after the last moment at which it could still be taken back, as rehearsed durations and what it depends on have it; below 0 while there is time to spare.',
  unit: 'minutes',
  fold: 'largest',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    unknown: 'Nothing says when it ends: start or duration is missing, here or before it',
    late: 'Ends {{finish}}, {{minutes}} minutes after the last safe rollback',
    inTime: 'Ends {{finish}}, {{minutes}} minutes before the last safe rollback',
  },
  select: cutoverTask,
  judge: (row, graph) => {
    const last = minutesOf(row.fields.lastSafeRollback);
    if (row.state === 'skipped' || last === undefined) return undefined;
    const finish = expectedFinish(row, graph);
    if (finish === undefined) return { ok: false, reason: 'unknown' };
    const value = finish - last;
    const details = { finish: localTimeAt(finish).replace('T', ' '), minutes: Math.abs(value) };
    return { ok: value <= 0, value, reason: value > 0 ? 'late' : 'inTime', details };
  },
});

type RehearsalRow = Row<FieldsOf<typeof rehearsal>>;
const HELD: ReadonlySet<string> = new Set(['held', 'evaluated']);

/** Full rehearsals that were held by a day. */
function isFull({ state, fields: { type, finishedAt } }: RehearsalRow, today: string): boolean {
  return type === 'full' && HELD.has(state) && finishedAt !== undefined && finishedAt.slice(0, 10) <= today;
}

const fullRehearsals = defineFact({
  name: 'golive.rehearsals-held',
  label: 'Full rehearsals held',
  help: 'Full dress rehearsals of the cutover that were held to their end.',
  unit: 'rehearsals',
  fold: 'sum',
  better: 'higher',
  whenEmpty: 0,
  reasons: { held: 'Ended {{end}}' },
  select: rehearsal,
  judge: (row, _graph, at) =>
    isFull(row, at.today)
      ? { ok: true, value: 1, reason: 'held', details: { end: (row.fields.finishedAt ?? '').replace('T', ' ') } }
      : undefined,
});

const rehearsalOverrun = defineFact({
  name: 'golive.rehearsal-overrun',
  label: 'Overrun of the last rehearsal',
  help: 'Minutes by which the last full rehearsal took longer than planned; below 0 when it was faster.',
  unit: 'minutes',
  fold: 'largest',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    unplanned: 'Took {{took}} minutes, and no duration was planned',
    longer: 'Took {{took}} minutes instead of {{planned}}',
    within: 'Took {{took}} of {{planned}} minutes',
  },
  select: rehearsal,
  judge: (row, graph, at) => {
    if (!isFull(row, at.today)) return undefined;
    for (const other of graph.all(rehearsal)) {
      if (other.id !== row.id && isFull(other, at.today) && isLater(other, row)) return undefined;
    }
    const took = (minutesOf(row.fields.finishedAt) ?? 0) - (minutesOf(row.fields.startedAt) ?? 0);
    const planned = minutesLong(row.fields.plannedDuration);
    if (planned === undefined) return { ok: false, reason: 'unplanned', details: { took } };
    const value = took - planned;
    return { ok: value <= 0, value, reason: value > 0 ? 'longer' : 'within', details: { took, planned } };
  },
});

function isLater(row: RehearsalRow, than: RehearsalRow): boolean {
  const [end, other] = [row.fields.finishedAt ?? '', than.fields.finishedAt ?? ''];
  return end > other || (end === other && row.number > than.number);
}

const withoutCriteria = defineFact({
  name: 'golive.decision-points-without-criteria',
  label: 'Decision points without criteria',
  help: 'Decision points of the cutover without a criterion, without one person who decides, or without the last safe time for going back.',
  unit: 'decision points',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { missing: 'Missing: {{missing}}', ready: '{{criteria}} criteria; one person decides' },
  select: decisionPoint,
  judge: ({ fields: { criteria = [], owner, lastSafeRollback } }) => {
    const missing = [
      ...(criteria.length > 0 ? [] : [say`criteria`]),
      ...(owner ? [] : [say`who decides`]),
      ...(lastSafeRollback ? [] : [say`last safe rollback`]),
    ];
    if (missing.length > 0) return { ok: false, reason: 'missing', details: { missing: listed(missing) } };
    return { ok: true, reason: 'ready', details: { criteria: criteria.length } };
  },
});

export const ROLLBACK_FACTS: readonly Fact[] = [rollbackOverrun, fullRehearsals, rehearsalOverrun, withoutCriteria];

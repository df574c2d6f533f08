import { type PlanTask, TASK_DEFAULTS } from '@callosum/schedule';
import type { TaskDetails } from '../kinds/details.ts';
import { needsDate } from '../kinds/task-rules.ts';
import type { TaskRecord } from './records.ts';
import { UNIT_NAMES } from './units.ts';

/** Where a task stands, by the numbers of the engine. */
export interface TaskPlace {
  readonly uid: number;
  readonly parent: number | undefined;
  readonly calendar: number | undefined;
  readonly level: number;
  readonly number: string;
  readonly summary: boolean;
}

/** A task as the engine takes it. */
export function taskOf(row: TaskRecord, place: TaskPlace): PlanTask {
  const { fields } = row;
  const { duration, planDetails: details = {} } = fields;
  return {
    ...TASK_DEFAULTS,
    uid: place.uid,
    id: undefined,
    name: fields.title,
    wbs: fields.wbs,
    outlineNumber: place.number,
    outlineLevel: place.level,
    parentUid: place.parent,
    summary: place.summary,
    milestone: fields.milestone ?? false,
    active: fields.active ?? true,
    manual: isManual(row, place),
    type: details.fixed === undefined ? 'fixed-units' : `fixed-${details.fixed}`,
    effortDriven: details.effortDriven ?? false,
    priority: fields.priority ?? TASK_DEFAULTS.priority,
    duration: duration && {
      seconds: duration.seconds,
      unit: UNIT_NAMES[duration.unit],
      elapsed: duration.elapsed,
      estimated: fields.estimated ?? false,
    },
    constraint: constraintOf(row, place),
    deadline: fields.deadline,
    calendarUid: place.calendar,
    ignoreResourceCalendar: details.ignoresResourceCalendars ?? false,
    levelingDelay: details.levelingDelay && {
      minutes: details.levelingDelay.seconds / 60,
      elapsed: details.levelingDelay.elapsed,
    },
    manualStart: row.nested?.start ?? details.manual?.start,
    manualFinish: row.nested?.finish ?? details.manual?.finish,
    manualDurationSeconds: details.manual?.seconds,
    workSeconds: fields.work?.seconds,
    stored: { start: fields.storedStart, finish: fields.storedFinish, critical: fields.storedCritical },
    external: details.elsewhere ? {} : undefined,
    ...progressOf(row, details),
  };
}

/** Stated days hold of something of which nobody has said how long it takes. */
function isManual({ fields, nested }: TaskRecord, { summary }: TaskPlace): boolean {
  if (fields.manual === true || (nested && !summary)) return true;
  if (summary || fields.storedStart === undefined || fields.constraint !== undefined) return false;
  return fields.duration === undefined;
}

/**
 * A task that no calculation has placed yet and whose start somebody has stated begins no earlier than that. One of a file always says
 * what constrains it.
 */
function constraintOf({ fields }: TaskRecord, { summary }: TaskPlace): PlanTask['constraint'] {
  const { constraint, constraintDate, storedStart } = fields;
  if (constraint !== undefined) {
    return needsDate(constraint) ? { type: constraint, date: constraintDate } : { type: constraint };
  }
  return storedStart === undefined || summary ? { type: 'asap' } : { type: 'snet', date: storedStart };
}

/** What a file said of progress holds as long as it is about the same duration and progress. */
function progressOf({ state, fields }: TaskRecord, { progress }: TaskDetails): Partial<PlanTask> {
  const { percentComplete = 0, actualStart, actualFinish, storedStart, storedFinish } = fields;
  // Somebody has said that it is done, and nothing else.
  if (state === 'done' && percentComplete < 100 && actualFinish === undefined) {
    return { percentComplete: 100, actualStart: actualStart ?? storedStart, actualFinish: storedFinish };
  }
  const holds = progress?.of.percent === percentComplete && progress.of.seconds === (fields.duration?.seconds ?? 0);
  return {
    percentComplete,
    actualStart,
    actualFinish,
    // Said even where there is none: a plan that follows edits forgets nothing by itself.
    remainingDurationSeconds: holds ? progress.remaining : undefined,
    stop: holds ? progress.stop : undefined,
    resume: holds ? progress.resume : undefined,
  };
}

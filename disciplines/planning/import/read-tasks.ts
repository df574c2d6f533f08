import { type FieldValues, say, told } from '@callosum/kernel';
import type { Plan, PlanAssignment, PlanLink, PlanTask } from '@callosum/schedule';
import { stateOf } from '../progress.ts';
import { detailsOf } from './read-details.ts';
import { durationOf, onlyTrue, plain, working } from './values.ts';
import type { ImportWarning, WantedLink, WantedRecord } from './wanted.ts';

/** What a task without a name is called. */
export const NO_NAME = '(no name)';

/**
 * @param unassigned work of the task that nobody does yet
 * @param text mends what the store cannot hold.
 */
export function taskRecord(
  task: PlanTask,
  position: number,
  unassigned: readonly PlanAssignment[],
  text: Mend,
): WantedRecord {
  const { stored, constraint, duration } = task;
  const unit = duration?.unit ?? 'default';
  return {
    kind: 'task',
    key: `task:${task.uid}`,
    state: stateOf(task),
    ...(task.guid === undefined ? {} : { record: task.guid.toLowerCase() }),
    fields: {
      title: text(task.name, task.uid) ?? NO_NAME,
      position,
      outlineLevel: task.outlineLevel,
      wbs: text(task.wbs, task.uid),
      milestone: task.milestone,
      summary: task.summary,
      active: task.active,
      manual: onlyTrue(task.manual),
      percentComplete: task.percentComplete,
      duration: durationOf(duration),
      estimated: onlyTrue(duration?.estimated),
      work: working(task.workSeconds, 'hours'),
      constraint: constraint.type,
      constraintDate: constraint.date ?? null,
      deadline: task.deadline ?? null,
      actualStart: task.actualStart ?? null,
      actualFinish: task.actualFinish ?? null,
      storedStart: stored.start ?? null,
      storedFinish: stored.finish ?? null,
      storedEarlyStart: stored.earlyStart ?? null,
      storedEarlyFinish: stored.earlyFinish ?? null,
      storedLateStart: stored.lateStart ?? null,
      storedLateFinish: stored.lateFinish ?? null,
      storedTotalSlack: working(stored.totalSlack === undefined ? undefined : stored.totalSlack * 60, unit),
      storedCritical: onlyTrue(stored.critical),
      priority: task.priority,
      planDetails: plain(detailsOf(task, unassigned)),
      notes: text(task.notes, task.uid),
    },
  };
}

/** Mends a text; null when there is none. */
export type Mend = (text: string | undefined, uid: number) => string | null;

/** Outline, calendars and dependencies of the tasks. */
export function taskLinks(plan: Plan, uids: ReadonlySet<number>): { links: WantedLink[]; warnings: ImportWarning[] } {
  const links: WantedLink[] = [];
  const warnings: ImportWarning[] = [];
  for (const { uid, parentUid, calendarUid } of plan.tasks) {
    if (parentUid !== undefined) links.push(bare('task.partOf', `task:${uid}`, `task:${parentUid}`));
    if (calendarUid !== undefined) links.push(bare('task.uses', `task:${uid}`, `calendar:${calendarUid}`));
  }
  const seen = new Set<string>();
  for (const link of plan.links) {
    const stated = `${link.from} ${link.to} ${link.type}`;
    const fault = linkFault(link, uids, seen.has(stated));
    if (fault) warnings.push(fault);
    else
      links.push({
        type: 'task.dependsOn',
        from: `task:${link.to}`,
        to: `task:${link.from}`,
        fields: linkValues(link),
      });
    seen.add(stated);
  }
  return { links, warnings };
}

function linkFault(link: PlanLink, uids: ReadonlySet<number>, repeated: boolean): ImportWarning | undefined {
  const { type, from, to } = link;
  if (link.crossProject || !uids.has(from) || !uids.has(to)) {
    const left = say`The ${type} link from task ${String(from)} to task ${String(to)} leaves this plan; it was left out.`;
    return { code: 'link-outside-plan', ...told(left), uid: to };
  }
  if (!repeated) return undefined;
  const kept = say`The ${type} link from task ${String(from)} to task ${String(to)} is stated twice; the first was kept.`;
  return { code: 'link-repeated', ...told(kept), uid: to };
}

function linkValues({ type, lag }: PlanLink): FieldValues {
  if (lag.value === 0) return { type };
  if (lag.unit === 'percent') return { type, lagPercent: lag.value };
  if (lag.unit === 'elapsed-percent') return { type, lagPercent: lag.value, lagElapsed: true };
  const length = durationOf({ seconds: lag.value, unit: lag.shownIn, elapsed: lag.unit === 'elapsed' });
  return length ? { type, lag: length } : { type };
}

/** A link without fields. */
export function bare(type: string, from: string, to: string): WantedLink {
  return { type, from, to, fields: {} };
}

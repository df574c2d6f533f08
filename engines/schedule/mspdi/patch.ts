import type { Plan, PlanCalendar } from '../plan.ts';
import { applied, asUtf8, elementsOf, valueEdits } from './edit-text.ts';
import type { Edit, Found } from './edit-text.ts';
import { assignmentEdits } from './patch-assignments.ts';
import { changedIn, childrenOf, numberIn, rowEdits } from './patch-rows.ts';
import { taskEdits } from './patch-tasks.ts';
import { createMspdiReader } from './reader.ts';
import { CALENDAR_ORDER, PROJECT_ORDER, RESOURCE_ORDER } from './schema-order.ts';
import { calendarPart, propertyParts, resourcePart } from './write-parts.ts';
import type { Part } from './write-values.ts';

/**
 * The original text with what the plan says otherwise. Values that the plan and the file agree on are not touched, in whatever form
 * they stand there.
 * @param before the plan as it was when the file was read; read from the file unless given
 * @throws PlanFileError if the original cannot be read
 */
export function patched(plan: Plan, original: string, before: Plan = planIn(original)): string {
  const text = asUtf8(original);
  const project = elementsOf(text).find(({ name }) => name === 'Project');
  if (project === undefined) return text;
  return applied(text, [
    ...valueEdits(text, project, {
      before: propertyParts(before.properties),
      after: propertyParts(plan.properties),
      order: PROJECT_ORDER,
    }),
    ...calendarEdits(text, project, before, plan),
    ...taskEdits(text, project, before, plan),
    ...rowEdits(text, project, 'Resources', {
      before: before.resources,
      after: plan.resources,
      partOf: resourcePart,
      order: RESOURCE_ORDER,
    }),
    ...assignmentEdits(text, project, before, plan),
  ]);
}

function planIn(original: string): Plan {
  const reader = createMspdiReader();
  reader.write(new TextEncoder().encode(asUtf8(original)));
  return reader.end().plan;
}

/** The highest UID of each list of a file, blank rows included: new rows are counted from there. */
export interface HighestUids {
  readonly calendars: number;
  readonly tasks: number;
  readonly resources: number;
  readonly assignments: number;
}

export function highestUids(original: string): HighestUids {
  const text = asUtf8(original);
  const project = elementsOf(text).find(({ name }) => name === 'Project');
  const highest = (list: string): number =>
    (project?.children.find(({ name }) => name === list)?.children ?? []).reduce(
      (most, row) => Math.max(most, numberIn(text, row, 'UID') ?? 0),
      0,
    );
  return {
    calendars: highest('Calendars'),
    tasks: highest('Tasks'),
    resources: highest('Resources'),
    assignments: highest('Assignments'),
  };
}

/** Exceptions stand in a file twice, once more among the days of the week: when they change, both are written anew. */
function calendarEdits(text: string, project: Found, before: Plan, after: Plan): Edit[] {
  const was = new Map(before.calendars.map((one) => [one.uid, one]));
  const partOf = (calendar: PlanCalendar): Part => {
    const part = calendarPart(calendar);
    const known = was.get(calendar.uid);
    const other = known === calendar ? after.calendars.find(({ uid }) => uid === calendar.uid) : undefined;
    const changed = other && changedIn(part, calendarPart(other));
    if (!changed?.has('Exceptions') || changed.has('WeekDays')) return part;
    return [part[0], childrenOf(part).map(([name, content]): Part => [name, name === 'WeekDays' ? '' : content])];
  };
  return rowEdits(text, project, 'Calendars', {
    before: before.calendars,
    after: after.calendars,
    partOf,
    order: CALENDAR_ORDER,
  });
}

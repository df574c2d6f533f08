import type { Plan, PlanTask } from '../plan.ts';
import { patched } from './patch.ts';
import { assignmentPart, calendarPart, propertyParts, resourcePart } from './write-parts.ts';
import { baselinesByTask, linksByTask, taskPart } from './write-rows.ts';
import { xmlOf } from './write-values.ts';
import type { Part } from './write-values.ts';

/**
 * Writes a plan as Microsoft Project XML.
 * @param plan as read or made; what it does not hold cannot be written
 * @param original the text of the Microsoft Project XML file that the plan was read from: then everything it holds is kept as it stands,
 * known or unknown, and only what the plan says otherwise is changed; what follows from a change and the plan does not say is left out
 * @param before the plan as it was when the file was read, in the terms of `plan`, where something else than this library keeps it: only
 * what differs between the two is written. Read from the file unless given.
 * @throws PlanFileError if the original cannot be read
 */
export function writeMspdi(plan: Plan, original?: string, before?: Plan): string {
  return original === undefined ? fresh(plan) : patched(plan, original, before);
}

/** Microsoft Project 2010 and later. */
const SAVE_VERSION = 14;

function fresh(plan: Plan): string {
  const baselines = baselinesByTask(plan);
  const links = linksByTask(plan);
  const { summaryTask } = plan.properties;
  const all: readonly PlanTask[] = summaryTask === undefined ? plan.tasks : [summaryTask, ...plan.tasks];
  const tasks = all.map((task) => taskPart(task, links.get(task.uid) ?? [], baselines.get(task.uid) ?? []));
  const parts: Part[] = [
    ...propertyParts(plan.source === 'mspdi' ? plan.properties : { saveVersion: SAVE_VERSION, ...plan.properties }),
    ['Calendars', plan.calendars.map((calendar) => calendarPart(calendar))],
    ['Tasks', tasks],
    ['Resources', plan.resources.map((resource) => resourcePart(resource))],
    ['Assignments', plan.assignments.map((assignment) => assignmentPart(assignment))],
  ];
  const head =
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Project xmlns="http://schemas.microsoft.com/project">\n';
  return `${head}${xmlOf(parts, '\t')}</Project>\n`;
}

import type { Plan, PlanLink, PlanTask } from '../plan.ts';
import { patched } from './patch.ts';
import {
  assignmentPart,
  baselineParts,
  calendarPart,
  linkPart,
  propertyParts,
  resourcePart,
  taskParts,
} from './write-parts.ts';
import type { TaskBaselines } from './write-parts.ts';
import { xmlOf } from './write-values.ts';
import type { Part } from './write-values.ts';

/**
 * Writes a plan as Microsoft Project XML.
 * @param plan as read or made; what it does not hold cannot be written
 * @param original the text of the Microsoft Project XML file that the plan was read from: then everything it holds is kept as it stands,
 * known or unknown, and only what the plan says otherwise about properties, tasks and links is changed
 */
export function writeMspdi(plan: Plan, original?: string): string {
  return original === undefined ? fresh(plan) : patched(plan, original);
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

/** A task with its links and baselines. */
export function taskPart(task: PlanTask, links: readonly PlanLink[], baselines: TaskBaselines): Part {
  return ['Task', [...taskParts(task), ...links.map((link) => linkPart(link)), ...baselineParts(baselines)]];
}

export function linksByTask({ links }: Pick<Plan, 'links'>): ReadonlyMap<number, readonly PlanLink[]> {
  return Map.groupBy(links, ({ to }) => to);
}

function baselinesByTask({ baselines }: Plan): ReadonlyMap<number, TaskBaselines> {
  const entries = baselines.flatMap(({ number, tasks }) => tasks.map((entry) => ({ number, entry })));
  return Map.groupBy(entries, ({ entry }) => entry.uid);
}

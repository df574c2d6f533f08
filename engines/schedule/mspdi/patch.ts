import { TASK_DEFAULTS } from '../defaults.ts';
import type { Plan, PlanLink, PlanTask } from '../plan.ts';
import { applied, asUtf8, elementsOf, indentOf, valueEdits } from './edit-text.ts';
import type { Edit, Found } from './edit-text.ts';
import { createMspdiReader } from './reader.ts';
import { linkPart, propertyParts, taskParts } from './write-parts.ts';
import { xmlOf } from './write-values.ts';

/**
 * The original text with what the plan says otherwise. Values that the plan and the file agree on are not touched, in whatever form
 * they stand there.
 * @throws PlanFileError if the original cannot be read
 */
export function patched(plan: Plan, original: string): string {
  const reader = createMspdiReader();
  const bytes = new TextEncoder().encode(asUtf8(original));
  reader.write(bytes);
  const before = reader.end().plan;
  const text = asUtf8(original);
  const project = elementsOf(text).find(({ name }) => name === 'Project');
  if (project === undefined) return text;
  const edits: Edit[] = [
    ...valueEdits(text, project, propertyParts(before.properties), propertyParts(plan.properties)),
  ];
  const section = project.children.find(({ name }) => name === 'Tasks');
  const elements = new Map((section?.children ?? []).map((task) => [uidOf(text, task), task]));
  const tasksBefore = new Map(before.tasks.map((task) => [task.uid, task]));
  const [linksBefore, linksAfter] = [linksOf(before), linksOf(plan)];
  const missing: PlanTask[] = [];
  for (const task of plan.tasks) {
    const element = elements.get(task.uid);
    const known = tasksBefore.get(task.uid);
    if (element === undefined || known === undefined) missing.push(task);
    else {
      edits.push(...valueEdits(text, element, taskParts(known), taskParts(task)));
      edits.push(...linkEdits(text, element, linksBefore.get(task.uid) ?? [], linksAfter.get(task.uid) ?? []));
    }
  }
  const kept = new Set(plan.tasks.map(({ uid }) => uid));
  for (const { uid } of before.tasks) {
    const element = elements.get(uid);
    if (!kept.has(uid) && element !== undefined) edits.push({ from: element.from, to: element.to, text: '' });
  }
  if (section !== undefined && missing.length > 0) {
    const added = missing.map((task) =>
      xmlOf([['Task', [...taskParts(task), ...(linksAfter.get(task.uid) ?? []).map((link) => linkPart(link))]]]),
    );
    edits.push({ from: section.innerTo, to: section.innerTo, text: added.join('') });
  }
  return applied(text, edits);
}

function linksOf({ links }: Plan): ReadonlyMap<number, readonly PlanLink[]> {
  return Map.groupBy(links, ({ to }) => to);
}

function uidOf(text: string, task: Found): number {
  const uid = task.children.find(({ name }) => name === 'UID');
  return uid === undefined ? Number.NaN : Number(text.slice(uid.innerFrom, uid.innerTo));
}

/** Links that both have stand as they stood. */
function linkEdits(text: string, element: Found, before: readonly PlanLink[], after: readonly PlanLink[]): Edit[] {
  const wanted = new Set(after.map((link) => xmlOf([linkPart(link)])));
  const held = new Set(before.map((link) => xmlOf([linkPart(link)])));
  if (wanted.size === held.size && [...wanted].every((link) => held.has(link))) return [];
  const found = element.children.filter(({ name }) => name === 'PredecessorLink');
  const edits: Edit[] = [];
  for (const [index, link] of before.entries()) {
    const child = found[index];
    if (child !== undefined && !wanted.has(xmlOf([linkPart(link)])))
      edits.push({ from: child.from, to: child.to, text: '' });
  }
  const place = found.at(-1)?.to ?? lastValueOf(element);
  const indent = indentOf(text, element);
  const added = [...wanted].filter((link) => !held.has(link)).map((link) => `${indent}${link.trimEnd()}`);
  if (added.length > 0) edits.push({ from: place, to: place, text: added.join('') });
  return edits;
}

/** Elements that stand before the links of a task in every file. */
function lastValueOf(element: Found): number {
  const names = new Set(taskParts(EMPTY).map(([name]) => name));
  return element.children.findLast(({ name }) => names.has(name))?.to ?? element.innerTo;
}

const EMPTY: PlanTask = { ...TASK_DEFAULTS, uid: 0, name: '' };

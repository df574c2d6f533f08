import { TASK_DEFAULTS } from '../defaults.ts';
import type { Plan, PlanLink, PlanTask } from '../plan.ts';
import { createMspdiReader } from './reader.ts';
import { linkPart, propertyParts, taskParts } from './write-parts.ts';
import { escaped, xmlOf } from './write-values.ts';
import type { Part } from './write-values.ts';

/** An element in a text: where it and its content begin and end. */
interface Found {
  readonly name: string;
  readonly from: number;
  readonly innerFrom: number;
  innerTo: number;
  to: number;
  readonly children: Found[];
}

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** How deep elements are looked at: Project, Tasks, Task, its values and links, the values of a link. */
const DEPTH = 5;

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

/** The declaration of another encoding would contradict what is written. */
function asUtf8(text: string): string {
  return text.replace(/^\uFEFF/, '').replace(/^(<\?xml[^>]*?\sencoding\s*=\s*["'])[^"']*(["'])/, '$1UTF-8$2');
}

function linksOf({ links }: Plan): ReadonlyMap<number, readonly PlanLink[]> {
  return Map.groupBy(links, ({ to }) => to);
}

function uidOf(text: string, task: Found): number {
  const uid = task.children.find(({ name }) => name === 'UID');
  return uid === undefined ? Number.NaN : Number(text.slice(uid.innerFrom, uid.innerTo));
}

/** Edits for values that differ; a new one is placed after the last that precedes it in the schema. */
function valueEdits(text: string, element: Found, before: readonly Part[], after: readonly Part[]): Edit[] {
  const edits: Edit[] = [];
  const indent = indentOf(text, element);
  let place = element.innerFrom;
  for (const [at, [name, content]] of after.entries()) {
    const known = element.children.find((child) => child.name === name);
    const same = before[at]?.[1] === content;
    if (known !== undefined) place = known.to;
    if (same || typeof content === 'object') continue;
    if (known !== undefined) {
      if (content === undefined) edits.push({ from: known.from, to: known.to, text: '' });
      else edits.push({ from: known.from, to: known.to, text: `<${name}>${escaped(content)}</${name}>` });
    } else if (content !== undefined)
      edits.push({ from: place, to: place, text: `${indent}<${name}>${escaped(content)}</${name}>` });
  }
  return edits;
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

/** White space before the first child, so that what is added stands in line. */
function indentOf(text: string, { innerFrom, children }: Found): string {
  const first = children[0];
  const space = first === undefined ? '' : text.slice(innerFrom, first.from);
  return space.trim() === '' ? space : '';
}

function applied(text: string, edits: readonly Edit[]): string {
  const sorted = edits.map((edit, order) => ({ ...edit, order })).sort((a, b) => a.from - b.from || a.order - b.order);
  let result = '';
  let done = 0;
  for (const { from, to, text: inserted } of sorted) {
    result += text.slice(done, from) + inserted;
    done = Math.max(done, to);
  }
  return result + text.slice(done);
}

const MARKUP =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<(\/?)([^\s/>]+)(?:[^>"']|"[^"]*"|'[^']*')*?(\/?)>/g;

/** Elements of a text that a reader has found well-formed, down to the values of links. */
function elementsOf(text: string): Found[] {
  const roots: Found[] = [];
  const open: (Found | undefined)[] = [];
  for (const match of text.matchAll(MARKUP)) {
    const [whole, closing, tag] = match;
    if (tag === undefined) continue;
    const empty = match[3] === '/';
    if (closing === '/') {
      const element = open.pop();
      if (element !== undefined) {
        element.innerTo = match.index;
        element.to = match.index + whole.length;
      }
      continue;
    }
    const end = match.index + whole.length;
    const name = tag.slice(tag.indexOf(':') + 1);
    const element: Found | undefined =
      open.length < DEPTH
        ? { name, from: match.index, innerFrom: end, innerTo: end, to: end, children: [] }
        : undefined;
    const around = open.at(-1);
    if (element !== undefined) (open.length === 0 ? roots : (around?.children ?? [])).push(element);
    if (!empty) open.push(element);
  }
  return roots;
}

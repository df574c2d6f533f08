import { planWarning } from '../errors.ts';
import type { PlanWarning } from '../errors.ts';
import { applied, asUtf8, elementsOf, indentOf, valueEdits } from '../mspdi/edit-text.ts';
import type { Edit, Found, Order } from '../mspdi/edit-text.ts';
import { xmlOf } from '../mspdi/write-values.ts';
import type { Part } from '../mspdi/write-values.ts';
import type { Plan } from '../plan.ts';
import { freshPmxml, p6Parts } from './pmxml-parts.ts';
import type { P6Parts } from './pmxml-parts.ts';
import { lossesOf } from './pmxml-losses.ts';
import { say } from '../say.ts';
import { readPmxml } from './pmxml.ts';

/**
 * Writes a plan as Primavera P6 XML.
 * @param plan as read or made
 * @param original the text of the P6 XML file that the plan was read from: then everything it holds is kept as it stands, known or unknown,
 * and only what the plan says otherwise about the project, work packages, activities and relationships is changed
 * @returns the text, and what the format has no place for, with what was written instead
 */
export function writePmxml(plan: Plan, original?: string): { xml: string; warnings: readonly PlanWarning[] } {
  const parts = p6Parts(plan);
  if (original === undefined) {
    return { xml: freshPmxml(parts), warnings: [...parts.notes, ...lossesOf(plan)] };
  }
  const text = asUtf8(original);
  const before = p6Parts(readPmxml(new TextEncoder().encode(text)).plan);
  return { xml: patched(parts, before, text), warnings: [...parts.notes, ...unwritten(before, parts)] };
}

/** What has changed and is not written over a file: it stays there as it was. */
function unwritten(before: P6Parts, after: P6Parts): PlanWarning[] {
  const lists = [
    ['calendars', say`What has changed of calendars is not written; the file keeps them as they were.`],
    ['resources', say`What has changed of resources is not written; the file keeps them as they were.`],
    ['assignments', say`What has changed of assignments is not written; the file keeps them as they were.`],
  ] as const;
  return lists.flatMap(([list, message]) =>
    xmlOf(before[list]) === xmlOf(after[list]) ? [] : [planWarning('no-place', message, {})],
  );
}

function patched(after: P6Parts, before: P6Parts, text: string): string {
  const listed = elementsOf(text).find(({ name }) => name === 'APIBusinessObjects')?.children ?? [];
  const projects = listed.filter(({ name }) => name === 'Project');
  // A list of projects without dates may precede the projects themselves, and activities may stand beside them.
  const first = projects.find(({ children }) =>
    children.some(({ name }) => name === 'PlannedStartDate' || name === 'DataDate'),
  );
  if (first === undefined) return text;
  const rows = [...listed, ...projects.flatMap(({ children }) => children)];
  const edits: Edit[] = [...valueEdits(text, first, inOrder(before.properties, after.properties))];
  edits.push(
    ...rowEdits(
      text,
      first,
      rows.filter(({ name }) => name === 'WBS'),
      byId(before.packages),
      byId(after.packages),
    ),
    ...rowEdits(
      text,
      first,
      rows.filter(({ name }) => name === 'Activity'),
      before.activities,
      after.activities,
    ),
    ...relationshipEdits(
      text,
      first,
      rows.filter(({ name }) => name === 'Relationship'),
      before,
      after,
    ),
  );
  return applied(text, edits);
}

/** Values are written in the order of the schema. */
function inOrder(
  before: readonly Part[],
  after: readonly Part[],
): { before: readonly Part[]; after: readonly Part[]; order: Order } {
  return { before, after, order: new Map(after.map(([name], rank) => [name, rank])) };
}

function byId(parts: readonly Part[]): ReadonlyMap<number, Part> {
  return new Map(parts.map((part) => [Number(valuesOf(part).find(([name]) => name === 'ObjectId')?.[1]), part]));
}

function valuesOf([, content]: Part): readonly Part[] {
  return typeof content === 'object' ? content : [];
}

/** Rows that both have are changed where they differ, new ones added at the end of the project, those that are gone taken out. */
function rowEdits(
  text: string,
  project: Found,
  found: readonly Found[],
  before: ReadonlyMap<number, Part>,
  after: ReadonlyMap<number, Part>,
): Edit[] {
  const edits: Edit[] = [];
  const elements = new Map(found.map((element) => [Number(valueOf(text, element, 'ObjectId')), element]));
  for (const [id, part] of after) {
    const element = elements.get(id);
    const known = before.get(id);
    if (element && known) edits.push(...valueEdits(text, element, inOrder(valuesOf(known), valuesOf(part))));
    else edits.push(added(text, project, part));
  }
  for (const id of before.keys()) {
    const element = elements.get(id);
    if (element && !after.has(id)) edits.push({ from: element.from, to: element.to, text: '' });
  }
  return edits;
}

/** Relationships have no number in a plan: those that say the same are the same. */
function relationshipEdits(
  text: string,
  project: Found,
  found: readonly Found[],
  before: P6Parts,
  after: P6Parts,
): Edit[] {
  const edits: Edit[] = [];
  const wanted = Map.groupBy(after.relationships, ({ part }) => keyOf(part));
  const keys = before.relationships.map(({ part }) => keyOf(part));
  const elements = Map.groupBy(
    found,
    (element) =>
      `${valueOf(text, element, 'PredecessorActivityObjectId')} ${valueOf(text, element, 'SuccessorActivityObjectId')}`,
  );
  const highest = found.reduce((most, element) => Math.max(most, Number(valueOf(text, element, 'ObjectId')) || 0), 0);
  for (const [at, key] of keys.entries()) {
    const same = wanted.get(key)?.pop();
    const { from, to } = before.relationships[at] ?? {};
    const element = elements.get(`${from} ${to}`)?.shift();
    if (!same && element) edits.push({ from: element.from, to: element.to, text: '' });
  }
  let id = highest;
  for (const { part } of [...wanted.values()].flat()) {
    const values = valuesOf(part).map(([name, value]): Part => [name, name === 'ObjectId' ? String((id += 1)) : value]);
    edits.push(added(text, project, ['Relationship', values]));
  }
  return edits;
}

function keyOf(part: Part): string {
  return valuesOf(part)
    .flatMap(([name, value]) => (name === 'ObjectId' || typeof value !== 'string' ? [] : [value]))
    .join(' ');
}

function added(text: string, project: Found, part: Part): Edit {
  return { from: project.innerTo, to: project.innerTo, text: `${indentOf(text, project)}${xmlOf([part]).trimEnd()}` };
}

function valueOf(text: string, element: Found, name: string): string {
  const child = element.children.find((one) => one.name === name);
  return child === undefined ? '' : text.slice(child.innerFrom, child.innerTo).trim();
}

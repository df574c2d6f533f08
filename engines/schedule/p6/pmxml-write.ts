import type { PlanWarning } from '../errors.ts';
import { applied, asUtf8, elementsOf, indentOf, removal, valueEdits } from '../mspdi/edit-text.ts';
import type { Edit, Found, Order } from '../mspdi/edit-text.ts';
import type { HighestUids } from '../mspdi/patch.ts';
import { xmlOf } from '../mspdi/write-values.ts';
import type { Part } from '../mspdi/write-values.ts';
import type { Plan } from '../plan.ts';
import { freshPmxml, p6Parts } from './pmxml-parts.ts';
import type { P6Parts } from './pmxml-parts.ts';
import { lossesOf } from './pmxml-losses.ts';
import { readPmxml } from './pmxml.ts';
import { WBS_OFFSET } from './tables.ts';

/**
 * Writes a plan as Primavera P6 XML.
 * @param plan as read or made
 * @param original the text of the P6 XML file that the plan was read from: then everything it holds is kept as it stands, known or unknown,
 * and only what the plan says otherwise is changed
 * @param before the plan as it was when the file was read, in the terms of `plan`, where something else than this library keeps it: only
 * what differs between the two is written. Read from the file unless given.
 * @returns the text, and what the format has no place for, with what was written instead; of a file, what that is more than before
 */
export function writePmxml(
  plan: Plan,
  original?: string,
  before?: Plan,
): { xml: string; warnings: readonly PlanWarning[] } {
  const parts = p6Parts(plan);
  const losses = [...parts.notes, ...lossesOf(plan)];
  if (original === undefined) return { xml: freshPmxml(parts), warnings: losses };
  const text = asUtf8(original);
  const was = before ?? readPmxml(new TextEncoder().encode(text)).plan;
  const known = p6Parts(was);
  const told = new Set([...known.notes, ...lossesOf(was)].map(({ message }) => message));
  return { xml: patched(parts, known, text), warnings: losses.filter(({ message }) => !told.has(message)) };
}

/** The highest number of each list of a file: new rows are counted from there. Work packages by themselves. */
export function highestP6Uids(original: string): HighestUids & { readonly packages: number } {
  const text = asUtf8(original);
  const listed = elementsOf(text).find(({ name }) => name === 'APIBusinessObjects')?.children ?? [];
  const rows = [...listed, ...listed.flatMap(({ name, children }) => (name === 'Project' ? children : []))];
  const highest = (kind: string): number =>
    rows.reduce(
      (most, row) => (row.name === kind ? Math.max(most, Number(valueOf(text, row, 'ObjectId')) || 0) : most),
      0,
    );
  return {
    calendars: highest('Calendar'),
    tasks: highest('Activity'),
    resources: highest('Resource'),
    assignments: highest('ResourceAssignment'),
    packages: highest('WBS') + WBS_OFFSET,
  };
}

function patched(after: P6Parts, before: P6Parts, text: string): string {
  const root = elementsOf(text).find(({ name }) => name === 'APIBusinessObjects');
  const listed = root?.children ?? [];
  const projects = listed.filter(({ name }) => name === 'Project');
  // A list of projects without dates may precede the projects themselves, and activities may stand beside them.
  const first = projects.find(({ children }) =>
    children.some(({ name }) => name === 'PlannedStartDate' || name === 'DataDate'),
  );
  if (root === undefined || first === undefined) return text;
  const rows = [...listed, ...projects.flatMap(({ children }) => children)];
  const found = (kind: string): Found[] => rows.filter(({ name }) => name === kind);
  const inProject = (part: Part): Edit => added(text, first, part);
  /** What several projects share stands before them. */
  const shared = (part: Part): Edit => {
    const indent = indentOf(text, root);
    const last = listed.findLast(({ name }) => name === part[0]);
    return last
      ? { from: last.to, to: last.to, text: `${indent}${xmlOf([part]).trimEnd()}` }
      : { from: first.from, to: first.from, text: `${xmlOf([part]).trimEnd()}${indent}` };
  };
  const edits: Edit[] = [
    ...rowEdits(text, found('Calendar'), { before: byId(before.calendars), after: byId(after.calendars), put: shared }),
    ...rowEdits(text, found('Resource'), { before: byId(before.resources), after: byId(after.resources), put: shared }),
    ...valueEdits(text, first, inOrder(before.properties, after.properties)),
    ...rowEdits(text, found('WBS'), { ...packages(before.packages, after.packages), put: inProject }),
    ...rowEdits(text, found('Activity'), { before: before.activities, after: after.activities, put: inProject }),
    ...relationshipEdits(text, first, found('Relationship'), before, after),
    ...rowEdits(text, found('ResourceAssignment'), {
      before: byId(before.assignments),
      after: byId(after.assignments),
      put: inProject,
    }),
  ];
  return applied(text, edits);
}

/** Where packages stand is counted anew, of all of them, once one came, went or moved. */
function packages(before: readonly Part[], after: readonly Part[]): Pick<Lists, 'before' | 'after'> {
  const [was, is] = [byId(before), byId(after)];
  if ([...was.keys()].join(' ') === [...is.keys()].join(' ')) return { before: was, after: is };
  const uncounted = ([name, content]: Part): Part => [
    name,
    typeof content === 'object' ? content.filter(([value]) => value !== 'SequenceNumber') : content,
  ];
  return { before: byId(before.map(uncounted)), after: is };
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

/** Rows by their numbers, as they were and as they are. */
interface Lists {
  readonly before: ReadonlyMap<number, Part>;
  readonly after: ReadonlyMap<number, Part>;
  /** Puts a new one into the file. */
  readonly put: (part: Part) => Edit;
}

/** Rows that both have are changed where they differ, new ones added, those that are gone taken out. */
function rowEdits(text: string, found: readonly Found[], { before, after, put }: Lists): Edit[] {
  const edits: Edit[] = [];
  const elements = new Map(found.map((element) => [Number(valueOf(text, element, 'ObjectId')), element]));
  for (const [id, part] of after) {
    const element = elements.get(id);
    const known = before.get(id);
    if (element && known) edits.push(...valueEdits(text, element, inOrder(valuesOf(known), valuesOf(part))));
    else if (!known) edits.push(put(part));
  }
  for (const id of before.keys()) {
    const element = elements.get(id);
    if (element && !after.has(id)) edits.push(removal(text, element));
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
    if (!same && element) edits.push(removal(text, element));
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

import { changedNames, indentOf, insertion, removal, rendered, valueEdits } from './edit-text.ts';
import type { Edit, Found, Order } from './edit-text.ts';
import { PROJECT_ORDER } from './schema-order.ts';
import type { Part } from './write-values.ts';

/** The rows of one list of a file, such as its tasks. */
export interface Section {
  readonly element: Found | undefined;
  /** Rows that count, by UID: of two with the same the first, and no blank ones. */
  readonly rows: ReadonlyMap<number, Found>;
}

export function sectionOf(text: string, project: Found, name: string): Section {
  const element = project.children.find((child) => child.name === name);
  const rows = new Map<number, Found>();
  for (const row of element?.children ?? []) {
    const uid = numberIn(text, row, 'UID');
    if (uid !== undefined && !rows.has(uid) && !isBlank(text, row)) rows.set(uid, row);
  }
  return { element, rows };
}

/** The value of an element within another, as it stands. */
export function valueIn(text: string, element: Found, name: string): string | undefined {
  const child = element.children.find((one) => one.name === name);
  return child && text.slice(child.innerFrom, child.innerTo).trim();
}

export function numberIn(text: string, element: Found, name: string): number | undefined {
  const value = valueIn(text, element, name);
  return value === undefined || value === '' ? undefined : Number(value);
}

export function isBlank(text: string, row: Found): boolean {
  return valueIn(text, row, 'IsNull') === '1' || valueIn(text, row, 'IsNull') === 'true';
}

/** A list with rows added at its end; made where the file has none. */
export function additions(text: string, project: Found, section: string, rows: readonly Part[]): Edit[] {
  const [first] = rows;
  if (first === undefined) return [];
  const element = project.children.find(({ name }) => name === section);
  if (element === undefined) return [insertion(text, project, [section, rows], PROJECT_ORDER)];
  const last = element.children.at(-1);
  if (last === undefined) {
    const written = rendered([section, rows], indentOf(text, project), project);
    return [{ from: element.from, to: element.to, text: written }];
  }
  const indent = indentOf(text, element);
  return [{ from: last.to, to: last.to, text: rows.map((row) => indent + rendered(row, indent, element)).join('') }];
}

/** Two states of a list: as it was when the file was read, and as it is now. */
export interface Lists<Row> {
  readonly before: readonly Row[];
  readonly after: readonly Row[];
  readonly partOf: (row: Row) => Part;
  readonly order: Order;
}

/** Edits for a list whose rows stand by themselves: values that differ, rows that went, rows that came. */
export function rowEdits<Row extends { readonly uid: number }>(
  text: string,
  project: Found,
  section: string,
  { before, after, partOf, order }: Lists<Row>,
): Edit[] {
  const { rows } = sectionOf(text, project, section);
  const was = new Map(before.map((row) => [row.uid, row]));
  const kept = new Set(after.map(({ uid }) => uid));
  const edits: Edit[] = [];
  const added: Part[] = [];
  for (const row of after) {
    const known = was.get(row.uid);
    const element = rows.get(row.uid);
    if (known === undefined || element === undefined) added.push(partOf(row));
    else
      edits.push(
        ...valueEdits(text, element, { before: childrenOf(partOf(known)), after: childrenOf(partOf(row)), order }),
      );
  }
  for (const { uid } of before) {
    const element = rows.get(uid);
    if (!kept.has(uid) && element !== undefined) edits.push(removal(text, element));
  }
  return [...edits, ...additions(text, project, section, added)];
}

export function childrenOf([, content]: Part): readonly Part[] {
  return typeof content === 'object' ? content : [];
}

/** What follows from other values, and from which: what the plan does not say of it is left out where one of these has changed. */
export type Followers = readonly (readonly [followers: string, causes: string])[];

/**
 * Takes away values that follow from others which have changed, so that whoever opens the file reckons them anew instead of finding two
 * values that contradict each other.
 * @param after what the plan says: that stays as it is said
 */
export function outdated(
  text: string,
  element: Found,
  { changed, after, followers }: { changed: ReadonlySet<string>; after: readonly Part[]; followers: Followers },
): Edit[] {
  const said = new Set(after.flatMap(([name, content]) => (content === undefined ? [] : [name])));
  const left = new Set(
    followers.flatMap(([names, causes]) =>
      causes.split(' ').some((cause) => changed.has(cause))
        ? names.split(' ').filter((name) => !said.has(name) && !changed.has(name))
        : [],
    ),
  );
  return element.children.filter(({ name }) => left.has(name)).map((child) => removal(text, child));
}

/** Names of what differs between two rows. */
export function changedIn(before: Part, after: Part): ReadonlySet<string> {
  return changedNames(childrenOf(before), childrenOf(after));
}

import { SaxesParser } from 'saxes';

interface Element {
  readonly name: string;
  text: string;
  readonly children: Element[];
}

/** What rows of a Microsoft Project or Primavera file are known by, so that they are found wherever they stand. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  Calendar: ['UID'],
  Task: ['UID'],
  Resource: ['UID'],
  Assignment: ['UID'],
  PredecessorLink: ['PredecessorUID', 'Type'],
  Baseline: ['Number'],
  WBS: ['ObjectId'],
  Activity: ['ObjectId'],
  Relationship: ['PredecessorActivityObjectId', 'SuccessorActivityObjectId', 'Type'],
  ResourceAssignment: ['ObjectId'],
};

/** Every element of a file with its text, by its path: `Project/Tasks/Task[7]/Name`. Of those with one path, the second is `…#2`. */
export function elementsIn(xml: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const put = (element: Element, above: string): void => {
    const path = freePath(found, `${above}${element.name}${keyOf(element)}`);
    found.set(path, element.text.trim());
    for (const child of element.children) put(child, `${path}/`);
  };
  put(treeOf(xml), '');
  return found;
}

/** Paths of elements that only one of two files has, or that say something else there. */
export function differences(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => before.get(path) !== after.get(path));
}

function treeOf(xml: string): Element {
  const root: Element = { name: '', text: '', children: [] };
  const open: Element[] = [root];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name }) => {
    const element: Element = { name, text: '', children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  const note = (text: string): void => {
    const around = open.at(-1);
    if (around) around.text += text;
  };
  parser.on('text', note);
  parser.on('cdata', note);
  parser.on('closetag', () => void open.pop());
  parser.write(xml).close();
  return root.children[0] ?? root;
}

function keyOf({ name, children }: Element): string {
  const values = (KEYS[name] ?? []).flatMap((key) => children.find((child) => child.name === key)?.text ?? []);
  return values.length === 0 ? '' : `[${values.join(' ')}]`;
}

function freePath(taken: ReadonlyMap<string, string>, wanted: string): string {
  for (let count = 1; ; count++) {
    const path = count === 1 ? wanted : `${wanted}#${count}`;
    if (!taken.has(path)) return path;
  }
}

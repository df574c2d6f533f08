import { say, type Said } from '../say.ts';
import { xmlWords } from '../xml-words.ts';
import { SaxesParser } from 'saxes';

/** An element of a file, as far as profiles need it. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

/** Why a file is not read. */
export interface XmlFault {
  readonly fault: Said;
  readonly line: number;
}

interface Open {
  name: string;
  attributes: Record<string, string>;
  children: Open[];
  text: string;
  line: number;
}

const MAX_DEPTH = 200;
const MAX_ELEMENTS = 2_000_000;

/** Reads a file of a profile. A DOCTYPE is never read, because it may hide entities. */
export function readXml(source: string): XmlElement | XmlFault {
  const parser = new SaxesParser();
  const open: Open[] = [];
  let root: Open | undefined;
  let count = 0;
  let fault: XmlFault | undefined;
  const refuse = (text: Said): void => {
    fault ??= { fault: text, line: parser.line };
  };
  parser.on('error', ({ message }) => {
    const [what, line, column] = [xmlWords(message), String(parser.line), String(parser.column)];
    refuse(say`${what} That is in line ${line}, column ${column}.`);
  });
  parser.on('doctype', () => refuse(say`It has a DOCTYPE, which is never read.`));
  parser.on('opentag', ({ name, attributes }) => {
    count += 1;
    if (count > MAX_ELEMENTS || open.length > MAX_DEPTH) refuse(say`It has more elements than any profile needs.`);
    if (fault) return;
    const element: Open = { name: localName(name), attributes, children: [], text: '', line: parser.line };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('text', (text) => {
    const element = open.at(-1);
    if (element && !fault) element.text += text;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(source).close();
  return fault ?? root ?? { fault: say`It holds no element.`, line: 1 };
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Children of a name. */
export function childrenNamed(element: XmlElement | undefined, ...names: readonly string[]): readonly XmlElement[] {
  return element?.children.filter(({ name }) => names.includes(name)) ?? [];
}

export function childNamed(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name);
}

/** Elements of a name two levels down: `<Segments><Segment/></Segments>`. */
export function listed(element: XmlElement, list: string, item: string): readonly XmlElement[] {
  return childrenNamed(element, list).flatMap((one) => childrenNamed(one, item));
}

import { type Sentence, say } from '../say.ts';
import { isStorable } from '../fields/text.ts';
import type { Json } from '../json.ts';
import { isLinkAddress, LIMITS, type RichText } from './model.ts';

/** The first thing that is wrong with a value, and where: steps of keys and places in lists. */
export interface RichFault {
  readonly path: readonly (string | number)[];
  readonly message: Sentence;
}

type Path = readonly (string | number)[];
type Node = Readonly<Record<string, unknown>>;

/** What a node may hold: its attributes, and nodes of which types, at least so many. */
interface Rule {
  readonly attrs?: (attrs: Node) => Sentence | undefined;
  readonly holds: readonly string[];
  readonly least: 0 | 1;
  readonly first?: string;
}

const INLINE = ['text', 'hardBreak'];
const INNER = ['paragraph', 'bulletList', 'orderedList', 'taskList', 'blockquote'];

const onlyKey = (
  attrs: Node,
  key: string,
  fits: (value: unknown) => boolean,
  otherwise: Sentence,
): Sentence | undefined =>
  Object.keys(attrs).every((name) => name === key) && fits(attrs[key]) ? undefined : otherwise;

const RULES: Readonly<Record<string, Rule>> = {
  doc: { holds: ['heading', 'table', ...INNER], least: 1 },
  paragraph: { holds: INLINE, least: 0 },
  heading: {
    attrs: (attrs) =>
      onlyKey(
        attrs,
        'level',
        (level) => level === 1 || level === 2 || level === 3,
        say`must have a level from 1 to 3 and nothing else`,
      ),
    holds: INLINE,
    least: 0,
  },
  bulletList: { holds: ['listItem'], least: 1 },
  orderedList: { holds: ['listItem'], least: 1 },
  listItem: { holds: INNER, least: 1, first: 'paragraph' },
  taskList: { holds: ['taskItem'], least: 1 },
  taskItem: {
    attrs: (attrs) =>
      onlyKey(
        attrs,
        'checked',
        (checked) => typeof checked === 'boolean',
        say`must have whether it is checked and nothing else`,
      ),
    holds: INNER,
    least: 1,
    first: 'paragraph',
  },
  blockquote: { holds: INNER, least: 1 },
  table: { holds: ['tableRow'], least: 1 },
  tableRow: { holds: ['tableHeader', 'tableCell'], least: 1 },
  tableHeader: { holds: ['paragraph'], least: 1 },
  tableCell: { holds: ['paragraph'], least: 1 },
};

/** Thrown while a value is walked, and caught where the walk began. */
class Fault extends Error {
  readonly path: Path;
  readonly sentence: Sentence;

  constructor(path: Path, message: Sentence) {
    super(message.text);
    this.sentence = message;
    this.path = path;
  }
}

interface Walk {
  nodes: number;
  characters: number;
  /** Whether there is anything to read. */
  written: boolean;
}

/** What is wrong with a value as rich text; undefined when nothing is. Only what every reader can show is accepted. */
export function richFault(value: Json): RichFault | undefined {
  const walk: Walk = { nodes: 0, characters: 0, written: false };
  try {
    checkNode(value, ['doc'], [], 0, walk);
    if (!walk.written) throw new Fault([], say`holds no text; leave it out instead`);
    return undefined;
  } catch (error) {
    if (error instanceof Fault) return { path: error.path, message: error.sentence };
    throw error;
  }
}

function checkNode(value: unknown, allowed: readonly string[], path: Path, depth: number, walk: Walk): void {
  walk.nodes += 1;
  if (walk.nodes > LIMITS.nodes) throw new Fault(path, say`has more than ${LIMITS.nodes} parts`);
  if (depth > LIMITS.depth) throw new Fault(path, say`is nested more than ${LIMITS.depth} deep`);
  if (!isNode(value)) throw new Fault(path, say`must be a part of a text`);
  const { type } = value;
  if (typeof type !== 'string' || !allowed.includes(type)) {
    throw new Fault([...path, 'type'], say`must be one of ${allowed.join(', ')} here`);
  }
  if (type === 'text') checkText(value, path, walk);
  else if (type === 'hardBreak') onlyKeys(value, ['type'], path);
  else checkParent(value, type, path, depth, walk);
}

function checkParent(node: Node, type: string, path: Path, depth: number, walk: Walk): void {
  const rule = RULES[type];
  if (!rule) throw new Fault(path, say`is not known`);
  onlyKeys(node, ['type', 'content', ...(rule.attrs ? ['attrs'] : [])], path);
  const attrs = node['attrs'];
  if (rule.attrs) {
    const wrong = isNode(attrs) ? rule.attrs(attrs) : say`is missing`;
    if (wrong !== undefined) throw new Fault([...path, 'attrs'], wrong);
  }
  const { content } = node;
  if (content === undefined && rule.least === 0) return;
  if (!Array.isArray(content) || content.length === 0) {
    throw new Fault(
      [...path, 'content'],
      rule.least === 0 ? say`must be left out when there is nothing` : say`is missing`,
    );
  }
  content.forEach((child: unknown, index) => {
    const allowed = index === 0 && rule.first ? [rule.first] : rule.holds;
    checkNode(child, allowed, [...path, 'content', index], depth + (type === 'paragraph' ? 0 : 1), walk);
  });
  if (type === 'table') checkRows(content, path);
}

/** Rows of different lengths are no table to those who are read it. */
function checkRows(rows: readonly unknown[], path: Path): void {
  const lengths = rows.map((row) => (isNode(row) && Array.isArray(row['content']) ? row['content'].length : 0));
  const [first = 0] = lengths;
  if (first > LIMITS.columns) throw new Fault(path, say`has more than ${LIMITS.columns} columns`);
  const other = lengths.findIndex((length) => length !== first);
  if (other > 0) throw new Fault([...path, 'content', other], say`must have ${first} cells, like the first row`);
}

function checkText(node: Node, path: Path, walk: Walk): void {
  onlyKeys(node, ['type', 'text', 'marks'], path);
  const { text, marks } = node;
  if (typeof text !== 'string' || text === '')
    throw new Fault([...path, 'text'], say`must be a text that is not empty`);
  if (!isStorable(text) || /[\n\r\u2028\u2029]/.test(text)) {
    throw new Fault([...path, 'text'], say`holds a character that cannot be stored; a new line is a hardBreak`);
  }
  walk.characters += text.length;
  walk.written ||= text.trim() !== '';
  if (walk.characters > LIMITS.characters) throw new Fault(path, say`has more than ${LIMITS.characters} characters`);
  if (marks !== undefined) checkMarks(marks, [...path, 'marks']);
}

function checkMarks(marks: unknown, path: Path): void {
  if (!Array.isArray(marks) || marks.length === 0) throw new Fault(path, say`must be left out when there is none`);
  const seen = new Set<string>();
  marks.forEach((mark: unknown, index) => {
    const at = [...path, index];
    const type = isNode(mark) ? mark['type'] : undefined;
    if (!isNode(mark) || typeof type !== 'string' || !['bold', 'italic', 'code', 'link'].includes(type)) {
      throw new Fault(at, say`must be bold, italic, code or link`);
    }
    if (seen.has(type)) throw new Fault(at, say`is there twice`);
    seen.add(type);
    onlyKeys(mark, type === 'link' ? ['type', 'attrs'] : ['type'], at);
    if (type === 'link') checkLink(mark['attrs'], [...at, 'attrs']);
  });
  if (seen.has('code') && seen.size > 1) throw new Fault(path, say`of code stands alone`);
}

function checkLink(attrs: unknown, path: Path): void {
  if (!isNode(attrs)) throw new Fault(path, say`is missing`);
  onlyKeys(attrs, ['href'], path);
  const { href } = attrs;
  if (typeof href !== 'string' || !isLinkAddress(href)) {
    throw new Fault([...path, 'href'], say`must be an address that begins with http://, https:// or mailto:`);
  }
}

function onlyKeys(node: Node, known: readonly string[], path: Path): void {
  const unknown = Object.keys(node).find((key) => !known.includes(key));
  if (unknown !== undefined) throw new Fault([...path, unknown], say`is not known here`);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a stored value is rich text. */
export function isRichText(value: Json | undefined): value is RichText {
  return value !== undefined && richFault(value) === undefined;
}

import type { Hl7Problem } from '../errors.ts';
import type { Hl7File, Part } from './file.ts';
import type { Message } from './message.ts';
import type { Node } from './node.ts';
import type { Delimiters } from './delimiters.ts';
import { valueAt } from './find.ts';

/** A part of a message as JSON tells it: bytes from 0, in what was read; the value, or the parts where there are any. */
export interface TreeNode {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly value?: string;
  readonly parts?: readonly TreeNode[];
}

export interface MessageTree {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly type: string;
  readonly controlId: string;
  readonly version: string;
  readonly charset: string;
  readonly delimiters: Delimiters;
  readonly problems: readonly Hl7Problem[];
  readonly segments: readonly (TreeNode & { readonly name: string })[];
}

export interface FileTree {
  readonly bytes: number;
  readonly parts: readonly Pick<Part, 'kind' | 'start' | 'end'>[];
  readonly messages: readonly MessageTree[];
  readonly problems: readonly Hl7Problem[];
}

/** One step of telling a message: a node that has parts opens and closes, one without is told with its value. */
export type TreeStep =
  | {
      readonly kind: 'open';
      readonly path: string;
      readonly start: number;
      readonly end: number;
      readonly name?: string;
    }
  | {
      readonly kind: 'value';
      readonly path: string;
      readonly start: number;
      readonly end: number;
      readonly name?: string;
      readonly value: string;
    }
  | { readonly kind: 'close' };

/** Everything that a file holds, as plain data. Fields, repetitions and components that hold nothing are left out. */
export function treeOf(file: Hl7File): FileTree {
  return {
    bytes: file.bytes.length,
    parts: file.parts.map(({ kind, start, end }) => ({ kind, start, end })),
    messages: file.messages.map((message) => ({ ...headOf(message), segments: segmentsFrom(treeSteps(message)) })),
    problems: file.problems,
  };
}

/** What is told of a message as a whole. */
export function headOf(message: Message): Omit<MessageTree, 'segments'> {
  const { source, bytes, charset, delimiters, problems } = message;
  return {
    start: source.byte,
    end: source.byte + bytes.length,
    line: source.line,
    type: [1, 2, 3]
      .map((part) => valueAt(message, `MSH-9.${part}`))
      .filter((part) => part !== '')
      .join('^'),
    controlId: valueAt(message, 'MSH-10'),
    version: valueAt(message, 'MSH-12.1'),
    charset: charset.name,
    delimiters,
    problems,
  };
}

/** The segments of a message, node by node; nothing is kept of what was told, so that a long message takes little memory. */
export function* treeSteps(message: Message): Generator<TreeStep> {
  for (const segment of message.segments) yield* stepsOf(segment.anew(), segment.segmentName);
}

function* stepsOf(node: Node, name?: string): Generator<TreeStep> {
  const { path, children } = node;
  const place = { path, ...node.bytes, ...(name === undefined ? {} : { name }) };
  const inner = name === undefined ? innermost(node) : node;
  if (inner.children.length === 0) {
    yield { kind: 'value', ...place, value: node.value };
    return;
  }
  yield { kind: 'open', ...place };
  const parts = inner === node ? children : inner.children;
  for (const child of parts) if (!child.isEmpty) yield* stepsOf(child.anew());
  yield { kind: 'close' };
}

/** A chain of single parts is the same text under four names; it is told once. */
function innermost(node: Node): Node {
  const [only, ...more] = node.children;
  return only && more.length === 0 ? innermost(only) : node;
}

function segmentsFrom(steps: Iterable<TreeStep>): (TreeNode & { name: string })[] {
  const segments: (TreeNode & { name: string })[] = [];
  const open: TreeNode[][] = [];
  for (const step of steps) {
    if (step.kind === 'close') {
      open.pop();
      continue;
    }
    const { kind, name = '', path, start, end } = step;
    const parts: TreeNode[] = [];
    const node = { path, start, end, ...(kind === 'value' ? { value: step.value } : { parts }) };
    const above = open.at(-1);
    if (above) above.push(node);
    else segments.push({ name, ...node });
    if (kind === 'open') open.push(parts);
  }
  return segments;
}

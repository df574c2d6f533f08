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

/** Everything that a file holds, as plain data. Fields, repetitions and components that hold nothing are left out. */
export function treeOf(file: Hl7File): FileTree {
  return {
    bytes: file.bytes.length,
    parts: file.parts.map(({ kind, start, end }) => ({ kind, start, end })),
    messages: file.messages.map((message) => messageTree(message)),
    problems: file.problems,
  };
}

function messageTree(message: Message): MessageTree {
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
    segments: message.segments.map((segment) => ({ name: segment.segmentName, ...treeNode(segment, true) })),
  };
}

function treeNode(node: Node, open = false): TreeNode {
  const { path, value, children } = node;
  const place = { path, ...node.bytes };
  // A chain of single parts is the same text under four names; it is told once.
  const only = children.length === 1 && !open ? children[0] : undefined;
  if (only) {
    const inner = treeNode(only);
    return inner.parts ? { ...place, parts: inner.parts } : { ...place, value };
  }
  if (children.length === 0) return { ...place, value };
  const parts = children.filter(({ isEmpty }) => !isEmpty).map((child) => treeNode(child));
  return { ...place, parts };
}

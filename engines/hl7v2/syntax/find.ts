import type { Result } from '../errors.ts';
import type { Message } from './message.ts';
import type { Node } from './node.ts';
import { parsePath } from './path.ts';
import type { Path } from './path.ts';

/**
 * The place that a path names; where it names no segment or repetition by number, the first.
 * @returns undefined when the message has no such place
 */
export function find(message: Message, path: string | Path): Result<Node | undefined> {
  const parsed = typeof path === 'string' ? parsePath(path) : { ok: true as const, value: path };
  if (!parsed.ok) return parsed;
  const { segment, occurrence = 1, field, repetition = 1, component, subcomponent } = parsed.value;
  const parts = [field, field && (parsed.value.repetition ?? (component && repetition)), component, subcomponent];
  let node: Node | undefined = message.segmentsNamed(segment)[occurrence - 1];
  for (const part of parts) if (part !== undefined) node = node?.child(part);
  return { ok: true, value: node };
}

/** Every place that a path names: every segment, and every repetition, that it does not name by number. */
export function findAll(message: Message, path: string | Path): Result<readonly Node[]> {
  const parsed = typeof path === 'string' ? parsePath(path) : { ok: true as const, value: path };
  if (!parsed.ok) return parsed;
  const { segment, occurrence, field, repetition, component, subcomponent } = parsed.value;
  const one = (nodes: readonly Node[], number: number | undefined): readonly Node[] =>
    number === undefined ? nodes : nodes.slice(number - 1, number);
  let nodes = one(message.segmentsNamed(segment), occurrence);
  if (field === undefined) return { ok: true, value: nodes };
  nodes = nodes.flatMap((node) => node.child(field) ?? []);
  if (repetition === undefined && component === undefined) return { ok: true, value: nodes };
  nodes = nodes.flatMap((node) => one(node.children, repetition));
  for (const part of [component, subcomponent]) {
    if (part !== undefined) nodes = nodes.flatMap((node) => node.child(part) ?? []);
  }
  return { ok: true, value: nodes };
}

/** The value at a path, '' where there is nothing. For a path that is known to be well formed. */
export function valueAt(message: Message, path: string): string {
  const found = find(message, path);
  return found.ok ? (found.value?.value ?? '') : '';
}

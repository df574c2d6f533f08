import type { Message } from '../syntax/message.ts';
import { findAll } from '../syntax/find.ts';
import type { Node } from '../syntax/node.ts';

/** A value and how often it was seen. */
export interface SeenValue {
  readonly value: string;
  readonly count: number;
}

/** What was seen at a place. */
export interface SeenPlace {
  /** Messages that fill it. */
  readonly messages: number;
  /** The most frequent first. */
  readonly values: readonly SeenValue[];
  /** There are more values than are remembered. */
  readonly more: boolean;
}

/** Different values that are remembered of a place, and characters of each: memory stays bounded however many messages come. */
const MOST_VALUES = 200;
const MOST_CHARACTERS = 120;

interface Place {
  messages: number;
  last: number;
  readonly values: Map<string, number>;
  more: boolean;
}

/** Values that messages hold, field by field, and at places that are asked for. */
export class LiveValues {
  readonly #places = new Map<string, Place>();
  readonly #paths: readonly string[];
  #messages = 0;

  /** @param paths places below fields, such as `OBX-3.1`, that are looked at as well */
  constructor(paths: readonly string[] = []) {
    this.#paths = [...new Set(paths)].filter((path) => path.includes('.') || path.includes('['));
  }

  get messages(): number {
    return this.#messages;
  }

  add(message: Message): void {
    this.#messages += 1;
    for (const segment of message.segments) {
      const { segmentName } = segment;
      for (const field of segment.children) if (!field.isBlank) this.#see(`${segmentName}-${field.position}`, field);
    }
    for (const path of this.#paths) {
      const found = findAll(message, path);
      if (found.ok) for (const node of found.value) if (!node.isBlank) this.#see(path, node);
    }
  }

  #see(name: string, node: Node): void {
    const place: Place = this.#places.get(name) ?? { messages: 0, last: 0, values: new Map(), more: false };
    this.#places.set(name, place);
    if (place.last !== this.#messages) place.messages += 1;
    place.last = this.#messages;
    const value = node.end - node.start > MOST_CHARACTERS ? `${node.raw.slice(0, MOST_CHARACTERS)}…` : node.raw;
    const before = place.values.get(value);
    if (before === undefined && place.values.size >= MOST_VALUES) place.more = true;
    else place.values.set(value, (before ?? 0) + 1);
  }

  at(name: string): SeenPlace {
    const place = this.#places.get(name);
    if (!place) return { messages: 0, values: [], more: false };
    const values = [...place.values]
      .map(([value, count]) => ({ value, count }))
      .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
    return { messages: place.messages, values, more: place.more };
  }
}

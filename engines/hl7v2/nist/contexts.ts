import type { Binding, Rule, Usage } from '../profile/model.ts';
import { childrenNamed } from './xml.ts';
import type { XmlElement } from './xml.ts';

/** What parts of a profile other files speak about. */
export const CONTEXTS = ['Message', 'Group', 'Segment', 'Datatype'] as const;
export type Context = (typeof CONTEXTS)[number];

/** What is said about one part: rules, usages and tables of its own parts by their position. */
export interface BoundParts {
  readonly rules: readonly Rule[];
  readonly usages: ReadonlyMap<number, Usage>;
  readonly bindings: ReadonlyMap<number, readonly Binding[]>;
}

/** The same while it is gathered. */
export interface Gathered {
  readonly rules: Rule[];
  readonly usages: Map<number, Usage>;
  readonly bindings: Map<number, Binding[]>;
}

/** Gathers what is said, by the id of a part or by its name. */
export class Contexts {
  readonly #byId = new Map<string, Gathered>();
  readonly #byName = new Map<string, Gathered>();

  /** What is said about a part so far, to add to it. */
  at(context: Context, by: 'ByID' | 'ByName', key: string): Gathered {
    const map = by === 'ByID' ? this.#byId : this.#byName;
    const name = `${context}:${key}`;
    const found = map.get(name) ?? { rules: [], usages: new Map(), bindings: new Map() };
    map.set(name, found);
    return found;
  }

  of(context: Context, id: string, name: string): BoundParts {
    const ofId = this.#byId.get(`${context}:${id}`);
    const ofName = this.#byName.get(`${context}:${name}`);
    return {
      rules: [...(ofName?.rules ?? []), ...(ofId?.rules ?? [])],
      usages: new Map([...(ofName?.usages ?? []), ...(ofId?.usages ?? [])]),
      bindings: new Map([...(ofName?.bindings ?? []), ...(ofId?.bindings ?? [])]),
    };
  }
}

/** Goes through `<Segment><ByID ID="…">…` below an element. */
export function* contextsIn(
  parent: XmlElement | undefined,
): Generator<{ context: Context; by: 'ByID' | 'ByName'; key: string; element: XmlElement }> {
  for (const context of CONTEXTS) {
    for (const element of childrenNamed(parent, context).flatMap((one) => childrenNamed(one, 'ByID', 'ByName'))) {
      const by = element.name === 'ByID' ? 'ByID' : 'ByName';
      yield { context, by, key: element.attributes.ID ?? element.attributes.Name ?? '', element };
    }
  }
}

/** The position that a target names when it is a direct part: 5 of `5[1]`. */
export function directTarget(target: string): number | undefined {
  const match = /^(\d{1,5})\[(?:1|\*)\]$/.exec(target);
  return match ? Number(match[1]) : undefined;
}

import type { Binding, PlacedBinding, Rule, Slice, Usage } from '../profile/model.ts';
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
  /** Tables of parts further in. */
  readonly placed: readonly PlacedBinding[];
}

/** The same while it is gathered. */
export interface Gathered {
  readonly rules: Rule[];
  readonly usages: Map<number, Usage>;
  readonly bindings: Map<number, Binding[]>;
  readonly placed: PlacedBinding[];
}

/** Gathers what is said, by the id of a part or by its name. */
export class Contexts {
  readonly #byId = new Map<string, Gathered>();
  readonly #byName = new Map<string, Gathered>();
  readonly #slices = new Map<string, readonly Slice[]>();

  /** What is said about a part so far, to add to it. */
  at(context: Context, by: 'ByID' | 'ByName', key: string): Gathered {
    const map = by === 'ByID' ? this.#byId : this.#byName;
    const name = `${context}:${key}`;
    const found = map.get(name) ?? { rules: [], usages: new Map(), bindings: new Map(), placed: [] };
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
      placed: [...(ofName?.placed ?? []), ...(ofId?.placed ?? [])],
    };
  }

  /** Sets the slices of a place: of a segment in a message or a group, or of a field in a segment. */
  slice(owner: string, position: number, slices: readonly Slice[]): void {
    this.#slices.set(`${owner}:${position}`, slices);
  }

  /** The slices of a place by the id of what it is in, or by another name of that. */
  slicesAt(position: number, ...owners: readonly string[]): readonly Slice[] | undefined {
    const owner = owners.find((one) => this.#slices.has(`${one}:${position}`));
    return owner === undefined ? undefined : this.#slices.get(`${owner}:${position}`);
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

/** The position that a target names for all its occurrences: 5 of `5[*]`. */
export function wholeTarget(target: string): number | undefined {
  const match = /^(\d{1,5})\[\*\]$/.exec(target);
  return match ? Number(match[1]) : undefined;
}

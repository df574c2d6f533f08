import type { Kind } from '../declare/kind.ts';
import type { LinkType, Registry } from '../declare/registry.ts';
import type { GraphReader, Row } from '../graph/reader.ts';
import { say, type Sentence } from '../declare/say.ts';
import { tableSource } from './source.ts';

type Found = { readonly id: string } | { readonly message: Sentence };

/** Finds the records that links of a table lead to. */
export interface Targets {
  /** A record the same table makes or changes, under the words it may be called by. */
  readonly add: (kind: string, id: string, words: readonly string[]) => void;
  /** By reference (UNT-3), by the key it was imported under, or by its title. */
  readonly find: (link: LinkType, word: string) => Found;
}

/** A word and whom it names; null when it names several. */
type Titles = Map<string, string | null>;

/** Titles of each kind are listed once, when the first link asks for them. */
export function createTargets(graph: GraphReader, registry: Registry, own: Kind): Targets {
  const added = new Map<string, Titles>();
  const titles = new Map<string, Titles>();
  const references = new Map<string, Titles>();
  const titlesOf = (kind: string): Titles => {
    const known = titles.get(kind);
    if (known) return known;
    const made: Titles = new Map();
    for (const row of graph.rows(kind)) note(made, titleOf(row), row.id);
    titles.set(kind, made);
    return made;
  };
  const referencesOf = (kind: Kind): Titles => {
    const known = references.get(kind.name);
    if (known) return known;
    const made: Titles = new Map();
    // The own come first: above, another record may have the same number.
    for (const row of graph.rows(kind.name)) {
      const reference = `${kind.prefix}-${row.number}`.toLowerCase();
      if (!made.has(reference)) made.set(reference, row.id);
    }
    references.set(kind.name, made);
    return made;
  };
  return {
    add: (kind, id, words) => {
      const known: Titles = added.get(kind) ?? new Map();
      added.set(kind, known);
      for (const word of new Set(words.map((one) => one.trim().toLowerCase()))) note(known, word, id);
    },
    find: (link, written) => {
      const word = written.trim().toLowerCase();
      for (const name of link.to) {
        const kind = registry.kinds.get(name);
        const byNumber = kind && referencesOf(kind).get(word);
        if (byNumber) return { id: byNumber };
        const byKey = graph.byExternal(tableSource(name), written.trim());
        if (byKey && !byKey.withdrawn) return { id: byKey.id };
      }
      const candidates = link.to.flatMap((name) => {
        const here = name === own.name ? added.get(name)?.get(word) : undefined;
        return [here ?? titlesOf(name).get(word)].filter((one): one is string | null => one !== undefined);
      });
      const [first] = candidates;
      if (first === undefined) return { message: say`nothing is called “${written}”` };
      if (first === null || candidates.length > 1) {
        return { message: say`several records are called “${written}”; write the reference, such as ${own.prefix}-1` };
      }
      return { id: first };
    },
  };
}

function note(titles: Titles, word: string, id: string): void {
  if (word === '') return;
  const known = titles.get(word);
  titles.set(word, known === undefined || known === id ? id : null);
}

function titleOf(row: Row): string {
  const { title } = row.fields;
  return typeof title === 'string' ? title.trim().toLowerCase() : '';
}

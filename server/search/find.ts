import { comment, createSight, type Kind, type Registry, type Row, type Sight } from '@callosum/kernel';
import type { found } from '@callosum/kernel/contract';
import { marked, readQuery, snippet, type TextQuery, textsOf } from '@callosum/kernel/search';
import type { z } from 'zod';
import type { Services } from '../http/context.ts';
import type { Asking } from '../identity/caller.ts';
import { titleOf } from '../readiness/title.ts';
import { type Hit, numberQuestion, searchRecords, wordsQuestion } from '../store/search.ts';
import { type FoundPlace, placesOf } from './places.ts';

type Found = z.infer<typeof found>;
type FoundRecord = Found['hits'][number];

export interface FindRequest {
  readonly typed: string;
  /** Look there only, besides what `project:` says. */
  readonly key?: string | undefined;
  /** Names of kinds: only records of these, besides what `kind:` says. */
  readonly only?: ReadonlySet<string> | undefined;
  readonly offset: number;
  readonly limit: number;
}

const NOTHING: Found = { total: 0, more: false, unknown: [], hits: [] };

/** What somebody may see of what he typed, best first, with the places where it stands. */
export async function find(services: Services, asking: Asking, request: FindRequest): Promise<Found> {
  const query = readQuery(request.typed);
  const isEmpty = query.terms.length === 0 && !query.number && query.kinds.length === 0;
  if (isEmpty && request.only === undefined) return NOTHING;
  const keys = [...(request.key === undefined ? [] : [request.key]), ...query.projects];
  const places = await placesOf(services, asking, keys);
  const { kinds, unknown } = readKinds(services.registry, query.kinds);
  const seen = new Set(places.map(({ from }) => from.key.toLowerCase()));
  const lost = [
    ...unknown.map((name) => `kind:${name}`),
    ...query.projects.filter((key) => !seen.has(key.toLowerCase())).map((key) => `project:${key}`),
  ];
  if (lost.length > 0) return { ...NOTHING, unknown: lost };
  const { only } = request;
  const wanted = only === undefined ? kinds : new Set([...kinds].filter((name) => only.has(name)));
  const page = { kinds: wanted, offset: request.offset, limit: request.limit };
  const named = query.number
    ? await searchRecords(services.db, places, numberQuestion(query.number), { ...page, offset: 0 })
    : undefined;
  const words = await searchRecords(services.db, places, wordsQuestion(query), page);
  const first = new Set(named?.hits.map(({ id }) => id));
  const others = words.hits.filter(({ id }) => !first.has(id));
  const shown = request.offset === 0 ? [...(named?.hits ?? []), ...others] : others;
  const hits = await Promise.all(shown.map((hit) => present(services, places, query, hit)));
  return {
    total: words.total + (named ? named.hits.length - (words.hits.length - others.length) : 0),
    more: words.more,
    unknown: [],
    hits: hits.filter((hit) => hit !== undefined),
  };
}

/** Kinds by name or by how they are called; undefined where none is named: all but what only says who sees what. */
function readKinds({ kinds }: Registry, typed: readonly string[]): { kinds: Set<string>; unknown: string[] } {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/\s/g, '');
  const searched = [...kinds.values()].filter(({ discipline }) => discipline !== 'sharing');
  if (typed.length === 0) return { kinds: new Set(searched.map(({ name }) => name)), unknown: [] };
  const isCalled = (kind: Kind, name: string): boolean =>
    [kind.name, kind.prefix, kind.label.one, kind.label.many].some((known) => plain(known) === plain(name));
  return {
    kinds: new Set(searched.filter((kind) => typed.some((name) => isCalled(kind, name))).map(({ name }) => name)),
    unknown: typed.filter((name) => !searched.some((kind) => isCalled(kind, name))),
  };
}

/** A hit through the one door that records leave by; undefined when it is gone meanwhile. */
async function present(
  services: Services,
  places: readonly FoundPlace[],
  query: TextQuery,
  { id, place }: Hit,
): Promise<FoundRecord | undefined> {
  const asked = places[place];
  if (!asked) return undefined;
  const graph = await services.graphs.of(asked.from.id);
  const sight = createSight(services.registry, graph, asked.actor);
  const row = sight.row(id);
  const kind = row && asked.registry.kinds.get(row.kind);
  if (!row || !kind) return undefined;
  const about = row.kind === comment.name ? subjectOf(row, sight, graph.out(row.id, 'comment.on')) : undefined;
  const at = textsOf(kind, row.fields)
    .filter(({ field }) => field !== 'title')
    .map(({ field, text }) => ({ field, text: snippet(text, query) }))
    .find(({ text }) => text !== undefined);
  return {
    project: { key: asked.from.key, title: titleOf(graph.find(asked.from.id)) },
    record: { id: row.id, kind: row.kind, number: row.number, state: row.state },
    title: [...marked(titleOf(row), query)],
    about: about ? { id: about.id, kind: about.kind, number: about.number, title: titleOf(about) } : null,
    text: at?.text ? { label: kind.fields[at.field]?.label ?? at.field, pieces: [...at.text] } : null,
  };
}

function subjectOf(row: Row, sight: Sight, links: readonly { readonly to: string }[]): Row | undefined {
  return links.flatMap(({ to }) => sight.row(to) ?? []).find(({ id }) => id !== row.id);
}

import {
  type Change,
  effectiveChanges,
  type External,
  type GraphReader,
  type Json,
  type Registry,
  type Row,
} from '@callosum/kernel';
import { compareLinks, type LinkCounts } from './compare-links.ts';
import { titleOf, type Wanted, type WantedRecord } from './wanted.ts';

/** How many rows of the difference are shown; all of them are counted. */
export const MOST_SHOWN = 200;
/** A title is cut in the difference only, never in a record. */
const LONGEST_SHOWN = 200;

export interface KindCounts {
  readonly created: number;
  readonly updated: number;
  readonly restored: number;
  readonly removed: number;
  readonly unchanged: number;
}

export interface DiffRow {
  readonly kind: string;
  readonly title: string;
  readonly action: 'create' | 'update' | 'restore' | 'remove';
  readonly fields: readonly { readonly name: string; readonly before: Json; readonly after: Json }[];
}

export interface Removal {
  readonly kind: string;
  readonly id: string;
  readonly title: string;
}

export interface Comparison {
  readonly changes: readonly Change[];
  /** Records that leave; written last, after links have been moved away from them. */
  readonly withdrawals: readonly Change[];
  /** Ids of the wanted records, by external id. */
  readonly ids: ReadonlyMap<string, string>;
  readonly byKind: Readonly<Record<string, KindCounts>>;
  readonly links: LinkCounts;
  /** Links that people made and the file contradicts: they were kept. */
  readonly keptLinks: number;
  /** Records the file no longer holds, whether they are withdrawn or stay. */
  readonly removals: readonly Removal[];
  readonly diff: readonly DiffRow[];
}

type Counted = keyof KindCounts;

/** What it takes to make a source's records and links what its file wants, and nothing else. */
export function comparePlan(
  graph: GraphReader,
  registry: Registry,
  source: string,
  wanted: Wanted,
  { newId, keepGone }: { readonly newId: () => string; readonly keepGone: boolean },
): Comparison {
  const changes: Change[] = [];
  const diff: DiffRow[] = [];
  const ids = new Map<string, string>();
  const fresh = new Set<string>();
  const taken = new Set<string>();
  const counts: Record<string, Record<Counted, number>> = {};
  const count = (kind: string, what: Counted): void => {
    const held = (counts[kind] ??= { created: 0, updated: 0, restored: 0, removed: 0, unchanged: 0 });
    held[what] += 1;
  };
  const show = (kind: string, title: string, action: DiffRow['action'], fields: DiffRow['fields']): void => {
    if (diff.length < MOST_SHOWN) diff.push(shown(kind, title, action, fields));
  };

  for (const record of wanted.records) {
    if (ids.has(record.key)) continue;
    const own = ourOwn(graph, record);
    const row = graph.byExternal(source, record.key) ?? (own && !taken.has(own.id) ? own : undefined);
    const id = row?.id ?? newId();
    ids.set(record.key, id);
    taken.add(id);
    if (!row) {
      fresh.add(id);
      changes.push(creation(record, id, { source, id: record.key }));
      count(record.kind, 'created');
      show(record.kind, titleOf(record.fields), 'create', []);
      continue;
    }
    const found = recordChanges(row, record, { source, id: record.key });
    changes.push(...found.changes);
    const what = row.withdrawn ? 'restored' : found.fields.length > 0 ? 'updated' : 'unchanged';
    count(record.kind, what);
    if (what === 'unchanged') continue;
    show(record.kind, titleOf(record.fields), what === 'restored' ? 'restore' : 'update', found.fields);
  }

  const links = compareLinks({ graph, registry, source, wanted, ids, fresh, newId });
  const gone = goneRows(graph, source, ids, taken);
  const withdrawn = keepGone ? [] : gone;
  for (const { kind } of withdrawn) count(kind, 'removed');
  // What goes is told before all else.
  const leaving = withdrawn.slice(0, MOST_SHOWN).map(({ kind, fields }) => shown(kind, titleOf(fields), 'remove', []));
  return {
    changes: [...changes, ...links.changes],
    withdrawals: withdrawn.map(({ id }) => ({ action: 'withdraw', id })),
    ids,
    byKind: counts,
    links: links.counts,
    keptLinks: links.kept,
    removals: gone.map(({ kind, id, fields }) => ({ kind, id, title: titleOf(fields) })),
    diff: [...leaving, ...diff].slice(0, MOST_SHOWN),
  };
}

function shown(kind: string, title: string, action: DiffRow['action'], fields: DiffRow['fields']): DiffRow {
  return { kind, title: title.slice(0, LONGEST_SHOWN), action, fields };
}

/** One of our own records whose id a file gives back, whatever number it has there. */
export function ourOwn(graph: GraphReader, { kind, record }: Pick<WantedRecord, 'kind' | 'record'>): Row | undefined {
  const row = record === undefined ? undefined : graph.find(record);
  return row && row.kind === kind && graph.owns(row.id) ? row : undefined;
}

function creation({ kind, fields, state }: WantedRecord, id: string, external: External): Change {
  const set = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
  return { action: 'create', kind, id, fields: set, external, ...(state === undefined ? {} : { state }) };
}

/** A record that was made here is called by the file's number from now on, so that the next version tells when it has left. */
function recordChanges(
  row: Row,
  { fields, state }: WantedRecord,
  external: External,
): { changes: Change[]; fields: DiffRow['fields'] } {
  const changes: Change[] = row.withdrawn ? [{ action: 'restore', id: row.id }] : [];
  const changed = effectiveChanges(row.fields, fields);
  const moved = state !== undefined && state !== row.state;
  const named = row.external === undefined ? { external } : {};
  if (Object.keys(changed).length > 0 || moved || row.external === undefined) {
    changes.push({ action: 'update', id: row.id, fields: changed, ...(moved ? { state } : {}), ...named });
  }
  const shown = Object.entries(changed).map(([name, after]) => ({ name, before: row.fields[name] ?? null, after }));
  return { changes, fields: moved ? [...shown, { name: 'state', before: row.state, after: state }] : shown };
}

const KINDS = ['assignment', 'baseline', 'task', 'resource', 'calendar'] as const;

function goneRows(
  graph: GraphReader,
  source: string,
  ids: ReadonlyMap<string, string>,
  taken: ReadonlySet<string>,
): Row[] {
  return KINDS.flatMap((kind) =>
    [...graph.rows(kind)].filter(
      ({ id, external }) => external?.source === source && !ids.has(external.id) && !taken.has(id),
    ),
  );
}

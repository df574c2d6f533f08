import { applyChanges, type FieldChanges, type FieldValues, type Json } from '../declare/json.ts';
import { upgradeFields } from '../declare/upgrade.ts';
import type { Registry } from '../declare/registry.ts';
import type { GraphChange } from './graph.ts';
import { materialVersion } from './material.ts';
import type { Edge, GraphReader, Row } from './reader.ts';
import { SPINE, type Write } from './write.ts';

/** An event as history tells it: what its header says and the values that can still be read. */
export type HistoryEvent = Omit<Write, 'change'>;

/** Records and links in the version their last event was written in. */
export interface Replay {
  /** Applies one event; gives the change to a graph of today's declarations. */
  readonly next: (event: HistoryEvent) => GraphChange | undefined;
}

interface Held {
  readonly row: Row;
  readonly kindVersion: number;
}

/**
 * Replays history into graph changes. Events are never rewritten: values stay in the version they were written in
 * until an event of a newer version arrives or the row is shown, and are upgraded then.
 * @param known what a graph already holds, when history is followed from its head and not from the beginning.
 */
export function createReplay(registry: Registry, known?: Pick<GraphReader, 'find' | 'edge'>): Replay {
  const held = new Map<string, Held>();
  const edges = new Map<string, Edge>();

  const record = (event: HistoryEvent): GraphChange | undefined => {
    const kind = registry.kinds.get(event.subject.kind);
    if (!kind) return undefined;
    const { id, kindVersion } = event.subject;
    const current = known?.find(id);
    const before = held.get(id) ?? (current && { row: current, kindVersion: kind.version });
    const old = before ? upgradeFields(kind, before.row.fields, before.kindVersion, kindVersion) : {};
    const { fields, spine } = splitSpine(event.values);
    const row: Row = {
      id,
      kind: kind.name,
      number: before?.row.number ?? numberOf(spine[SPINE.number]),
      version: event.version,
      materialVersion: materialVersion(kind, event, before?.row.materialVersion),
      state: textOf(spine[SPINE.state]) ?? before?.row.state ?? kind.lifecycle.initial,
      withdrawn: event.action === 'withdraw' || (event.action !== 'restore' && (before?.row.withdrawn ?? false)),
      fields: applyChanges(old, fields),
      ...externalOf(spine, before?.row),
    };
    held.set(id, { row, kindVersion });
    const now = { ...row, fields: upgradeFields(kind, row.fields, kindVersion) };
    // What it was is told with what it is: somebody may see it no longer.
    return current ? { row: now, before: current } : { row: now };
  };

  const link = (event: HistoryEvent): GraphChange | undefined => {
    if (!event.link || !registry.links.has(event.link.type)) return undefined;
    const before = edges.get(event.subject.id) ?? known?.edge(event.subject.id);
    const edge: Edge = {
      id: event.subject.id,
      ...event.link,
      version: event.version,
      fields: applyChanges(before?.fields ?? {}, event.values),
    };
    if (event.action === 'withdraw') {
      edges.delete(edge.id);
      return { gone: before ?? edge };
    }
    edges.set(edge.id, edge);
    return { edge };
  };

  return { next: (event) => (event.subject.type === 'record' ? record(event) : link(event)) };
}

/** Parts the committed values into declared fields and what belongs to the spine. */
export function splitSpine(values: FieldChanges): { fields: FieldChanges; spine: FieldValues } {
  const fields: Record<string, Json> = {};
  const spine: Record<string, Json> = {};
  for (const [name, value] of Object.entries(values)) (name.startsWith('spine:') ? spine : fields)[name] = value;
  return { fields, spine };
}

function externalOf(spine: FieldValues, before: Row | undefined): Pick<Row, 'external'> {
  const source = textOf(spine[SPINE.source]);
  const id = textOf(spine[SPINE.externalId]);
  if (source !== undefined && id !== undefined) return { external: { source, id } };
  return before?.external ? { external: before.external } : {};
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function numberOf(value: Json | undefined): number {
  return typeof value === 'number' ? value : 0;
}

import type { Edge, Json, Registry, Row, Write } from '@callosum/kernel';
import { searchVector } from '@callosum/kernel/search';

/** The columns of the records a chunk of writes leaves, as arrays for unnest; the last state of each record only. */
export function recordColumns(writes: readonly Write[], { kinds }: Registry): unknown[][] {
  const rows = new Map<string, { row: Row; kindVersion: number }>();
  for (const { change, subject } of writes) {
    if ('row' in change) rows.set(change.row.id, { row: change.row, kindVersion: subject.kindVersion });
  }
  const all = [...rows.values()];
  const column = (of: (row: Row) => unknown): unknown[] => all.map(({ row }) => of(row));
  return [
    column((row) => row.id),
    column((row) => row.kind),
    all.map(({ kindVersion }) => kindVersion),
    column((row) => row.number),
    column((row) => textOf(row.fields.title) ?? ''),
    column((row) => row.state),
    column((row) => textOf(row.fields.owner)),
    column((row) => textOf(row.fields.due)),
    column((row) => row.version),
    column((row) => row.materialVersion),
    column((row) => row.withdrawn),
    column((row) => row.external?.source ?? null),
    column((row) => row.external?.id ?? null),
    column((row) => JSON.stringify(row.fields)),
    column((row) => {
      const kind = kinds.get(row.kind);
      return kind ? searchVector(kind, row.fields) : '';
    }),
  ];
}

/** The columns of links that stand after a chunk, and the ids of those that are gone. */
export function linkColumns(writes: readonly Write[]): unknown[][] {
  const edges = new Map<string, Edge | undefined>();
  for (const { change } of writes) {
    if ('edge' in change) edges.set(change.edge.id, change.edge);
    else if ('gone' in change) edges.set(change.gone.id, undefined);
  }
  const standing = [...edges.values()].filter((edge) => edge !== undefined);
  return [
    standing.map((edge) => edge.id),
    standing.map((edge) => edge.type),
    standing.map((edge) => edge.from),
    standing.map((edge) => edge.to),
    standing.map((edge) => edge.version),
    standing.map((edge) => JSON.stringify(edge.fields)),
    [...edges].filter(([, edge]) => edge === undefined).map(([id]) => id),
  ];
}

/** A text as its column takes it. */
export function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

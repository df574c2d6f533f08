import type { Kind } from '@callosum/kernel';
import type { RecordRow } from '../api/shapes.ts';

/** Records that were chosen, as they were seen then. */
export type Selection = ReadonlyMap<string, RecordRow>;
export const NOTHING: Selection = new Map();

/** So many are changed at once. */
export const MOST_SELECTED = 1_000;

/** With one record more, or one less. */
export function toggled(selection: Selection, record: RecordRow): Selection {
  const next = new Map(selection);
  if (!next.delete(record.id)) next.set(record.id, record);
  return next;
}

export function withAll(selection: Selection, records: readonly RecordRow[]): Selection {
  const next = new Map(selection);
  for (const record of records) if (next.size < MOST_SELECTED) next.set(record.id, record);
  return next;
}

/** The same records as they stand now, where that is known. */
export function refreshed(selection: Selection, records: readonly (RecordRow | undefined)[]): Selection {
  const newer = records.filter(
    (record) => record !== undefined && (selection.get(record.id)?.version ?? record.version) < record.version,
  );
  if (newer.length === 0) return selection;
  const next = new Map(selection);
  for (const record of newer) if (record) next.set(record.id, record);
  return next;
}

/**
 * Moves that all chosen records can make. What is signed is signed of each record by itself.
 * @param movesOf the moves of one record that are the reader's to make.
 */
export function commonMoves(
  kind: Kind,
  selection: Selection,
  movesOf: (record: RecordRow) => readonly string[],
): readonly string[] {
  const each = [...selection.values()].map(movesOf);
  return Object.entries(kind.lifecycle.moves).flatMap(([name, { signs }]) =>
    each.every((moves) => moves.includes(name)) && (signs === undefined || each.length === 1) ? [name] : [],
  );
}

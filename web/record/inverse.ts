import type { FieldChanges, Json, Kind } from '@callosum/kernel';
import type { RecordRow } from '../api/shapes.ts';

/** Other values, another state by a move of the lifecycle, or both, of a record as one sees it. */
export interface Edit {
  readonly record: RecordRow;
  readonly fields?: FieldChanges;
  readonly move?: string;
}

/** What `record.edit` is asked for one record. */
export type EditInput = { readonly id: string; readonly fields?: FieldChanges; readonly move?: string };

/** The way back from something one did. */
export interface WayBack {
  /** What was done, in words. */
  readonly what: string;
  readonly records: readonly EditInput[];
  /** The records as one's own doing left them: when somebody has changed one since, there is no way back. */
  readonly versions: Readonly<Record<string, number>>;
}

export const inputOf = ({ record, fields, move }: Edit): EditInput => ({
  id: record.id,
  ...(fields ? { fields } : {}),
  ...(move === undefined ? {} : { move }),
});

export const versionsOf = (edits: readonly Edit[]): Record<string, number> =>
  Object.fromEntries(edits.map(({ record }) => [record.id, record.version]));

/** How to undo edits; undefined when a state was reached from which no move leads back. */
export function wayBack(kind: Kind, edits: readonly Edit[], what: string): WayBack | undefined {
  const records: EditInput[] = [];
  for (const { record, fields, move } of edits) {
    const before: Record<string, Json> = {};
    for (const name of Object.keys(fields ?? {})) before[name] = record.fields[name] ?? null;
    const back = move === undefined ? undefined : moveBetween(kind, kind.lifecycle.moves[move]?.to, record.state);
    if (move !== undefined && back === undefined) return undefined;
    records.push(inputOf({ record, ...(fields ? { fields: before } : {}), ...(back ? { move: back } : {}) }));
  }
  const versions = Object.fromEntries(edits.map(({ record }) => [record.id, record.version + 1]));
  return { what, records, versions };
}

/** The move that leads from one state to another. */
function moveBetween(kind: Kind, from: string | undefined, to: string): string | undefined {
  if (from === undefined) return undefined;
  return Object.entries(kind.lifecycle.moves).find(([, move]) => move.from.includes(from) && move.to === to)?.[0];
}

/**
 * The ways back that are left when the newest was gone. What stood before it stands again under a newer version, so
 * the way back from there is open still.
 */
export function leftAfter(ways: readonly WayBack[], gone: WayBack): readonly WayBack[] {
  return ways
    .filter((way) => way !== gone)
    .map((way) => ({
      ...way,
      versions: Object.fromEntries(
        Object.entries(way.versions).map(([id, version]) => {
          const left = gone.versions[id];
          return [id, left !== undefined && version === left - 1 ? left + 1 : version];
        }),
      ),
    }));
}

import { parsePath } from '../syntax/path.ts';
import type { FieldMapping, MapRow } from './model.ts';
import type { MapDifference, MapField } from './sides.ts';

/**
 * Where a field stands: decided (`mapped`, `moved` elsewhere, `left` behind on purpose), on its way (`proposed`, `asked`), `open` because it is used and nobody has
 * said what becomes of it, or not used at all.
 */
export type MapState = 'mapped' | 'moved' | 'left' | 'proposed' | 'asked' | 'open' | 'unused';

export interface MapLine extends MapField {
  readonly state: MapState;
  /** Rows that write it or a part of it, and rows that read it. */
  readonly into: readonly number[];
  readonly outOf: readonly number[];
  /** Messages that fill it. */
  readonly filled: number;
  /** What could be done about it, told and never done unasked. */
  readonly suggestion?: MapSuggestion;
}

export interface MapSuggestion {
  readonly row: MapRow;
  /** Both ends describe it alike, or the target takes no such field. */
  readonly reason: 'alike' | 'target-refuses';
}

/** How far a mapping is. `inUse` is `mapped`, `left` and `open` together. */
export interface MapCoverage {
  readonly inUse: number;
  readonly mapped: number;
  readonly left: number;
  readonly open: number;
}

/**
 * Every field of both ends with what becomes of it.
 * @param filledAt in how many messages a field is filled; of fields that nobody has seen filled, only those count as used that the source always sends or the target requires
 */
export function mapLines(
  fields: readonly MapField[],
  { rows }: FieldMapping,
  filledAt: (place: string) => number,
): readonly MapLine[] {
  const into = byField(rows, ({ to }) => [to]);
  const outOf = byField(rows, ({ from }) => from);
  return fields.map((field): MapLine => {
    const { place } = field;
    const [writes, reads] = [into.get(place) ?? [], outOf.get(place) ?? []];
    const filled = filledAt(place);
    const state = stateOf(field, writes, reads, rows, filled);
    const suggestion = state === 'open' ? suggestionFor(field) : undefined;
    return { ...field, state, into: writes, outOf: reads, filled, ...(suggestion ? { suggestion } : {}) };
  });
}

/** Fields in use, and what was decided about them. */
export function coverageOf(lines: readonly MapLine[]): MapCoverage {
  const count = (...states: readonly MapState[]): number => lines.filter(({ state }) => states.includes(state)).length;
  const [mapped, left, open] = [count('mapped', 'moved'), count('left'), count('open', 'proposed', 'asked')];
  return { inUse: mapped + left + open, mapped, left, open };
}

function byField(rows: readonly MapRow[], placesOf: (row: MapRow) => readonly string[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const [at, row] of rows.entries()) {
    for (const place of new Set(placesOf(row).map((path) => fieldPlace(path)))) {
      found.set(place, [...(found.get(place) ?? []), at]);
    }
  }
  return found;
}

/** `PID-3` of `PID[2]-3[1].4`. */
export function fieldPlace(path: string): string {
  const parsed = parsePath(path);
  return parsed.ok ? `${parsed.value.segment}-${parsed.value.field ?? 0}` : path;
}

function isField(path: string): boolean {
  const parsed = parsePath(path);
  return parsed.ok && parsed.value.component === undefined;
}

function stateOf(
  { source, target }: MapField,
  into: readonly number[],
  outOf: readonly number[],
  rows: readonly MapRow[],
  filled: number,
): MapState {
  const writing = into.flatMap((at) => rows[at] ?? []);
  if (writing.length > 0) {
    if (writing.some(({ rule }) => rule.kind === 'ask')) return 'asked';
    if (writing.some(({ status }) => status === 'proposed')) return 'proposed';
    // Of a field of which parts alone are left out, the others go through.
    return writing.every(({ rule, to }) => rule.kind === 'drop' && isField(to)) ? 'left' : 'mapped';
  }
  const reading = outOf.flatMap((at) => rows[at] ?? []);
  if (reading.length > 0) return reading.every(({ status }) => status === 'agreed') ? 'moved' : 'proposed';
  return filled > 0 || (source?.required ?? false) || (target?.required ?? false) ? 'open' : 'unused';
}

/** Differences that a value passes all the same, as long as it is short and rare enough. */
const HARMLESS: ReadonlySet<MapDifference> = new Set(['target-requires']);

function suggestionFor({ place, source, target, differences }: MapField): MapSuggestion | undefined {
  if (source && !target) {
    const rule = { kind: 'drop', reason: 'The target takes no such field.' } as const;
    return { row: { to: place, from: [], rule, status: 'proposed' }, reason: 'target-refuses' };
  }
  if (!source || !differences.every((one) => HARMLESS.has(one))) return undefined;
  return { row: { to: place, from: [place], rule: { kind: 'copy' }, status: 'proposed' }, reason: 'alike' };
}

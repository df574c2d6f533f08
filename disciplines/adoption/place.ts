import type { GraphReader, Row } from '@callosum/kernel';
import { compare, endsOf, titleOf } from './people.ts';

/** Where something is tried or helped: roles, units and shifts. One that is not named stands for any. */
export interface Place {
  readonly jobRole: readonly Row[];
  readonly unit: readonly Row[];
  readonly shift: readonly Row[];
}

/** One role in one unit on one shift, as far as they are named. */
export type Cell = readonly Row[];

const DIMENSIONS = ['jobRole', 'unit', 'shift'] as const;

/** The roles, units and shifts that links of a type name. */
export function placeOf(graph: GraphReader, id: string, type: string): Place {
  const ends = endsOf(graph, id, type);
  const of = (kind: string) => ends.filter((row) => row.kind === kind);
  return { jobRole: of('jobRole'), unit: of('unit'), shift: of('shift') };
}

/** Tells places apart; the same whichever way round they were linked. */
export function placeKey(place: Place): string {
  return DIMENSIONS.map((name) =>
    place[name]
      .map(({ id }) => id)
      .sort(compare)
      .join('+'),
  ).join('|');
}

/** Every combination of the roles, units and shifts named; none when nothing is. */
export function cellsOf(place: Place): readonly Cell[] {
  let cells: readonly Cell[] = [[]];
  for (const name of DIMENSIONS) {
    const rows = place[name];
    if (rows.length > 0) cells = cells.flatMap((cell) => rows.map((row) => [...cell, row]));
  }
  return cells.filter((cell) => cell.length > 0);
}

/** Whether a place lies on a cell: it names each part of it. */
export function liesOn(place: Place, cell: Cell): boolean {
  return cell.every((part) => DIMENSIONS.some((name) => place[name].some(({ id }) => id === part.id)));
}

/** “ICU · Nurse · Night”. */
export function cellName(cell: Cell): string {
  return cell.map(titleOf).join(' · ');
}

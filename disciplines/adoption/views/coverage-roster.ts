import type { GraphReader, Moment, Row } from '@callosum/kernel';
import { person } from '@callosum/organisation';
import { passesOf } from '../facts/training.ts';
import { coursesOf, type NeededCourse, worksHere } from '../people.ts';

/** Somebody who will use what the project brings, and whether he has passed all he needs. */
export interface User {
  readonly row: Row;
  /** His place among the users, from 0. */
  readonly place: number;
  readonly needed: readonly NeededCourse[];
  readonly passed: boolean;
}

/** Those of one role who work in a unit on a shift; on no named shift where their roster names none. */
export interface RosterCell {
  readonly unit: string;
  readonly role: string;
  readonly shift: string | undefined;
  readonly users: readonly User[];
}

interface FilledCell extends RosterCell {
  readonly users: User[];
}

export interface Roster {
  readonly cells: ReadonlyMap<string, RosterCell>;
  /** Users, whether or not they work in a unit. */
  readonly users: number;
  readonly passed: number;
  /** Users who work in no unit, so that no cell holds them. */
  readonly nowhere: readonly Row[];
}

export const cellKey = (unit: string, role: string, shift: string | undefined): string =>
  `${unit}.${role}.${shift ?? 'any'}`;

function endIds(graph: GraphReader, id: string, type: string): readonly string[] {
  return graph.out(id, type).map(({ to }) => to);
}

/** Everybody who needs a course, by unit, role and shift. Who works in two places stands in both. */
export function rosterOf(graph: GraphReader, at: Moment): Roster {
  const needed = new Map<string, readonly NeededCourse[]>();
  const cells = new Map<string, FilledCell>();
  /** The cells of those who have the same roles in the same units on the same shifts. */
  const posts = new Map<string, readonly FilledCell[]>();
  const cellsOf = (units: readonly string[], roles: readonly string[], shifts: readonly string[]): FilledCell[] =>
    units.flatMap((unit) =>
      roles.flatMap((role) =>
        (shifts.length > 0 ? shifts : [undefined]).map((shift) => {
          const key = cellKey(unit, role, shift);
          const cell = cells.get(key) ?? { unit, role, shift, users: [] };
          cells.set(key, cell);
          return cell;
        }),
      ),
    );
  const nowhere: Row[] = [];
  let users = 0;
  let passed = 0;
  for (const row of graph.all(person)) {
    if (!worksHere(row)) continue;
    const roles = endIds(graph, row.id, 'person.does');
    const units = endIds(graph, row.id, 'person.worksIn');
    // Thousands have the same roles in the same units.
    const post = `${roles.join()} ${units.join()}`;
    const courses = needed.get(post) ?? coursesOf(graph, roles, units);
    needed.set(post, courses);
    if (courses.length === 0) continue;
    const shifts = endIds(graph, row.id, 'person.on');
    const hasPassed = passesOf(graph, row.id, at);
    const user: User = { row, place: users, needed: courses, passed: courses.every(({ id }) => hasPassed(id)) };
    users += 1;
    passed += Number(user.passed);
    if (units.length === 0) nowhere.push(row);
    const key = `${post} ${shifts.join()}`;
    const own = posts.get(key) ?? cellsOf(units, roles, shifts);
    posts.set(key, own);
    for (const cell of own) cell.users.push(user);
  }
  return { cells, users, passed, nowhere };
}

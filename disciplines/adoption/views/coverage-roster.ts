import type { GraphReader, Moment, Row } from '@callosum/kernel';
import { person } from '@callosum/organisation';
import { passesOf } from '../facts/training.ts';
import { coursesOf, type NeededCourse, worksHere } from '../people.ts';

/** Somebody who will use what the project brings, and whether he has passed all he needs. */
export interface User {
  readonly row: Row;
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

/** Everybody who needs a course, by unit, role and shift. Who works in two places stands in both. */
export function rosterOf(graph: GraphReader, at: Moment): Roster {
  const needed = new Map<string, readonly NeededCourse[]>();
  const cells = new Map<string, RosterCell & { readonly users: User[] }>();
  const nowhere: Row[] = [];
  let users = 0;
  let passed = 0;
  for (const row of graph.all(person)) {
    if (!worksHere(row)) continue;
    const [roles, units, shifts] = (['person.does', 'person.worksIn', 'person.on'] as const).map((type) =>
      graph.out(row.id, type).map(({ to }) => to),
    );
    if (!roles || !units || !shifts) continue;
    const place = `${roles.join()} ${units.join()}`;
    const courses = needed.get(place) ?? coursesOf(graph, roles, units);
    needed.set(place, courses);
    if (courses.length === 0) continue;
    const hasPassed = passesOf(graph, row.id, at);
    const user: User = { row, needed: courses, passed: courses.every(({ id }) => hasPassed(id)) };
    users += 1;
    passed += Number(user.passed);
    if (units.length === 0) nowhere.push(row);
    for (const unit of units)
      for (const role of roles)
        for (const shift of shifts.length > 0 ? shifts : [undefined]) {
          const key = cellKey(unit, role, shift);
          const cell = cells.get(key) ?? { unit, role, shift, users: [] };
          cells.set(key, cell);
          cell.users.push(user);
        }
  }
  return { cells, users, passed, nowhere };
}

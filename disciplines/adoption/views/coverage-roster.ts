import type { GraphReader, Moment, Row } from '@callosum/kernel';
import { person } from '@callosum/organisation';
import { passesOf } from '../facts/training.ts';
import { coursesOf, type NeededCourse, worksHere } from '../people.ts';

/** Somebody who will use what the project brings, and whether he has passed all he needs. */
export interface User {
  readonly row: Row;
  /** His place among the users, from 0. */
  readonly place: number;
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

/** Those who have the same roles in the same units, whenever they work: thousands do. */
interface Post {
  readonly needed: readonly NeededCourse[];
  /** Their cells, by the shifts they are on. */
  readonly cells: Map<string, readonly FilledCell[]>;
}

/** Stands for a list of ids. Nearly all have one, and joining it makes a text that has to be read again to be found. */
function keyOf(ids: readonly string[]): string {
  const [first = ''] = ids;
  return ids.length > 1 ? ids.join() : first;
}

/** What stands under a key; made when it is first asked for. */
function under<V>(map: Map<string, V>, key: string, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/** Everybody who needs a course, by unit, role and shift. Who works in two places stands in both. */
export function rosterOf(graph: GraphReader, at: Moment): Roster {
  const cells = new Map<string, FilledCell>();
  /** By units, and by roles there. */
  const posts = new Map<string, Map<string, Post>>();
  const cellsOf = (units: readonly string[], roles: readonly string[], shifts: readonly string[]): FilledCell[] =>
    units.flatMap((unit) =>
      roles.flatMap((role) =>
        (shifts.length > 0 ? shifts : [undefined]).map((shift) =>
          under(cells, cellKey(unit, role, shift), () => ({ unit, role, shift, users: [] })),
        ),
      ),
    );
  const nowhere: Row[] = [];
  let users = 0;
  let passed = 0;
  for (const row of graph.all(person)) {
    if (!worksHere(row)) continue;
    const roles = endIds(graph, row.id, 'person.does');
    // Whoever has no role needs no course.
    if (roles.length === 0) continue;
    const units = endIds(graph, row.id, 'person.worksIn');
    const inUnits = under(posts, keyOf(units), () => new Map<string, Post>());
    const post = under(inUnits, keyOf(roles), () => ({ needed: coursesOf(graph, roles, units), cells: new Map() }));
    if (post.needed.length === 0) continue;
    const shifts = endIds(graph, row.id, 'person.on');
    const hasPassed = passesOf(graph, row.id, at);
    const user: User = { row, place: users, passed: post.needed.every(({ id }) => hasPassed(id)) };
    users += 1;
    passed += Number(user.passed);
    if (units.length === 0) nowhere.push(row);
    for (const cell of under(post.cells, keyOf(shifts), () => cellsOf(units, roles, shifts))) cell.users.push(user);
  }
  return { cells, users, passed, nowhere };
}

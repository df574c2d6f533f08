import { defineDerived, type GraphReader, type Row } from '@callosum/kernel';
import { course } from './kinds/course.ts';

/** A course that somebody has to pass. */
export type NeededCourse = {
  readonly id: string;
  readonly title: string;
  /** For those who order or give. */
  readonly ordering: boolean;
};

/** Somebody who will use what the project brings, with the roles and shifts that stand. */
export type User = {
  readonly id: string;
  readonly roles: readonly string[];
  readonly shifts: readonly string[];
};

/** The promised day of go-live; undefined while nobody has promised one. */
export function goLiveOf(graph: GraphReader): string | undefined {
  for (const { fields } of graph.rows('project')) if (typeof fields.goLive === 'string') return fields.goLive;
  return undefined;
}

/** The records that links of a type lead to and that stand. */
export function endsOf(graph: GraphReader, id: string, type: string): readonly Row[] {
  return graph.out(id, type).flatMap(({ to }) => standing(graph, to));
}

/** The records that links of a type come from and that stand. */
export function startsOf(graph: GraphReader, id: string, type: string): readonly Row[] {
  return graph.in(id, type).flatMap(({ from }) => standing(graph, from));
}

function standing(graph: GraphReader, id: string): readonly Row[] {
  const row = graph.find(id);
  return row && !row.withdrawn ? [row] : [];
}

/** Ids of units, and of the units they are part of. */
export function withParents(graph: GraphReader, units: Iterable<string>): ReadonlySet<string> {
  const known = new Set<string>();
  const waiting = [...units];
  for (let unit = waiting.pop(); unit !== undefined; unit = waiting.pop()) {
    if (known.has(unit)) continue;
    known.add(unit);
    for (const { to } of graph.out(unit, 'unit.partOf')) waiting.push(to);
  }
  return known;
}

/** Whether somebody works here; those who have left need nothing. */
export function worksHere({ state }: Pick<Row, 'state'>): boolean {
  return state === 'active';
}

/**
 * The courses a person has to pass: those required for his role, and of those that are required in some units only, the ones of
 * his. Whoever needs one is a user of what the project brings.
 */
export function coursesNeeded(graph: GraphReader, person: string): readonly NeededCourse[] {
  const ends = (type: string): readonly string[] => graph.out(person, type).map(({ to }) => to);
  return coursesOf(graph, ends('person.does'), ends('person.worksIn'));
}

/** The same of whoever has these roles in these units. */
export function coursesOf(
  graph: GraphReader,
  roles: readonly string[],
  units: readonly string[],
): readonly NeededCourse[] {
  const needed = roles.flatMap((role) => coursesFor(graph, role));
  if (needed.every(({ onlyIn }) => onlyIn.length === 0)) return needed;
  const known = withParents(graph, units);
  return needed.filter(({ onlyIn }) => onlyIn.length === 0 || onlyIn.some((unit) => known.has(unit)));
}

/** The courses required for a role, each with the units it is limited to. Thousands have the role. */
const coursesFor = defineDerived('adoption.courses-for-role', (graph, role) =>
  graph
    .in(role, 'course.requiredFor')
    .flatMap(({ from }) => graph.get(course, from) ?? [])
    .filter(({ state }) => state !== 'retired')
    .map(({ id, fields: { title, ordering = false } }) => ({
      id,
      title,
      ordering,
      onlyIn: graph.out(id, 'course.onlyIn').map(({ to }) => to),
    })),
);

/** Those who work in a unit and will use what the project brings. */
export const usersIn = defineDerived('adoption.users-in-unit', (graph, unit): readonly User[] =>
  startsOf(graph, unit, 'person.worksIn')
    .filter((person) => worksHere(person) && coursesNeeded(graph, person.id).length > 0)
    .map(({ id }) => ({
      id,
      roles: endsOf(graph, id, 'person.does').map((role) => role.id),
      shifts: endsOf(graph, id, 'person.on').map((shift) => shift.id),
    })),
);

/** Shifts somebody of a unit works on, in order of name. */
export function shiftsOf(graph: GraphReader, users: readonly User[]): readonly Row[] {
  const shifts = new Set(users.flatMap((user) => user.shifts));
  return [...shifts].flatMap((id) => graph.find(id) ?? []).sort((a, b) => compare(titleOf(a), titleOf(b)));
}

export function titleOf(row: Row): string {
  return typeof row.fields.title === 'string' ? row.fields.title : '';
}

/** The first names of a list, and how many more there are. */
export function some(names: readonly string[], most = 3): string {
  const more = names.length - most;
  return names.slice(0, most).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** Order of texts that is the same on every machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

import type { FieldsOf, GraphReader, Row } from '@callosum/kernel';
import { course } from './kinds/course.ts';

export type CourseRow = Row<FieldsOf<typeof course>>;

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
export function coursesNeeded(graph: GraphReader, person: string): readonly CourseRow[] {
  const ends = (type: string): readonly string[] => graph.out(person, type).map(({ to }) => to);
  return coursesOf(graph, ends('person.does'), ends('person.worksIn'));
}

/** The same of whoever has these roles in these units. */
export function coursesOf(
  graph: GraphReader,
  roles: readonly string[],
  units: readonly string[],
): readonly CourseRow[] {
  const needed = roles
    .flatMap((role) => graph.in(role, 'course.requiredFor'))
    .flatMap(({ from }) => graph.get(course, from) ?? [])
    .filter(({ state }) => state !== 'retired');
  if (needed.length === 0) return [];
  const limits = needed.map(({ id }) => graph.out(id, 'course.onlyIn'));
  if (limits.every((only) => only.length === 0)) return needed;
  const known = withParents(graph, units);
  return needed.filter((_course, index) => {
    const only = limits[index] ?? [];
    return only.length === 0 || only.some(({ to }) => known.has(to));
  });
}

/** Those who work in a unit and will use what the project brings. */
export function usersIn(graph: GraphReader, unit: string): readonly Row[] {
  return startsOf(graph, unit, 'person.worksIn').filter(
    (person) => worksHere(person) && coursesNeeded(graph, person.id).length > 0,
  );
}

/** Shifts somebody of a unit works on, in order of name. */
export function shiftsOf(graph: GraphReader, people: readonly Row[]): readonly Row[] {
  const shifts = new Map<string, Row>();
  for (const { id } of people) for (const shift of endsOf(graph, id, 'person.on')) shifts.set(shift.id, shift);
  return [...shifts.values()].sort((a, b) => compare(titleOf(a), titleOf(b)));
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

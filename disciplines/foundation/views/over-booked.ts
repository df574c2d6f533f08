import { addDays, dateOf, type GraphReader, type Row } from '@callosum/kernel';

/** What somebody is to do in one project, at which share of his time. */
export interface Booking {
  readonly project: string;
  readonly from: string;
  readonly to: string;
  /** Of a full-time unit, in hundredths. */
  readonly units: number;
}

/** Somebody a plan counts on: the same in two projects when e-mail, or else name, is the same. */
export interface Booked {
  readonly person: string;
  readonly name: string;
  /** What he has, in hundredths of a full-time unit. */
  readonly available: number;
  readonly bookings: readonly Booking[];
}

/** A stretch of days on which somebody is asked for more than he has, by more than one project. */
export interface OverBooked {
  readonly person: string;
  readonly name: string;
  readonly available: number;
  readonly from: string;
  readonly to: string;
  /** Most that is asked for on one of these days. */
  readonly peak: number;
  /** On the day of the peak. */
  readonly projects: readonly { readonly project: string; readonly units: number }[];
}

const FULL = 100;

/** People of a project’s plan with what they still have to do: work that is finished, or was to be, asks for nobody. */
export function bookingsOf(graph: GraphReader, project: string, today: string): readonly Booked[] {
  const booked = new Map<string, Booked & { bookings: Booking[] }>();
  for (const assignment of graph.rows('assignment')) {
    const task = far(graph, assignment, 'assignment.of');
    const resource = far(graph, assignment, 'assignment.by');
    if (!task || !resource || !isPerson(resource)) continue;
    const { storedStart, storedFinish, summary, active, percentComplete } = task.fields;
    if (summary === true || active === false || percentComplete === FULL) continue;
    if (typeof storedStart !== 'string' || typeof storedFinish !== 'string') continue;
    const [from, to] = [dateOf(storedStart), dateOf(storedFinish)];
    if (to < today) continue;
    const { title, email, maxUnits } = resource.fields;
    const name = typeof title === 'string' ? title : '';
    const person = (typeof email === 'string' && email.trim() ? email : name).trim().toLowerCase();
    const known = booked.get(person) ?? {
      person,
      name,
      available: typeof maxUnits === 'number' ? maxUnits : FULL,
      bookings: [],
    };
    const { units } = assignment.fields;
    known.bookings.push({ project, from, to, units: typeof units === 'number' ? units : FULL });
    booked.set(person, known);
  }
  return [...booked.values()];
}

function far(graph: GraphReader, row: Row, type: string): Row | undefined {
  const [edge] = graph.out(row.id, type);
  const found = edge && graph.find(edge.to);
  return found && !found.withdrawn ? found : undefined;
}

/** Rooms and material can be over-booked too, but nobody can talk to them; a role is several people. */
function isPerson({ fields: { resourceType, generic, inactive } }: Row): boolean {
  return generic !== true && inactive !== true && (resourceType === undefined || resourceType === 'work');
}

/**
 * Who is asked for more than he has by several projects together, and when. What one project alone asks too much is that project’s own plan to mend. Each
 * person’s bookings are swept once in the order of their days.
 */
export function overBooked(people: readonly Booked[]): readonly OverBooked[] {
  const merged = new Map<string, { name: string; available: number; bookings: Booking[] }>();
  for (const { person, name, available, bookings } of people) {
    const known = merged.get(person) ?? { name, available, bookings: [] };
    known.available = Math.min(known.available, available);
    known.bookings.push(...bookings);
    merged.set(person, known);
  }
  return [...merged]
    .flatMap(([person, { name, available, bookings }]) => stretches(person, name, available, bookings))
    .sort((a, b) => b.peak - b.available - (a.peak - a.available) || (a.from < b.from ? -1 : 1));
}

function stretches(
  person: string,
  name: string,
  available: number,
  bookings: readonly Booking[],
): readonly OverBooked[] {
  const changes = new Map<string, { project: string; units: number }[]>();
  const change = (day: string, project: string, units: number): void => {
    changes.set(day, [...(changes.get(day) ?? []), { project, units }]);
  };
  for (const { project, from, to, units } of bookings) {
    change(from, project, units);
    change(addDays(to, 1), project, -units);
  }
  const found: OverBooked[] = [];
  const load = new Map<string, number>();
  let open: OverBooked | undefined;
  for (const [day, list] of [...changes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    for (const { project, units } of list) load.set(project, (load.get(project) ?? 0) + units);
    const projects = [...load].filter(([, units]) => units > 0).map(([project, units]) => ({ project, units }));
    const asked = projects.reduce((sum, { units }) => sum + units, 0);
    const isOver = asked > available && projects.length > 1;
    if (open && !isOver) {
      found.push({ ...open, to: addDays(day, -1) });
      open = undefined;
    } else if (isOver && (open === undefined || asked > open.peak)) {
      open = { person, name, available, from: open?.from ?? day, to: day, peak: asked, projects };
    }
  }
  return found;
}

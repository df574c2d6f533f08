import { addDays, defineFact, type Fact, type FieldsOf, type GraphReader, type Row } from '@callosum/kernel';
import { unit } from '@callosum/organisation';
import { cadence, ratios } from '../defaults.ts';
import { supportShift } from '../kinds/support-shift.ts';
import { endsOf, goLiveOf, shiftsOf, some, titleOf, type User, usersIn } from '../people.ts';
import { placeOf } from '../place.ts';

type Line = Row<FieldsOf<typeof supportShift>>;

/** Kinds of help that stand beside a user; command centre and desk do not. */
const BESIDE: ReadonlySet<string> = new Set(['elbow', 'superUser', 'zoneLead']);

/** Lines of the rota that stand beside users of this very unit; one of a larger unit stands beside those of many. */
function linesOf(graph: GraphReader, unitId: string): readonly Line[] {
  return graph
    .in(unitId, 'supportShift.covers')
    .flatMap(({ from }) => graph.get(supportShift, from) ?? [])
    .filter(({ state, fields }) => state !== 'cancelled' && BESIDE.has(fields.type ?? 'elbow'));
}

/** Helpers the ratios ask for: those who order for patients need more of them. */
function helpersFor(graph: GraphReader, users: readonly User[]): number {
  const ordering = users.filter(({ roles }) => roles.some((role) => graph.find(role)?.fields.orders === true));
  const others = users.length - ordering.length;
  return Math.ceil(ordering.length / ratios.elbowPhysicians.users + others / ratios.elbowOthers.users);
}

/** The fewest people on a shift on any of the days. */
function fewestOn(graph: GraphReader, lines: readonly Line[], shift: string, days: readonly string[]): number {
  const placed = lines.flatMap((line) => {
    const shifts = placeOf(graph, line.id, 'supportShift.covers').shift;
    // A line that names no shift stands on any.
    if (shifts.length > 0 && !shifts.some(({ id }) => id === shift)) return [];
    return [{ ...line.fields, who: endsOf(graph, line.id, 'supportShift.staffedBy').map(({ id }) => id) }];
  });
  const counts = days.map(
    (day) => new Set(placed.filter(({ from, until }) => from <= day && day <= until).flatMap(({ who }) => who)).size,
  );
  return counts.reduce((least, count) => Math.min(least, count), Infinity);
}

const elbowShort = defineFact({
  name: 'adoption.elbow-helpers-missing',
  label: 'Helpers missing at the elbow',
  help: `Per unit and shift, the helpers that the ratios ask for and the rota lacks on its thinnest day of the ${cadence.supportDays} from go-live: one to ${ratios.elbowPhysicians.users} who order for patients (${ratios.elbowPhysicians.source}), one to ${ratios.elbowOthers.users} others (${ratios.elbowOthers.source}). Lines of this very unit count, each person once.`,
  unit: 'helpers',
  fold: 'sum',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    short: '{{missing}} missing of {{needed}}: {{shifts}}',
    enough: 'Enough on every shift: {{needed}} needed',
  },
  select: unit,
  judge: (row, graph) => {
    const goLive = goLiveOf(graph);
    const users = usersIn(graph, row.id);
    const shifts = shiftsOf(graph, users);
    if (goLive === undefined || shifts.length === 0) return undefined;
    const days = Array.from({ length: cadence.supportDays }, (_day, index) => addDays(goLive, index));
    const lines = linesOf(graph, row.id);
    const asked = shifts.map((shift) => {
      const present = users.filter((user) => user.shifts.includes(shift.id));
      const needed = helpersFor(graph, present);
      const there = fewestOn(graph, lines, shift.id, days);
      return { needed, missing: Math.max(0, needed - there), name: `${titleOf(shift)} ${there} of ${needed}` };
    });
    const needed = asked.reduce((sum, one) => sum + one.needed, 0);
    const missing = asked.reduce((sum, one) => sum + one.missing, 0);
    if (missing === 0) return { ok: true, value: 0, reason: 'enough', details: { needed } };
    const short = asked.filter((one) => one.missing > 0).map(({ name }) => name);
    return { ok: false, value: missing, reason: 'short', details: { missing, needed, shifts: some(short) } };
  },
});

export const ELBOW_FACTS: readonly Fact[] = [elbowShort];

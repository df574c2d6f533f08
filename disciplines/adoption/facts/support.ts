import { addDays, defineFact, type Fact, type FieldsOf, type GraphReader, isOver, type Row } from '@callosum/kernel';
import { unit } from '@callosum/organisation';
import { cadence, ratios } from '../defaults.ts';
import { superUser } from '../kinds/super-user.ts';
import { supportShift } from '../kinds/support-shift.ts';
import { endsOf, goLiveOf, shiftsOf, some, titleOf, usersIn, withParents } from '../people.ts';
import { placeOf } from '../place.ts';

type SuperUserRow = Row<FieldsOf<typeof superUser>>;
type ShiftRow = Row<FieldsOf<typeof supportShift>>;

/** Super users of a unit who are not released; those of the units it is part of help there as well when asked for. */
function superUsersOf(graph: GraphReader, units: Iterable<string>): readonly SuperUserRow[] {
  const found = new Map<string, SuperUserRow>();
  for (const one of units)
    for (const { from } of graph.in(one, 'superUser.covers')) {
      const row = graph.get(superUser, from);
      if (row && row.state !== 'released') found.set(row.id, row);
    }
  return [...found.values()];
}

/** Super users who help in a unit: its own, and those of the units it is part of. */
export function superUsersFor(graph: GraphReader, unitId: string): readonly SuperUserRow[] {
  return superUsersOf(graph, withParents(graph, [unitId]));
}

/** Shifts on which some of them help. */
export function shiftsHelped(graph: GraphReader, unitId: string): ReadonlySet<string> {
  return new Set(
    superUsersFor(graph, unitId).flatMap(({ id }) =>
      placeOf(graph, id, 'superUser.covers').shift.map((shift) => shift.id),
    ),
  );
}

const shortOfSuperUsers = defineFact({
  name: 'adoption.units-short-of-super-users',
  label: 'Units short of super users',
  help: `Units with more than ${ratios.superUsers.users} users to one super user who covers the unit itself (${ratios.superUsers.source}). People count as users once their role needs a course.`,
  unit: 'units',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    short: '{{users}} users, {{superUsers}} super users',
    enough: '{{users}} users, {{superUsers}} super users',
  },
  select: unit,
  judge: (row, graph) => {
    const users = usersIn(graph, row.id).length;
    if (users === 0) return undefined;
    const superUsers = superUsersOf(graph, [row.id]).length;
    const ok = users <= superUsers * ratios.superUsers.users;
    return { ok, value: superUsers, reason: ok ? 'enough' : 'short', details: { users, superUsers } };
  },
});

const usersPerSuperUser = defineFact({
  name: 'adoption.users-per-super-user',
  label: 'Most users to one super user',
  help: 'Of the units that have super users, the one where each has most users to help. Units without any are told by units short of super users.',
  unit: 'users',
  fold: 'largest',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { ratio: '{{users}} users, {{superUsers}} super users' },
  select: unit,
  judge: (row, graph) => {
    const users = usersIn(graph, row.id).length;
    const superUsers = superUsersOf(graph, [row.id]).length;
    if (users === 0 || superUsers === 0) return undefined;
    const value = Math.round((100 * users) / superUsers) / 100;
    return { ok: value <= ratios.superUsers.users, value, reason: 'ratio', details: { users, superUsers } };
  },
});

const superUserShifts = defineFact({
  name: 'adoption.super-user-shifts-uncovered',
  label: 'Shifts without a super user',
  help: 'Unit and shift together with users on the roster, and no super user who covers both. One of a unit above covers those below it.',
  unit: 'unit shifts',
  fold: 'sum',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { open: 'Nobody on: {{shifts}}', covered: 'A super user on every shift' },
  select: unit,
  judge: (row, graph) => {
    const shifts = shiftsOf(graph, usersIn(graph, row.id));
    if (shifts.length === 0) return undefined;
    const covered = shiftsHelped(graph, row.id);
    const open = shifts.filter(({ id }) => !covered.has(id));
    if (open.length === 0) return { ok: true, value: 0, reason: 'covered' };
    return { ok: false, value: open.length, reason: 'open', details: { shifts: some(open.map(titleOf)) } };
  },
});

const superUsersReady = defineFact({
  name: 'adoption.super-users-ready',
  label: 'Super users trained and freed',
  help: 'Of the super users named, those who are trained and whose manager has freed them.',
  unit: '%',
  fold: 'share',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: { ready: 'Ready', named: 'Named only; helps from {{from}}', nowhere: 'Covers no unit' },
  select: superUser,
  judge: (row, graph) => {
    if (row.state === 'released') return undefined;
    if (row.state === 'named') return { ok: false, reason: 'named', details: { from: row.fields.from ?? '–' } };
    const ok = placeOf(graph, row.id, 'superUser.covers').unit.length > 0;
    return { ok, reason: ok ? 'ready' : 'nowhere' };
  },
});

/** Lines of the rota that stand for a unit, its own and those of the units it is part of. */
export function rotaOf(graph: GraphReader, unitId: string): readonly ShiftRow[] {
  return [...withParents(graph, [unitId])]
    .flatMap((one) => graph.in(one, 'supportShift.covers'))
    .flatMap(({ from }) => graph.get(supportShift, from) ?? [])
    .filter(({ state, id }) => state !== 'cancelled' && endsOf(graph, id, 'supportShift.staffedBy').length > 0);
}

/** Days from go-live on, as many as support is asked for, on which a shift of a unit has nobody. */
export function rotaGaps(graph: GraphReader, unitId: string, goLive: string): (shift: string) => readonly string[] {
  const rota = rotaOf(graph, unitId).map(({ id, fields }) => ({
    ...fields,
    shifts: placeOf(graph, id, 'supportShift.covers').shift.map((shift) => shift.id),
  }));
  const days = Array.from({ length: cadence.supportDays }, (_day, index) => addDays(goLive, index));
  return (shift) => {
    const lines = rota.filter((line) => line.shifts.includes(shift));
    return days.filter((day) => !lines.some(({ from, until }) => from <= day && day <= until));
  };
}

const supportDays = defineFact({
  name: 'adoption.support-days-uncovered',
  label: 'Days and shifts without support',
  help: `From go-live on, for ${cadence.supportDays} days, every shift of every unit with users should have somebody on the rota. Counted are shift and day together that have nobody. Without a day of go-live nothing can be told.`,
  unit: 'shift days',
  fold: 'sum',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    open: '{{days}} days without anybody, first on {{first}}: {{shifts}}',
    covered: 'Somebody on every shift',
  },
  select: unit,
  judge: (row, graph) => {
    const goLive = goLiveOf(graph);
    if (goLive === undefined) return undefined;
    const shifts = shiftsOf(graph, usersIn(graph, row.id));
    if (shifts.length === 0) return undefined;
    const missing = rotaGaps(graph, row.id, goLive);
    const open = shifts.flatMap((shift) => missing(shift.id).map((day) => ({ shift, day })));
    if (open.length === 0) return { ok: true, value: 0, reason: 'covered' };
    const names = [...new Set(open.map(({ shift }) => titleOf(shift)))];
    const first = open.map(({ day }) => day).reduce((least, day) => (day < least ? day : least));
    return {
      ok: false,
      value: open.length,
      reason: 'open',
      details: { days: open.length, first, shifts: some(names) },
    };
  },
});

const shiftsShort = defineFact({
  name: 'adoption.support-shifts-short',
  label: 'Lines of the rota not filled',
  help: 'Lines that have not ended and have fewer people than they need.',
  unit: 'lines',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { short: '{{staffed}} of {{needed}} people', filled: 'Filled' },
  select: supportShift,
  judge: (row, graph, at) => {
    if (row.state === 'cancelled' || row.state === 'done' || isOver(row.fields.until, at)) return undefined;
    const needed = row.fields.needed ?? 1;
    const staffed = endsOf(graph, row.id, 'supportShift.staffedBy').length;
    return { ok: staffed >= needed, reason: staffed >= needed ? 'filled' : 'short', details: { staffed, needed } };
  },
});

export const SUPPORT_FACTS: readonly Fact[] = [
  shortOfSuperUsers,
  usersPerSuperUser,
  superUserShifts,
  superUsersReady,
  supportDays,
  shiftsShort,
];

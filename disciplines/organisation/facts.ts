import {
  addDays,
  daysBetween,
  defineFact,
  type Fact,
  type GraphReader,
  judgementOf,
  listed,
  type Moment,
  type Row,
  type ScopeType,
} from '@callosum/kernel';
import { type AppointmentRow, appointee, covers, inOffice } from './appointments.ts';
import { appointment } from './kinds/appointment.ts';
import { officeLabel, offices } from './offices.ts';

/** Offices expected of a scope that nobody holds, here or further up. */
function missingOffices(graph: GraphReader, type: ScopeType, at: Moment): string[] {
  const held = new Set([...inOffice(graph, at.today)].map(({ row }) => row.fields.office));
  return Object.entries(offices.offices)
    .filter(([office, { expected }]) => expected.includes(type) && !held.has(office))
    .map(([, { label }]) => label);
}

/** Judges a scope's own record, of whichever kind that is: one fact per type of scope. */
function officesWithoutHolder(type: ScopeType): Fact {
  return {
    name: `organisation.${type === 'project' ? '' : `${type}-`}offices-without-holder`,
    label: type === 'project' ? 'Offices without a holder' : `Offices of the ${type} without a holder`,
    help: 'Offices that should be held and are not, neither here nor further up.',
    unit: 'offices',
    fold: 'sum',
    better: 'lower',
    whenEmpty: 'unknown',
    kind: type,
    reasons: { missing: 'Nobody is {{missing}}', held: 'Every office has a holder' },
    judge: (row: Row, graph, at) => {
      // That of a scope further up is judged there.
      if (!graph.owns(row.id)) return undefined;
      const missing = missingOffices(graph, type, at);
      if (missing.length === 0) return { ok: true, value: 0, reason: 'held' };
      return judgementOf({
        ok: false,
        value: missing.length,
        reason: 'missing',
        details: { missing: listed(missing) },
      });
    },
  };
}

const runningOut = defineFact({
  name: 'organisation.appointments-running-out',
  label: 'Appointments running out',
  help: `Appointments that end within ${offices.noticeDays} days while nobody is appointed to follow.`,
  unit: 'appointments',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 0,
  reasons: {
    runsOut: '{{office}}: ends on {{due}}, in {{days}} days, and nobody follows',
    followed: '{{office}}: ends on {{due}}, and somebody follows',
    stays: 'Goes on',
  },
  select: appointment,
  judge: (row, graph, at) => {
    const { office, due } = row.fields;
    if (!covers(row, at.today) || !appointee(graph, row.id)) return undefined;
    if (due === undefined || due > addDays(at.today, offices.noticeDays)) return { ok: true, reason: 'stays' };
    const details = { office: officeLabel(office), due, days: daysBetween(at.today, due) };
    const next = addDays(due, 1);
    const followed = [...graph.all(appointment)].some(
      (other) =>
        other.id !== row.id && other.fields.office === office && covers(other, next) && appointee(graph, other.id),
    );
    return { ok: followed, reason: followed ? 'followed' : 'runsOut', details };
  },
});

const heldTwice = defineFact({
  name: 'organisation.offices-held-twice',
  label: 'Offices held twice',
  help: 'Two people hold an office in one place that only one should hold.',
  unit: 'appointments',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 0,
  reasons: { twice: '{{office}} is also held by {{other}}', alone: 'Held by one' },
  select: appointment,
  judge: (row, graph, at) => {
    const holder = covers(row, at.today) ? appointee(graph, row.id) : undefined;
    if (!holder) return undefined;
    const { office } = row.fields;
    const other = offices.offices[office]?.several ? undefined : otherHolder(graph, row, holder.id, at);
    if (!other) return { ok: true, reason: 'alone' };
    return { ok: false, reason: 'twice', details: { office: officeLabel(office), other } };
  },
});

/** Somebody else in the same office of the same scope: one further up does not stand in the way. */
function otherHolder(
  graph: GraphReader,
  { id, fields }: AppointmentRow,
  holder: string,
  at: Moment,
): string | undefined {
  const place = graph.scopeOf(id)?.id;
  for (const one of inOffice(graph, at.today)) {
    if (one.row.fields.office !== fields.office || one.holder.id === holder) continue;
    if (graph.scopeOf(one.row.id)?.id === place) return one.holder.fields.title;
  }
  return undefined;
}

export const FACTS: readonly Fact[] = [
  officesWithoutHolder('project'),
  officesWithoutHolder('programme'),
  officesWithoutHolder('organisation'),
  runningOut,
  heldTwice,
];

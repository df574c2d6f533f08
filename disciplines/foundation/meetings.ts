import { addDays, type FieldsOf, type GraphReader, type Row } from '@callosum/kernel';
import { action } from './kinds/action.ts';
import { changeRequest } from './kinds/change-request.ts';
import { committee } from './kinds/committee.ts';
import { decision } from './kinds/decision.ts';
import { gate } from './kinds/gate.ts';
import { issue } from './kinds/issue.ts';
import { meeting } from './kinds/meeting.ts';
import { readGates } from './gates.ts';

export type MeetingRow = Row<FieldsOf<typeof meeting>>;
type CommitteeRow = Row<FieldsOf<typeof committee>>;

/** Gates are spoken of so long before their day. */
const GATE_DAYS = 45;
/** Decisions come up this long before their limit. */
const DECISION_DAYS = 14;

/** Why something is on an agenda, in the order in which it is treated. */
export const AGENDA_REASONS = {
  overdue: 'overdue decisions',
  passedOn: 'overdue decisions of committees that pass on to this one',
  decide: 'decisions due',
  change: 'changes waiting',
  issue: 'issues passed on',
  action: 'actions promised earlier',
  gate: 'gates ahead',
} as const;

export interface AgendaItem {
  readonly reason: keyof typeof AGENDA_REASONS;
  readonly row: Row;
  /** The day it was or is due. */
  readonly due?: string;
}

/** The committee a meeting is of; undefined for a meeting of nobody in particular. */
export function committeeOf(graph: GraphReader, id: string): CommitteeRow | undefined {
  return graph.out(id, 'meeting.of').flatMap(({ to }) => graph.get(committee, to) ?? [])[0];
}

/** How many members are there, and how many it takes. */
export interface Attendance {
  readonly present: readonly string[];
  /** Members who are present. */
  readonly members: number;
  /** Undefined where the committee has no rule. */
  readonly quorum?: number;
  readonly hasQuorum: boolean;
}

/** Who is at a meeting, held against its committee’s rule. Guests do not count. */
export function attendanceOf(graph: GraphReader, row: MeetingRow): Attendance {
  const { present = [] } = row.fields;
  const body = committeeOf(graph, row.id);
  const seats = new Set(
    body ? [...(body.fields.members ?? []), ...(body.fields.owner ? [body.fields.owner] : [])] : present,
  );
  const members = present.filter((one) => seats.has(one)).length;
  const quorum = body?.fields.quorum;
  return {
    present,
    members,
    ...(quorum === undefined ? {} : { quorum }),
    hasQuorum: quorum === undefined || members >= quorum,
  };
}

/**
 * What a meeting should speak of: what its committee has to decide, what was passed on to it, what was promised at its earlier meetings, and
 * gates ahead. A meeting of no committee takes up what is waiting for nobody in particular.
 * @param day of the meeting.
 */
export function agendaFor(graph: GraphReader, id: string, day: string): readonly AgendaItem[] {
  const body = committeeOf(graph, id)?.id;
  const isOurs = (row: Row, link: string): boolean => {
    const ends = graph.out(row.id, link);
    return body === undefined ? ends.length === 0 : ends.some(({ to }) => to === body);
  };
  const decisions = [...graph.all(decision)]
    .filter((row) => row.state === 'open')
    .flatMap((row): AgendaItem[] => {
      const { due } = row.fields;
      if (!isOurs(row, 'decision.decidedBy')) {
        const isPassedOn = due !== undefined && due < day && passesOn(graph, row.id, body);
        return isPassedOn ? [{ reason: 'passedOn', row, due }] : [];
      }
      if (due !== undefined && due < day) return [{ reason: 'overdue', row, due }];
      const isSoon = due === undefined || due <= addDays(day, DECISION_DAYS);
      return isSoon ? [{ reason: 'decide', row, ...(due === undefined ? {} : { due }) }] : [];
    });
  const changes = [...graph.all(changeRequest)]
    .filter((row) => WAITING.has(row.state) && isOurs(row, 'changeRequest.decidedBy'))
    .map((row): AgendaItem => ({ reason: 'change', row, ...dueOf(row) }));
  const issues = [...graph.all(issue)]
    .filter((row) => (body === undefined ? row.state === 'escalated' : true) && !SETTLED.has(row.state))
    .filter((row) => isOurs(row, 'issue.escalatedTo'))
    .map((row): AgendaItem => ({ reason: 'issue', row, ...dueOf(row) }));
  const actions = [...graph.all(action)]
    .filter(({ id: one, state }) => (state === 'open' || state === 'doing') && isPromised(graph, one, body, id))
    .map((row): AgendaItem => ({ reason: 'action', row, ...dueOf(row) }));
  const gates = readGates(graph)
    .filter(
      ({ date, decision: decided }) => date !== undefined && date >= day && date <= addDays(day, GATE_DAYS) && !decided,
    )
    .flatMap(({ id: one, date }): AgendaItem[] => {
      const row = graph.get(gate, one);
      return row ? [{ reason: 'gate', row, ...(date === undefined ? {} : { due: date }) }] : [];
    });
  const order = Object.keys(AGENDA_REASONS);
  return [...decisions, ...changes, ...issues, ...actions, ...gates].sort(
    (a, b) =>
      order.indexOf(a.reason) - order.indexOf(b.reason) ||
      (a.due ?? '9999').localeCompare(b.due ?? '9999', 'en') ||
      a.row.number - b.row.number,
  );
}

/** Whether the committee that has a decision to take passes on to another what it cannot decide. */
function passesOn(graph: GraphReader, id: string, to: string | undefined): boolean {
  return graph
    .out(id, 'decision.decidedBy')
    .some((edge) => graph.out(edge.to, 'committee.escalatesTo').some((up) => up.to === to));
}

/** Whether one committee is above another, on the way on which decisions are passed on. */
export function isAbove(graph: GraphReader, above: string, below: string): boolean {
  const seen = new Set<string>();
  const climbs = (id: string): boolean => {
    if (seen.has(id)) return false;
    seen.add(id);
    return graph.out(id, 'committee.escalatesTo').some(({ to }) => to === above || climbs(to));
  };
  return climbs(below);
}

const WAITING = new Set(['raised', 'assessed', 'deferred']);
const SETTLED = new Set(['solved', 'dropped']);

function dueOf({ fields }: Row): { readonly due?: string } {
  return typeof fields.due === 'string' ? { due: fields.due } : {};
}

/** Whether an action was promised at an earlier meeting of the same committee. */
function isPromised(graph: GraphReader, id: string, body: string | undefined, now: string): boolean {
  return graph
    .out(id, 'action.from')
    .some(({ to }) => to !== now && graph.get(meeting, to) !== undefined && committeeOf(graph, to)?.id === body);
}

/** The day a meeting is on: of its beginning, else today. */
export function dayOf({ fields }: MeetingRow, today: string): string {
  return fields.at?.slice(0, 10) ?? today;
}

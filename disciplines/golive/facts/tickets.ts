import { defineFact, type Fact, hasCome, isOver, type Judgement, type Moment } from '@callosum/kernel';
import { roundingNote } from '../kinds/rounding-note.ts';
import { ticket } from '../kinds/ticket.ts';
import { isOpen, levelOf, minutesAfter, minutesBetween, type TicketRow, wasReported } from '../tickets.ts';

const OPEN_REASONS = { open: 'Open since {{since}}', solved: 'Solved' } as const;

function judgeOpen(row: TicketRow, at: Moment): Judgement | undefined {
  if (!wasReported(row, at)) return undefined;
  if (isOpen(row, at)) return { ok: false, reason: 'open', details: { since: row.fields.openedAt } };
  return { ok: true, reason: 'solved' };
}

/** Open tickets, of one severity or of all. */
function open(name: string, label: string, only?: TicketRow['fields']['severity']): Fact {
  return defineFact({
    name,
    label,
    help: only === undefined ? 'Tickets that are not solved; duplicates count once.' : `The same, of severity ${only}.`,
    unit: 'tickets',
    fold: 'failing',
    better: 'lower',
    whenEmpty: 0,
    reasons: OPEN_REASONS,
    select: ticket,
    judge: (row, _graph, at) => (only === undefined || row.fields.severity === only ? judgeOpen(row, at) : undefined),
  });
}

const openAll = open('golive.tickets-open', 'Open tickets');
const openSeverity1 = open('golive.severity-1-open', 'Open tickets of severity 1', '1');
const openSeverity2 = open('golive.severity-2-open', 'Open tickets of severity 2', '2');

const unreviewed = defineFact({
  name: 'golive.safety-tickets-unreviewed',
  label: 'Safety tickets not reviewed',
  help: 'Tickets in which a patient could come to harm and that the safety officer has not read, open or not, whatever their severity.',
  unit: 'tickets',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 0,
  reasons: { unread: 'The safety officer has not read it', read: 'Read on {{day}}' },
  select: ticket,
  judge: (row, _graph, at) => {
    const { safety, safetyReviewedOn: day } = row.fields;
    if (!(safety ?? false) || !wasReported(row, at)) return undefined;
    return day === undefined || !hasCome(day, at)
      ? { ok: false, reason: 'unread' }
      : { ok: true, reason: 'read', details: { day } };
  },
});

const withoutHazard = defineFact({
  name: 'golive.safety-tickets-without-hazard',
  label: 'Safety tickets without a hazard',
  help: 'Tickets in which a patient could come to harm and that are linked to no hazard: what came true is not weighed again.',
  unit: 'tickets',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 0,
  reasons: { none: 'It is linked to no hazard', linked: 'It is linked to a hazard' },
  select: ticket,
  judge: (row, graph, at) => {
    if (!(row.fields.safety ?? false) || !wasReported(row, at)) return undefined;
    const linked = graph.out(row.id, 'ticket.about').some(({ to }) => {
      const end = graph.find(to);
      return end?.kind === 'hazard' && !end.withdrawn;
    });
    return { ok: linked, reason: linked ? 'linked' : 'none' };
  },
});

/** When somebody took a ticket up, as far as that was by then; solving it is taking it up. */
function answeredBy({ fields: { respondedAt, resolvedAt } }: TicketRow, at: Moment): string | undefined {
  const answered = respondedAt ?? resolvedAt;
  return answered !== undefined && answered <= at.instant ? answered : undefined;
}

const answeredInTime = defineFact({
  name: 'golive.tickets-answered-in-time',
  label: 'Tickets answered in time',
  help: 'Share of tickets that somebody took up within the time their severity allows. One that still has time counts as in time.',
  unit: '%',
  fold: 'share',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: {
    late: 'Taken up after {{minutes}} minutes; {{limit}} are allowed',
    waiting: 'Not taken up after {{minutes}} minutes; {{limit}} are allowed',
    inTime: 'Taken up after {{minutes}} of {{limit}} minutes',
    running: 'To be taken up by {{due}}',
  },
  select: ticket,
  judge: (row, _graph, at) => {
    const limit = levelOf(row)?.respondMinutes;
    if (!wasReported(row, at) || limit === undefined) return undefined;
    const answered = answeredBy(row, at);
    const due = minutesAfter(row.fields.openedAt, limit);
    const details = { minutes: minutesBetween(row.fields.openedAt, answered ?? at.instant), limit };
    if (answered !== undefined) {
      return { ok: answered <= due, reason: answered <= due ? 'inTime' : 'late', details };
    }
    if (due < at.instant) return { ok: false, reason: 'waiting', details };
    return { ok: true, reason: 'running', details: { due }, until: due };
  },
});

const unanswered = defineFact({
  name: 'golive.tickets-beyond-response',
  label: 'Tickets beyond their response time',
  help: 'Open tickets that nobody has taken up within the time their severity allows.',
  unit: 'tickets',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 0,
  reasons: {
    late: 'Nobody has taken it up since {{since}}; {{limit}} minutes are allowed',
    inTime: 'To be taken up by {{due}}',
    taken: 'Taken up',
  },
  select: ticket,
  judge: (row, _graph, at) => {
    const limit = levelOf(row)?.respondMinutes;
    if (!isOpen(row, at) || limit === undefined) return undefined;
    if (answeredBy(row, at) !== undefined) return { ok: true, reason: 'taken' };
    const due = minutesAfter(row.fields.openedAt, limit);
    if (due < at.instant) return { ok: false, reason: 'late', details: { since: row.fields.openedAt, limit } };
    return { ok: true, reason: 'inTime', details: { due }, until: due };
  },
});

const beyondTarget = defineFact({
  name: 'golive.tickets-beyond-target',
  label: 'Tickets beyond their target',
  help: 'Open tickets that are not solved within the time their severity aims at. Severity 4 has no such time.',
  unit: 'tickets',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 0,
  reasons: { late: 'Was to be solved by {{due}}', inTime: 'To be solved by {{due}}' },
  select: ticket,
  judge: (row, _graph, at) => {
    const target = levelOf(row)?.targetMinutes;
    if (!isOpen(row, at) || target === undefined) return undefined;
    const due = minutesAfter(row.fields.openedAt, target);
    if (due < at.instant) return { ok: false, reason: 'late', details: { due } };
    return { ok: true, reason: 'inTime', details: { due }, until: due };
  },
});

const roundsUnanswered = defineFact({
  name: 'golive.rounds-unanswered',
  label: 'Rounding notes without an answer',
  help: 'Notes to which somebody was to come back by a day that has passed, or that nobody has to come back to.',
  unit: 'notes',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    nobody: 'Nobody comes back with an answer',
    overdue: 'An answer was due on {{due}}',
    open: 'An answer is due on {{due}}',
    answered: 'Answered',
  },
  select: roundingNote,
  judge: ({ state, fields: { roundedAt, owner, due } }, _graph, at) => {
    if (roundedAt > at.instant) return undefined;
    if (state === 'answered') return { ok: true, reason: 'answered' };
    if (owner === undefined || due === undefined) return { ok: false, reason: 'nobody' };
    return { ok: !isOver(due, at), reason: isOver(due, at) ? 'overdue' : 'open', details: { due } };
  },
});

export const TICKET_FACTS: readonly Fact[] = [
  openAll,
  openSeverity1,
  openSeverity2,
  unreviewed,
  withoutHazard,
  answeredInTime,
  unanswered,
  beyondTarget,
  roundsUnanswered,
];

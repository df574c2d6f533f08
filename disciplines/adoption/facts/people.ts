import { daysBetween, defineFact, type Fact, hasCome, isOver } from '@callosum/kernel';
import { cadence } from '../defaults.ts';
import { communication } from '../kinds/communication.ts';
import { feedback } from '../kinds/feedback.ts';
import { improvement } from '../kinds/improvement.ts';
import { stakeholder, STANCES } from '../kinds/stakeholder.ts';
import { contactOf, isAgainst, stanceGapOf } from '../stance.ts';

const stanceGap = defineFact({
  name: 'adoption.stance-gap',
  label: 'Stance gap',
  help: 'Steps by which stakeholders stand short of where the project needs them, added up. More than is needed of one does not make up for another.',
  unit: 'steps',
  fold: 'sum',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    short: '{{stance}}; wanted: {{wanted}}',
    there: '{{stance}}; wanted: {{wanted}}',
    unknown: 'Stance now or wanted is not known',
  },
  select: stakeholder,
  judge: (row) => {
    if (row.state === 'left') return undefined;
    const { stance, wanted } = row.fields;
    const gap = stanceGapOf(row);
    if (stance === undefined || wanted === undefined || gap === undefined) return { ok: false, reason: 'unknown' };
    const details = { stance: STANCES[stance], wanted: STANCES[wanted] };
    return { ok: gap === 0, value: gap, reason: gap === 0 ? 'there' : 'short', details };
  },
});

const againstPower = defineFact({
  name: 'adoption.powerful-opponents',
  label: 'Powerful opponents',
  help: 'Stakeholders with the power to stop it who block or doubt it.',
  unit: 'stakeholders',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    against: '{{stance}}',
    fine: 'Not against it',
    weak: 'Little power',
    unrated: 'Power or stance is not known',
  },
  select: stakeholder,
  judge: (row) => {
    if (row.state === 'left') return undefined;
    const { stance, power } = row.fields;
    if (power === 'low') return { ok: true, reason: 'weak' };
    if (power === undefined || stance === undefined) return { ok: false, reason: 'unrated' };
    const against = isAgainst(stance);
    return { ok: !against, reason: against ? 'against' : 'fine', details: { stance: STANCES[stance] } };
  },
});

const notEngaged = defineFact({
  name: 'adoption.stakeholders-not-engaged',
  label: 'Stakeholders without recent contact',
  help: `Stakeholders nobody has met as lately as the grid of power and interest asks for (${Object.values(
    cadence.contactDays,
  )
    .map(({ label, days }) => `${label}: ${days} days`)
    .join('; ')}). One that is not rated counts as to be managed closely.`,
  unit: 'stakeholders',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    never: 'Never met; {{quadrant}}',
    late: 'Last met {{days}} days ago, on {{last}}; {{quadrant}}',
    recent: 'Last met on {{last}}; {{quadrant}}',
  },
  select: stakeholder,
  judge: (row, graph, at) => {
    if (row.state === 'left') return undefined;
    const contact = contactOf(graph, row, at);
    if (!contact) return undefined;
    const { quadrant, last, days = 0, kept } = contact;
    const details = { quadrant };
    if (last === undefined) return { ok: false, reason: 'never', details };
    return { ok: kept, value: days, reason: kept ? 'recent' : 'late', details: { ...details, last, days } };
  },
});

const communicationsOverdue = defineFact({
  name: 'adoption.communications-overdue',
  label: 'Communications overdue',
  help: 'What was to be sent by now and was not.',
  unit: 'communications',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { overdue: 'Was to be sent on {{due}}', ahead: 'To be sent on {{due}}', sent: 'Sent', dropped: 'Dropped' },
  select: communication,
  judge: (row, _graph, at) => {
    if (row.state === 'sent' || row.state === 'dropped') return { ok: true, reason: row.state };
    const { due } = row.fields;
    return { ok: !isOver(due, at), reason: isOver(due, at) ? 'overdue' : 'ahead', details: { due } };
  },
});

const feedbackUnanswered = defineFact({
  name: 'adoption.feedback-unanswered',
  label: 'Feedback unanswered',
  help: `Open feedback past the day it was to be answered by; without one, older than ${cadence.answerDays} days. A concern for safety is late at once when nobody has taken it up.`,
  unit: 'messages',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 0,
  reasons: {
    late: 'Received on {{received}}, {{days}} days ago',
    nobody: 'A concern for safety that nobody has taken up',
    inTime: 'Received on {{received}}',
    done: 'Answered',
  },
  select: feedback,
  judge: (row, _graph, at) => {
    const { receivedOn, due, type, owner } = row.fields;
    if (!hasCome(receivedOn, at)) return undefined;
    if (row.state !== 'open') return { ok: true, reason: 'done' };
    if (type === 'concern' && owner === undefined) return { ok: false, reason: 'nobody' };
    const days = daysBetween(receivedOn, at.today);
    const late = due === undefined ? days > cadence.answerDays : isOver(due, at);
    return { ok: !late, value: days, reason: late ? 'late' : 'inTime', details: { received: receivedOn, days } };
  },
});

const improvementsStalled = defineFact({
  name: 'adoption.improvements-stalled',
  label: 'Improvements past their day',
  help: 'Turns of plan, do, study, act that should have given a result by now and have not been acted on.',
  unit: 'improvements',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 0,
  reasons: {
    overdue: 'Result was due on {{due}}',
    undated: 'No day for a result',
    running: 'Result due on {{due}}',
    done: 'Acted on',
  },
  select: improvement,
  judge: (row, _graph, at) => {
    if (row.state === 'act') return { ok: true, reason: 'done' };
    const { due } = row.fields;
    if (due === undefined) return { ok: false, reason: 'undated' };
    return { ok: !isOver(due, at), reason: isOver(due, at) ? 'overdue' : 'running', details: { due } };
  },
});

export const PEOPLE_FACTS: readonly Fact[] = [
  stanceGap,
  againstPower,
  notEngaged,
  communicationsOverdue,
  feedbackUnanswered,
  improvementsStalled,
];

import { daysBetween, defineFact, type Fact, isOver, listed, say } from '@callosum/kernel';
import { standingDecision } from '../gates.ts';
import { condition } from '../kinds/condition.ts';
import { decision } from '../kinds/decision.ts';

const SETTLED = {
  decided: 'Decided',
  dropped: 'No longer needed',
} as const;

const decisionsOverdue = defineFact({
  name: 'foundation.decisions-overdue',
  label: 'Decisions overdue',
  help: 'Open decisions whose day has passed.',
  unit: 'decisions',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    ...SETTLED,
    overdue: 'Was to be decided by {{due}}, {{days}} days ago',
    inTime: 'To be decided by {{due}}',
    undated: 'No day is set; see decisions without limit',
  },
  select: decision,
  judge: ({ state, fields: { due } }, _graph, at) => {
    if (state !== 'open') return { ok: true, reason: state };
    if (due === undefined) return { ok: true, reason: 'undated' };
    if (!isOver(due, at)) return { ok: true, reason: 'inTime', details: { due } };
    return { ok: false, reason: 'overdue', details: { due, days: daysBetween(due, at.today) } };
  },
});

const decisionsWithoutLimit = defineFact({
  name: 'foundation.decisions-without-limit',
  label: 'Decisions without limit',
  help: 'Open decisions that nobody has to take, or by no day.',
  unit: 'decisions',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { ...SETTLED, missing: 'Missing: {{missing}}', limited: 'One person decides, by {{due}}' },
  select: decision,
  judge: ({ state, fields: { owner, due } }) => {
    if (state !== 'open') return { ok: true, reason: state };
    if (owner && due) return { ok: true, reason: 'limited', details: { due } };
    const missing = listed([...(owner ? [] : [say`who decides`]), ...(due ? [] : [say`decide by`])]);
    return { ok: false, reason: 'missing', details: { missing } };
  },
});

const conditionsExpired = defineFact({
  name: 'foundation.conditions-expired',
  label: 'Conditions expired',
  help: 'Conditions of standing gate decisions that were not fulfilled by their day. Each re-opens its gate.',
  unit: 'conditions',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 0,
  reasons: {
    expired: 'Was due on {{due}} and is not fulfilled',
    fulfilled: 'Fulfilled',
    open: 'Due on {{due}}',
  },
  select: condition,
  judge: ({ id, state, fields: { due } }, graph, at) => {
    const of = graph.out(id, 'condition.of')[0]?.to;
    const gate = of && graph.out(of, 'gateDecision.of')[0]?.to;
    if (!gate || standingDecision(graph, gate)?.id !== of) return undefined;
    if (state === 'fulfilled') return { ok: true, reason: 'fulfilled' };
    return { ok: !isOver(due, at), reason: isOver(due, at) ? 'expired' : 'open', details: { due } };
  },
});

const tasksHeld = defineFact({
  name: 'foundation.tasks-held-by-decisions',
  label: 'Tasks held up by overdue decisions',
  help: 'How many tasks, requirements and specifications wait for decisions whose day has passed.',
  unit: 'records',
  fold: 'sum',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    ...SETTLED,
    holds: 'Overdue since {{due}}, and {{held}} records wait',
    inTime: 'In time, or without a day',
  },
  select: decision,
  judge: ({ id, state, fields: { due } }, graph, at) => {
    if (state !== 'open') return { ok: true, value: 0, reason: state };
    if (due === undefined || !isOver(due, at)) return { ok: true, value: 0, reason: 'inTime' };
    const held = graph.out(id, 'decision.holds').filter(({ to }) => graph.find(to)?.withdrawn === false).length;
    return { ok: held === 0, value: held, reason: 'holds', details: { due, held } };
  },
});

export const DECISION_FACTS: readonly Fact[] = [decisionsOverdue, decisionsWithoutLimit, conditionsExpired, tasksHeld];

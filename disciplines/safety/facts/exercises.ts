import { addDays, daysBetween, defineFact, type Fact, type GraphReader, isOver, listed } from '@callosum/kernel';
import { contingencyPlan } from '../kinds/contingency-plan.ts';
import { correctiveAction } from '../kinds/corrective-action.ts';
import { exerciseObservation } from '../kinds/exercise-observation.ts';
import { exercise } from '../kinds/exercise.ts';
import { EXERCISE_TYPES, exerciseInterval, exerciseProgramme } from '../tables/practice.ts';

const exercisesDue = defineFact({
  name: 'safety.plans-not-exercised',
  label: 'Plans not exercised',
  help: 'Contingency plans in force that lack an exercise of a type the programme asks for, held within its interval.',
  unit: 'plans',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    untyped: 'Its type is missing, so nobody knows which exercises it needs',
    due: 'Not held within the interval: {{missing}}',
    exercised: 'Every exercise it needs was held',
    notNeeded: 'Needs no exercise',
  },
  select: contingencyPlan,
  judge: ({ id, state, fields: { type } }, graph, at) => {
    if (state !== 'inForce') return undefined;
    const needed = exerciseProgramme.plans.find(({ key }) => key === type)?.types;
    if (!needed) return { ok: false, reason: 'untyped' };
    if (needed.length === 0) return { ok: true, reason: 'notNeeded' };
    const held = heldFor(id, graph, at.today);
    const missing = needed.filter((one) => {
      const last = held.get(one);
      return last === undefined || addDays(last, exerciseInterval(one) ?? 0) < at.today;
    });
    if (missing.length === 0) return { ok: true, reason: 'exercised' };
    return {
      ok: false,
      reason: 'due',
      details: { missing: listed(missing.map((one) => EXERCISE_TYPES[one] ?? one)) },
    };
  },
});

/** The last day on which each type of exercise tried out a plan. */
function heldFor(plan: string, graph: GraphReader, today: string): ReadonlyMap<string, string> {
  const last = new Map<string, string>();
  for (const { from } of graph.in(plan, 'exercise.tests')) {
    const row = graph.get(exercise, from);
    if (!row || (row.state !== 'held' && row.state !== 'reviewed')) continue;
    const { type, heldOn } = row.fields;
    if (heldOn === undefined || heldOn > today) continue;
    if (heldOn > (last.get(type) ?? '')) last.set(type, heldOn);
  }
  return last;
}

const NEED_ACTION = new Set(exerciseProgramme.ratings.filter(({ needsAction }) => needsAction).map(({ key }) => key));

const unanswered = defineFact({
  name: 'safety.observations-unanswered',
  label: 'Poor observations without an action',
  help: 'Observations of exercises rated with major challenges or as unable to be performed, which no corrective action answers. A dropped action answers nothing.',
  unit: 'observations',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    unanswered: 'Rated {{rating}}, and nothing is done about it',
    answered: 'Answered by CAP-{{action}}',
    fine: 'Rated {{rating}}',
  },
  select: exerciseObservation,
  judge: ({ id, fields: { rating } }, graph) => {
    if (!NEED_ACTION.has(rating)) return { ok: true, reason: 'fine', details: { rating } };
    const answer = graph
      .in(id, 'correctiveAction.from')
      .flatMap(({ from }) => graph.get(correctiveAction, from) ?? [])
      .find(({ state }) => state !== 'dropped');
    if (!answer) return { ok: false, reason: 'unanswered', details: { rating } };
    return { ok: true, reason: 'answered', details: { action: answer.number } };
  },
});

const performed = defineFact({
  name: 'safety.objectives-performed',
  label: 'Objectives performed',
  help: 'Share of the observations of exercises that were rated as performed, with some challenges at most.',
  unit: '%',
  fold: 'share',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: { performed: 'Rated {{rating}}', poorly: 'Rated {{rating}}' },
  select: exerciseObservation,
  judge: ({ fields: { rating } }) => {
    const ok = !NEED_ACTION.has(rating);
    return { ok, reason: ok ? 'performed' : 'poorly', details: { rating } };
  },
});

const actions = {
  unit: 'actions',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  select: correctiveAction,
} as const;
const DONE = 'Verified or dropped';

const overdue = defineFact({
  ...actions,
  name: 'safety.corrective-actions-overdue',
  label: 'Corrective actions overdue',
  help: 'Corrective actions that are open or not checked and whose day has passed, or that have no owner or day.',
  reasons: {
    overdue: '{{days}} days overdue since {{due}}',
    unowned: 'Nobody owns it',
    undated: 'No day by which it is done',
    current: 'Due on {{due}}',
    done: DONE,
  },
  judge: ({ state, fields: { owner, due } }, _graph, at) => {
    if (state === 'verified' || state === 'dropped') return { ok: true, reason: 'done' };
    if (owner === undefined) return { ok: false, reason: 'unowned' };
    if (due === undefined) return { ok: false, reason: 'undated' };
    if (!isOver(due, at)) return { ok: true, reason: 'current', details: { due } };
    return { ok: false, reason: 'overdue', details: { due, days: daysBetween(due, at.today) } };
  },
});

const criticalOpen = defineFact({
  ...actions,
  name: 'safety.critical-actions-open',
  label: 'Critical corrective actions open',
  help: 'Corrective actions rated critical, or not rated, that nobody has verified. Nobody goes live before they are.',
  reasons: {
    open: 'Critical, and not verified',
    unrated: 'No priority, and not verified',
    lesser: 'Not critical',
    done: DONE,
  },
  judge: ({ state, fields: { priority } }) => {
    if (state === 'verified' || state === 'dropped') return { ok: true, reason: 'done' };
    if (priority === undefined) return { ok: false, reason: 'unrated' };
    return priority === 'critical' ? { ok: false, reason: 'open' } : { ok: true, reason: 'lesser' };
  },
});

export const EXERCISE_FACTS: readonly Fact[] = [exercisesDue, unanswered, performed, overdue, criticalOpen];

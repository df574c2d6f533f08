import { defineFact, type Fact, isOver, listed } from '@callosum/kernel';
import { failureMode, missingOf } from '../kinds/failure-mode.ts';
import { decideMode } from '../tables/hfmea.ts';

const counts = {
  unit: 'failure modes',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  select: failureMode,
} as const;

const withoutAction = defineFact({
  ...counts,
  name: 'safety.modes-without-action',
  label: 'Failure modes that proceed without an action',
  help: 'Failure modes that the decision tree sends on to action and that lack response, action, outcome measure, owner or the management’s concurrence; those not decided yet as well.',
  reasons: {
    missing: 'Proceeds, and lacks: {{missing}}',
    undecided: 'Not decided: {{asks}}',
    answered: 'Proceeds, with an action',
    stopped: 'The decision tree stops',
  },
  judge: ({ fields }) => {
    const verdict = decideMode(fields);
    if (verdict.ends === 'stop') return { ok: true, reason: 'stopped' };
    if (verdict.ends === 'open') return { ok: false, reason: 'undecided', details: { asks: verdict.asks } };
    const missing = missingOf(fields).map((name) => failureMode.fields[name].label.toLowerCase());
    if (missing.length === 0) return { ok: true, reason: 'answered' };
    return { ok: false, reason: 'missing', details: { missing: listed(missing) } };
  },
});

const singlePoints = defineFact({
  ...counts,
  name: 'safety.single-points',
  label: 'Single-point weaknesses',
  help: 'Steps so critical that their failure brings the whole down, and for which no effective control exists and no action is settled.',
  reasons: {
    bare: 'Single-point weakness without an effective control',
    controlled: 'Single-point weakness with an effective control',
    settled: 'Single-point weakness with a settled action',
    other: 'No single-point weakness',
    unasked: 'Nobody has said whether it is one',
  },
  judge: ({ state, fields: { singlePoint, effectiveControl } }) => {
    if (singlePoint === undefined) return { ok: false, reason: 'unasked' };
    if (singlePoint === 'no') return { ok: true, reason: 'other' };
    if (effectiveControl === 'yes') return { ok: true, reason: 'controlled' };
    return state === 'settled' ? { ok: true, reason: 'settled' } : { ok: false, reason: 'bare' };
  },
});

const overdue = defineFact({
  ...counts,
  name: 'safety.modes-overdue',
  label: 'Actions on failure modes overdue',
  help: 'Open failure modes whose day has passed, or that proceed and have none.',
  reasons: {
    overdue: 'Was due on {{due}}',
    undated: 'Proceeds, without a day',
    current: 'Due on {{due}}',
    settled: 'Settled',
    noAction: 'Needs no action',
  },
  judge: ({ state, fields }, _graph, at) => {
    if (state === 'settled') return { ok: true, reason: 'settled' };
    const { due } = fields;
    if (due !== undefined)
      return { ok: !isOver(due, at), reason: isOver(due, at) ? 'overdue' : 'current', details: { due } };
    return decideMode(fields).ends === 'proceed' ? { ok: false, reason: 'undated' } : { ok: true, reason: 'noAction' };
  },
});

export const MODE_FACTS: readonly Fact[] = [withoutAction, singlePoints, overdue];

import { addDays, daysBetween, defineFact, type Fact, type GraphReader, hasCome, isOver } from '@callosum/kernel';
import { changeRequest } from '../kinds/change-request.ts';
import { scopeItem } from '../kinds/scope-item.ts';
import { governance } from '../governance.ts';

const OPEN_CHANGES: ReadonlySet<string> = new Set(['raised', 'assessed', 'deferred', 'approved']);

const asAgreed = defineFact({
  name: 'foundation.scope-as-agreed',
  label: 'Scope as agreed',
  help: 'Share of what is in scope that was agreed at the charter. What came later is growth.',
  unit: '%',
  fold: 'share',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: { agreed: 'In the agreed scope', added: 'Came into scope later', addedOn: 'Came into scope on {{day}}' },
  select: scopeItem,
  judge: ({ state, fields: { baselined, addedOn } }) => {
    if (state !== 'in') return undefined;
    if (baselined) return { ok: true, reason: 'agreed' };
    return addedOn ? { ok: false, reason: 'addedOn', details: { day: addedOn } } : { ok: false, reason: 'added' };
  },
});

const growth = defineFact({
  name: 'foundation.scope-growth-days',
  label: 'Scope growth',
  help: 'Effort of everything that came into scope after it was agreed.',
  unit: 'days',
  fold: 'sum',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    agreed: 'In the agreed scope',
    added: '{{days}} days of work came later',
    unmeasured: 'Came later; effort is not known',
  },
  select: scopeItem,
  judge: ({ state, fields: { baselined, effort } }) => {
    if (state !== 'in') return undefined;
    if (baselined) return { ok: true, value: 0, reason: 'agreed' };
    if (effort === undefined) return { ok: false, reason: 'unmeasured' };
    return { ok: false, value: effort, reason: 'added', details: { days: effort } };
  },
});

const undecided = defineFact({
  name: 'foundation.scope-undecided',
  label: 'Scope not decided',
  help: 'Items of which nobody has said whether they are in, out or put off.',
  unit: 'scope items',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { proposed: 'Proposed only', decided: 'Decided' },
  select: scopeItem,
  judge: ({ state }) => ({ ok: state !== 'proposed', reason: state === 'proposed' ? 'proposed' : 'decided' }),
});

const changesOpen = defineFact({
  name: 'foundation.changes-open-days',
  label: 'Oldest open change',
  help: 'Days since the oldest change request was raised that is neither implemented nor refused.',
  unit: 'days',
  fold: 'largest',
  better: 'lower',
  whenEmpty: 0,
  reasons: { open: 'Open for {{days}} days', undated: 'Nobody noted when it was raised' },
  select: changeRequest,
  judge: ({ state, fields: { raisedOn } }, _graph, at) => {
    if (!OPEN_CHANGES.has(state)) return undefined;
    if (!raisedOn || !hasCome(raisedOn, at)) return { ok: true, reason: 'undated' };
    const days = daysBetween(raisedOn, at.today);
    return { ok: days === 0, value: days, reason: 'open', details: { days } };
  },
});

const afterFreeze = defineFact({
  name: 'foundation.changes-after-freeze',
  label: 'Changes after the freeze',
  help: 'Change requests raised since the design was frozen (the first blackout window of the sort “freeze”) that are still open or were approved.',
  unit: 'change requests',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 0,
  reasons: {
    after: 'Raised on {{day}}, after the freeze of {{freeze}}',
    before: 'Raised before the freeze',
    refused: 'Refused',
  },
  select: changeRequest,
  judge: ({ state, fields: { raisedOn } }, graph, at) => {
    const freeze = freezeDay(graph);
    if (!freeze || !hasCome(freeze, at)) return undefined;
    if (state === 'rejected') return { ok: true, reason: 'refused' };
    if (!raisedOn || raisedOn < freeze) return { ok: true, reason: 'before' };
    return { ok: false, reason: 'after', details: { day: raisedOn, freeze } };
  },
});

const safetyUnasked = defineFact({
  name: 'foundation.changes-without-safety-opinion',
  label: 'Changes the safety officer has not seen',
  help: 'Open change requests that touch hazards or controls, or of which nobody has said whether they do, without the safety officer’s opinion.',
  unit: 'change requests',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 0,
  reasons: {
    unrated: 'Nobody has said whether hazards are touched',
    unseen: 'Touches hazards ({{impact}}) without an opinion',
    seen: 'The safety officer has given an opinion',
    untouched: 'Touches no hazard',
    settled: 'Settled',
  },
  select: changeRequest,
  judge: ({ state, fields: { hazards, safetyOpinion } }) => {
    if (!OPEN_CHANGES.has(state)) return { ok: true, reason: 'settled' };
    if (hazards === undefined) return { ok: false, reason: 'unrated' };
    if (hazards === 'none') return { ok: true, reason: 'untouched' };
    return safetyOpinion?.trim()
      ? { ok: true, reason: 'seen' }
      : { ok: false, reason: 'unseen', details: { impact: hazards } };
  },
});

const emergencies = defineFact({
  name: 'foundation.emergency-changes-unreviewed',
  label: 'Emergency changes not reviewed',
  help: 'Emergency changes that were implemented and not looked at again within the days the rules allow.',
  unit: 'change requests',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 0,
  reasons: {
    late: 'Was to be reviewed by {{day}}',
    open: 'To be reviewed by {{day}}',
    reviewed: 'Reviewed on {{day}}',
    undated: 'No day of the decision',
  },
  select: changeRequest,
  judge: ({ state, fields }, _graph, at) => {
    const { decidedOn, reviewedOn } = fields;
    if (fields.class !== 'emergency' || !['implemented', 'closed'].includes(state)) return undefined;
    if (reviewedOn) return { ok: true, reason: 'reviewed', details: { day: reviewedOn } };
    if (!decidedOn) return { ok: false, reason: 'undated' };
    const day = addDays(decidedOn, governance.emergencyReviewDays);
    return { ok: !isOver(day, at), reason: !isOver(day, at) ? 'open' : 'late', details: { day } };
  },
});

const delay = defineFact({
  name: 'foundation.changes-delay-days',
  label: 'Delay by approved changes',
  help: 'Days of delay that approved and implemented changes bring, added up.',
  unit: 'days',
  fold: 'sum',
  better: 'lower',
  whenEmpty: 0,
  reasons: { delays: '{{days}} days', unrated: 'Nobody has said what it does to the date' },
  select: changeRequest,
  judge: ({ state, fields: { days } }) => {
    if (!['approved', 'implemented', 'closed'].includes(state)) return undefined;
    if (days === undefined) return { ok: false, reason: 'unrated' };
    return { ok: days <= 0, value: Math.max(0, days), reason: 'delays', details: { days } };
  },
});

/** The day from which the design may not change, by the plan’s own windows. */
export function freezeDay(graph: GraphReader): string | undefined {
  const days = Array.from(graph.rows('blackoutWindow'), ({ fields }) =>
    fields.sort === 'freeze' && typeof fields.start === 'string' ? fields.start : undefined,
  ).filter((day) => day !== undefined);
  return days.sort()[0];
}

export const SCOPE_FACTS: readonly Fact[] = [
  asAgreed,
  growth,
  undecided,
  changesOpen,
  afterFreeze,
  safetyUnasked,
  emergencies,
  delay,
];

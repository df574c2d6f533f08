import {
  addDays,
  daysBetween,
  defineFact,
  type Fact,
  type GraphReader,
  hasCome,
  isOver,
  type Row,
  type ValuesOf,
} from '@callosum/kernel';
import { changeRequest } from '../kinds/change-request.ts';
import { charter } from '../kinds/charter.ts';
import { scopeItem } from '../kinds/scope-item.ts';
import { governance } from '../governance.ts';

const OPEN_CHANGES: ReadonlySet<string> = new Set(['raised', 'assessed', 'deferred', 'approved']);

const APPROVED: ReadonlySet<string> = new Set(['approved', 'implemented', 'closed']);
/** What is told in the hazard log: a change that touches it is for the safety officer to see. */
const IN_HAZARD_LOG: ReadonlySet<string> = new Set(['hazard', 'safetyControl']);

const IN_SCOPE = {
  agreed: 'In the agreed scope',
  added: 'Came into scope later',
  addedOn: 'Came into scope on {{day}}',
} as const;

function judgeAgreed({ state, fields: { baselined, addedOn } }: Row<ValuesOf<typeof scopeItem.fields>>) {
  if (state !== 'in') return undefined;
  if (baselined) return { ok: true, reason: 'agreed' };
  return addedOn ? { ok: false, reason: 'addedOn', details: { day: addedOn } } : { ok: false, reason: 'added' };
}

const asAgreed = defineFact({
  name: 'foundation.scope-as-agreed',
  label: 'Scope as agreed',
  help: 'Share of what is in scope that was agreed at the charter. What came later is growth.',
  unit: '%',
  fold: 'share',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: IN_SCOPE,
  select: scopeItem,
  judge: judgeAgreed,
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

const growthItems = defineFact({
  name: 'foundation.scope-growth-items',
  label: 'Scope items that came later',
  help: 'Items in scope that were not part of what was agreed.',
  unit: 'scope items',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: IN_SCOPE,
  select: scopeItem,
  judge: judgeAgreed,
});

const growthCost = defineFact({
  name: 'foundation.scope-growth-cost',
  label: 'Cost of approved changes',
  help: 'What approved and implemented changes cost, as a share of the budget of the approved charter. A change that saves counts against it.',
  unit: '%',
  fold: 'sum',
  better: 'lower',
  whenEmpty: 0,
  reasons: {
    costs: '{{amount}} {{currency}}, {{share}} % of the budget',
    unrated: 'Nobody has said what it costs',
    unbudgeted: 'Costs {{amount}} {{currency}}, and no approved charter names a budget',
    foreign: 'Costs {{amount}} {{currency}}, and the budget is in {{budget}}',
  },
  select: changeRequest,
  judge: ({ state, fields: { cost } }, graph) => {
    if (!APPROVED.has(state)) return undefined;
    if (!cost) return { ok: false, reason: 'unrated' };
    const { amount, currency } = cost;
    if (Number(amount) === 0) return { ok: true, value: 0, reason: 'costs', details: { amount, currency, share: 0 } };
    const budget = budgetOf(graph);
    if (!budget) return { ok: false, reason: 'unbudgeted', details: { amount, currency } };
    if (budget.currency !== currency) {
      return { ok: false, reason: 'foreign', details: { amount, currency, budget: budget.currency } };
    }
    const value = (100 * Number(amount)) / Number(budget.amount);
    const share = Math.round(value * 100) / 100;
    return { ok: value <= 0, value, reason: 'costs', details: { amount, currency, share } };
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

const lateOpen = defineFact({
  name: 'foundation.changes-after-freeze-days',
  label: 'Oldest open change after the freeze',
  help: 'Days since the oldest change request was raised that came after the freeze of the design and is neither implemented nor refused.',
  unit: 'days',
  fold: 'largest',
  better: 'lower',
  whenEmpty: 0,
  reasons: { open: 'Raised on {{day}}, after the freeze, and open for {{days}} days' },
  select: changeRequest,
  judge: ({ state, fields: { raisedOn } }, graph, at) => {
    const freeze = freezeDay(graph);
    if (!OPEN_CHANGES.has(state) || freeze === undefined || raisedOn === undefined) return undefined;
    if (raisedOn < freeze || !hasCome(raisedOn, at)) return undefined;
    const days = daysBetween(raisedOn, at.today);
    return { ok: days === 0, value: days, reason: 'open', details: { day: raisedOn, days } };
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
    linked: 'Touches {{count}} of the hazard log by its links, is said to touch none, and has no opinion',
    seen: 'The safety officer has given an opinion',
    untouched: 'Touches no hazard',
    settled: 'Settled',
  },
  select: changeRequest,
  judge: ({ id, state, fields: { hazards, safetyOpinion } }, graph) => {
    if (!OPEN_CHANGES.has(state)) return { ok: true, reason: 'settled' };
    if (hazards === undefined) return { ok: false, reason: 'unrated' };
    if (safetyOpinion?.trim()) return { ok: true, reason: hazards === 'none' ? 'untouched' : 'seen' };
    if (hazards !== 'none') return { ok: false, reason: 'unseen', details: { impact: hazards } };
    // What was typed and what was linked may contradict each other; links are what the change really touches.
    const count = graph
      .out(id, 'changeRequest.touches')
      .map(({ to }) => graph.find(to))
      .filter((row) => row?.withdrawn === false && IN_HAZARD_LOG.has(row.kind)).length;
    return count > 0 ? { ok: false, reason: 'linked', details: { count } } : { ok: true, reason: 'untouched' };
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
    if (!APPROVED.has(state)) return undefined;
    if (days === undefined) return { ok: false, reason: 'unrated' };
    return { ok: days <= 0, value: Math.max(0, days), reason: 'delays', details: { days } };
  },
});

/** What the project may cost, by the charter that was approved last. */
function budgetOf(graph: GraphReader): ValuesOf<typeof charter.fields>['budget'] {
  const approved = Array.from(graph.all(charter)).filter(
    ({ state, fields: { budget } }) => state === 'approved' && Number(budget?.amount ?? 0) > 0,
  );
  return approved.sort((a, b) => compareDays(b, a) || b.number - a.number)[0]?.fields.budget;
}

type Charter = Row<ValuesOf<typeof charter.fields>>;

function compareDays({ fields: { approvedOn: a = '' } }: Charter, { fields: { approvedOn: b = '' } }: Charter): number {
  return a < b ? -1 : Number(a > b);
}

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
  growthItems,
  growthCost,
  undecided,
  changesOpen,
  afterFreeze,
  lateOpen,
  safetyUnasked,
  emergencies,
  delay,
];

import {
  addDays,
  defineFact,
  emptyOf,
  ends,
  type Fact,
  hasCome,
  listed,
  missing,
  overdue,
  say,
} from '@callosum/kernel';
import { governance } from '../governance.ts';
import { action } from '../kinds/action.ts';
import { assumption } from '../kinds/assumption.ts';
import { benefit } from '../kinds/benefit.ts';
import { budgetLine } from '../kinds/budget-line.ts';
import { charter } from '../kinds/charter.ts';
import { committee } from '../kinds/committee.ts';
import { contract } from '../kinds/contract.ts';
import { issue } from '../kinds/issue.ts';
import { meeting } from '../kinds/meeting.ts';
import { selectionCriterion } from '../kinds/selection-criterion.ts';
import { vendor } from '../kinds/vendor.ts';

const charterApproved = defineFact({
  name: 'foundation.charter-approved',
  label: 'Charter approved',
  help: 'Whether the project’s mandate is approved and complete: sponsor, budget and promised go-live are named.',
  unit: '%',
  fold: 'share',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: { approved: 'Approved', open: 'Not approved', incomplete: 'Missing: {{missing}}' },
  select: charter,
  judge: (row) => {
    if (row.state === 'superseded') return undefined;
    const lacks = emptyOf(row, {
      sponsor: say`sponsor`,
      budget: say`budget`,
      due: say`promised go-live`,
      success: say`success criteria`,
    });
    if (lacks.length > 0) return { ok: false, reason: 'incomplete', details: { missing: listed(lacks) } };
    return row.state === 'approved' ? { ok: true, reason: 'approved' } : { ok: false, reason: 'open' };
  },
});

const actionsOverdue = overdue({
  name: 'foundation.actions-overdue',
  label: 'Actions overdue',
  help: 'Promised actions whose day has passed.',
  select: action,
});

const actionsUnowned = missing({
  name: 'foundation.actions-unowned',
  label: 'Actions without name or day',
  help: 'Open actions that nobody has promised, or by no day.',
  select: action,
  lacks: (row) => emptyOf(row, { owner: say`who`, due: say`by when` }),
});

const issuesOverdue = overdue({
  name: 'foundation.issues-overdue',
  label: 'Issues overdue',
  help: 'Open issues whose day for a solution has passed.',
  select: issue,
});

const issuesCritical = defineFact({
  name: 'foundation.issues-critical',
  label: 'Critical issues open',
  help: 'Open issues that are critical, or that touch patient safety and are high.',
  unit: 'issues',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 0,
  reasons: { critical: 'Open, severity {{severity}}', other: 'Not critical', settled: 'Solved or dropped' },
  select: issue,
  judge: ({ state, fields: { severity, safety } }) => {
    if (state === 'solved' || state === 'dropped') return { ok: true, reason: 'settled' };
    const bad = severity === 'critical' || (safety === true && severity === 'high');
    return bad ? { ok: false, reason: 'critical', details: { severity } } : { ok: true, reason: 'other' };
  },
});

const assumptionsUnchecked = overdue({
  name: 'foundation.assumptions-unchecked',
  label: 'Assumptions not checked',
  help: 'Open assumptions whose day for a check has passed.',
  select: assumption,
});

const committeesIncomplete = missing({
  name: 'foundation.committees-incomplete',
  label: 'Committees without decision rights',
  help: 'Committees without chair, decision rights or a limit in days; what they do not decide in time has nowhere to go.',
  select: committee,
  lacks: ({ fields }) =>
    emptyOf({ fields }, { owner: say`chair`, decides: say`decision rights`, limitDays: say`limit in days` }),
});

const minutesMissing = overdue({
  name: 'foundation.minutes-overdue',
  label: 'Minutes overdue',
  help: 'Meetings that were held and whose minutes were not approved by their day.',
  select: meeting,
  states: ['held'],
});

const budgetOver = defineFact({
  name: 'foundation.budget-lines-over',
  label: 'Budget lines over plan',
  help: 'Budget lines that will come to more than was planned, and lines nobody has planned or forecast.',
  unit: 'budget lines',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { over: '{{percent}} % over plan', within: 'Within plan', unknown: 'Missing: {{missing}}' },
  select: budgetLine,
  judge: (row) => {
    const { planned, forecast } = row.fields;
    const lacks = emptyOf(row, { planned: say`plan`, forecast: say`forecast` });
    if (!planned || !forecast) return { ok: false, reason: 'unknown', details: { missing: listed(lacks) } };
    const [plan, expected] = [Number(planned.amount), Number(forecast.amount)];
    if (expected <= plan) return { ok: true, reason: 'within' };
    const percent = plan === 0 ? 100 : Math.round((100 * (expected - plan)) / plan);
    return { ok: false, reason: 'over', details: { percent } };
  },
});

const contractsNotice = overdue({
  name: 'foundation.contracts-notice-near',
  label: 'Contracts to be looked at',
  help: 'Contracts in force whose day of notice comes within the days the rules name, or has passed.',
  select: contract,
  states: ['signed'],
  on: ({ fields: { due } }) => (due === undefined ? undefined : addDays(due, -governance.noticeAheadDays)),
});

const vendorsUncontracted = missing({
  name: 'foundation.vendors-without-contract',
  label: 'Vendors without contract',
  help: 'Vendors that are selected or at work without a contract in force.',
  select: vendor,
  states: ['selected', 'engaged'],
  lacks: ({ id }, graph) =>
    ends(graph, id, 'contract.with', 'in').some(({ state }) => state === 'signed') ? [] : [say`contract in force`],
});

const selectionWeights = defineFact({
  name: 'foundation.selection-weight',
  label: 'Weight of the selection criteria',
  help: 'Weights of all selection criteria added up; agreed weights come to one hundred.',
  unit: 'points',
  fold: 'sum',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: { weight: 'Weight {{weight}}' },
  select: selectionCriterion,
  judge: ({ fields: { weight } }) => ({ ok: true, value: weight, reason: 'weight', details: { weight } }),
});

const scoresMissing = defineFact({
  name: 'foundation.selection-scores-missing',
  label: 'Criteria not scored for all',
  help: 'Selection criteria open for scores for which a vendor on the shortlist has none.',
  unit: 'selection criteria',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    missing: '{{count}} vendors have no score',
    scored: 'Every vendor on the shortlist has a score',
    draft: 'Not open for scores',
  },
  select: selectionCriterion,
  judge: ({ id, state }, graph) => {
    if (state === 'draft') return { ok: true, reason: 'draft' };
    const scored = new Set(
      ends(graph, id, 'vendorScore.by', 'in')
        .filter(({ fields }) => typeof fields.score === 'number')
        .flatMap((score) => ends(graph, score.id, 'vendorScore.of').map((one) => one.id)),
    );
    const left = [...graph.rows('vendor')].filter((one) => one.state === 'shortlisted' && !scored.has(one.id));
    const count = left.length;
    return { ok: count === 0, reason: count === 0 ? 'scored' : 'missing', details: { count } };
  },
});

const benefitsUnmeasured = missing({
  name: 'foundation.benefits-without-baseline',
  label: 'Benefits without baseline',
  help: 'Open benefits without owner, target, or a baseline over as many months as the rules ask.',
  select: benefit,
  lacks: (row) => [
    ...emptyOf(row, { owner: say`owner`, target: say`target`, baseline: say`baseline` }),
    ...((row.fields.baselineMonths ?? 0) < governance.baselineMonthsLeast
      ? [say`${governance.baselineMonthsLeast} months of baseline`]
      : []),
  ],
});

const benefitsReached = defineFact({
  name: 'foundation.benefits-on-target',
  label: 'Benefits at their target',
  help: 'Share of the benefits being measured, realised or missed whose last figure reaches the target. Without a figure it does not.',
  unit: '%',
  fold: 'share',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: {
    reached: '{{realised}} reaches {{target}}',
    short: '{{realised}} does not reach {{target}}',
    unmeasured: 'Not measured',
  },
  select: benefit,
  judge: ({ state, fields: { realised, realisedOn, target, direction } }, _graph, at) => {
    if (state === 'planned') return undefined;
    if (realised === undefined || target === undefined || (realisedOn && !hasCome(realisedOn, at))) {
      return { ok: false, reason: 'unmeasured' };
    }
    const ok = direction === 'lower' ? realised <= target : realised >= target;
    return { ok, reason: ok ? 'reached' : 'short', details: { realised, target } };
  },
});

const benefitsOverdue = overdue({
  name: 'foundation.benefits-review-overdue',
  label: 'Benefit reviews overdue',
  help: 'Open benefits whose day of review has passed.',
  select: benefit,
});

export const GOVERNANCE_FACTS: readonly Fact[] = [
  charterApproved,
  actionsOverdue,
  actionsUnowned,
  issuesOverdue,
  issuesCritical,
  assumptionsUnchecked,
  committeesIncomplete,
  minutesMissing,
  budgetOver,
  contractsNotice,
  vendorsUncontracted,
  selectionWeights,
  scoresMissing,
  benefitsUnmeasured,
  benefitsReached,
  benefitsOverdue,
];

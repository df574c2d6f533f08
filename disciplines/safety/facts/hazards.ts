import {
  defineFact,
  type Fact,
  type GraphReader,
  inSeries,
  isOver,
  type Judgement,
  type Rating,
  type Row,
} from '@callosum/kernel';
import { hazard } from '../kinds/hazard.ts';
import { controlsOf, ratingToday } from '../standing.ts';
import { clinicalRisk, isAcceptable, needsReason } from '../tables/nhs.ts';
import { actionHierarchy, strengthOf } from '../tables/practice.ts';

const CLOSED = 'The hazard is closed or transferred';
const counts = { unit: 'hazards', fold: 'failing', better: 'lower', whenEmpty: 'unknown', select: hazard } as const;

const isOpen = (state: string): boolean => state === 'open' || state === 'accepted';
const closed: Judgement = { ok: true, reason: 'closed' };

/** Whether what holds of a hazard is still asked: a closed one counts on its controls as long as it has any, and is back when they fall. */
const isHeld = ({ id, state }: Pick<Row, 'id' | 'state'>, graph: GraphReader): boolean =>
  isOpen(state) || (state === 'closed' && controlsOf(id, graph).length > 0);

/** Judges one of the two ratings people give. */
function judgeRating(rating: Rating | undefined): Judgement {
  if (!rating) return { ok: false, reason: 'unrated' };
  const ok = isAcceptable(rating.level);
  return { ok, value: rating.rank, reason: ok ? 'within' : 'above', details: { level: rating.level } };
}

const RATED = {
  above: 'Rated {{level}}, which is not acceptable',
  within: 'Rated {{level}}',
  unrated: 'Not rated',
  closed: CLOSED,
};

const initiallyHigh = defineFact({
  ...counts,
  name: 'safety.hazards-initially-high',
  label: 'Hazards initially not acceptable',
  help: 'Open hazards that the published matrix rates 4 or 5 before the project does anything, and those nobody has rated.',
  reasons: RATED,
  judge: ({ state, fields }) => (isOpen(state) ? judgeRating(fields.initial) : closed),
});

const residuallyHigh = defineFact({
  ...counts,
  name: 'safety.hazards-residually-high',
  label: 'Hazards not acceptable with their controls',
  help: 'Open hazards whose residual rating is 4 or 5, and those without one. It says what the controls are meant to do, not whether they do it.',
  reasons: RATED,
  judge: ({ state, fields }) => (isOpen(state) ? judgeRating(fields.residual) : closed),
});

const TODAY = {
  above: 'Rated {{level}} today, which is not acceptable',
  aboveInitial: 'Rated {{level}} as at the beginning, since {{why}}',
  within: 'Rated {{level}} today',
  unrated: 'Not rated',
  closed: CLOSED,
};

const highToday = defineFact({
  ...counts,
  name: 'safety.hazards-high-today',
  label: 'Hazards not acceptable today',
  help: 'Hazards rated 4 or 5 today: open ones, and closed ones that still count on controls. The residual rating holds while every control is verified as built and as effective and its evidence stands; otherwise the initial one holds.',
  reasons: TODAY,
  judge: (row, graph, at, registry) => {
    if (!isHeld(row, graph)) return closed;
    const today = ratingToday(row, graph, at, registry);
    if (!today) return { ok: false, reason: 'unrated' };
    const { level, rank, from, why } = today;
    const details = { level, why: inSeries(why) };
    if (isAcceptable(level)) return { ok: true, value: rank, reason: 'within', details };
    return { ok: false, value: rank, reason: from === 'initial' ? 'aboveInitial' : 'above', details };
  },
});

const highestToday = defineFact({
  ...counts,
  name: 'safety.highest-rating-today',
  label: 'Highest rating of a hazard today',
  help: 'The highest level that the published matrix gives a hazard today that is open, or closed and still counts on controls; hazards nobody has rated count with the highest there is.',
  unit: 'level',
  fold: 'largest',
  reasons: { rated: 'Rated {{level}} today', unrated: 'Not rated: counted as the highest level', closed: CLOSED },
  judge: (row, graph, at, registry) => {
    if (!isHeld(row, graph)) return closed;
    const today = ratingToday(row, graph, at, registry);
    if (!today) return { ok: false, value: clinicalRisk.levels.length, reason: 'unrated' };
    return { ok: isAcceptable(today.level), value: today.rank, reason: 'rated', details: { level: today.level } };
  },
});

const fallenBack = defineFact({
  ...counts,
  name: 'safety.hazards-fallen-back',
  label: 'Hazards fallen back to their initial rating',
  help: 'Hazards with a residual rating that does not hold today, open or closed, each with the controls that do not count and what led to it.',
  reasons: {
    fallen: 'Rated {{level}} instead of {{residual}}: {{why}}',
    holds: 'The residual rating holds',
    unrated: 'No residual rating that could fall back',
    closed: CLOSED,
  },
  judge: (row, graph, at, registry) => {
    if (!isHeld(row, graph)) return closed;
    const { residual } = row.fields;
    const today = residual && ratingToday(row, graph, at, registry);
    if (!today) return { ok: true, reason: 'unrated' };
    if (today.from === 'residual') return { ok: true, reason: 'holds' };
    const details = { level: today.level, residual: residual.level, why: inSeries(today.why) };
    return { ok: false, reason: 'fallen', details };
  },
});

const withoutControl = defineFact({
  ...counts,
  name: 'safety.hazards-without-control',
  label: 'Hazards without a control',
  help: 'Open hazards that need a control and have none. Only what is rated acceptable without further action needs none.',
  reasons: {
    none: 'No control reduces it',
    controlled: '{{controls}} controls reduce it',
    low: 'Acceptable as it is',
    closed: CLOSED,
  },
  judge: (row, graph) => {
    if (!isOpen(row.state)) return closed;
    const controls = controlsOf(row.id, graph).filter(({ withdrawn, state }) => !withdrawn && state !== 'retired');
    if (controls.length > 0) return { ok: true, reason: 'controlled', details: { controls: controls.length } };
    const { initial } = row.fields;
    const verdict = clinicalRisk.levels.find(({ key }) => key === initial?.level)?.verdict;
    return verdict === 'acceptable' ? { ok: true, reason: 'low' } : { ok: false, reason: 'none' };
  },
});

const unattended = defineFact({
  ...counts,
  name: 'safety.hazards-unattended',
  label: 'Hazards without owner or review',
  help: 'Open hazards that nobody owns, or whose review day has passed or was never set.',
  reasons: {
    unowned: 'Nobody owns it',
    undated: 'No day for the next review',
    overdue: 'Review was due on {{due}}',
    attended: 'Next review on {{due}}',
    closed: CLOSED,
  },
  judge: ({ state, fields: { owner, due } }, _graph, at) => {
    if (!isOpen(state)) return closed;
    if (owner === undefined) return { ok: false, reason: 'unowned' };
    if (due === undefined) return { ok: false, reason: 'undated' };
    return { ok: !isOver(due, at), reason: isOver(due, at) ? 'overdue' : 'attended', details: { due } };
  },
});

const notAccepted = defineFact({
  ...counts,
  name: 'safety.hazards-not-accepted',
  label: 'Undesirable risks nobody accepted',
  help: 'Open hazards whose residual rating is undesirable, and which the clinical safety officer has not accepted with his signature.',
  reasons: {
    waiting: 'Residual rating {{level}} is not accepted',
    accepted: 'Accepted by the clinical safety officer',
    notNeeded: 'Needs no acceptance',
    closed: CLOSED,
  },
  judge: ({ state, fields: { residual } }) => {
    if (!isOpen(state)) return closed;
    if (!residual || !needsReason(residual.level)) return { ok: true, reason: 'notNeeded' };
    const details = { level: residual.level };
    return state === 'accepted' ? { ok: true, reason: 'accepted', details } : { ok: false, reason: 'waiting', details };
  },
});

const weaklyControlled = defineFact({
  ...counts,
  name: 'safety.hazards-weakly-controlled',
  label: 'High hazards that rest on weak controls alone',
  help: 'Open hazards initially rated 4 or 5 that are said to come down to 1 or 2 by warnings, policies, training or double checks alone.',
  reasons: {
    weak: 'From {{initial}} to {{residual}} by weaker controls alone',
    strong: 'A control that is not weak takes part',
    other: 'The rule does not speak of it',
    closed: CLOSED,
  },
  judge: (row, graph) => {
    if (!isOpen(row.state)) return closed;
    const { initial, residual } = row.fields;
    const { weakerAlone } = actionHierarchy;
    if (!initial || !residual || !weakerAlone.initial.includes(initial.level)) return { ok: true, reason: 'other' };
    if (!weakerAlone.mayNotReach.includes(residual.level)) return { ok: true, reason: 'other' };
    const strong = controlsOf(row.id, graph)
      .filter(({ withdrawn }) => !withdrawn)
      .some(({ fields }) => !WEAK.has(strengthOf(fields['action'])?.key ?? WEAKEST));
    if (strong) return { ok: true, reason: 'strong' };
    return { ok: false, reason: 'weak', details: { initial: initial.level, residual: residual.level } };
  },
});

/** A control nobody has classed counts as weak: the first strength of the table is the weakest. */
const WEAKEST = actionHierarchy.strengths[0]?.key ?? '';
const WEAK: ReadonlySet<string> = new Set([WEAKEST]);

export const HAZARD_FACTS: readonly Fact[] = [
  initiallyHigh,
  residuallyHigh,
  highToday,
  highestToday,
  fallenBack,
  withoutControl,
  unattended,
  notAccepted,
  weaklyControlled,
];

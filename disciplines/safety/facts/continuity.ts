import {
  addDays,
  defineFact,
  type Fact,
  type FieldsOf,
  type GraphReader,
  hasCome,
  inSeries,
  isOver,
  isSuspect,
  type Judged,
  type Row,
} from '@callosum/kernel';
import { contact } from '../kinds/contact.ts';
import { contingencyPlan } from '../kinds/contingency-plan.ts';
import { criticalFunction } from '../kinds/critical-function.ts';
import { downtimeProcedure, staleness } from '../kinds/downtime-procedure.ts';
import { isTooOld, missedBy, restoreTest } from '../kinds/restore-test.ts';
import { longOutage, safetyLimits } from '../tables/practice.ts';

const functions = {
  unit: 'functions',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  select: criticalFunction,
} as const;

const withoutProcedure = defineFact({
  ...functions,
  name: 'safety.functions-without-manual-procedure',
  label: 'Functions that stop when systems do',
  help: 'Critical functions without a manual procedure, or whose procedure does not hold as long as the downtime that is tolerable.',
  reasons: {
    none: 'No manual procedure',
    unmeasured: 'Tolerable downtime or how long the procedure holds is missing',
    short: 'Holds for {{holds}} h of {{mtd}} h',
    holds: 'Holds for {{holds}} h of {{mtd}} h',
  },
  judge: ({ state, fields: { manualProcedure, manualHolds: holds, mtd } }) => {
    if (state !== 'inUse') return undefined;
    if (!manualProcedure?.trim()) return { ok: false, reason: 'none' };
    if (holds === undefined || mtd === undefined) return { ok: false, reason: 'unmeasured' };
    return { ok: holds >= mtd, reason: holds >= mtd ? 'holds' : 'short', details: { holds, mtd } };
  },
});

/** The plans in force that cover a function. */
function plansOver(id: string, graph: GraphReader): Row<FieldsOf<typeof contingencyPlan>>[] {
  return graph
    .in(id, 'contingencyPlan.covers')
    .flatMap(({ from }) => graph.get(contingencyPlan, from) ?? [])
    .filter(({ state }) => state === 'inForce');
}

const uncovered = defineFact({
  ...functions,
  name: 'safety.functions-uncovered',
  label: 'Functions without a plan in force',
  help: 'Critical functions that no contingency plan in force covers, or only plans that have not been looked at since the function changed.',
  reasons: {
    none: 'No plan in force covers it',
    suspect: 'It has changed since its plans were looked at',
    covered: 'Covered by CPL-{{plan}}',
  },
  judge: ({ id, state }, graph, _at, registry) => {
    if (state !== 'inUse') return undefined;
    const plans = plansOver(id, graph);
    if (plans.length === 0) return { ok: false, reason: 'none' };
    const current = plans.find((plan) =>
      graph.out(plan.id, 'contingencyPlan.covers').some((edge) => edge.to === id && !isSuspect(edge, graph, registry)),
    );
    return current
      ? { ok: true, reason: 'covered', details: { plan: current.number } }
      : { ok: false, reason: 'suspect' };
  },
});

const longReady = defineFact({
  ...functions,
  name: 'safety.long-outage-ready',
  label: 'Ready for four weeks or longer',
  help: 'Share of the life- and safety-critical functions that could go on for four weeks without their systems: by a manual procedure that holds so long, and a plan in force made for it with all that has to stand ready.',
  unit: '%',
  fold: 'share',
  better: 'higher',
  reasons: {
    procedure: 'The manual procedure holds for {{holds}} h of {{needed}} h',
    plan: 'No plan in force holds for {{needed}} h',
    elements: 'CPL-{{plan}} lacks: {{missing}}',
    ready: 'Ready by CPL-{{plan}}',
  },
  judge: ({ id, state, fields: { tier, manualHolds } }, graph) => {
    // A function without a tier may be one of the first.
    if (state !== 'inUse' || (tier !== undefined && tier !== '1')) return undefined;
    const needed = longOutage.outageHours;
    const holds = manualHolds ?? 0;
    if (holds < needed) return { ok: false, reason: 'procedure', details: { holds, needed } };
    const [best] = plansOver(id, graph)
      .filter(({ fields }) => (fields.holds ?? 0) >= needed)
      .map(({ number, fields }) => ({ number, missing: lacking(fields.longOutage ?? []) }))
      .toSorted((a, b) => a.missing.length - b.missing.length);
    if (!best) return { ok: false, reason: 'plan', details: { needed } };
    const { number: plan, missing } = best;
    if (missing.length > 0) return { ok: false, reason: 'elements', details: { plan, missing: inSeries(missing) } };
    return { ok: true, reason: 'ready', details: { plan } };
  },
});

function lacking(present: readonly string[]): string[] {
  return longOutage.elements.filter(({ key }) => !present.includes(key)).map(({ label }) => label);
}

const notRestored = defineFact({
  ...functions,
  name: 'safety.functions-not-restored',
  label: 'Functions whose restoring is not proved',
  help: 'Critical functions with a recovery objective whose last restore test missed it, came back too late for the downtime that is tolerable, is too old, or was never done. A function that depends on systems needs one that restored it as a whole, or one of each of them.',
  reasons: {
    untested: 'No restore test',
    old: 'RST-{{test}} was held on {{on}}, too long ago',
    missed: 'RST-{{test}} missed: {{missed}}',
    objective: 'RST-{{test}} took {{measured}} h; the function allows {{allowed}} h',
    point: 'RST-{{test}} lost {{measured}} h of data; the function allows {{allowed}} h',
    tolerable: 'RST-{{test}} and catching up take {{measured}} h of {{allowed}} h that are tolerable',
    proved: 'RST-{{test}} took {{measured}} h',
  },
  judge: (row, graph, at) => {
    const { state, fields } = row;
    if (state !== 'inUse' || (fields.rto === undefined && fields.rpo === undefined)) return undefined;
    const systems = graph.out(row.id, 'criticalFunction.dependsOn').map(({ to }) => to);
    // A test of the function brought back all it needs; otherwise each of its systems has one of its own.
    const found = (systems.length > 0 ? systems : [row.id]).map((one) =>
      judgeTest(fields, lastTest([row.id, one], graph, at.today), at.today),
    );
    return found.find(({ ok }) => !ok) ?? found[0];
  },
});

type Last = NonNullable<ReturnType<typeof lastTest>>;

function judgeTest(
  { rto, rpo, mtd, workRecovery }: FieldsOf<typeof criticalFunction>,
  last: Last | undefined,
  today: string,
): Judged {
  if (!last) return { ok: false, reason: 'untested' };
  const { number: test, fields, on } = last;
  if (isTooOld(on, today)) return { ok: false, reason: 'old', details: { test, on } };
  const missed = missedBy(fields);
  if (missed !== undefined) return { ok: false, reason: 'missed', details: { test, missed } };
  const measured = fields.measuredRto ?? 0;
  const lost = fields.measuredRpo ?? 0;
  const whole = measured + (workRecovery ?? 0);
  const beyond = (reason: string, took: number, allowed: number | undefined): Judged[] =>
    allowed !== undefined && took > allowed ? [{ ok: false, reason, details: { test, measured: took, allowed } }] : [];
  const [fault] = [
    ...beyond('objective', measured, rto),
    ...beyond('point', lost, rpo),
    ...beyond('tolerable', whole, mtd),
  ];
  return fault ?? { ok: true, reason: 'proved', details: { test, measured } };
}

/** The latest test done of any of these by a day; the one recorded last of those of a day. */
function lastTest(subjects: readonly string[], graph: GraphReader, today: string) {
  const edges = subjects.flatMap((subject) => graph.in(subject, 'restoreTest.of'));
  const done = edges.flatMap(({ from }) => {
    const row = graph.get(restoreTest, from);
    const on = row?.fields.heldOn;
    return row && row.state === 'done' && on !== undefined && on <= today ? [{ ...row, on }] : [];
  });
  return done.toSorted((a, b) => (a.on === b.on ? b.number - a.number : a.on < b.on ? 1 : -1))[0];
}

const notCurrent = defineFact({
  name: 'safety.procedures-not-current',
  label: 'Downtime procedures and kits not current',
  help: 'Downtime procedures that are not in force, overdue for review, or whose kit was not checked lately; and those not looked at since the function or plan they serve changed.',
  unit: 'procedures',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    draft: 'Not in force',
    unreviewed: 'No day for the next review',
    overdue: 'Review was due on {{due}}',
    unchecked: 'Nobody has checked the kit',
    kitOld: 'Kit was checked on {{checked}}, too long ago',
    suspect: 'What it serves has changed since it was looked at',
    current: 'Reviewed, with a checked kit',
  },
  select: downtimeProcedure,
  judge: ({ id, state, fields }, graph, at, registry) => {
    if (state === 'retired') return undefined;
    if (state === 'draft') return { ok: false, reason: 'draft' };
    const stale = staleness(fields, at.today);
    const details = { due: fields.due ?? '', checked: fields.kitCheckedOn ?? '' };
    if (stale) return { ok: false, reason: stale, details };
    const suspect = ['downtimeProcedure.for', 'downtimeProcedure.partOf'].some((type) =>
      graph.out(id, type).some((edge) => isSuspect(edge, graph, registry)),
    );
    return { ok: !suspect, reason: suspect ? 'suspect' : 'current' };
  },
});

const unreachable = defineFact({
  name: 'safety.contacts-unreachable',
  label: 'Contacts that may not be reached',
  help: 'Contacts in use that were not reached when they were last called, were not called lately, or have no way that works without the network.',
  unit: 'contacts',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    unreached: 'Was not reached on {{checked}}',
    unchecked: 'Nobody has tried to call',
    old: 'Last called on {{checked}}, too long ago',
    networkOnly: 'No telephone and no way without the network',
    reached: 'Reached on {{checked}}',
  },
  select: contact,
  judge: ({ state, fields: { reached, checkedOn, phone, second, offNetwork } }, _graph, at) => {
    if (state !== 'inUse') return undefined;
    if (checkedOn === undefined || !hasCome(checkedOn, at) || reached === undefined)
      return { ok: false, reason: 'unchecked' };
    const details = { checked: checkedOn };
    if (reached === 'no') return { ok: false, reason: 'unreached', details };
    if (isOver(addDays(checkedOn, safetyLimits.contactCheckDays), at)) return { ok: false, reason: 'old', details };
    const ways = [phone, second, offNetwork].some((way) => way?.trim());
    return ways ? { ok: true, reason: 'reached', details } : { ok: false, reason: 'networkOnly' };
  },
});

export const CONTINUITY_FACTS: readonly Fact[] = [
  withoutProcedure,
  uncovered,
  longReady,
  notRestored,
  notCurrent,
  unreachable,
];

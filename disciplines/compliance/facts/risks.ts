import {
  addDays,
  defineFact,
  emptyOf,
  ends,
  type Fact,
  type GraphReader,
  hasCome,
  isOver,
  missing,
  type Moment,
  overdue,
  type Registry,
  type Row,
  say,
} from '@callosum/kernel';
import { agreement } from '../kinds/agreement.ts';
import { assessment } from '../kinds/assessment.ts';
import { dataAsset } from '../kinds/data-asset.ts';
import { finding } from '../kinds/finding.ts';
import { privacyIncident } from '../kinds/privacy-incident.ts';
import { securityRisk } from '../kinds/security-risk.ts';
import { complianceLimits, rankOf } from '../kinds/shared.ts';

const aboveAppetite = defineFact({
  name: 'compliance.security-risks-above-appetite',
  label: 'Security risks above appetite',
  help: 'Open security risks whose level with planned measures, or without where none is rated, is above what may be carried; unrated ones count.',
  unit: 'security risks',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    above: 'Level {{level}} is above the appetite of {{appetite}}',
    within: 'Level {{level}}',
    unrated: 'Not rated',
    closed: 'Closed',
  },
  select: securityRisk,
  judge: ({ state, fields: { residual, initial } }) => {
    if (state === 'closed') return { ok: true, reason: 'closed' };
    const rating = residual ?? initial;
    if (!rating) return { ok: false, reason: 'unrated' };
    const ok = rating.rank <= rankOf(complianceLimits.appetite);
    const details = { level: rating.level, appetite: complianceLimits.appetite };
    return { ok, value: rating.rank, reason: ok ? 'within' : 'above', details };
  },
});

const risksUnowned = missing({
  name: 'compliance.security-risks-without-response',
  label: 'Security risks without response',
  help: 'Open security risks without a response, a plan or an owner.',
  select: securityRisk,
  lacks: (row) => emptyOf(row, { response: say`response`, plan: say`plan`, owner: say`owner` }),
});

const assetsUnassessed = defineFact({
  name: 'compliance.assets-not-in-risk-analysis',
  label: 'Data assets outside the risk analysis',
  help: 'Places in use that hold patient data and that no approved risk analysis of the last months covers.',
  unit: 'data assets',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    covered: 'Covered by an analysis of {{day}}',
    outdated: 'The analysis of {{day}} is too old',
    uncovered: 'No approved risk analysis covers it',
  },
  select: dataAsset,
  judge: (row, graph, at) => {
    if (!row.fields.phi || row.state !== 'inUse') return undefined;
    const days = graph
      .in(row.id, 'assessment.covers')
      .flatMap(({ from }) => graph.get(assessment, from) ?? [])
      .filter(({ state, fields }) => fields.type === 'riskAnalysis' && state === 'approved')
      .flatMap(({ fields: { performedOn } }) => (performedOn && hasCome(performedOn, at) ? [performedOn] : []));
    const day = days.reduce<string | undefined>(
      (last, one) => (last === undefined || one > last ? one : last),
      undefined,
    );
    if (day === undefined) return { ok: false, reason: 'uncovered' };
    const ok = day >= monthsBefore(at, complianceLimits.assessmentMonths);
    return { ok, reason: ok ? 'covered' : 'outdated', details: { day } };
  },
});

const assetsUnencrypted = missing({
  name: 'compliance.assets-unencrypted',
  label: 'Patient data not encrypted',
  help: 'Places in use that hold patient data and are not encrypted both at rest and in transit, or of which nobody has said.',
  select: dataAsset,
  states: ['inUse', 'planned'],
  where: ({ fields }) => fields.phi === true,
  lacks: ({ fields: { encryption } }) => (encryption === 'both' ? [] : [say`encryption at rest and in transit`]),
});

/** Vendors belong to foundation and are known by name here. */
const flowsUncovered: Fact = {
  name: 'compliance.flows-without-agreement',
  label: 'Patient data without agreement',
  help: 'Vendors at work who handle patient data without an agreement in force.',
  unit: 'vendors',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { covered: 'Covered by an agreement in force', open: 'No agreement in force' },
  kind: 'vendor',
  judge: (row, graph, at, registry) => {
    if (row.fields.handlesPhi !== true || !['selected', 'engaged'].includes(row.state)) return undefined;
    const covered = ends(graph, row.id, 'agreement.with', 'in').some((one) => stands(one, graph, at, registry));
    return { ok: covered, reason: covered ? 'covered' : 'open' };
  },
};

const abroadUncovered = defineFact({
  name: 'compliance.assets-abroad-without-agreement',
  label: 'Patient data abroad without agreement',
  help: 'Places outside the country that hold patient data and that no agreement in force covers.',
  unit: 'data assets',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 0,
  reasons: { covered: 'Covered by an agreement in force', open: 'No agreement in force covers it' },
  select: dataAsset,
  judge: (row, graph, at, registry) => {
    if (!row.fields.phi || !row.fields.outsideCountry || row.state === 'disposed') return undefined;
    const covered = ends(graph, row.id, 'agreement.covers', 'in').some((one) => stands(one, graph, at, registry));
    return { ok: covered, reason: covered ? 'covered' : 'open' };
  },
});

const agreementsEnding = defineFact({
  name: 'compliance.agreements-ending',
  label: 'Agreements about to end',
  help: 'Agreements in force that end within the days the limits name, or have ended.',
  unit: 'agreements',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { ending: 'Ends on {{day}}', current: 'In force until {{day}}', unlimited: 'In force without an end' },
  select: agreement,
  judge: ({ state, fields: { ends: day } }, _graph, at) => {
    if (state !== 'signed') return undefined;
    if (day === undefined) return { ok: true, reason: 'unlimited' };
    const ok = !hasCome(addDays(day, -complianceLimits.expiresSoonDays), at);
    return { ok, reason: ok ? 'current' : 'ending', details: { day } };
  },
});

const agreementClauses = defineFact({
  name: 'compliance.agreements-with-open-clauses',
  label: 'Agreements with open clauses',
  help: 'Agreements in force with clauses nobody has ticked, or without a list of clauses.',
  unit: 'agreements',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { open: '{{count}} clauses are open', none: 'No clauses are listed', complete: 'Every clause is ticked' },
  select: agreement,
  judge: ({ state, fields: { clauses = [] } }) => {
    if (state !== 'signed') return undefined;
    if (clauses.length === 0) return { ok: false, reason: 'none' };
    const count = clauses.filter(({ done }) => !done).length;
    return { ok: count === 0, reason: count === 0 ? 'complete' : 'open', details: { count } };
  },
});

const findingsOverdue = overdue({
  name: 'compliance.findings-overdue',
  label: 'Findings overdue',
  help: 'Open findings whose day has passed.',
  select: finding,
  states: ['open'],
});

const findingsSevere = defineFact({
  name: 'compliance.findings-severe-open',
  label: 'Severe findings open',
  help: 'Critical and high findings that are not verified as mended or accepted.',
  unit: 'findings',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 0,
  reasons: { open: '{{severity}}, not verified as mended', settled: 'Verified or accepted' },
  select: finding,
  judge: ({ state, fields: { severity } }) => {
    if (severity !== 'critical' && severity !== 'high') return undefined;
    const ok = state === 'verified' || state === 'accepted';
    return { ok, reason: ok ? 'settled' : 'open', details: { severity } };
  },
});

const incidentsUnassessed = defineFact({
  name: 'compliance.incidents-unassessed',
  label: 'Privacy incidents not assessed in time',
  help: 'Privacy incidents that were not assessed within the days the limits name.',
  unit: 'privacy incidents',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 0,
  reasons: { late: 'Was to be assessed by {{day}}', open: 'To be assessed by {{day}}', assessed: 'Assessed' },
  select: privacyIncident,
  judge: ({ state, fields: { discoveredOn, assessedOn } }, _graph, at) => {
    if (!hasCome(discoveredOn, at)) return undefined;
    if (assessedOn || state === 'assessed' || state === 'closed') return { ok: true, reason: 'assessed' };
    const day = addDays(discoveredOn, complianceLimits.incidentAssessDays);
    return { ok: !isOver(day, at), reason: !isOver(day, at) ? 'open' : 'late', details: { day } };
  },
});

function stands(row: Row, graph: GraphReader, at: Moment, registry: Registry): boolean {
  return registry.kinds.get(row.kind)?.fails?.(row, graph, at) === undefined;
}

/** The same day of the month, so many months before; the last of a shorter month. */
function monthsBefore(at: Moment, months: number): string {
  const [year = 0, month = 1, day = 1] = at.today.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 - months, Math.min(day, last))).toISOString().slice(0, 10);
}

export const RISK_FACTS: readonly Fact[] = [
  aboveAppetite,
  risksUnowned,
  assetsUnassessed,
  assetsUnencrypted,
  flowsUncovered,
  abroadUncovered,
  agreementsEnding,
  agreementClauses,
  findingsOverdue,
  findingsSevere,
  incidentsUnassessed,
];

import { defineFact, type Fact, type GraphReader, isOver, listed, say } from '@callosum/kernel';
import { risk } from '../kinds/risk.ts';
import { riskMatrix, riskScore } from '../matrix.ts';

/** The project's own limit; the table's where it has set none. */
export function riskAppetite(graph: GraphReader): number {
  for (const project of graph.rows('project')) {
    const { riskAppetite: own } = project.fields;
    if (typeof own === 'number') return own;
  }
  return riskMatrix.appetite;
}

const CLOSED = 'The risk is no longer open';

const aboveAppetite = defineFact({
  name: 'safety.risks-above-appetite',
  label: 'Risks above appetite',
  help: 'Open risks whose score is higher than the project may carry, and open risks nobody has rated.',
  unit: 'risks',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    above: 'Score {{score}} is above the appetite of {{appetite}}',
    within: 'Score {{score}} is within the appetite of {{appetite}}',
    unrated: 'Likelihood or impact is not rated',
    closed: CLOSED,
  },
  select: risk,
  judge: (row, graph) => {
    if (row.state !== 'open') return { ok: true, reason: 'closed' };
    const score = riskScore(row.fields);
    if (score === undefined) return { ok: false, reason: 'unrated' };
    const appetite = riskAppetite(graph);
    const ok = score <= appetite;
    return { ok, value: score, reason: ok ? 'within' : 'above', details: { score, appetite } };
  },
});

const withoutResponse = defineFact({
  name: 'safety.risks-without-response',
  label: 'Risks without a response',
  help: 'Open risks for which the kind of response, the plan or the owner is missing.',
  unit: 'risks',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    missing: 'Missing: {{missing}}',
    complete: 'Response, plan and owner are named',
    closed: CLOSED,
  },
  select: risk,
  judge: (row) => {
    if (row.state !== 'open') return { ok: true, reason: 'closed' };
    const { response, responsePlan, owner } = row.fields;
    const missing = [
      response ? [] : [say`response`],
      responsePlan?.trim() ? [] : [say`plan`],
      owner ? [] : [say`owner`],
    ].flat();
    if (missing.length === 0) return { ok: true, reason: 'complete' };
    return { ok: false, reason: 'missing', details: { missing: listed(missing) } };
  },
});

const reviewOverdue = defineFact({
  name: 'safety.risks-review-overdue',
  label: 'Risk reviews overdue',
  help: 'Open risks whose review day has passed, or that have none.',
  unit: 'risks',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    overdue: 'Review was due on {{due}}',
    undated: 'No day for the next review',
    current: 'Next review on {{due}}',
    closed: CLOSED,
  },
  select: risk,
  judge: (row, _graph, at) => {
    if (row.state !== 'open') return { ok: true, reason: 'closed' };
    const { due } = row.fields;
    if (due === undefined) return { ok: false, reason: 'undated' };
    return { ok: !isOver(due, at), reason: isOver(due, at) ? 'overdue' : 'current', details: { due } };
  },
});

export const RISK_FACTS: readonly Fact[] = [aboveAppetite, withoutResponse, reviewOverdue];

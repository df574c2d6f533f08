import {
  createEvaluator,
  criterionRows,
  type CriterionResult,
  evaluateGates,
  type Evaluator,
  type GateResult,
  type GraphReader,
  type Moment,
  type Registry,
} from '@callosum/kernel';
import { MOST_ROWS, type Snapshot, type SnapshotCriterion } from './snapshot.ts';

/** Evaluates one gate on what is known now, with the failed rows behind every criterion. */
export function takeSnapshot(
  graph: GraphReader,
  registry: Registry,
  gateId: string,
  at: Moment,
): { gate: GateResult; snapshot: Snapshot } | undefined {
  const evaluator = createEvaluator(graph, registry, at);
  // It answers this decision only and need not follow the graph.
  evaluator.close();
  const wanted = registry.gates(graph).filter(({ id }) => id === gateId);
  const gate = evaluateGates(wanted, evaluator, at)[0];
  if (!gate) return undefined;
  const [, ...above] = graph.position();
  return {
    gate,
    snapshot: {
      at: { instant: at.instant, today: at.today },
      sequence: graph.sequence(),
      above: above.map(({ scope, sequence }) => ({ scope, sequence })),
      gate: {
        key: gate.key,
        title: gate.title,
        date: gate.date ?? null,
        state: gate.state,
        score: gate.score ?? null,
      },
      criteria: gate.criteria.map((criterion) => frozen(gate, criterion, evaluator)),
    },
  };
}

function frozen(gate: GateResult, criterion: CriterionResult, evaluator: Evaluator): SnapshotCriterion {
  const failed = criterionRows(gate, criterion, evaluator).filter(({ judgement }) => !judgement.ok);
  const { key, title, fact, unit, comparison, target, stop, weight, on, state, total, failing, value, waiver } =
    criterion;
  return {
    key,
    title,
    fact,
    value: value ?? null,
    unit,
    comparison,
    target,
    stop,
    weight,
    ...(on === undefined ? {} : { on }),
    state,
    total,
    failing,
    rows: failed.slice(0, MOST_ROWS).map(({ id, judgement: { ok, reason, details } }) => ({
      id,
      ok,
      reason,
      details: { ...details },
    })),
    rowsLeftOut: Math.max(0, failed.length - MOST_ROWS),
    ...(waiver ? { waiver: { ...waiver } } : {}),
  };
}

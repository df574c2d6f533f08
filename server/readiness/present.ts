import {
  type Actor,
  type Board,
  criterionRows,
  type CriterionResult,
  type GateResult,
  may,
  refusal,
  type Registry,
  type Row,
} from '@callosum/kernel';
import type { criterion, gate, judgedPage, readiness, record, sinceBoard } from '@callosum/kernel/contract';
import type { Pool } from 'pg';
import type { z } from 'zod';
import type { Scope } from '../store/scopes.ts';
import type { Readiness, View } from './service.ts';

type ReadinessAnswer = z.infer<typeof readiness>;
type GateAnswer = z.infer<typeof gate>;
type SinceBoard = z.infer<typeof sinceBoard>;

interface Parts {
  readonly pool: Pool;
  readonly registry: Registry;
  readonly readiness: Readiness;
}

/** The readiness page's answer: gates, forecast, and what turned since the last board. */
export async function presentReadiness(parts: Parts, scope: Scope, day?: string): Promise<ReadinessAnswer> {
  const view = await parts.readiness.view(scope, day);
  const gates = parts.readiness.gates(view);
  const board = parts.registry.board(view.graph);
  const { planned, forecast, milestone, overdue } = parts.registry.forecast(view.graph, view.at);
  return {
    project: scope.key,
    title: titleOf(view.graph.find(scope.id)),
    at: view.at,
    sequence: view.graph.sequence(),
    gates: gates.map(presentGate),
    forecast: { planned: planned ?? null, forecast: forecast ?? null, milestone: milestone ?? null, overdue },
    sinceBoard: board ? await presentSince(parts, scope, view, gates, board) : null,
  };
}

/** A page of the rows behind a criterion, as far as the reader may see them. */
export async function presentRows(
  parts: Parts,
  scope: Scope,
  actor: Actor,
  request: { criterion: string; at?: string | undefined; offset: number; limit: number },
): Promise<z.infer<typeof judgedPage>> {
  const view = await parts.readiness.view(scope, request.at);
  const owner = parts.registry.gates(view.graph).find((one) => one.criteria.some(({ id }) => id === request.criterion));
  const wanted = owner?.criteria.find(({ id }) => id === request.criterion);
  if (!owner || !wanted) throw refusal('not-found', 'There is no such criterion in this project at that time.');
  const all = criterionRows(owner, wanted, view.evaluator);
  const shown = all.flatMap(({ id, judgement }) => {
    const row = view.graph.find(id);
    const kind = row && parts.registry.kinds.get(row.kind);
    return row && kind && may(kind.permissions, 'read', actor, row) ? [{ row, judgement }] : [];
  });
  return {
    total: shown.length,
    failing: shown.filter(({ judgement }) => !judgement.ok).length,
    offset: request.offset,
    notShown: all.length - shown.length,
    rows: shown.slice(request.offset, request.offset + request.limit).map(({ row, judgement }) => ({
      record: presentRecord(row),
      ok: judgement.ok,
      value: judgement.value ?? null,
      reason: judgement.reason,
      details: { ...judgement.details },
    })),
  };
}

/** A record as it travels. */
export function presentRecord({ id, kind, number, version, state, withdrawn, fields }: Row): z.infer<typeof record> {
  return { id, kind, number, version, state, withdrawn, fields };
}

/** The title of a record; empty when it is not there. */
export function titleOf(row: Row | undefined): string {
  const title = row?.fields.title;
  return typeof title === 'string' ? title : '';
}

function presentGate(result: GateResult): GateAnswer {
  const conditions = (result.decision?.conditions ?? []).map((condition) => ({ ...condition }));
  return {
    id: result.id,
    key: result.key,
    title: result.title,
    date: result.date ?? null,
    milestone: result.milestone ?? null,
    goLive: result.goLive,
    state: result.state,
    score: result.score ?? null,
    criteria: result.criteria.map(presentCriterion),
    decision: result.decision
      ? { id: result.decision.id, outcome: result.decision.outcome, decidedOn: result.decision.decidedOn, conditions }
      : null,
    expired: result.expired.map((condition) => ({ ...condition })),
  };
}

function presentCriterion(result: CriterionResult): z.infer<typeof criterion> {
  return {
    id: result.id,
    key: result.key,
    title: result.title,
    fact: result.fact,
    value: result.value ?? null,
    unit: result.unit,
    comparison: result.comparison,
    target: result.target,
    weight: result.weight,
    stop: result.stop,
    state: result.state,
    total: result.total,
    failing: result.failing,
    waiver: result.waiver ?? null,
  };
}

async function presentSince(
  parts: Parts,
  scope: Scope,
  view: View,
  gates: readonly GateResult[],
  board: Board,
): Promise<SinceBoard> {
  const then = await parts.readiness.viewAt(scope, board.sequence, board.at);
  const before = new Map(
    parts.readiness
      .gates(then)
      .flatMap((one) => one.criteria.map((criterionThen) => [criterionThen.id, criterionThen])),
  );
  const turned = gates.flatMap((one) =>
    one.criteria.flatMap((now) => {
      const old = before.get(now.id);
      if (!old || old.state === now.state) return [];
      const values = { valueBefore: old.value ?? null, valueAfter: now.value ?? null, unit: now.unit };
      return [{ gate: one.key, criterion: now.id, title: now.title, before: old.state, after: now.state, ...values }];
    }),
  );
  const changed = await parts.pool.query<{ kind: string; count: number }>(CHANGED_SINCE, [
    scope.id,
    board.sequence,
    view.graph.sequence(),
  ]);
  const { id: decision, title, decidedOn } = board;
  return { decision, title, decidedOn, turned, changed: changed.rows };
}

const CHANGED_SINCE = `select r.kind, count(distinct r.id) as count
  from event e join record r on r.id = e.subject
  where e.scope = $1 and e.sequence > $2 and e.sequence <= $3
  group by r.kind order by count(distinct r.id) desc, r.kind`;

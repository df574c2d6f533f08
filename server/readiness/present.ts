import {
  type Actor,
  type Board,
  criterionRows,
  type CriterionResult,
  type GateResult,
  type GraphReader,
  createSight,
  type JudgedRow,
  type Kind,
  readValues,
  scopedRegistry,
  type RestsOn,
  refusal,
  type Registry,
  type Row,
  seesWhole,
  type Sight,
  say,
} from '@callosum/kernel';
import type { criterion, gate, judgedPage, readiness, record, sinceBoard } from '@callosum/kernel/contract';
import type { z } from 'zod';
import type { Graphs } from '../store/graphs.ts';
import type { Scope } from '../store/scopes.ts';
import type { Told } from './days.ts';
import type { Readiness } from './service.ts';

type ReadinessAnswer = z.infer<typeof readiness>;
type GateAnswer = z.infer<typeof gate>;
type SinceBoard = z.infer<typeof sinceBoard>;

/** What answers about readiness stand on. */
export interface PresentParts {
  readonly registry: Registry;
  readonly readiness: Readiness;
  readonly graphs: Graphs;
}

/**
 * The readiness page's answer: gates, forecast, and what turned since the last board. Gates and criteria are records
 * and shown to whoever may see them, with numbers computed with full sight; figures over the whole scope, to those
 * whose roles see it whole.
 */
export async function presentReadiness(
  parts: PresentParts,
  scope: Scope,
  actor: Actor,
  day?: string,
): Promise<ReadinessAnswer> {
  return presentTold(parts, scope, actor, await parts.readiness.told(scope, day));
}

/** The same of what was told of a view. */
export async function presentTold(
  parts: PresentParts,
  scope: Scope,
  actor: Actor,
  told: Told,
): Promise<ReadinessAnswer> {
  const sight = await sightNow(parts, scope, actor);
  const gates = seenGates(sight, told.gates);
  const seesAll = seesWhole(actor.roles);
  const { planned, forecast, milestone, overdue } = told.forecast;
  return {
    project: scope.key,
    title: told.title,
    at: told.at,
    sequence: told.sequence,
    gates: gates.map(presentGate),
    forecast: seesAll
      ? { planned: planned ?? null, forecast: forecast ?? null, milestone: milestone ?? null, overdue }
      : { planned: null, forecast: null, milestone: null, overdue: 0 },
    sinceBoard:
      told.board && seesAll ? await presentSince(parts, scope, sight, told.sequence, gates, told.board) : null,
  };
}

/** Whoever looks back sees by what the records are today, as in their history. */
export async function sightNow(parts: PresentParts, scope: Scope, actor: Actor): Promise<Sight> {
  return createSight(parts.registry, await parts.graphs.of(scope.id), actor);
}

/** The gates somebody sees, each with the criteria he sees. */
export function seenGates(sight: Sight, gates: readonly GateResult[]): readonly GateResult[] {
  return gates
    .filter(({ id }) => sight.row(id))
    .map((one) => ({ ...one, criteria: one.criteria.filter(({ id }) => sight.row(id)) }));
}

/** A page of the rows behind a criterion, as far as the reader may see them. */
export async function presentRows(
  parts: PresentParts,
  scope: Scope,
  actor: Actor,
  request: { criterion: string; at?: string | undefined; offset: number; limit: number },
): Promise<z.infer<typeof judgedPage>> {
  const view = await parts.readiness.view(scope, request.at);
  await parts.readiness.settle(view);
  const owner = parts.registry.gates(view.graph).find((one) => one.criteria.some(({ id }) => id === request.criterion));
  const wanted = owner?.criteria.find(({ id }) => id === request.criterion);
  const graph = await parts.graphs.of(scope.id);
  const sight = await sightNow(parts, scope, actor);
  if (!owner || !wanted || !sight.row(wanted.id))
    throw refusal('not-found', say`There is no such criterion in this project at that time.`);
  const all = criterionRows(owner, wanted, view.evaluator);
  const declared = scopedRegistry(parts.registry, view.graph);
  const shown = all.flatMap((judged) => {
    const row = view.graph.find(judged.id);
    const now = graph.find(judged.id) ?? row;
    if (!row || !now || !sight.sees(now)) return [];
    return [{ row, now, judged }];
  });
  return {
    total: shown.length,
    failing: shown.filter(({ judged }) => !judged.judgement.ok).length,
    offset: request.offset,
    notShown: all.length - shown.length,
    rows: shown.slice(request.offset, request.offset + request.limit).map(({ row, now, judged }) => {
      const { ok, value = null, reason, details } = judged.judgement;
      const isTold = tellsAll(sight, graph, now, judged);
      const seen = withoutFields(row, sight.hidden(now));
      return {
        record: presentRecord(view.graph, seen, declared.kinds.get(row.kind), view.at.today),
        ok,
        value: isTold ? value : null,
        reason,
        details: isTold ? { ...details } : {},
      };
    }),
  };
}

/** Whether everything a judgement rests on is seen: what it measured is told only then. */
function tellsAll(sight: Sight, graph: GraphReader, row: Row, { reads }: JudgedRow): boolean {
  if (sight.hidden(row).size > 0) return false;
  return reads === undefined || seesAll(sight, graph, reads);
}

function seesAll(sight: Sight, graph: GraphReader, { records, whole, derived }: RestsOn): boolean {
  const isSeen = (id: string): boolean => {
    const read = graph.find(id);
    return read === undefined || (sight.sees(read) && sight.hidden(read).size === 0);
  };
  return (
    [...whole].every((what) => sight.whole(what)) &&
    [...records].every(isSeen) &&
    derived.every((one) => seesAll(sight, graph, one))
  );
}

function withoutFields(row: Row, names: ReadonlySet<string>): Row {
  if (names.size === 0) return row;
  return { ...row, fields: Object.fromEntries(Object.entries(row.fields).filter(([name]) => !names.has(name))) };
}

/** A record as it travels, with what its formulas say on a day. */
export function presentRecord(
  graph: GraphReader,
  row: Row,
  kind: Kind | undefined,
  today: string,
): z.infer<typeof record> {
  const { id, number, version, state, withdrawn } = row;
  const fields = kind ? readValues(kind, row.fields, today) : row.fields;
  return { scope: graph.scopeOf(id)?.key ?? '', id, kind: row.kind, number, version, state, withdrawn, fields };
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
    on: result.on ?? null,
    state: result.state,
    total: result.total,
    failing: result.failing,
    waiver: result.waiver ?? null,
  };
}

async function presentSince(
  parts: PresentParts,
  scope: Scope,
  sight: Sight,
  sequence: number,
  gates: readonly GateResult[],
  board: Board,
): Promise<SinceBoard> {
  const then = await parts.readiness.gatesAt(scope, board);
  const before = new Map(then.flatMap((one) => one.criteria.map((criterionThen) => [criterionThen.id, criterionThen])));
  const turned = gates.flatMap((one) =>
    one.criteria.flatMap((now) => {
      const old = before.get(now.id);
      if (!old || old.state === now.state) return [];
      const values = { valueBefore: old.value ?? null, valueAfter: now.value ?? null, unit: now.unit };
      return [{ gate: one.key, criterion: now.id, title: now.title, before: old.state, after: now.state, ...values }];
    }),
  );
  const range = { after: board.sequence, upTo: sequence };
  const changed = await parts.readiness.touched(scope, range, sight);
  const { id: decision, title, decidedOn } = board;
  return {
    decision,
    title,
    decidedOn,
    turned,
    changed: Array.from(changed, ([kind, count]) => ({ kind, count })).sort(
      (a, b) => b.count - a.count || (a.kind < b.kind ? -1 : 1),
    ),
  };
}

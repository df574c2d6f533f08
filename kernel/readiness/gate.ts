import type { Fact } from '../declare/fact.ts';
import type { Moment } from '../declare/moment.ts';
import type { Position } from '../graph/reader.ts';
import type { Evaluator } from './evaluate.ts';
import type { JudgedRow } from './fact-state.ts';
import type { Judge } from './judge.ts';
import type { FactValue } from './tally.ts';
import { bindFilter, type Filter } from '../declare/filter.ts';

export const COMPARISONS = { atMost: 'at most', atLeast: 'at least', exactly: 'exactly' } as const;
export type Comparison = keyof typeof COMPARISONS;

export const AS_OF = { now: 'Today', gate: 'On the day of the gate' } as const;
export type AsOf = keyof typeof AS_OF;

export type CriterionState = 'met' | 'unmet' | 'unknown' | 'waived';

/** A named person's exception to a criterion, good until a date. */
export interface Waiver {
  readonly by: string;
  readonly until: string;
  readonly reason: string;
}

/** A criterion as the records state it. */
export interface CriterionDefinition {
  readonly id: string;
  readonly key: string;
  readonly title: string;
  readonly fact: string;
  readonly filter: Filter;
  readonly comparison: Comparison;
  readonly target: number;
  readonly weight: number;
  /** A stop criterion blocks the gate; a score criterion counts towards the score only. */
  readonly stop: boolean;
  /** When it is asked: today, or on the day of the gate, so that what runs out before is seen; today unless stated. */
  readonly asOf?: AsOf;
  readonly waiver?: Waiver;
}

/** A condition of a frozen decision. Unfulfilled after its date, it re-opens the gate. */
export interface ConditionDefinition {
  readonly id: string;
  readonly title: string;
  readonly due: string;
  readonly fulfilled: boolean;
}

/** The decision that stands for a gate. */
export interface DecisionDefinition {
  readonly id: string;
  readonly outcome: 'go' | 'conditional' | 'noGo';
  readonly decidedOn: string;
  readonly conditions: readonly ConditionDefinition[];
}

/** A gate as the records state it; its date is that of the milestone it sits on. */
export interface GateDefinition {
  readonly id: string;
  readonly key: string;
  readonly title: string;
  readonly milestone?: string;
  readonly date?: string;
  readonly goLive: boolean;
  readonly criteria: readonly CriterionDefinition[];
  readonly decision?: DecisionDefinition;
}

/** A frozen decision as the starting point of “what changed since the last board”. */
export interface Board {
  readonly id: string;
  readonly title: string;
  readonly decidedOn: string;
  /** Moment and ledger position the snapshot was taken at. */
  readonly at: Moment;
  readonly sequence: number;
  /** How far the scopes above had been seen. */
  readonly above: readonly Position[];
}

/** When go-live is planned, when it is expected, and how many milestones on the way are overdue. */
export interface Forecast {
  readonly planned?: string;
  readonly forecast?: string;
  readonly milestone?: string;
  readonly overdue: number;
}

export interface CriterionResult extends CriterionDefinition, FactValue {
  readonly state: CriterionState;
  /** The day to come it was judged for; today where it is missing. */
  readonly on?: string;
}

export type GateState = 'passed' | 'conditional' | 'refused' | 'reopened' | 'ready' | 'blocked' | 'short';

export interface GateResult extends Omit<GateDefinition, 'criteria'> {
  /**
   * passed, conditional, refused: as decided. reopened: a condition ran out. Otherwise computed: ready (every criterion
   * met or waived), blocked (a stop criterion unmet or unknown), short (only score criteria are missing).
   */
  readonly state: GateState;
  /** Share of the criteria's weight that is met, 0 to 100; undefined without criteria. Waived is not met. */
  readonly score: number | undefined;
  readonly criteria: readonly CriterionResult[];
  /** Conditions that ran out. */
  readonly expired: readonly ConditionDefinition[];
}

/** Evaluates one gate. */
export function evaluateGate(gate: GateDefinition, evaluator: Evaluator, at: Moment): GateResult {
  const criteria = gate.criteria.map((criterion) => evaluateCriterion(criterion, gate.date, evaluator, at));
  const weight = criteria.reduce((sum, criterion) => sum + criterion.weight, 0);
  const met = criteria.reduce((sum, criterion) => sum + (criterion.state === 'met' ? criterion.weight : 0), 0);
  const expired = (gate.decision?.conditions ?? []).filter((one) => !one.fulfilled && one.due < at.today);
  return {
    ...gate,
    criteria,
    expired,
    score: weight === 0 ? undefined : (100 * met) / weight,
    state: gateState(gate, criteria, expired),
  };
}

/** The rows behind a criterion's number, those not ok first. */
export function criterionRows(
  gate: GateDefinition,
  criterion: CriterionDefinition,
  evaluator: Evaluator,
): readonly JudgedRow[] {
  return judging(criterion, gate.date, evaluator)?.rows(criterion.fact, filterFor(criterion, gate.date)) ?? [];
}

/** Gates with criteria that ask about one of the records, each with these criteria. */
export function gatesAsking(
  gates: readonly GateDefinition[],
  evaluator: Evaluator,
  records: ReadonlySet<string>,
): readonly { readonly gate: GateDefinition; readonly criteria: readonly CriterionDefinition[] }[] {
  return gates.flatMap((gate) => {
    const criteria = gate.criteria.filter((criterion) =>
      criterionRows(gate, criterion, evaluator).some(({ id }) => records.has(id)),
    );
    return criteria.length === 0 ? [] : [{ gate, criteria }];
  });
}

/** Criteria that may be written for a fact must compare in the direction the fact improves; exactly is always allowed. */
export function comparisonFits(fact: Fact, comparison: Comparison): boolean {
  return comparison === 'exactly' || comparison === (fact.better === 'lower' ? 'atMost' : 'atLeast');
}

/** Every gate of a scope, by date; gates without a date last. */
export function evaluateGates(
  gates: readonly GateDefinition[],
  evaluator: Evaluator,
  at: Moment,
): readonly GateResult[] {
  const order = (gate: GateResult): string => gate.date ?? '9999';
  return gates
    .map((gate) => evaluateGate(gate, evaluator, at))
    .sort((a, b) => (order(a) < order(b) ? -1 : Number(order(a) > order(b))));
}

/**
 * Judges and folds what gates ask for, in steps: whoever drives it may let other work go first between two of them, and
 * evaluates the gates afterwards with next to nothing left to compute.
 */
export function* prepareGates(gates: readonly GateDefinition[], evaluator: Evaluator): Generator<void> {
  for (const gate of gates) {
    for (const criterion of gate.criteria) {
      const judge = judging(criterion, gate.date, evaluator);
      if (!judge) continue;
      yield* judge.prepare(criterion.fact);
      judge.value(criterion.fact, filterFor(criterion, gate.date));
      yield;
    }
  }
}

function evaluateCriterion(
  criterion: CriterionDefinition,
  gateDate: string | undefined,
  evaluator: Evaluator,
  at: Moment,
): CriterionResult {
  const judge = judging(criterion, gateDate, evaluator);
  const asked = (judge ?? evaluator).value(criterion.fact, filterFor(criterion, gateDate));
  const fact = judge ? asked : { ...asked, value: undefined };
  const reached = fact.value === undefined ? 'unknown' : compare(criterion, fact.value) ? 'met' : 'unmet';
  const waived = reached !== 'met' && criterion.waiver !== undefined && criterion.waiver.until >= at.today;
  const on = judge && judge !== evaluator ? gateDate : undefined;
  return { ...criterion, ...fact, state: waived ? 'waived' : reached, ...(on === undefined ? {} : { on }) };
}

/** Who judges a criterion: as of the gate’s day if it says so; nobody where that gate has no day, so that it stays unknown. */
function judging({ asOf }: CriterionDefinition, gateDate: string | undefined, evaluator: Evaluator): Judge | undefined {
  if (asOf !== 'gate') return evaluator;
  return gateDate === undefined ? undefined : evaluator.on(gateDate);
}

function filterFor({ filter }: CriterionDefinition, gateDate: string | undefined): Filter {
  return bindFilter(filter, { gateDate });
}

function compare({ comparison, target }: CriterionDefinition, value: number): boolean {
  switch (comparison) {
    case 'atMost':
      return value <= target;
    case 'atLeast':
      return value >= target;
    case 'exactly':
      return value === target;
  }
}

function gateState(gate: GateDefinition, criteria: readonly CriterionResult[], expired: readonly unknown[]): GateState {
  if (gate.decision) {
    if (expired.length > 0) return 'reopened';
    return ({ go: 'passed', conditional: 'conditional', noGo: 'refused' } as const)[gate.decision.outcome];
  }
  const missing = criteria.filter(({ state }) => state === 'unmet' || state === 'unknown');
  if (criteria.length > 0 && missing.length === 0) return 'ready';
  return missing.some(({ stop }) => stop) || criteria.length === 0 ? 'blocked' : 'short';
}

import { LIMIT_FACTORS, type RuleSet, signalsOf } from './run-rules.ts';

/** Part of a chart with a centre line and limits of its own. */
export interface ChartPhase {
  /** Place of its first point. */
  readonly from: number;
  /** How many points it has. */
  readonly points: number;
  readonly centre: number;
  /** Undefined while there are fewer than two points to tell how much they vary. */
  readonly limits?: { readonly lower: number; readonly upper: number; readonly range: number };
}

export interface ChartPoint {
  readonly value: number;
  /** Distance from the point before, in the same phase. */
  readonly range?: number;
  /** Ids of the rules that make a signal of it. */
  readonly signals: readonly string[];
}

export interface ControlChart {
  readonly phases: readonly ChartPhase[];
  readonly points: readonly ChartPoint[];
}

export interface ChartOptions {
  /** Places at which a new phase begins, such as the first value after go-live. */
  readonly begins?: readonly number[];
  /** Whose centre and limits hold: each phase’s own, or those of the first for all, so that what came later is held against what was. */
  readonly limits?: 'own' | 'first';
  readonly rules: RuleSet;
}

/**
 * A control chart of individual values (XmR): the centre is the mean; limits lie three sigmas from it, and sigma is the mean distance of
 * neighbours divided by 1.128 (so that limits are at ± 2.66 mean ranges). A range above 3.267 mean ranges is a signal in itself and is
 * not left out. Runs do not cross from one phase into the next.
 * Source: W. A. Shewhart’s limits as D. J. Wheeler writes them for individual values; factors and rules are data in `content/run-rules.json`.
 */
export function individualsChart(
  values: readonly number[],
  { begins = [], limits = 'own', rules }: ChartOptions,
): ControlChart {
  if (!values.every(Number.isFinite)) throw new RangeError('values must be numbers');
  const starts = [...new Set([0, ...begins])].filter((at) => at >= 0 && at < values.length).sort((a, b) => a - b);
  const phases: ChartPhase[] = [];
  const points: ChartPoint[] = [];
  for (const [place, from] of starts.entries()) {
    const own = values.slice(from, starts[place + 1] ?? values.length);
    const [first] = phases;
    const phase = limits === 'first' && first ? { ...first, from, points: own.length } : phaseOf(own, from);
    phases.push(phase);
    points.push(...judged(own, phase, rules));
  }
  return { phases, points };
}

function phaseOf(values: readonly number[], from: number): ChartPhase {
  const centre = mean(values);
  const phase = { from, points: values.length, centre };
  const ranges = rangesOf(values);
  if (ranges.length === 0) return phase;
  const range = mean(ranges);
  const reach = LIMIT_FACTORS.sigmas * LIMIT_FACTORS.sigmaPerRange * range;
  return {
    ...phase,
    limits: { lower: centre - reach, upper: centre + reach, range: LIMIT_FACTORS.rangeLimit * range },
  };
}

function judged(values: readonly number[], { centre, limits }: ChartPhase, set: RuleSet): readonly ChartPoint[] {
  const sigma = limits ? (limits.upper - centre) / LIMIT_FACTORS.sigmas : 0;
  // Where nothing varied, whatever differs is beyond any limit.
  const distances = values.map((value) => (value - centre) / (sigma > 0 ? sigma : Number.EPSILON));
  const signals = values.map((): string[] => []);
  if (limits) {
    for (const rule of set.rules) {
      for (const place of signalsOf(rule, distances, set)) signals[place]?.push(rule.id);
    }
  }
  const ranges = rangesOf(values);
  return values.map((value, place) => {
    const range = ranges[place - 1];
    return { value, signals: signals[place] ?? [], ...(range === undefined ? {} : { range }) };
  });
}

function rangesOf(values: readonly number[]): readonly number[] {
  return values.slice(1).map((value, place) => Math.abs(value - (values[place] ?? value)));
}

function mean(values: readonly number[]): number {
  const [first = 0] = values;
  // Added up and divided, equal values would come out a little different.
  if (values.every((value) => value === first)) return first;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

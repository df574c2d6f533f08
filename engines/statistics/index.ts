export {
  type ChartOptions,
  type ChartPhase,
  type ChartPoint,
  type ControlChart,
  individualsChart,
} from './control-chart.ts';
export { binomialUpTo, hypergeometricUpTo } from './distributions.ts';
export { type CostLine, type CostYear, costOverYears } from './present-value.ts';
export { rampValue, realisedShare } from './ramp.ts';
export { RULE_SETS, type RuleSet, type RunRule } from './run-rules.ts';
export { finiteSampleSize, finiteUpperBound, sampleSize, upperBound } from './sampling.ts';
export {
  leader,
  moveWeight,
  type Overtaking,
  type RankStability,
  ranks,
  rankStability,
  type ScoreTable,
  type TippingPoint,
  tippingPoints,
  weightedScores,
  weightShares,
} from './selection.ts';

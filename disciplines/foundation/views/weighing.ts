import {
  leader,
  type RankStability,
  ranks,
  rankStability,
  type TippingPoint,
  tippingPoints,
  weightedScores,
  weightShares,
} from '@callosum/statistics';
import { governance } from '../governance.ts';

/** What weighted scores come to: the same function answers with the weights agreed on and with those somebody tries. */
export interface Weighed {
  /** Weights as shares of one. */
  readonly shares: readonly number[];
  /** For each option, its weighted mean. */
  readonly totals: readonly number[];
  readonly ranks: readonly number[];
  readonly leader: number | undefined;
  /** For each criterion, how far its weight can move before another leads. */
  readonly tipping: readonly TippingPoint[];
  readonly stability: RankStability;
}

/** @returns undefined while there is nothing to weigh. */
export function weigh(weights: readonly number[], scores: readonly (readonly number[])[]): Weighed | undefined {
  if (!weights.some((weight) => weight > 0) || (scores[0]?.length ?? 0) === 0) return undefined;
  const totals = weightedScores(weights, scores);
  return {
    shares: weightShares(weights),
    totals,
    ranks: ranks(totals),
    leader: leader(totals),
    tipping: tippingPoints(weights, scores),
    stability: rankStability(weights, scores, governance.weightChangePart),
  };
}

/** The smallest movement of one weight that changes who leads, in hundredths of all weights; undefined when none does. */
export function nearestTip({
  tipping,
}: Weighed): { readonly criterion: number; readonly to: number; readonly by: number } | undefined {
  const moves = tipping.flatMap(({ criterion, share, below, above }) =>
    [below, above].flatMap((tip) =>
      tip ? [{ criterion, to: tip.share, by: tip.by, far: Math.abs(tip.share - share) }] : [],
    ),
  );
  const [nearest] = moves.sort((a, b) => a.far - b.far);
  return nearest && { criterion: nearest.criterion, to: nearest.to, by: nearest.by };
}

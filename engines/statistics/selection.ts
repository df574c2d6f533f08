/** A number for each option under each criterion: `scores[criterion][option]`. */
export type ScoreTable = readonly (readonly number[])[];

/** How far one weight can move, the others shrinking or growing together, before another option leads. */
export interface TippingPoint {
  /** Place of the criterion. */
  readonly criterion: number;
  /** Share of all weights it has now. */
  readonly share: number;
  /** Below this share another leads; absent when none ever does. */
  readonly below?: Overtaking;
  /** Above this share another leads; absent when none ever does. */
  readonly above?: Overtaking;
}

/** The share at which the two are equal, and who leads beyond it. */
export interface Overtaking {
  readonly share: number;
  readonly by: number;
}

/** How often an option took a place when the weights were varied. */
export interface RankStability {
  readonly variants: number;
  /** For each option, how often it took the first, second … place; equal options share the better place. */
  readonly places: readonly (readonly number[])[];
}

/** Differences this small come from binary fractions, not from anybody’s judgement. */
const EQUAL = 1e-9;

/**
 * Weights as shares that come to one.
 * @throws RangeError when a weight is negative or none is above nought.
 */
export function weightShares(weights: readonly number[]): readonly number[] {
  for (const [place, weight] of weights.entries()) {
    if (!Number.isFinite(weight) || weight < 0) throw new RangeError(`weights[${place}] must be 0 or more`);
  }
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  if (all === 0) throw new RangeError('weights must have one above 0');
  return weights.map((weight) => weight / all);
}

/**
 * The weighted mean of each option’s scores (a simple additive model), in the unit of the scores.
 * @throws RangeError for weights that cannot be, or a table that does not fit them.
 */
export function weightedScores(weights: readonly number[], scores: ScoreTable): readonly number[] {
  const shares = weightShares(weights);
  return Array.from({ length: optionsOf(weights, scores) }, (_, option) => weighted(shares, scores, option));
}

/** The places options take by their scores, from 1; equal ones share the better place. */
export function ranks(totals: readonly number[]): readonly number[] {
  return totals.map((own) => 1 + totals.filter((other) => other > own + EQUAL).length);
}

/** The first of the options that nobody is ahead of. */
export function leader(totals: readonly number[]): number | undefined {
  const place = ranks(totals).indexOf(1);
  return place < 0 ? undefined : place;
}

/**
 * For each criterion, how far its weight can move before the leading option is overtaken, all other weights keeping their proportion to
 * each other. The totals are linear in the share that moves, so that the points are exact and nothing is searched for: with `d` the
 * leader’s lead under the criterion and `r` its lead under all others, it is overtaken where `x·d + (1 − x)·r = 0`.
 * A criterion that has all the weight has no others to keep in proportion, and so no tipping point.
 * @throws RangeError as above.
 */
export function tippingPoints(weights: readonly number[], scores: ScoreTable): readonly TippingPoint[] {
  const shares = weightShares(weights);
  const options = optionsOf(weights, scores);
  const first = leader(weightedScores(weights, scores));
  return shares.map((share, criterion) => {
    const point = { criterion, share };
    if (first === undefined || share >= 1 - EQUAL) return point;
    let below: Overtaking | undefined;
    let above: Overtaking | undefined;
    for (let by = 0; by < options; by += 1) {
      if (by === first) continue;
      const own = (scores[criterion]?.[first] ?? 0) - (scores[criterion]?.[by] ?? 0);
      const lead = weighted(shares, scores, first) - weighted(shares, scores, by);
      const rest = (lead - share * own) / (1 - share);
      const slope = own - rest;
      if (Math.abs(slope) < EQUAL) continue;
      const at = -rest / slope;
      // At the very end the two are only equal; nobody is overtaken.
      if (slope > 0 && at > EQUAL && (below === undefined || at > below.share)) below = { share: at, by };
      if (slope < 0 && at < 1 - EQUAL && (above === undefined || at < above.share)) above = { share: at, by };
    }
    return { ...point, ...(below ? { below } : {}), ...(above ? { above } : {}) };
  });
}

/**
 * Weights after one of them was moved to a share, the others keeping their proportion.
 * @throws RangeError when the share cannot be, or the others have no weight to keep in proportion.
 */
export function moveWeight(weights: readonly number[], criterion: number, share: number): readonly number[] {
  const shares = weightShares(weights);
  if (!(share >= 0 && share <= 1)) throw new RangeError('share must lie between 0 and 1');
  const others = 1 - (shares[criterion] ?? 0);
  if (others <= EQUAL) throw new RangeError('the other weights are all 0');
  return shares.map((one, place) => (place === criterion ? share : (one * (1 - share)) / others));
}

/**
 * The places options take when the weights are varied one at a time: each raised and lowered by a part of itself (0.2 is a fifth), each left
 * out, and all equal.
 * @throws RangeError as above.
 */
export function rankStability(weights: readonly number[], scores: ScoreTable, part: number): RankStability {
  const shares = weightShares(weights);
  const options = optionsOf(weights, scores);
  const variants: (readonly number[])[] = [shares.map(() => 1)];
  for (const [criterion, share] of shares.entries()) {
    if (share <= 0 || share >= 1 - EQUAL) continue;
    for (const moved of [0, share * (1 - part), Math.min(1, share * (1 + part))]) {
      variants.push(moveWeight(shares, criterion, moved));
    }
  }
  const places = Array.from({ length: options }, () => Array.from({ length: options }, () => 0));
  for (const variant of variants) {
    for (const [option, rank] of ranks(weightedScores(variant, scores)).entries()) {
      const row = places[option];
      if (row) row[rank - 1] = (row[rank - 1] ?? 0) + 1;
    }
  }
  return { variants: variants.length, places };
}

function weighted(shares: readonly number[], scores: ScoreTable, option: number): number {
  return shares.reduce((sum, share, criterion) => sum + share * (scores[criterion]?.[option] ?? 0), 0);
}

function optionsOf(weights: readonly number[], scores: ScoreTable): number {
  if (scores.length !== weights.length) throw new RangeError('scores must have a row for each weight');
  const options = scores[0]?.length ?? 0;
  for (const [place, row] of scores.entries()) {
    if (row.length !== options) throw new RangeError(`scores[${place}] must have a number for each option`);
    if (!row.every(Number.isFinite)) throw new RangeError(`scores[${place}] must hold numbers only`);
  }
  return options;
}

import written from './content/run-rules.json' with { type: 'json' };

/** A rule by which some points of a chart are a signal. */
export interface RunRule {
  readonly id: string;
  /**
   * `beyond`: so many `of` so many in a row lie further than `sigmas` from the centre, on the same side; `side`: so many in a row on one
   * side; `trend`: each higher, or each lower, than the one before; `alternating`: up and down by turns; `within` and `outside`: so many in a row
   * nearer, or further, than `sigmas`, on whichever side.
   */
  readonly test: string;
  readonly points: number;
  readonly of?: number;
  readonly sigmas?: number;
}

/** Rules that were published together, as data (`content/run-rules.json`). */
export interface RuleSet {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  /** `unverified`: nobody has held it against the publication. */
  readonly status: string;
  /** What a point on the centre line does to a run on one side: `skip` leaves it out, `break` ends the run. */
  readonly onLine: string;
  /** What a value equal to the one before does to a trend. */
  readonly equal: string;
  readonly rules: readonly RunRule[];
}

/** Factors of the limits, with their source. */
export const LIMIT_FACTORS = written.limits;

export const RULE_SETS: readonly RuleSet[] = written.sets;

/**
 * Which points a rule makes signals of.
 * @param distances from the centre line, in sigmas. @returns places, ascending.
 */
export function signalsOf(rule: RunRule, distances: readonly number[], set: RuleSet): readonly number[] {
  const { points, of = points, sigmas = 0 } = rule;
  switch (rule.test) {
    case 'beyond':
      return merged([1, -1].map((side) => windows(distances, of, points, (at) => at * side > sigmas)));
    case 'side':
      return merged([1, -1].map((side) => runs(distances, points, (at) => inRun(at * side, set.onLine))));
    case 'within':
      return runs(distances, points, (at) => (Math.abs(at) < sigmas ? 'counts' : 'ends'));
    case 'outside':
      return runs(distances, points, (at) => (Math.abs(at) > sigmas ? 'counts' : 'ends'));
    case 'trend':
      return merged([1, -1].map((side) => trends(distances, points, side, set.equal)));
    case 'alternating':
      return turns(distances, points);
    default:
      throw new RangeError(`There is no test called “${rule.test}”`);
  }
}

type Step = 'counts' | 'skips' | 'ends';

function inRun(distance: number, onLine: string): Step {
  if (distance > 0) return 'counts';
  return distance === 0 && onLine === 'skip' ? 'skips' : 'ends';
}

/** Points of runs that are long enough. */
function runs(distances: readonly number[], least: number, judge: (distance: number) => Step): readonly number[] {
  const found: number[] = [];
  let run: number[] = [];
  const end = (): void => {
    if (run.length >= least) found.push(...run);
    run = [];
  };
  for (const [place, distance] of distances.entries()) {
    const step = judge(distance);
    if (step === 'ends') end();
    if (step === 'counts') run.push(place);
  }
  end();
  return found;
}

/** Points that hold, of any stretch in which enough of them do. */
function windows(
  distances: readonly number[],
  of: number,
  least: number,
  holds: (distance: number) => boolean,
): readonly number[] {
  const found = new Set<number>();
  for (let from = 0; from + of <= distances.length; from += 1) {
    const held = Array.from({ length: of }, (_, step) => from + step).filter((place) => holds(distances[place] ?? 0));
    if (held.length >= least) for (const place of held) found.add(place);
  }
  return ascending(found);
}

function trends(distances: readonly number[], least: number, side: number, equal: string): readonly number[] {
  const found: number[] = [];
  let run: number[] = [];
  let last: number | undefined;
  for (const [place, distance] of distances.entries()) {
    const step = last === undefined ? 0 : (distance - last) * side;
    if (step === 0 && last !== undefined && equal === 'skip') continue;
    if (step <= 0) {
      if (run.length >= least) found.push(...run);
      run = [];
    }
    run.push(place);
    last = distance;
  }
  if (run.length >= least) found.push(...run);
  return found;
}

function turns(distances: readonly number[], least: number): readonly number[] {
  const found = new Set<number>();
  let from = 0;
  for (let place = 1; place < distances.length; place += 1) {
    const step = Math.sign((distances[place] ?? 0) - (distances[place - 1] ?? 0));
    const before = place < 2 ? 0 : Math.sign((distances[place - 1] ?? 0) - (distances[place - 2] ?? 0));
    if (step === 0) from = place;
    else if (place - from > 1 && step === before) from = place - 1;
    if (place - from + 1 >= least) for (let one = from; one <= place; one += 1) found.add(one);
  }
  return ascending(found);
}

function merged(lists: readonly (readonly number[])[]): readonly number[] {
  return ascending(new Set(lists.flat()));
}

function ascending(places: ReadonlySet<number>): readonly number[] {
  return [...places].sort((a, b) => a - b);
}

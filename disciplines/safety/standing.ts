import {
  causeChain,
  type GraphReader,
  hasCome,
  type Held,
  type Moment,
  ratingOf,
  type Registry,
  type Row,
  say,
  type Sentence,
  standingOf,
  together,
} from '@callosum/kernel';

/** The two things that are verified about a control: that it is there, and that it works. */
export const ASPECTS = {
  built: { link: 'safetyControl.builtBy', on: 'builtOn', by: 'builtChecker', note: 'builtNote', asOf: 'builtAsOf' },
  effective: {
    link: 'safetyControl.effectiveBy',
    on: 'effectiveOn',
    by: 'effectiveChecker',
    note: 'effectiveNote',
    asOf: 'effectiveAsOf',
  },
} as const;
export type Aspect = keyof typeof ASPECTS;

const NOT_VERIFIED = { built: say`is not verified as built`, effective: say`is not verified as effective` };
const CHANGED = {
  built: say`has changed since it was verified as built`,
  effective: say`has changed since it was verified as effective`,
};
const FALLEN = {
  built: (chain: Sentence) => say`verified as built ← ${chain}`,
  effective: (chain: Sentence) => say`verified as effective ← ${chain}`,
};

/** Whether one aspect of a control counts at a moment, and if not, why, in words. `never`: nobody has verified it. */
export type AspectStanding =
  | { readonly counts: true }
  | { readonly counts: false; readonly never: boolean; readonly why: Sentence };

/** Whether an aspect counts: verified by then, of the control as it is, on evidence that still carries it. */
export function aspectStanding(
  control: Row,
  aspect: Aspect,
  graph: GraphReader,
  at: Moment,
  registry: Registry,
  mayName?: (row: Row) => boolean,
): AspectStanding {
  const { link, on, asOf } = ASPECTS[aspect];
  const verifiedOn = control.fields[on];
  const { rests, causes } = standingOf(control, graph, at, registry, link);
  if (typeof verifiedOn !== 'string' || !hasCome(verifiedOn, at) || rests === 0)
    return { counts: false, never: true, why: NOT_VERIFIED[aspect] };
  const version = control.fields[asOf];
  if (typeof version !== 'number' || control.materialVersion > version)
    return { counts: false, never: false, why: CHANGED[aspect] };
  const [cause] = causes;
  if (cause)
    return {
      counts: false,
      never: false,
      why: FALLEN[aspect](causeChain(cause, graph, registry, mayName)),
    };
  return { counts: true };
}

/** Whether a control counts, and if not, every reason. */
export interface ControlStanding {
  readonly counts: boolean;
  /** It was verified twice or once, and what it rested on no longer carries it. */
  readonly decayed: boolean;
  readonly why: readonly Sentence[];
}

/** A control counts once it stands in place and both aspects of it count. */
export function controlStanding(
  control: Row,
  graph: GraphReader,
  at: Moment,
  registry: Registry,
  mayName?: (row: Row) => boolean,
): ControlStanding {
  if (control.withdrawn) return { counts: false, decayed: true, why: [say`was withdrawn`] };
  const aspects = [
    aspectStanding(control, 'built', graph, at, registry, mayName),
    aspectStanding(control, 'effective', graph, at, registry, mayName),
  ].filter((one) => !one.counts);
  const retired = control.state === 'retired' ? [say`is retired`] : [];
  return {
    counts: aspects.length === 0 && retired.length === 0,
    decayed: retired.length > 0 || aspects.some(({ never }) => !never),
    why: [...retired, ...aspects.map(({ why }) => why)],
  };
}

/** The controls that reduce a hazard: its residual rating counts on each of them, those taken away included. */
export function controlsOf(hazard: string, graph: GraphReader): Row[] {
  return graph.in(hazard, 'safetyControl.reduces').flatMap(({ from }) => graph.find(from) ?? []);
}

/** What a hazard is rated today. */
export interface RatingToday {
  readonly level: string;
  readonly rank: number;
  readonly from: 'initial' | 'residual';
  /** Why the residual rating does not hold: “CTL-3 has changed …”. */
  readonly why: readonly Sentence[];
}

/**
 * The rating that holds at a moment, and the controls it counts on: the residual one while every one of them is verified twice and
 * stands, else the initial one. Undefined while nobody has given an initial rating.
 */
export function heldRating(
  hazard: Row,
  graph: GraphReader,
  at: Moment,
  registry: Registry,
  mayName?: (row: Row) => boolean,
): Held | undefined {
  if (!ratingOf(hazard.fields['initial'])) return undefined;
  const on = controlsOf(hazard.id, graph).map((record) => {
    const { counts, decayed, why } = controlStanding(record, graph, at, registry, mayName);
    return { record, counts, why, fallen: decayed };
  });
  if (!ratingOf(hazard.fields['residual'])) return { stage: 'initial', why: [say`nobody has rated what is left`], on };
  if (on.length === 0) return { stage: 'initial', why: [say`no control reduces it`], on };
  return { stage: on.every(({ counts }) => counts) ? 'residual' : 'initial', why: [], on };
}

/** The same as one level, with every reason in words. */
export function ratingToday(hazard: Row, graph: GraphReader, at: Moment, registry: Registry): RatingToday | undefined {
  const held = heldRating(hazard, graph, at, registry);
  const rating = held && ratingOf(hazard.fields[held.stage]);
  if (!held || !rating) return undefined;
  const failing = held.on.filter(({ counts }) => !counts);
  // What nobody has rated counts on nothing yet.
  const why =
    held.why.length > 0
      ? held.why
      : failing.map(({ record, why: said }) => say`CTL-${String(record.number)} ${together(said)}`);
  return {
    level: rating.level,
    rank: rating.rank,
    from: held.stage === 'residual' ? 'residual' : 'initial',
    why,
  };
}

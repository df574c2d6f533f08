import {
  causeChain,
  type GraphReader,
  type Moment,
  ratingOf,
  type Registry,
  type Row,
  standingOf,
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

/** Whether one aspect of a control counts at a moment, and if not, why, in words. `never`: nobody has verified it. */
export type AspectStanding =
  | { readonly counts: true }
  | { readonly counts: false; readonly never: boolean; readonly why: string };

/** Whether an aspect counts: verified by then, of the control as it is, on evidence that still carries it. */
export function aspectStanding(
  control: Row,
  aspect: Aspect,
  graph: GraphReader,
  at: Moment,
  registry: Registry,
): AspectStanding {
  const { link, on, asOf } = ASPECTS[aspect];
  const verifiedOn = control.fields[on];
  const { rests, causes } = standingOf(control, graph, at, registry, link);
  if (typeof verifiedOn !== 'string' || verifiedOn > at.today || rests === 0)
    return { counts: false, never: true, why: `is not verified as ${aspect}` };
  const version = control.fields[asOf];
  if (typeof version !== 'number' || control.materialVersion > version)
    return { counts: false, never: false, why: `has changed since it was verified as ${aspect}` };
  const [cause] = causes;
  if (cause)
    return { counts: false, never: false, why: `verified as ${aspect} ← ${causeChain(cause, graph, registry)}` };
  return { counts: true };
}

/** Whether a control counts, and if not, every reason. */
export interface ControlStanding {
  readonly counts: boolean;
  /** It was verified twice or once, and what it rested on no longer carries it. */
  readonly decayed: boolean;
  readonly why: readonly string[];
}

/** A control counts once it stands in place and both aspects of it count. */
export function controlStanding(control: Row, graph: GraphReader, at: Moment, registry: Registry): ControlStanding {
  if (control.withdrawn) return { counts: false, decayed: true, why: ['was withdrawn'] };
  const aspects = [
    aspectStanding(control, 'built', graph, at, registry),
    aspectStanding(control, 'effective', graph, at, registry),
  ].filter((one) => !one.counts);
  const retired = control.state === 'retired' ? ['is retired'] : [];
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
  readonly why: readonly string[];
}

/**
 * The rating that holds at a moment: the residual one while every control that it counts on is verified twice and stands, else the
 * initial one. Undefined while nobody has given an initial rating.
 */
export function ratingToday(hazard: Row, graph: GraphReader, at: Moment, registry: Registry): RatingToday | undefined {
  const initial = ratingOf(hazard.fields['initial']);
  if (!initial) return undefined;
  const residual = ratingOf(hazard.fields['residual']);
  const controls = controlsOf(hazard.id, graph);
  const why = controls.flatMap((control) => {
    const standing = controlStanding(control, graph, at, registry);
    return standing.counts ? [] : [`CTL-${control.number} ${standing.why.join(' and ')}`];
  });
  if (!residual)
    return { level: initial.level, rank: initial.rank, from: 'initial', why: ['nobody has rated what is left'] };
  if (controls.length === 0)
    return { level: initial.level, rank: initial.rank, from: 'initial', why: ['no control reduces it'] };
  const { level, rank } = why.length > 0 ? initial : residual;
  return { level, rank, from: why.length > 0 ? 'initial' : 'residual', why };
}

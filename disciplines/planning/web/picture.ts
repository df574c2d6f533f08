import type { Agreed } from '../plan/compare.ts';
import type { WorkingPlan } from '../plan/working-plan.ts';
import type { Scale, Zoom } from './time-scale.ts';

export const ROW_HEIGHT = 30;
export const HEAD_HEIGHT = 60;
export const BAR = 14;

/** Colours by what they are for, as the page wears them. */
export interface Palette {
  readonly ink: string;
  readonly soft: string;
  readonly rule: string;
  readonly ruleStrong: string;
  readonly surface: string;
  readonly side: string;
  readonly accent: string;
  readonly tint: string;
  readonly unmet: string;
  readonly waived: string;
  readonly waivedTint: string;
}

/** A line across all rows: a gate, today, the status date. */
export interface Mark {
  readonly instant: number;
  readonly label: string;
  readonly kind: 'gate' | 'today' | 'status';
}

/** A span in which some work must not happen. */
export interface Band {
  readonly from: number;
  readonly to: number;
  readonly label: string;
  readonly hard: boolean;
}

/** What the time line shows besides bars. */
export interface Shown {
  readonly links: boolean;
  readonly baseline: boolean;
  readonly critical: boolean;
  readonly float: boolean;
  /** The line of progress at the status date. */
  readonly progress: boolean;
}

export interface Picture {
  readonly plan: WorkingPlan;
  /** Places of the tasks that are rows, in their order. */
  readonly rows: readonly number[];
  /** The row of each place; -1 where it is none. */
  readonly rowOf: Int32Array;
  readonly zoom: Zoom;
  readonly scale: Scale;
  readonly scrollTop: number;
  readonly width: number;
  readonly height: number;
  readonly palette: Palette;
  readonly marks: readonly Mark[];
  readonly bands: readonly Band[];
  /** Start and finish by place of what the plan is held against: what was agreed unless something else is chosen. */
  readonly agreed: ReadonlyMap<number, Agreed>;
  /** Whether it was chosen: then each bar has its ghost. */
  readonly compared: boolean;
  readonly shown: Shown;
  /** So many links are drawn at most: on a screen more of them would be a grey surface. */
  readonly mostLinks: number;
  readonly active: number | undefined;
  readonly selected: ReadonlySet<number>;
  readonly tickText: (instant: number, unit: string) => string;
  readonly weekStart: number;
}

/** Top of a row in the picture. */
export function rowTop({ scrollTop }: Pick<Picture, 'scrollTop'>, row: number): number {
  return HEAD_HEIGHT + row * ROW_HEIGHT - scrollTop;
}

/** The rows that are in sight, first and last. */
export function rowsInSight({ rows, scrollTop, height }: Picture): readonly [number, number] {
  const first = Math.max(0, Math.floor(scrollTop / ROW_HEIGHT));
  return [first, Math.min(rows.length - 1, Math.ceil((scrollTop + height - HEAD_HEIGHT) / ROW_HEIGHT))];
}

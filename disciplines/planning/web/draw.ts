import type { WorkingPlan } from '../plan/working-plan.ts';
import { drawBars } from './draw-bars.ts';
import { drawLinks } from './draw-links.ts';
import { drawGround, drawHead, drawMarks } from './draw-ground.ts';
import type { Scale, Zoom } from './time-scale.ts';

export const ROW_HEIGHT = 30;
export const HEAD_HEIGHT = 60;

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
}

export interface Picture {
  readonly plan: WorkingPlan;
  /** Places of the tasks that are rows, in their order. */
  readonly rows: readonly number[];
  readonly rowOf: ReadonlyMap<number, number>;
  readonly zoom: Zoom;
  readonly scale: Scale;
  readonly scrollTop: number;
  readonly width: number;
  readonly height: number;
  readonly palette: Palette;
  readonly marks: readonly Mark[];
  readonly bands: readonly Band[];
  /** Agreed start and finish by place, in seconds. */
  readonly agreed: ReadonlyMap<number, readonly [number, number]>;
  readonly shown: Shown;
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

/** Paints the time line: ground, links, bars, marks, and the head over all of it. */
export function draw(context: CanvasRenderingContext2D, picture: Picture, density: number): void {
  context.setTransform(density, 0, 0, density, 0, 0);
  context.clearRect(0, 0, picture.width, picture.height);
  context.font = '500 11px "Inter Variable", system-ui, sans-serif';
  context.textBaseline = 'middle';
  drawGround(context, picture);
  if (picture.shown.links) drawLinks(context, picture);
  drawBars(context, picture);
  drawMarks(context, picture);
  drawHead(context, picture);
}

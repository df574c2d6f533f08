import type { Brush } from './brush.ts';
import { drawBars } from './draw-bars.ts';
import { drawGround, drawHead, drawMarks } from './draw-ground.ts';
import { drawLinks } from './draw-links.ts';
import { drawProgress } from './draw-progress.ts';
import type { Picture } from './picture.ts';

/** The letters of the time line. */
export const LETTERS = '500 11px "Inter Variable", system-ui, sans-serif';

/** Paints the time line: ground, links, marks, progress, bars, and the head over all of it. */
export function draw(context: Brush, picture: Picture, density: number): void {
  context.setTransform(density, 0, 0, density, 0, 0);
  context.clearRect(0, 0, picture.width, picture.height);
  context.font = LETTERS;
  context.textBaseline = 'middle';
  drawGround(context, picture);
  if (picture.shown.links) drawLinks(context, picture);
  // Names stand over what crosses them, halo and all: else nobody could read them.
  drawMarks(context, picture);
  if (picture.shown.progress) drawProgress(context, picture);
  drawBars(context, picture);
  drawHead(context, picture);
}

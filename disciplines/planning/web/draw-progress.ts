import type { Brush } from './brush.ts';
import { instantOf } from '@callosum/schedule';
import { type Picture, ROW_HEIGHT, rowsInSight, rowTop } from './picture.ts';
import { xOf } from './time-scale.ts';

/**
 * The line of progress: straight down the status date (today without one), and from there to where the work of each task has come, to the
 * left where it is behind and to the right where it is ahead.
 */
export function drawProgress(context: Brush, picture: Picture): void {
  const { palette, scale } = picture;
  const status = statusOf(picture);
  const [first, last] = rowsInSight(picture);
  const straight = Math.round(xOf(scale, status)) + 0.5;
  const points: [number, number][] = [];
  context.strokeStyle = palette.waived;
  context.fillStyle = palette.waived;
  context.lineWidth = 1.5;
  context.lineJoin = 'round';
  context.beginPath();
  for (let row = first; row <= last; row++) {
    const top = rowTop(picture, row);
    if (row === first) context.moveTo(straight, top);
    const come = reached(picture, picture.rows[row] ?? -1, status);
    if (come !== undefined) {
      const point: [number, number] = [xOf(scale, come), top + ROW_HEIGHT / 2];
      points.push(point);
      context.lineTo(straight, top + 4);
      context.lineTo(...point);
      context.lineTo(straight, top + ROW_HEIGHT - 4);
    }
    context.lineTo(straight, top + ROW_HEIGHT);
  }
  context.stroke();
  for (const [x, y] of points) {
    context.beginPath();
    context.arc(x, y, 3, 0, 2 * Math.PI);
    context.fill();
  }
}

/** Progress is told as of the status date; as of today where nobody has stated one. */
function statusOf({ plan, marks }: Picture): number {
  const { statusDate } = plan.mapped().plan.properties;
  return statusDate === undefined ? (marks.find(({ kind }) => kind === 'today')?.instant ?? 0) : instantOf(statusDate);
}

/** Until when the work of a task is done, when that is not what the day asks for. */
export function reached({ plan }: Pick<Picture, 'plan'>, place: number, status: number): number | undefined {
  const { model, dates } = plan.schedule();
  const record = plan.records().tasks[place];
  if (!record || model.summary[place] === 1 || model.active[place] !== 1) return undefined;
  const [start, finish] = [dates.start[place] ?? 0, dates.finish[place] ?? 0];
  const share = Math.min(100, record.fields.percentComplete ?? 0) / 100;
  // What is done and was to be done by now, and what has not begun and need not have, is where it should be.
  if (share === 1) return finish > status ? finish : undefined;
  if (share === 0 && start >= status) return undefined;
  return start + (finish - start) * share;
}

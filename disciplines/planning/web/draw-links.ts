import type { Brush } from './brush.ts';
import { BAR, type Picture, ROW_HEIGHT, rowsInSight, rowTop } from './picture.ts';
import { xOf } from './time-scale.ts';

/** Links between rows of which one at least is in sight, as elbows with an arrow; those that drive are darker. */
export function drawLinks(context: Brush, picture: Picture): void {
  const { plan, palette, rowOf } = picture;
  const { model, dates } = plan.schedule();
  const { linkFrom, linkTo } = model;
  const [first, last] = rowsInSight(picture);
  let drawn = 0;
  for (let link = 0; link < linkFrom.length && drawn < picture.mostLinks; link++) {
    const from = linkFrom[link] ?? -1;
    const to = linkTo[link] ?? -1;
    const upper = rowOf[from] ?? -1;
    const lower = rowOf[to] ?? -1;
    if ((upper < first && lower < first) || (upper > last && lower > last) || upper < 0 || lower < 0) continue;
    drawn += Number(elbow(context, picture, { from, to, upper, lower, link, driving: dates.cause[to] === link }));
  }
  context.strokeStyle = palette.ink;
}

interface Drawn {
  readonly from: number;
  readonly to: number;
  readonly upper: number;
  readonly lower: number;
  readonly link: number;
  readonly driving: boolean;
}

/** @returns whether it was in sight. */
function elbow(context: Brush, picture: Picture, { from, to, upper, lower, link, driving }: Drawn): boolean {
  const { scale, palette, plan, width } = picture;
  const { dates, model } = plan.schedule();
  const type = model.links[link]?.type ?? 'FS';
  const leaves = type === 'FS' || type === 'FF' ? dates.finish[from] : dates.start[from];
  const arrives = type === 'FS' || type === 'SS' ? dates.start[to] : dates.finish[to];
  const [x1, x2] = [xOf(scale, leaves ?? 0), xOf(scale, arrives ?? 0)];
  if (Math.max(x1, x2) < 0 || Math.min(x1, x2) > width) return false;
  const middle = (row: number): number => Math.round(rowTop(picture, row) + ROW_HEIGHT / 2) + 0.5;
  const [y1, y2] = [middle(upper), middle(lower)];
  const down = y2 > y1;
  const edge = y2 + (down ? -BAR / 2 : BAR / 2);
  context.strokeStyle = driving ? palette.soft : palette.ruleStrong;
  context.fillStyle = context.strokeStyle;
  context.lineWidth = driving ? 1.25 : 1;
  context.beginPath();
  context.moveTo(x1, y1);
  if (x2 >= x1 + 4 && (type === 'FS' || type === 'FF')) {
    context.lineTo(x2 + 3, y1);
    context.lineTo(x2 + 3, edge);
  } else {
    const out = type === 'FS' || type === 'FF' ? Math.max(x1, x2) + 8 : Math.min(x1, x2) - 8;
    const turn = y1 + (down ? ROW_HEIGHT / 2 : -ROW_HEIGHT / 2);
    context.lineTo(out, y1);
    context.lineTo(out, turn);
    context.lineTo(x2 + 3, turn);
    context.lineTo(x2 + 3, edge);
  }
  context.stroke();
  const tip = down ? 4 : -4;
  context.beginPath();
  context.moveTo(x2 + 3, edge);
  context.lineTo(x2, edge - tip);
  context.lineTo(x2 + 6, edge - tip);
  context.closePath();
  context.fill();
  return true;
}

import { isNearCritical } from '../plan/near.ts';
import type { Brush } from './brush.ts';
import { BAR, type Picture, ROW_HEIGHT, rowsInSight, rowTop } from './picture.ts';
import { instantAt, xOf } from './time-scale.ts';

const NARROWEST = 2;
const DASH = 5;

/** Bars, summaries, milestones, what was agreed, float and progress, each with its name beside it. */
export function drawBars(context: Brush, picture: Picture): void {
  const [first, last] = rowsInSight(picture);
  for (let row = first; row <= last; row++) {
    const place = picture.rows[row];
    if (place !== undefined) drawTask(context, picture, row, place);
  }
}

function drawTask(context: Brush, picture: Picture, row: number, place: number): void {
  const { plan, scale, palette, shown, width } = picture;
  const { model, dates, floats } = plan.schedule();
  const record = plan.records().tasks[place];
  if (!record) return;
  const y = rowTop(picture, row) + (ROW_HEIGHT - BAR) / 2;
  const start = xOf(scale, dates.start[place] ?? 0);
  const finish = xOf(scale, dates.finish[place] ?? 0);
  drawAgreed(context, picture, place, y);
  const summary = model.summary[place] === 1;
  const critical = shown.critical && floats.critical[place] === 1;
  const near = shown.critical && isNearCritical(plan.schedule(), place, plan.mapped().plan.properties.minutesPerDay);
  if (finish < -400 || start > width) return;
  context.globalAlpha = record.fields.active === false ? 0.4 : 1;
  if (summary) bracket(context, start, finish, y, critical ? palette.unmet : palette.ink);
  else if (record.fields.milestone === true || (model.duration[place] === 0 && finish - start < NARROWEST)) {
    diamond(context, finish, y + BAR / 2, critical ? palette.unmet : palette.ink);
  } else bar(context, picture, { start, finish, y, critical, near, percent: record.fields.percentComplete ?? 0 });
  let right = Math.max(finish, start + NARROWEST);
  if (shown.float && !summary && (floats.total[place] ?? 0) > 0 && model.active[place] === 1) {
    const late = Math.min(width + 10, xOf(scale, dates.lateFinish[place] ?? 0));
    context.strokeStyle = palette.ruleStrong;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(right + 1, y + BAR - 2.5);
    context.lineTo(late, y + BAR - 2.5);
    context.moveTo(late - 0.5, y + BAR - 6);
    context.lineTo(late - 0.5, y + BAR + 1);
    context.stroke();
  }
  drawDeadline(context, picture, place, y);
  context.globalAlpha = 1;
  if (record.fields.milestone === true) right += BAR / 2;
  label(context, picture, record.fields.title, right + 8, y + BAR / 2, summary);
}

interface Bar {
  readonly start: number;
  readonly finish: number;
  readonly y: number;
  readonly critical: boolean;
  readonly near: boolean;
  readonly percent: number;
}

/** Progress is the filled part; what is critical has a heavy lower edge besides its colour, what is nearly so a broken one. */
function bar(context: Brush, picture: Picture, { start, finish, y, critical, near, percent }: Bar): void {
  const { palette } = picture;
  const colour = critical ? palette.unmet : near ? palette.waived : palette.accent;
  const length = Math.max(NARROWEST, finish - start);
  context.fillStyle = colour;
  context.globalAlpha *= 0.32;
  context.beginPath();
  context.roundRect(start, y, length, BAR, 2);
  context.fill();
  context.globalAlpha /= 0.32;
  if (percent > 0) {
    context.beginPath();
    context.roundRect(start, y, (length * Math.min(100, percent)) / 100, BAR, 2);
    context.fill();
  }
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.strokeRect(start + 0.5, y + 0.5, Math.max(1, length - 1), BAR - 1);
  if (critical) context.fillRect(start, y + BAR - 3, length, 3);
  if (near)
    for (let x = 0; x < length; x += DASH * 2) context.fillRect(start + x, y + BAR - 3, Math.min(DASH, length - x), 3);
}

function bracket(context: Brush, start: number, finish: number, y: number, colour: string): void {
  const right = Math.max(finish, start + 6);
  context.fillStyle = colour;
  context.beginPath();
  context.moveTo(start, y + 2);
  context.lineTo(right, y + 2);
  context.lineTo(right, y + 12);
  context.lineTo(right - 5, y + 7);
  context.lineTo(start + 5, y + 7);
  context.lineTo(start, y + 12);
  context.closePath();
  context.fill();
}

function diamond(context: Brush, x: number, y: number, colour: string): void {
  const half = BAR / 2;
  context.fillStyle = colour;
  context.beginPath();
  context.moveTo(x, y - half);
  context.lineTo(x + half, y);
  context.lineTo(x, y + half);
  context.lineTo(x - half, y);
  context.closePath();
  context.fill();
}

/** What was agreed, as a thin line below the bar; what the plan is held against, as its ghost there. */
function drawAgreed(context: Brush, picture: Picture, place: number, y: number): void {
  const { palette, scale, width } = picture;
  const agreed = picture.shown.baseline || picture.compared ? picture.agreed.get(place) : undefined;
  if (!agreed) return;
  const from = agreed.start ?? agreed.finish;
  const [start, finish] = [xOf(scale, from), xOf(scale, agreed.finish)];
  if (finish < -10 || start > width + 10) return;
  context.fillStyle = palette.soft;
  if (!picture.compared) {
    context.fillRect(start, y + BAR + 2, Math.max(3, finish - start), 3);
    return;
  }
  context.strokeStyle = palette.soft;
  context.lineWidth = 1;
  context.beginPath();
  if (agreed.finish - from < 60) {
    const [middle, half] = [y + BAR + 3.5, 4];
    context.moveTo(finish, middle - half);
    context.lineTo(finish + half, middle);
    context.lineTo(finish, middle + half);
    context.lineTo(finish - half, middle);
    context.closePath();
  } else context.roundRect(start + 0.5, y + BAR + 1.5, Math.max(3, finish - start - 1), 5, 2);
  context.globalAlpha = 0.28;
  context.fill();
  context.globalAlpha = 1;
  context.stroke();
}

function drawDeadline(context: Brush, picture: Picture, place: number, y: number): void {
  const deadline = picture.plan.schedule().model.deadline[place] ?? Infinity;
  if (!Number.isFinite(deadline)) return;
  const x = xOf(picture.scale, deadline);
  if (deadline < picture.scale.from || deadline > instantAt(picture.scale, picture.width)) return;
  context.strokeStyle = picture.palette.waived;
  context.lineWidth = 2;
  context.beginPath();
  context.moveTo(x - 5, y + 1);
  context.lineTo(x, y + BAR - 1);
  context.lineTo(x + 5, y + 1);
  context.stroke();
}

/** Names have a halo, so that lines that cross them do not make them unreadable. */
function label(context: Brush, { palette, width }: Picture, text: string, x: number, y: number, bold: boolean): void {
  if (x > width) return;
  context.textAlign = 'left';
  context.lineJoin = 'round';
  context.strokeStyle = palette.surface;
  context.lineWidth = 4;
  context.strokeText(text, x, y);
  context.fillStyle = bold ? palette.ink : palette.soft;
  context.fillText(text, x, y);
}

import type { Brush } from './brush.ts';
import { HEAD_HEIGHT, type Picture, ROW_HEIGHT, rowsInSight, rowTop } from './picture.ts';
import { instantAt, ticks, unitsOf, xOf } from './time-scale.ts';

const DAY = 86_400;
/** Days narrower than this are not told apart. */
const NARROWEST = 7;

/** Rows, days without work, windows that keep work out, and the lines of time. */
export function drawGround(context: Brush, picture: Picture): void {
  const { width, height, palette, scale } = picture;
  const [first, last] = rowsInSight(picture);
  shadeDaysOff(context, picture);
  for (let row = first; row <= last; row++) {
    const place = picture.rows[row] ?? -1;
    const tinted = picture.active === row || picture.selected.has(place);
    if (!tinted) continue;
    context.fillStyle = palette.tint;
    context.globalAlpha = 0.8;
    context.fillRect(0, rowTop(picture, row), width, ROW_HEIGHT);
    context.globalAlpha = 1;
  }
  for (const { from, to, hard } of picture.bands) {
    const [left, right] = [xOf(scale, from), xOf(scale, to)];
    if (right < 0 || left > width) continue;
    context.fillStyle = palette.waivedTint;
    context.globalAlpha = 0.7;
    context.fillRect(left, HEAD_HEIGHT, right - left, height);
    context.globalAlpha = 1;
    hatch(context, picture, left, right, hard);
  }
  context.strokeStyle = palette.rule;
  context.lineWidth = 1;
  context.beginPath();
  for (const { instant } of ticks(unitsOf(picture.zoom)[1], scale.from, instantAt(scale, width), picture.weekStart)) {
    const x = Math.round(xOf(scale, instant)) + 0.5;
    context.moveTo(x, HEAD_HEIGHT);
    context.lineTo(x, height);
  }
  for (let row = first; row <= last; row++) {
    const y = Math.round(rowTop(picture, row) + ROW_HEIGHT) - 0.5;
    context.moveTo(0, y);
    context.lineTo(width, y);
  }
  context.stroke();
}

/** A window is told by its stripes as well as by its colour: narrow ones are hard. */
function hatch(context: Brush, picture: Picture, left: number, right: number, hard: boolean): void {
  const { height, palette } = picture;
  const [from, to] = [Math.max(0, left), Math.min(picture.width, right)];
  context.save();
  context.beginPath();
  context.rect(from, HEAD_HEIGHT, to - from, height);
  context.clip();
  context.strokeStyle = palette.waived;
  context.globalAlpha = 0.28;
  context.beginPath();
  const step = hard ? 8 : 18;
  for (let x = Math.floor((from - height) / step) * step; x < to; x += step) {
    context.moveTo(x, height);
    context.lineTo(x + height, 0);
  }
  context.stroke();
  context.restore();
}

function shadeDaysOff(context: Brush, picture: Picture): void {
  const { scale, width, height, palette, plan } = picture;
  if (scale.pixelsPerSecond * DAY < NARROWEST) return;
  const { model } = plan.schedule();
  const time = model.times[model.projectCalendar];
  if (!time) return;
  context.fillStyle = palette.side;
  for (let day = Math.floor(scale.from / DAY); day * DAY < instantAt(scale, width); day++) {
    if (time.between(day * DAY, (day + 1) * DAY) > 0) continue;
    context.fillRect(xOf(scale, day * DAY), HEAD_HEIGHT, scale.pixelsPerSecond * DAY, height);
  }
}

/** Gates, today and the status date, behind the bars. */
export function drawMarks(context: Brush, picture: Picture): void {
  const { scale, width, height, palette } = picture;
  for (const { instant, kind } of picture.marks) {
    const x = Math.round(xOf(scale, instant)) + 0.5;
    if (x < -1 || x > width) continue;
    context.strokeStyle = kind === 'gate' ? palette.accent : kind === 'today' ? palette.unmet : palette.waived;
    context.lineWidth = kind === 'today' ? 1.5 : 1;
    context.setLineDash(kind === 'gate' ? [5, 4] : kind === 'status' ? [2, 3] : []);
    context.beginPath();
    context.moveTo(x, HEAD_HEIGHT);
    context.lineTo(x, height);
    context.stroke();
    context.setLineDash([]);
  }
}

/** Two lines of time, and what stands at marks and windows. */
export function drawHead(context: Brush, picture: Picture): void {
  const { scale, width, palette, zoom, weekStart, tickText } = picture;
  context.fillStyle = palette.surface;
  context.fillRect(0, 0, width, HEAD_HEIGHT);
  const [coarse, fine] = unitsOf(zoom);
  const until = instantAt(scale, width);
  const upper = ticks(coarse, scale.from, until, weekStart);
  context.textAlign = 'left';
  context.fillStyle = palette.ink;
  for (const [index, { instant }] of upper.entries()) {
    const x = xOf(scale, instant);
    const end = xOf(scale, upper[index + 1]?.instant ?? until);
    const text = tickText(instant, coarse);
    const at = Math.max(4, x + 4);
    if (at + context.measureText(text).width < end - 2) context.fillText(text, at, 11);
  }
  context.fillStyle = palette.soft;
  let taken = -Infinity;
  for (const { instant } of ticks(fine, scale.from, until, weekStart)) {
    const x = xOf(scale, instant);
    const text = tickText(instant, fine);
    if (x + 3 < taken || x < -40) continue;
    context.fillText(text, x + 3, 32);
    taken = x + 3 + context.measureText(text).width + 8;
  }
  context.strokeStyle = palette.rule;
  context.lineWidth = 1;
  context.beginPath();
  for (const { instant } of upper) {
    const x = Math.round(xOf(scale, instant)) + 0.5;
    context.moveTo(x, 0);
    context.lineTo(x, 22);
  }
  context.moveTo(0, 21.5);
  context.lineTo(width, 21.5);
  context.stroke();
  labels(context, picture);
  context.strokeStyle = palette.ruleStrong;
  context.beginPath();
  context.moveTo(0, HEAD_HEIGHT - 0.5);
  context.lineTo(width, HEAD_HEIGHT - 0.5);
  context.stroke();
}

/** Names of marks have a line of their own; where two would meet, the first stays. */
function labels(context: Brush, { scale, marks, bands, palette, width }: Picture): void {
  let taken = -Infinity;
  const named = [
    ...marks.map(({ instant, label, kind }) => ({
      instant,
      label,
      colour: kind === 'gate' ? palette.accent : kind === 'today' ? palette.unmet : palette.waived,
    })),
    ...bands.map(({ from, label }) => ({ instant: from, label, colour: palette.waived })),
  ].sort((a, b) => a.instant - b.instant);
  for (const { instant, label, colour } of named) {
    const x = Math.round(xOf(scale, instant));
    const room = context.measureText(label).width + 8;
    if (x < 0 || x > width || x < taken) continue;
    context.fillStyle = colour;
    context.fillRect(x - 1, HEAD_HEIGHT - 16, 2, 16);
    context.fillText(label, x + 4, HEAD_HEIGHT - 9);
    taken = x + room;
  }
}

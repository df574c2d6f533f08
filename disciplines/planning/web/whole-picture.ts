import type { Brush } from './brush.ts';
import { draw, LETTERS } from './draw.ts';
import { HEAD_HEIGHT, type Picture, ROW_HEIGHT } from './picture.ts';
import { rowsByPlace } from './rows.ts';
import { createSvgBrush } from './svg-brush.ts';
import { scaleOf, type Zoom } from './time-scale.ts';

const DAY = 86_400;
/** Room for the name of the last bar. */
const NAME_PX = 220;
/** Browsers draw no canvas that is larger. */
const MOST_PX = 16_000;
const MOST_AREA = 120_000_000;

/** What a picture of a plan needs besides its measures. */
export type PictureParts = Omit<
  Picture,
  'zoom' | 'scale' | 'scrollTop' | 'width' | 'height' | 'rowOf' | 'active' | 'selected' | 'mostLinks'
>;

/** A picture of all rows given, over the whole time in which they lie. */
export function wholePicture(parts: PictureParts, zoom: Zoom, rows: readonly number[] = parts.rows): Picture {
  const { dates } = parts.plan.schedule();
  let begin = Infinity;
  let end = -Infinity;
  for (const place of parts.rows) {
    begin = Math.min(begin, dates.start[place] ?? Infinity, parts.agreed.get(place)?.start ?? Infinity);
    end = Math.max(end, dates.finish[place] ?? -Infinity, parts.agreed.get(place)?.finish ?? -Infinity);
  }
  if (begin > end) [begin, end] = [0, DAY];
  const unit = scaleOf(zoom, 0).pixelsPerSecond;
  // A margin of some pixels, on a whole day.
  const from = Math.floor((begin - 24 / unit) / DAY) * DAY;
  return {
    ...parts,
    rows,
    rowOf: rowsByPlace(rows, dates.start.length),
    zoom,
    scale: scaleOf(zoom, from),
    scrollTop: 0,
    width: Math.ceil((end - from) * unit + NAME_PX),
    height: HEAD_HEIGHT + rows.length * ROW_HEIGHT,
    active: undefined,
    selected: new Set(),
    mostLinks: Infinity,
  };
}

/** The picture as a file that can be scaled without loss. */
export function svgOf(picture: Picture, title: string, measure: Brush['measureText']): string {
  const brush = createSvgBrush(picture.width, picture.height, measure);
  brush.fillStyle = picture.palette.surface;
  brush.fillRect(0, 0, picture.width, picture.height);
  draw(brush, picture, 1);
  return brush.svg(title);
}

/** Whether a browser can draw the picture dot by dot. */
export function fitsCanvas({ width, height }: Pick<Picture, 'width' | 'height'>): boolean {
  return width <= MOST_PX && height <= MOST_PX && width * height <= MOST_AREA;
}

/** The picture as dots, as fine as a canvas allows. */
export async function pngOf(picture: Picture): Promise<Blob | undefined> {
  const density = [2, 1].find((one) => fitsCanvas({ width: picture.width * one, height: picture.height * one }));
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (density === undefined || !context) return undefined;
  canvas.width = picture.width * density;
  canvas.height = picture.height * density;
  draw(context, picture, density);
  // What is behind the picture, now that all of it is there.
  context.globalCompositeOperation = 'destination-over';
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = picture.palette.surface;
  context.fillRect(0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), 'image/png'));
}

/** Widths of texts in the letters of the time line. */
export function measureText(): Brush['measureText'] {
  const context = document.createElement('canvas').getContext('2d');
  if (context) context.font = LETTERS;
  return (text) => context?.measureText(text) ?? { width: 6 * text.length };
}

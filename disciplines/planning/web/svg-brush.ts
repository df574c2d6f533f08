import type { Brush } from './brush.ts';

/** Where letters stand when `textBaseline` is the middle: browsers and printers do not agree on `dominant-baseline`. */
const MIDDLE = 0.36;
const TEXT_PX = 11;
const FAMILY = 'Inter, system-ui, sans-serif';

/** A brush that writes SVG. */
export interface SvgBrush extends Brush {
  /** The picture, as a file of its own. @param title what it is called to who cannot see it */
  readonly svg: (title: string) => string;
}

/**
 * Draws as a canvas does, as far as the time line asks for it, and keeps every stroke.
 * @param measure widths of texts, which depend on fonts that only a browser knows
 */
export function createSvgBrush(width: number, height: number, measure: Brush['measureText']): SvgBrush {
  const parts: string[] = [];
  let path: string[] = [];
  let dash: readonly number[] = [];
  let clips = 0;
  /** Groups that are open since a state was saved. */
  const open: number[] = [];
  const put = (name: string, attributes: Readonly<Record<string, string | number>>, text?: string): void => {
    const written = Object.entries(attributes)
      .map(([key, value]) => ` ${key}="${typeof value === 'number' ? short(value) : escaped(value)}"`)
      .join('');
    parts.push(text === undefined ? `<${name}${written}/>` : `<${name}${written}>${escaped(text)}</${name}>`);
  };
  const filled = (): Record<string, string | number> => ({
    fill: colour(brush.fillStyle),
    ...(brush.globalAlpha === 1 ? {} : { 'fill-opacity': brush.globalAlpha }),
  });
  const stroked = (): Record<string, string | number> => ({
    fill: 'none',
    stroke: colour(brush.strokeStyle),
    'stroke-width': brush.lineWidth,
    ...(brush.globalAlpha === 1 ? {} : { 'stroke-opacity': brush.globalAlpha }),
    ...(dash.length === 0 ? {} : { 'stroke-dasharray': dash.map(short).join(' ') }),
    ...(brush.lineJoin === 'miter' ? {} : { 'stroke-linejoin': brush.lineJoin }),
  });
  const letters = (x: number, y: number): Record<string, string | number> => ({
    x,
    y: brush.textBaseline === 'middle' ? y + TEXT_PX * MIDDLE : y,
  });
  const to = (letter: string, ...numbers: readonly number[]): void => {
    path.push(`${letter}${numbers.map(short).join(' ')}`);
  };
  let saved: { readonly alpha: number; readonly groups: number }[] = [];

  const brush: SvgBrush = {
    fillStyle: '#000',
    strokeStyle: '#000',
    font: '',
    globalAlpha: 1,
    lineJoin: 'miter',
    lineWidth: 1,
    textAlign: 'left',
    textBaseline: 'alphabetic',
    measureText: measure,
    setTransform: () => undefined,
    clearRect: () => undefined,
    setLineDash: (segments: Iterable<number>) => {
      dash = [...segments];
    },
    beginPath: () => {
      path = [];
    },
    moveTo: (x, y) => to('M', x, y),
    lineTo: (x, y) => to('L', x, y),
    closePath: () => to('Z'),
    rect: (x, y, w, h) => box(to, x, y, w, h),
    roundRect: (x, y, w, h) => box(to, x, y, w, h),
    arc: (x, y, radius) => {
      to('M', x - radius, y);
      to('a', radius, radius, 0, 1, 0, 2 * radius, 0);
      to('a', radius, radius, 0, 1, 0, -2 * radius, 0);
    },
    fill: () => put('path', { d: path.join(''), ...filled() }),
    stroke: () => put('path', { d: path.join(''), ...stroked() }),
    fillRect: (x, y, w, h) => put('rect', { x, y, width: Math.max(0, w), height: Math.max(0, h), ...filled() }),
    strokeRect: (x, y, w, h) => put('rect', { x, y, width: Math.max(0, w), height: Math.max(0, h), ...stroked() }),
    fillText: (text, x, y) => put('text', { ...letters(x, y), ...filled() }, text),
    // The halo of a name: painted as wide as on the canvas, below the name itself.
    strokeText: (text, x, y) => put('text', { ...letters(x, y), ...stroked() }, text),
    clip: () => {
      clips += 1;
      parts.push(
        `<clipPath id="clip${clips}"><path d="${path.join('')}"/></clipPath><g clip-path="url(#clip${clips})">`,
      );
      open.push(clips);
    },
    save: () => {
      saved.push({ alpha: brush.globalAlpha, groups: open.length });
    },
    restore: () => {
      const last = saved.at(-1);
      if (!last) return;
      saved = saved.slice(0, -1);
      brush.globalAlpha = last.alpha;
      for (; open.length > last.groups; open.pop()) parts.push('</g>');
    },
    svg: (title) =>
      [
        `<svg xmlns="http://www.w3.org/2000/svg" width="${short(width)}" height="${short(height)}" viewBox="0 0 ${short(width)} ${short(height)}" role="img" font-family="${FAMILY}" font-size="${TEXT_PX}" font-weight="500">`,
        `<title>${escaped(title)}</title>`,
        ...parts,
        ...open.map(() => '</g>'),
        '</svg>',
      ].join('\n'),
  };
  return brush;
}

function box(
  to: (letter: string, ...numbers: readonly number[]) => void,
  x: number,
  y: number,
  w: number,
  h: number,
): void {
  to('M', x, y);
  to('L', x + w, y);
  to('L', x + w, y + h);
  to('L', x, y + h);
  to('Z');
}

/** The time line has no gradients. */
function colour(style: Brush['fillStyle']): string {
  return typeof style === 'string' ? style : 'none';
}

/** A tenth of a pixel is enough, and a hundredth of how much shows through. */
function short(value: number): string {
  const parts = Math.abs(value) < 1 ? 100 : 10;
  return String(Math.round(value * parts) / parts);
}

/** As XML 1.0 has it; what it has no room for is left out. */
function escaped(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

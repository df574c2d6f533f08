import { useElementSize } from '@mantine/hooks';
import type { ReactNode } from 'react';
import classes from './chart.module.css';

export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** Where a value stands on the drawing, in pixels. */
export interface Scale {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface ChartProps {
  /** What the picture shows, in a sentence: its table twin says the rest. */
  readonly label: string;
  readonly height?: number;
  readonly x: { readonly from: number; readonly to: number; readonly ticks: readonly Tick[] };
  readonly y: { readonly from: number; readonly to: number; readonly ticks: readonly Tick[] };
  readonly children: (scale: Scale) => ReactNode;
}

const MARGIN = { top: 18, right: 16, bottom: 24 } as const;
const CHARACTER = 7;
/** Before the page has been measured. */
const WIDTH = 640;

/** Axes with room to draw in, as wide as there is place: texts keep their size on a phone. */
export function Chart({ label, height = 240, x, y, children }: ChartProps) {
  const { ref, width: measured } = useElementSize();
  const width = Math.max(240, Math.round(measured) || WIDTH);
  const left = 12 + CHARACTER * Math.max(1, ...y.ticks.map((tick) => tick.label.length));
  const [right, top, bottom] = [width - MARGIN.right, MARGIN.top, height - MARGIN.bottom];
  const along = (value: number, from: number, to: number, start: number, end: number): number =>
    start + ((value - from) / (to - from || 1)) * (end - start);
  const scale: Scale = {
    x: (value) => along(value, x.from, x.to, left, right),
    y: (value) => along(value, y.from, y.to, bottom, top),
    left,
    right,
    top,
    bottom,
  };
  return (
    <div ref={ref} className={classes['chart']}>
      <p className="hidden">{label}</p>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        {y.ticks.map((tick) => (
          <g key={tick.at}>
            <line className={classes['grid']} x1={left} x2={right} y1={scale.y(tick.at)} y2={scale.y(tick.at)} />
            <text className={classes['tick']} x={left - 6} y={scale.y(tick.at)} dy="0.32em" textAnchor="end">
              {tick.label}
            </text>
          </g>
        ))}
        {x.ticks.map((tick) => (
          <text key={tick.at} className={classes['tick']} x={scale.x(tick.at)} y={height - 6} textAnchor="middle">
            {tick.label}
          </text>
        ))}
        {children(scale)}
      </svg>
    </div>
  );
}

import type { Mention } from '@callosum/kernel';
import { Chart } from './chart.tsx';
import classes from './chart.module.css';
import { MarkLink } from './mark-link.tsx';
import { Legend, SeriesMark } from './marks.tsx';
import { ticksOf } from './ticks.ts';

export interface Spot {
  readonly record: Mention;
  readonly x: number;
  readonly y: number;
  /** Place of its series. */
  readonly series: number;
  readonly title: string;
}

/** Records by two numbers; every mark opens its record. */
export function ScatterChart({
  label,
  across,
  up,
  spots,
  series,
  write,
}: {
  readonly label: string;
  /** What the axes count. */
  readonly across: string;
  readonly up: string;
  readonly spots: readonly Spot[];
  readonly series: readonly string[];
  readonly write: (value: number) => string;
}) {
  if (spots.length === 0) return null;
  const axis = (values: readonly number[]) => {
    const levels = ticksOf(0, Math.max(...values), 5);
    return { from: 0, to: levels.at(-1) ?? 1, ticks: levels.map((at) => ({ at, label: write(at) })) };
  };
  return (
    <figure className={classes['figure']}>
      <Legend names={series} />
      <Chart label={label} height={260} x={axis(spots.map(({ x }) => x))} y={axis(spots.map(({ y }) => y))}>
        {(scale) => (
          <>
            <text className={classes['tick']} x={scale.left + 4} y={scale.top - 6}>
              ↑ {up}
            </text>
            <text className={classes['tick']} x={scale.right} y={scale.top - 6} textAnchor="end">
              {across} →
            </text>
            {spots.map(({ record, x, y, series: place, title }) => (
              <MarkLink key={record.id} record={record} title={title}>
                <SeriesMark series={place} x={scale.x(x)} y={scale.y(y)} size={6} />
              </MarkLink>
            ))}
          </>
        )}
      </Chart>
    </figure>
  );
}

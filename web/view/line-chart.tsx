import { Chart, type Tick } from './chart.tsx';
import classes from './chart.module.css';
import { Legend, SeriesMark } from './marks.tsx';
import { ticksOf } from './ticks.ts';

export interface Series {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

interface LineChartProps {
  readonly label: string;
  readonly series: readonly Series[];
  readonly ticks: readonly Tick[];
  /** Written beside the vertical axis. */
  readonly write: (value: number) => string;
  /** Vertical lines with a name: the baseline, a freeze, go-live. */
  readonly lines?: readonly Tick[];
  /** A horizontal line with a name: a mark that is to be passed, or a target. */
  readonly mark?: Tick;
  /** Levels that hold until the next value, rather than a way from one to the next. */
  readonly steps?: boolean;
  readonly height?: number;
  /** Whether to say whose the line is where there is only one. */
  readonly named?: boolean;
  /** Least of the vertical axis; 0 unless given. */
  readonly least?: number;
  readonly largest?: number;
}

const NO_LINES: readonly Tick[] = [];

/** How something went: one line for each of a few series, told apart by shape and dash as well as by hue. */
export function LineChart({
  label,
  series,
  ticks,
  write,
  lines = NO_LINES,
  steps = false,
  named = false,
  height,
  least = 0,
  largest,
  mark,
}: LineChartProps) {
  const xs = [...series.flatMap(({ points }) => points.map(({ x }) => x)), ...lines.map(({ at }) => at)];
  const ys = series.flatMap(({ points }) => points.map(({ y }) => y));
  if (xs.length === 0 || ys.length === 0) return null;
  const levels = ticksOf(Math.min(least, ...ys), largest ?? Math.max(...ys), 4);
  const y = { from: levels[0] ?? 0, to: levels.at(-1) ?? 1, ticks: levels.map((at) => ({ at, label: write(at) })) };
  return (
    <figure className={classes['figure']}>
      {(named || series.length > 1) && <Legend names={series.map(({ name }) => name)} />}
      <Chart
        label={label}
        x={{ from: Math.min(...xs), to: Math.max(...xs), ticks }}
        y={y}
        {...(height === undefined ? {} : { height })}
      >
        {(scale) => (
          <>
            <NamedLines lines={lines} scale={scale} />
            {mark && (
              <g>
                <line
                  className={classes['target']}
                  x1={scale.left}
                  x2={scale.right}
                  y1={scale.y(mark.at)}
                  y2={scale.y(mark.at)}
                />
                <text className={classes['over']} x={scale.left + 4} y={scale.y(mark.at) - 5}>
                  {mark.label}
                </text>
              </g>
            )}
            {series.map(({ name, points }, place) => (
              <g key={name} data-series={place % 5} className={classes['series']}>
                <path
                  d={pathOf(
                    points.map((one) => ({ x: scale.x(one.x), y: scale.y(one.y) })),
                    steps,
                  )}
                />
                {(points.length > MANY ? points.slice(-1) : points).map((one) => (
                  <SeriesMark key={one.x} series={place} x={scale.x(one.x)} y={scale.y(one.y)} />
                ))}
              </g>
            ))}
          </>
        )}
      </Chart>
    </figure>
  );
}

/** Vertical lines with their names above. */
export function NamedLines({
  lines,
  scale,
}: {
  readonly lines: readonly Tick[];
  readonly scale: Parameters<Parameters<typeof Chart>[0]['children']>[0];
}) {
  return (
    <>
      {lines.map(({ at, label }, place) => {
        const x = scale.x(at);
        const near = (other: Tick | undefined): boolean =>
          other !== undefined && Math.abs(scale.x(other.at) - x) < CROWDED;
        // Two names close to each other lean apart; by itself a name leans to where there is room.
        const end = near(lines[place + 1]) || (!near(lines[place - 1]) && x > (scale.left + scale.right) / 2);
        return (
          <g key={`${at} ${label}`}>
            <line className={classes['named']} x1={x} x2={x} y1={scale.top - 12} y2={scale.bottom} />
            <text
              className={classes['tick']}
              x={end ? x - 4 : x + 4}
              y={scale.top - 6}
              textAnchor={end ? 'end' : 'start'}
            >
              {label}
            </text>
          </g>
        );
      })}
    </>
  );
}

/** Names nearer than this, in pixels, would run into each other. */
const CROWDED = 120;
/** So many points are a line; marks on all of them would hide it. */
const MANY = 40;

interface Spot {
  readonly x: number;
  readonly y: number;
}

export function pathOf(points: readonly Spot[], steps = false): string {
  return points.map(({ x, y }, place) => (place === 0 ? `M${x} ${y}` : steps ? `H${x}V${y}` : `L${x} ${y}`)).join('');
}

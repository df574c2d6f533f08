import { useTranslation } from 'react-i18next';
import { Chart, type Tick } from './chart.tsx';
import classes from './chart.module.css';
import { MarkLink } from './mark-link.tsx';
import { NamedLines, pathOf } from './line-chart.tsx';
import { monthsBetween, ticksOf } from './ticks.ts';
import type { Mention } from '@callosum/kernel';

export interface ControlPoint {
  readonly record: Mention;
  readonly on: string;
  readonly value: number;
  /** Ids of the rules that make a signal of it; none when it is no more than chance. */
  readonly signals: readonly string[];
}

export interface ControlPhase {
  /** What begins here, such as go-live; nothing is written for the first. */
  readonly label: string;
  readonly from: number;
  readonly points: number;
  readonly centre: number;
  readonly lower?: number;
  readonly upper?: number;
}

interface ControlChartProps {
  readonly label: string;
  readonly points: readonly ControlPoint[];
  readonly phases: readonly ControlPhase[];
  /** The promised way, as a line of its own. */
  readonly way?: readonly { readonly on: string; readonly value: number }[];
  readonly target?: { readonly value: number; readonly label: string };
  readonly month: (day: string) => string;
  readonly write: (value: number) => string;
}

/** What a rule of a control chart is called. */
export function useSignalWords(): (signals: readonly string[]) => readonly string[] {
  const { t } = useTranslation();
  return (signals) => signals.map((id) => t(`view.signal.${id}`));
}

const DAY = 86_400_000;
const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY;

const NO_WAY: NonNullable<ControlChartProps['way']> = [];

/** Individual values in time with centre and limits of each phase. A signal is larger, of another shape and of another hue; every point opens its record. */
export function ControlChart({ label, points, phases, way = NO_WAY, target, month, write }: ControlChartProps) {
  const signalWords = useSignalWords();
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return null;
  const until = way.reduce((day, { on }) => (on > day ? on : day), last.on);
  const values = [
    ...points.map(({ value }) => value),
    ...phases.flatMap(({ lower, upper }) => [lower, upper].filter((one) => one !== undefined)),
    ...way.map(({ value }) => value),
    ...(target ? [target.value] : []),
  ];
  const levels = ticksOf(Math.min(...values), Math.max(...values), 5);
  const ticks: readonly Tick[] = monthsBetween(first.on, until, 8).map((day) => ({
    at: dayOf(day),
    label: month(day),
  }));
  return (
    <Chart
      label={label}
      height={320}
      x={{ from: dayOf(first.on), to: dayOf(until), ticks }}
      y={{ from: levels[0] ?? 0, to: levels.at(-1) ?? 1, ticks: levels.map((at) => ({ at, label: write(at) })) }}
    >
      {(scale) => (
        <>
          {phases.map(({ from, points: many, centre, lower, upper }) => {
            const x1 = scale.x(dayOf(points[from]?.on ?? first.on));
            const x2 = scale.x(dayOf(points[from + many]?.on ?? points[from + many - 1]?.on ?? last.on));
            return (
              <g key={from}>
                {lower !== undefined && upper !== undefined && (
                  <rect
                    className={classes['band']}
                    x={x1}
                    width={Math.max(0, x2 - x1)}
                    y={scale.y(upper)}
                    height={scale.y(lower) - scale.y(upper)}
                  />
                )}
                <line className={classes['centre']} x1={x1} x2={x2} y1={scale.y(centre)} y2={scale.y(centre)} />
              </g>
            );
          })}
          {target && (
            <g>
              <line
                className={classes['target']}
                x1={scale.left}
                x2={scale.right}
                y1={scale.y(target.value)}
                y2={scale.y(target.value)}
              />
              <text className={classes['tick']} x={scale.left + 4} y={scale.y(target.value) - 5}>
                {target.label}
              </text>
            </g>
          )}
          {way.length > 1 && (
            <path
              className={classes['way']}
              d={pathOf(way.map(({ on, value }) => ({ x: scale.x(dayOf(on)), y: scale.y(value) })))}
            />
          )}
          <NamedLines
            lines={phases.flatMap(({ from, label: name }) => {
              const point = points[from];
              return from === 0 || !point ? [] : [{ at: dayOf(point.on), label: name }];
            })}
            scale={scale}
          />
          <path
            className={classes['values']}
            d={pathOf(points.map(({ on, value }) => ({ x: scale.x(dayOf(on)), y: scale.y(value) })))}
          />
          {points.map(({ record, on, value, signals }) => {
            const [x, y] = [scale.x(dayOf(on)), scale.y(value)];
            return (
              <MarkLink
                key={record.id}
                record={record}
                title={[record.title, write(value), ...signalWords(signals)].join(' · ')}
              >
                {signals.length > 0 ? (
                  <path className={classes['signal']} d={`M${x} ${y - 7}L${x + 7} ${y + 5}L${x - 7} ${y + 5}Z`} />
                ) : (
                  <circle className={classes['value']} cx={x} cy={y} r={3.5} />
                )}
              </MarkLink>
            );
          })}
        </>
      )}
    </Chart>
  );
}

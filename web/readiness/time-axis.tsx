import { useTranslation } from 'react-i18next';
import { useFormat } from '../messages/format.ts';
import classes from './readiness.module.css';
import { type Axis, spread } from './timeline-layout.ts';

const LINE = 30;
const HEIGHT = 84;
/** Room for a marker's words. */
const MARKER = 108;

/**
 * The ground the gates stand on: months, today, planned and forecast go-live. Everything it says is in words
 * beside it as well, so it is hidden from screen readers.
 */
export function TimeAxis(props: {
  readonly axis: Axis;
  readonly width: number;
  readonly feet: readonly { readonly id: string; readonly column: number; readonly x: number }[];
  readonly today: string;
  readonly travelled: boolean;
  readonly planned: string | null;
  readonly forecast: string | null;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { axis, width, today, planned, forecast } = props;
  const late = planned !== null && forecast !== null && forecast > planned;
  const markers = [
    { id: 'today', date: today, label: props.travelled ? t('readiness.asOfMark') : t('readiness.today') },
    ...(planned === null
      ? []
      : [{ id: 'planned', date: planned, label: late ? t('readiness.planned') : t('readiness.goLive') }]),
    ...(late ? [{ id: 'forecast', date: forecast, label: t('readiness.forecast') }] : []),
  ].sort((a, b) => axis.x(a.date) - axis.x(b.date));
  const places = spread(
    markers.map((marker) => axis.x(marker.date)),
    MARKER,
    width,
  );

  return (
    <svg className={classes['axis']} width={width} height={HEIGHT} aria-hidden="true" focusable="false">
      {props.feet.map((foot) => (
        <g key={foot.id}>
          <path className={classes['foot']} d={`M${foot.column} 0C${foot.column} 18 ${foot.x} 10 ${foot.x} ${LINE}`} />
          <circle className={classes['footDot']} cx={foot.x} cy={LINE} r="3" />
        </g>
      ))}
      <line className={classes['ground']} x1="0" x2={width} y1={LINE} y2={LINE} />
      <line className={classes['elapsed']} x1="0" x2={axis.x(today)} y1={LINE} y2={LINE} />
      {late && <line className={classes['slip']} x1={axis.x(planned)} x2={axis.x(forecast)} y1={LINE} y2={LINE} />}
      {axis.ticks.map((tick) => (
        <g key={tick.date} className={classes['tick']} data-year={tick.year}>
          <line x1={tick.x} x2={tick.x} y1={LINE} y2={LINE + 5} />
          <text x={tick.x + 3} y={LINE + 16}>
            {tick.year ? tick.date.slice(0, 4) : format.month(tick.date)}
          </text>
        </g>
      ))}
      {markers.map((marker, index) => (
        <g key={marker.id} className={classes['marker']} data-marker={marker.id}>
          <line x1={axis.x(marker.date)} x2={axis.x(marker.date)} y1={LINE - 8} y2={LINE + 22} />
          <text x={places[index] ?? 0} y={HEIGHT - 18} textAnchor="middle">
            <tspan className={classes['markerLabel']}>{marker.label}</tspan>
            <tspan x={places[index] ?? 0} dy="14">
              {format.day(marker.date, today)}
            </tspan>
          </text>
        </g>
      ))}
    </svg>
  );
}

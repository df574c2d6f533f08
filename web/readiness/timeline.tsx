import { useElementSize } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Gate, Readiness } from '../api/shapes.ts';
import { StateMark } from '../kit/state-mark.tsx';
import { useFormat } from '../messages/format.ts';
import { TimeAxis } from './time-axis.tsx';
import { GateColumn } from './gate-column.tsx';
import { countStates, shortName, toneOf } from './gate-state.ts';
import classes from './readiness.module.css';
import { layAxis, spread } from './timeline-layout.ts';

/** Columns keep this distance; narrower, their words would collide. */
const COLUMN = 82;
const MARGIN = 30;

type DatedGate = Gate & { readonly date: string };
const isDated = (gate: Gate): gate is DatedGate => gate.date !== null;

/** The poster: every gate as a column of its criteria, standing on the day it is due. */
export function Timeline(props: {
  readonly project: string;
  readonly readiness: Readiness;
  readonly selected: Gate | undefined;
  readonly at: string | undefined;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { ref, width: measured } = useElementSize();
  const { readiness } = props;
  const gates = readiness.gates.filter(isDated);
  const width = Math.max(measured || 960, gates.length * COLUMN);
  const { today } = readiness.at;
  const { planned, forecast } = readiness.forecast;
  const known = [today, planned, forecast].filter((date) => date !== null);
  const axis = layAxis([...gates.map((gate) => gate.date), ...known], width, MARGIN);
  const columns = spread(
    gates.map((gate) => axis.x(gate.date)),
    COLUMN,
    width,
  );

  return (
    <div className={classes['timeline']} ref={ref}>
      {measured > 0 && (
        <div className={classes['stage']} style={{ width }}>
          <ol className={classes['columns']} aria-label={t('readiness.timeline')}>
            {gates.map((gate, index) => (
              <li key={gate.id} style={{ left: columns[index] ?? 0, width: COLUMN }}>
                <Link
                  to="/p/$key"
                  params={{ key: props.project }}
                  search={{ gate: gate.key, ...(props.at ? { at: props.at } : {}) }}
                  resetScroll={false}
                  className={classes['column']}
                  aria-current={gate.id === props.selected?.id ? 'true' : undefined}
                >
                  <span className={classes['columnKey']} title={gate.title}>
                    {shortName(gate)}
                  </span>
                  <span className={classes['columnDate']}>{format.brief(gate.date)}</span>
                  <StateMark tone={toneOf(gate.state)} word={t(`gateState.${gate.state}`)} />
                  <GateColumn criteria={gate.criteria} />
                  <span className="hidden">{t('readiness.criteriaCounts', { ...countStates(gate.criteria) })}</span>
                </Link>
              </li>
            ))}
          </ol>
          <TimeAxis
            axis={axis}
            width={width}
            feet={gates.map((gate, index) => ({ id: gate.id, column: columns[index] ?? 0, x: axis.x(gate.date) }))}
            today={today}
            travelled={props.at !== undefined}
            planned={planned}
            forecast={forecast}
          />
        </div>
      )}
    </div>
  );
}

import { useFormat, useNameOf, useWords } from '@callosum/web/views';
import { formatInstant } from '@callosum/schedule';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { task as taskKind } from '../index.ts';
import { type Reference, varianceOf } from '../plan/compare.ts';
import type { TaskRecord } from '../plan/records.ts';
import type { WorkingPlan } from '../plan/working-plan.ts';
import { CellInput } from './cell-input.tsx';
import { type Column, typedText } from './columns.ts';
import { CELL, ROW } from './grid-roles.ts';
import classes from './plan.module.css';
import { useVariance } from './use-variance.ts';

interface RowProps {
  readonly grid: string;
  /** Another object at every step; what the row shows of its dates comes beside it. */
  readonly plan: WorkingPlan;
  readonly reference: Reference | undefined;
  readonly columns: readonly Column[];
  readonly row: TaskRecord;
  readonly level: number;
  readonly summary: boolean;
  readonly critical: boolean;
  /** A week’s slip would make it critical. */
  readonly near: boolean;
  /** In seconds of wall-clock time. */
  readonly start: number;
  readonly finish: number;
  /** What it waits for, as one types it. */
  readonly links: string;
  /** Place among the visible rows. */
  readonly at: number;
  /** Place in the plan. */
  readonly index: number;
  readonly today: string;
  readonly closed: boolean;
  readonly selected: boolean;
  /** The active column, when the row is the active one. */
  readonly active: number | undefined;
  /** The column that is being typed into. */
  readonly typing: number | undefined;
  readonly onType: (text: string | undefined, then?: 'down' | 'right') => void;
}

/** A task as a row of the grid. */
export const PlanRow = memo(function PlanRow(props: RowProps) {
  const say = useSayings();
  const { t } = say;
  const { plan, row, active, typing, level, summary } = props;
  return (
    <div
      {...ROW}
      aria-rowindex={props.at + 2}
      aria-level={level}
      aria-expanded={summary ? !props.closed : undefined}
      aria-selected={props.selected}
      className={classes['line']}
      data-summary={summary}
      data-active={active !== undefined}
      data-selected={props.selected}
      data-inactive={row.fields.active === false}
      data-at={props.at}
    >
      {props.columns.map((column, place) => (
        <div
          key={column.id}
          {...CELL}
          id={`${props.grid}-${props.at}-${place}`}
          aria-colindex={place + 1}
          data-at={props.at}
          data-column={place}
          data-active={active === place}
          data-align={column.align}
          className={classes[column.id]}
          style={column.id === 'name' ? { paddingInlineStart: 8 + (level - 1) * 16 } : undefined}
        >
          {typing === place && column.input ? (
            <CellInput
              kind={column.input}
              label={t(`planning.column.${column.id}`)}
              text={typedText(plan, row, column.id)}
              onDone={props.onType}
            />
          ) : (
            shown(column, props, say)
          )}
        </div>
      ))}
    </div>
  );
}, showsSame);

/** A row that shows nothing new is not rendered again, although the plan it belongs to is calculated anew at every step of a drag. */
function showsSame(before: RowProps, after: RowProps): boolean {
  const { plan, ...shown } = after;
  const isKept = before.plan.schedule === plan.schedule;
  return isKept && keysOf(shown).every((name) => before[name] === shown[name]);
}

function keysOf<T extends object>(object: T): (keyof T)[] {
  return Object.keys(object).filter((name): name is Extract<keyof T, string> => name in object);
}

/** How what a row holds is said; asked for once in a row, since all rows in sight may change at every step of a drag. */
interface Sayings {
  readonly t: ReturnType<typeof useTranslation>['t'];
  readonly format: ReturnType<typeof useFormat>;
  readonly nameOf: ReturnType<typeof useNameOf>;
  readonly words: ReturnType<typeof useWords>;
}

function useSayings(): Sayings {
  const { t } = useTranslation();
  return { t, format: useFormat(), nameOf: useNameOf(), words: useWords() };
}

function shown(column: Column, props: RowProps, { t, format, nameOf, words }: Sayings): ReactNode {
  const { plan, row, summary } = props;
  switch (column.id) {
    case 'row':
      return format.number(props.index + 1);
    case 'name':
      return (
        <>
          <span className={classes['toggle']} data-toggle={summary}>
            {summary &&
              (props.closed ? (
                <IconChevronRight size={14} aria-hidden="true" />
              ) : (
                <IconChevronDown size={14} aria-hidden="true" />
              ))}
          </span>
          {row.fields.milestone && !summary && (
            <span className={classes['diamond']} aria-hidden="true">
              ◆
            </span>
          )}
          <span className={classes['text']}>{row.fields.title}</span>
          {props.critical && <span className={classes['mark']}>{t('planning.critical')}</span>}
          {props.near && <span className={classes['near']}>{t('planning.near')}</span>}
        </>
      );
    case 'start':
    case 'finish':
      return format.day(formatInstant(props[column.id]).slice(0, 10), props.today);
    case 'startVariance':
    case 'finishVariance':
      return <Varied plan={plan} row={row} reference={props.reference} end={column.id} />;
    case 'percent':
      return row.fields.percentComplete === undefined ? '' : format.percent(row.fields.percentComplete);
    case 'owner':
      return row.fields.owner === undefined ? '' : nameOf(row.fields.owner);
    case 'workClass':
      return row.fields.workClass === undefined ? '' : words.option(taskKind.name, 'workClass', row.fields.workClass);
    case 'links':
      return props.links;
    default:
      return typedText(plan, row, column.id);
  }
}

/** By how much a task is later or earlier than in what the plan is held against. */
function Varied(props: {
  readonly plan: WorkingPlan;
  readonly row: TaskRecord;
  readonly reference: Reference | undefined;
  readonly end: 'startVariance' | 'finishVariance';
}) {
  const { t } = useTranslation();
  const written = useVariance();
  const { plan, row, reference, end } = props;
  if (!reference) return null;
  const variance = varianceOf(plan, reference, row.id);
  if (!variance) return reference.dates.has(row.id) ? null : <>{t('planning.compare.added')}</>;
  const seconds = end === 'startVariance' ? variance.start : variance.finish;
  return <span data-late={seconds > 0}>{written(plan, seconds)}</span>;
}

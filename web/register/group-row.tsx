import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useFormat } from '../messages/format.ts';
import { CELL, ROW } from './grid-roles.ts';
import classes from './register.module.css';

/** The heading of a group: opens and closes it. */
export function GroupRow(props: {
  readonly id: string;
  readonly index: number;
  readonly top: number;
  readonly label: string;
  readonly count: number;
  readonly closed: boolean;
  readonly columns: number;
  readonly active: boolean;
}) {
  const format = useFormat();
  return (
    <div
      {...ROW}
      aria-rowindex={props.index + 2}
      className={classes['row']}
      data-group
      data-active={props.active}
      style={{ transform: `translateY(${props.top}px)` }}
    >
      <div
        id={`${props.id}-${props.index}-0`}
        {...CELL}
        aria-colindex={1}
        aria-colspan={props.columns}
        aria-expanded={!props.closed}
        data-row={props.index}
        data-column={0}
        data-active={props.active}
      >
        {props.closed ? (
          <IconChevronRight size={14} aria-hidden="true" />
        ) : (
          <IconChevronDown size={14} aria-hidden="true" />
        )}{' '}
        {props.label} <span className={classes['hint']}>{format.number(props.count)}</span>
      </div>
    </div>
  );
}

import type { Kind } from '@callosum/kernel';
import { IconCheck } from '@tabler/icons-react';
import { memo } from 'react';
import type { RecordRow } from '../api/shapes.ts';
import { FieldCell } from '../fields/index.tsx';
import { useWords } from '../messages/words.ts';
import { type Column, NUMBER, SELECT } from './columns.ts';
import { CELL, ROW } from './grid-roles.ts';
import { Place, referenceIn } from './place.tsx';
import classes from './register.module.css';
import { RecordState } from './record-state.tsx';
import { textOf } from '../kit/text-of.ts';

interface RowProps {
  readonly id: string;
  readonly index: number;
  readonly top: number;
  readonly kind: Kind;
  readonly project: string;
  readonly columns: readonly Column[];
  readonly template: string;
  readonly outline: boolean;
  readonly record: RecordRow | undefined;
  /** Undefined where nothing can be chosen. */
  readonly selected: boolean | undefined;
  /** The active column, when this is the active row. */
  readonly active: number | undefined;
}

export const GridRow = memo(function GridRow(props: RowProps) {
  const { record, index, columns, kind } = props;
  return (
    <div
      {...ROW}
      aria-rowindex={index + 2}
      aria-selected={props.selected}
      data-selected={props.selected}
      aria-busy={record === undefined ? true : undefined}
      className={classes['row']}
      data-active={props.active !== undefined}
      data-summary={record?.fields['summary'] === true}
      style={{ gridTemplateColumns: props.template, transform: `translateY(${props.top}px)` }}
    >
      {columns.map((column, place) => (
        <div
          key={column.id}
          id={`${props.id}-${index}-${place}`}
          {...CELL}
          aria-colindex={place + 1}
          data-align={column.align}
          data-row={index}
          data-column={place}
          data-active={props.active === place}
        >
          {record && (
            <Cell
              selected={props.selected ?? false}
              record={record}
              kind={kind}
              column={column}
              project={props.project}
              outline={props.outline}
            />
          )}
        </div>
      ))}
    </div>
  );
});

function Cell(props: {
  readonly selected: boolean;
  readonly record: RecordRow;
  readonly kind: Kind;
  readonly column: Column;
  readonly project: string;
  readonly outline: boolean;
}) {
  const words = useWords();
  const { record, kind, column } = props;
  if (column === SELECT) return <Tick on={props.selected} />;
  if (column.id === NUMBER)
    return <span className={classes['reference']}>{words.reference(kind.name, record.number)}</span>;
  if (!column.field) return <RecordState kind={kind} state={record.state} />;
  const value = record.fields[column.id];
  if (column.id !== 'title')
    return <FieldCell kind={kind.name} name={column.id} field={column.field} value={value} dense />;
  const level = record.fields['outlineLevel'];
  const depth = props.outline && typeof level === 'number' ? Math.min(level - 1, 12) : 0;
  return (
    <span className={classes['titleCell']} style={{ paddingInlineStart: Math.max(0, depth) * 14 }}>
      {record.fields['milestone'] === true && (
        <span className={classes['milestone']}>
          <span aria-hidden="true">◆</span>
          <span className="hidden">{words.t('register.milestone')} </span>
        </span>
      )}
      {/* A plain link: opened by the grid, cheap in a list of thousands, and still good for a new tab. */}
      <a href={`/p/${props.project}/${referenceIn(props.project, record, words)}`} tabIndex={-1}>
        {textOf(value)}
      </a>
      <Place record={record} project={props.project} />
    </span>
  );
}

/** Drawn rather than an input: there are too many of them, and the row itself says that it is chosen. */
function Tick({ on }: { readonly on: boolean }) {
  const { t } = useWords();
  return (
    <span className={classes['tick']} data-on={on}>
      {on && <IconCheck size={12} stroke={3} aria-hidden="true" />}
      <span className="hidden">{on ? t('register.selected') : ''}</span>
    </span>
  );
}

import type { Kind } from '@callosum/kernel';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordRow } from '../api/shapes.ts';
import { FieldCell } from '../fields/index.tsx';
import { useWords } from '../messages/words.ts';
import type { Column } from './columns.ts';
import type { Place } from './grid-keys.ts';
import classes from './register.module.css';
import { RecordState } from './record-state.tsx';

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
  /** The active column, when this is the active row. */
  readonly active: number | undefined;
  readonly onPick: (place: Place) => void;
  readonly onOpen: (row: number) => void;
}

export const GridRow = memo(function GridRow(props: RowProps) {
  const { record, index, columns, kind } = props;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-busy={record === undefined ? true : undefined}
      className={classes['row']}
      data-active={props.active !== undefined}
      data-summary={record?.fields['summary'] === true}
      style={{ gridTemplateColumns: props.template, transform: `translateY(${props.top}px)` }}
    >
      {columns.map((column, place) => (
        // The grid answers the keys for its active cell.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
        <div
          key={column.id}
          id={`${props.id}-${index}-${place}`}
          role="gridcell"
          aria-colindex={place + 1}
          data-align={column.align}
          data-active={props.active === place}
          onClick={() => props.onPick({ row: index, column: place })}
          onDoubleClick={() => props.onOpen(index)}
        >
          {record && <Cell record={record} kind={kind} column={column} project={props.project} outline={props.outline} />}
        </div>
      ))}
    </div>
  );
});

function Cell(props: {
  readonly record: RecordRow;
  readonly kind: Kind;
  readonly column: Column;
  readonly project: string;
  readonly outline: boolean;
}) {
  const words = useWords();
  const { t } = useTranslation();
  const { record, kind, column } = props;
  if (column.id === 'number') return <span className={classes['reference']}>{words.reference(kind.name, record.number)}</span>;
  if (!column.field) return <RecordState kind={kind} state={record.state} />;
  const value = record.fields[column.id];
  if (column.id !== 'title') return <FieldCell kind={kind.name} name={column.id} field={column.field} value={value} dense />;
  const level = record.fields['outlineLevel'];
  const depth = props.outline && typeof level === 'number' ? Math.min(level - 1, 12) : 0;
  return (
    <span className={classes['titleCell']} style={{ paddingInlineStart: Math.max(0, depth) * 14 }}>
      {record.fields['milestone'] === true && (
        <span className={classes['milestone']}>
          <span aria-hidden="true">◆</span>
          <span className="hidden">{t('register.milestone')} </span>
        </span>
      )}
      <Link
        to="/p/$key/$reference"
        params={{ key: props.project, reference: words.reference(kind.name, record.number) }}
        tabIndex={-1}
        preload={false}
      >
        {String(value)}
      </Link>
    </span>
  );
}

import type { Kind } from '@callosum/kernel';
import { defaultRangeExtractor, useRows } from '../kit/rows.ts';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWords } from '../messages/words.ts';
import { GridRow } from './grid-row.tsx';
import { moveBy, type Place } from './grid-keys.ts';
import { GROUP, HEADER, ROW } from './grid-roles.ts';
import { isOutline } from './outline.ts';
import { columnsOf } from './columns.ts';
import { recall, remember } from './places.ts';
import classes from './register.module.css';
import { type RegisterQuery, usePages } from './use-pages.ts';
import { RegisterProblem } from './register-problem.tsx';

const ROW_HEIGHT = 33;

/**
 * A register as a grid: any number of rows, of which only those in sight exist. The grid holds the focus and
 * names the active cell, so that scrolling never loses it.
 */
export function Grid(props: {
  readonly kind: Kind;
  readonly query: RegisterQuery;
  readonly label: string;
  readonly onSort: (sort: string, descending: boolean) => void;
  readonly onCount: (total: number | undefined) => void;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const navigate = useNavigate();
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const { kind, query, onCount } = props;
  const columns = useMemo(() => columnsOf(kind), [kind]);
  const place = JSON.stringify(query);
  const before = recall(place);
  const [active, setActive] = useState<Place>(before?.active ?? { row: 0, column: 0 });
  const [range, setRange] = useState({ from: before?.from ?? 0, to: (before?.from ?? 0) + 40 });
  const pages = usePages(query, range.from, range.to);
  const total = pages.total ?? 0;

  const virtual = useRows({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    useFlushSync: false,
    initialOffset: before?.top ?? 0,
    // The active row always exists, wherever one has scrolled to: the grid refers to it.
    rangeExtractor: useCallback(
      (shown: Parameters<typeof defaultRangeExtractor>[0]) => {
        const rows = defaultRangeExtractor(shown);
        if (active.row >= shown.count || rows.includes(active.row)) return rows;
        return [...rows, active.row].sort((a, b) => a - b);
      },
      [active.row],
    ),
    onChange: (instance) => {
      const { startIndex = 0, endIndex = 0 } = instance.range ?? {};
      setRange((now) => (now.from === startIndex && now.to === endIndex ? now : { from: startIndex, to: endIndex }));
      remember(place, { top: instance.scrollOffset ?? 0, from: startIndex, active });
    },
  });
  useEffect(() => onCount(pages.total), [onCount, pages.total]);

  const template = columns.map((column) => column.width).join(' ');
  const latest = useRef(pages);
  useEffect(() => {
    latest.current = pages;
  });
  const open = useCallback(
    (row: number) => {
      const record = latest.current.row(row);
      if (record) {
        void navigate({
          to: '/p/$key/$reference',
          params: { key: query.key, reference: words.reference(record.kind, record.number) },
        });
      }
    },
    [navigate, query.key, words],
  );
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.key === 'Enter') {
      if (event.target === event.currentTarget) open(active.row);
      return;
    }
    const visible = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / ROW_HEIGHT) - 2);
    const next = moveBy(event, active, { rows: total, columns: columns.length, page: visible });
    if (!next) return;
    event.preventDefault();
    setActive(next);
    virtual.scrollToIndex(next.row);
  };
  const onClick = (event: React.MouseEvent): void => {
    const place = placeOf(event);
    if (!place) return;
    setActive(place);
    if (!isPlainClick(event)) return;
    event.preventDefault();
    open(place.row);
  };
  const outline = isOutline(kind) && query.sort === undefined;

  return (
    <div
      ref={scroller}
      className={classes['scroller']}
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={total + 1}
      aria-colcount={columns.length}
      aria-activedescendant={total > 0 ? `${id}-${active.row}-${active.column}` : undefined}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onDoubleClick={(event) => {
        const place = placeOf(event);
        if (place) open(place.row);
      }}
    >
      <div {...GROUP} className={classes['gridHead']}>
        <div {...ROW} aria-rowindex={1} className={classes['headRow']} style={{ gridTemplateColumns: template }}>
          {columns.map((column, index) => {
            const sorted = (query.sort ?? kind.list.sort) === column.sort;
            const label = column.field ? words.field(kind.name, column.id) : t(`register.column.${column.id}`);
            return (
              <div
                key={column.id}
                {...HEADER}
                aria-colindex={index + 1}
                aria-sort={sorted ? (query.descending ? 'descending' : 'ascending') : undefined}
                data-align={column.align}
              >
                {column.sort === undefined ? (
                  label
                ) : (
                  <button type="button" onClick={() => props.onSort(column.sort ?? '', sorted && !query.descending)}>
                    {label}
                    {sorted &&
                      (query.descending ? (
                        <IconArrowDown size={13} aria-hidden="true" />
                      ) : (
                        <IconArrowUp size={13} aria-hidden="true" />
                      ))}
                  </button>
                )}
              </div>
            );
          })}
        </div>
      </div>
      <RegisterProblem error={pages.error} retry={pages.retry} />
      <div {...GROUP} className={classes['rows']} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => (
          <GridRow
            key={item.index}
            id={id}
            index={item.index}
            top={item.start}
            kind={kind}
            project={query.key}
            columns={columns}
            template={template}
            outline={outline}
            record={pages.row(item.index)}
            active={item.index === active.row ? active.column : undefined}
          />
        ))}
      </div>
    </div>
  );
}

/** The cell that an event happened in; rows do not listen themselves, there are too many of them. */
function placeOf(event: React.MouseEvent): Place | undefined {
  const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]') : null;
  return cell ? { row: Number(cell.dataset['row']), column: Number(cell.dataset['column']) } : undefined;
}

/** A click on a link that is not meant for another tab or window. */
function isPlainClick(event: React.MouseEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return false;
  return event.target instanceof Element && event.target.closest('a') !== null;
}

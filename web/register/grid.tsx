import { type Kind, STATE_FIELD } from '@callosum/kernel';
import { defaultRangeExtractor, useRows } from '../kit/rows.ts';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useEffectEvent, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordRow } from '../api/shapes.ts';
import { useProject } from '../shell/project.ts';
import { useApi } from '../composition.ts';
import { useWords } from '../messages/words.ts';
import { writable } from '../record/entries.ts';
import { GridRow } from './grid-row.tsx';
import { moveBy, type Place } from './grid-keys.ts';
import { GROUP, HEADER, ROW } from './grid-roles.ts';
import { isOutline } from './outline.ts';
import { type Column, SELECT } from './columns.ts';
import type { EditedCell } from './cell-editor.tsx';
import { useClauseWords } from './clause-words.ts';
import { GroupRow } from './group-row.tsx';
import { type Group, groupedLayout, groupKey, type Layout, type Line, plainLayout } from './layout.ts';
import { recall, remember } from './places.ts';
import { referenceIn } from './place.tsx';
import classes from './register.module.css';
import { type RegisterQuery, usePages } from './use-pages.ts';
import { NOTHING, type Selection, toggled, withAll } from './selection.ts';
import { RegisterProblem } from './register-problem.tsx';

const ROW_HEIGHT = 33;

/** How records are chosen and changed in place. */
export interface Choosing {
  readonly selection: Selection;
  readonly onSelection: (selection: Selection) => void;
  /** Newer versions of rows came in: what is chosen among them is chosen as it stands now. */
  readonly onFresh: (rows: readonly (RecordRow | undefined)[]) => void;
  readonly onAll: () => void;
  readonly onEdit: (cell: EditedCell) => void;
}

/**
 * A register as a grid: any number of rows, of which only those in sight exist. The grid holds the focus and
 * names the active cell, so that scrolling never loses it.
 */
export function Grid(props: {
  readonly kind: Kind;
  readonly query: RegisterQuery;
  readonly columns: readonly Column[];
  readonly label: string;
  /** Undefined where nothing can be changed. */
  readonly choosing?: Choosing | undefined;
  readonly onSort: (sort: string, descending: boolean) => void;
  readonly onCount: (total: number | undefined) => void;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const navigate = useNavigate();
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const { kind, query, onCount } = props;
  const { choosing } = props;
  const project = useProject();
  const columns = useMemo(() => (choosing ? [SELECT, ...props.columns] : props.columns), [choosing, props.columns]);
  const place = JSON.stringify(query);
  const before = recall(place);
  const [active, setActive] = useState<Place>(before?.active ?? { row: 0, column: 0 });
  const [range, setRange] = useState({ from: before?.from ?? 0, to: (before?.from ?? 0) + 40 });
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const groups = useGroups(query);
  const [recordsFrom, recordsTo] = recordsIn(groups ? groupedLayout(groups, closed) : undefined, range);
  const pages = usePages(query, recordsFrom, recordsTo);
  const layout = useMemo(
    () => (groups ? groupedLayout(groups, closed) : plainLayout(query.group === undefined ? (pages.total ?? 0) : 0)),
    [groups, closed, pages.total, query.group],
  );
  const total = layout.lines;
  const recordAt = (line: number): RecordRow | undefined => {
    const found = layout.at(line);
    return found && 'record' in found ? pages.row(found.record) : undefined;
  };

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

  const groupWords = useClauseWords(kind);
  const template = columns.map((column) => column.width).join(' ');
  const latest = useRef(recordAt);
  useEffect(() => {
    latest.current = recordAt;
  });
  const open = useCallback(
    (row: number) => {
      const record = latest.current(row);
      if (record) {
        void navigate({
          to: '/p/$key/$reference',
          params: { key: query.key, reference: referenceIn(query.key, record, words) },
        });
      }
    },
    [navigate, query.key, words],
  );
  /** Opens or closes the group whose heading stands there. */
  const toggle = (line: number): boolean => {
    const found = layout.at(line);
    if (!found || !('group' in found)) return false;
    const key = groupKey(found.group);
    setClosed((before) => {
      const next = new Set(before);
      if (!next.delete(key)) next.add(key);
      return next;
    });
    return true;
  };
  const changeCell = (place: Place): boolean => {
    const record = recordAt(place.row);
    const column = columns[place.column];
    const cell = document.getElementById(`${id}-${place.row}-${place.column}`);
    if (!choosing || !record || !column || !cell || !project.mayTo('update', kind, record)) return false;
    const isOpen =
      column.id === STATE_FIELD
        ? project.movesOf(kind, record).length > 0
        : writable(kind, record.fields, project.closedIn(kind)).includes(column.id);
    if (!isOpen) return false;
    const { top, left } = cell.getBoundingClientRect();
    choosing.onEdit({ record, column: column.id, top, left });
    return true;
  };
  /** Chooses both records a step leads between, and what lies between them where the step is a long one. */
  const spread = (selection: Selection, from: number, to: number): Selection => {
    const lines = Array.from({ length: Math.abs(to - from) + 1 }, (_, index) => Math.min(from, to) + index);
    return withAll(
      selection,
      lines.flatMap((line) => recordAt(line) ?? []),
    );
  };
  const choose = (event: React.KeyboardEvent): boolean => {
    if (event.key === ' ' && toggle(active.row)) return true;
    if (!choosing) return false;
    const record = recordAt(active.row);
    const whole = event.ctrlKey || event.metaKey;
    if (event.key === 'F2') return changeCell(active);
    if (event.key === ' ' && record) choosing.onSelection(toggled(choosing.selection, record));
    else if (event.key.toLowerCase() === 'a' && whole) choosing.onAll();
    else if (event.key === 'Escape' && choosing.selection.size > 0) choosing.onSelection(NOTHING);
    else return false;
    return true;
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.key === 'Enter') {
      if (event.target === event.currentTarget && !toggle(active.row)) open(active.row);
      return;
    }
    const visible = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / ROW_HEIGHT) - 2);
    if (event.target !== event.currentTarget) return;
    if (choose(event)) {
      event.preventDefault();
      return;
    }
    const next = moveBy(event, active, { rows: total, columns: columns.length, page: visible });
    if (!next) return;
    event.preventDefault();
    if (event.shiftKey && next.row !== active.row)
      choosing?.onSelection(spread(choosing.selection, active.row, next.row));
    setActive(next);
    virtual.scrollToIndex(next.row);
  };
  const onClick = (event: React.MouseEvent): void => {
    const place = placeOf(event);
    if (!place) return;
    setActive(place);
    const record = recordAt(place.row);
    if (choosing && record && columns[place.column] === SELECT) {
      choosing.onSelection(
        event.shiftKey ? spread(choosing.selection, active.row, place.row) : toggled(choosing.selection, record),
      );
      return;
    }
    if (toggle(place.row) || !isPlainClick(event)) return;
    event.preventDefault();
    open(place.row);
  };
  const outline = isOutline(kind) && query.sort === undefined && query.group === undefined;
  const onFresh = useEffectEvent((rows: readonly (RecordRow | undefined)[]) => {
    if (choosing && choosing.selection.size > 0) choosing.onFresh(rows);
  });
  const shownRows = virtual.getVirtualItems().map(({ index }) => recordAt(index));
  useEffect(() => onFresh(shownRows));

  return (
    <div
      ref={scroller}
      className={classes['scroller']}
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={total + 1}
      aria-colcount={columns.length}
      aria-multiselectable={choosing ? true : undefined}
      aria-activedescendant={total > 0 ? cellId(id, active, layout.at(active.row)) : undefined}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onDoubleClick={(event) => {
        const place = placeOf(event);
        if (place && columns[place.column] !== SELECT && !changeCell(place)) open(place.row);
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
                {column === SELECT ? (
                  <span className="hidden">{label}</span>
                ) : column.sort === undefined ? (
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
        {virtual.getVirtualItems().map((item) => {
          const line = layout.at(item.index);
          if (line && 'group' in line) {
            return (
              <GroupRow
                key={`group ${groupKey(line.group)}`}
                id={id}
                index={item.index}
                top={item.start}
                label={`${groupWords.field(query.group ?? '')}: ${groupWords.value(query.group ?? '', line.group.value)}`}
                count={line.group.count}
                closed={line.closed}
                columns={columns.length}
                active={item.index === active.row}
              />
            );
          }
          return (
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
              record={recordAt(item.index)}
              selected={choosing && choosing.selection.has(recordAt(item.index)?.id ?? '')}
              active={item.index === active.row ? active.column : undefined}
            />
          );
        })}
      </div>
    </div>
  );
}

/** A heading is one cell, however many columns there are. */
function cellId(id: string, { row, column }: Place, line: Line | undefined): string {
  return `${id}-${row}-${line && 'group' in line ? 0 : column}`;
}

/** Places of the records that the lines in sight show. */
function recordsIn(
  layout: Layout | undefined,
  range: { readonly from: number; readonly to: number },
): readonly [number, number] {
  if (!layout) return [range.from, range.to];
  const found: number[] = [];
  for (let line = range.from; line <= range.to; line += 1) {
    const one = layout.at(line);
    if (one && 'record' in one) found.push(one.record);
  }
  return [found[0] ?? 0, found.at(-1) ?? 0];
}

/** The groups of a register that is asked for in groups; undefined when it is not, or they are not known yet. */
function useGroups(query: RegisterQuery): readonly Group[] | undefined {
  const api = useApi();
  const { key, kind, search, filter, group } = query;
  const { data } = useQuery({
    ...api.records.groups.queryOptions({
      input: { key, kind, group: group ?? '', ...(search ? { search } : {}), ...(filter ? { filter } : {}) },
    }),
    enabled: group !== undefined,
  });
  return group === undefined ? undefined : data?.groups;
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

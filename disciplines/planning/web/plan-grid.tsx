import { type Ref, useCallback, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProject } from '@callosum/web/views';
import { isNearCritical } from '../plan/near.ts';
import { HEAD_HEIGHT, ROW_HEIGHT } from './picture.ts';
import { linksText, typeIntoChosen, widthOf } from './columns.ts';
import { keyOf } from './grid-keys.ts';
import { GROUP, HEADER, ROW } from './grid-roles.ts';
import classes from './plan.module.css';
import { PlanRow } from './plan-row.tsx';
import type { PlanDesk, Place } from './use-desk.ts';

/** Rows above and below those in sight. */
const MORE = 8;

export interface GridHandle {
  /** Puts the rows where a scroll position has them. */
  readonly place: (scrollTop: number) => void;
}

/** The plan as a tree of rows, of which only those in sight exist. The grid holds the focus and names the active cell. */
export function PlanGrid({
  handle,
  id,
  desk,
  height,
}: {
  readonly handle: Ref<GridHandle>;
  readonly id: string;
  readonly desk: PlanDesk;
  readonly height: number;
}) {
  const { t } = useTranslation();
  const { today } = useProject();
  const rows = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const [first, setFirst] = useState(0);
  const { active, columns } = desk;
  const { plan } = desk.state;
  const { model, dates, floats } = plan.schedule();
  const width = widthOf(columns);
  const from = Math.max(0, first - MORE);
  const to = Math.min(desk.rows.length - 1, first + Math.ceil(Math.max(height, 400) / ROW_HEIGHT) + MORE);
  useImperativeHandle(
    handle,
    () => ({
      place: (scrollTop) => {
        if (rows.current) rows.current.style.transform = `translateY(${-scrollTop}px)`;
        setFirst(Math.floor(scrollTop / ROW_HEIGHT));
      },
    }),
    [],
  );
  const shown = Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
  // The active row always exists, wherever one has scrolled to: the grid refers to it.
  const listed = shown.includes(active.row) || desk.rows.length === 0 ? shown : [...shown, active.row];
  const page = Math.max(1, Math.floor(height / ROW_HEIGHT) - 3);

  const select = (
    event: { readonly shiftKey: boolean; readonly ctrlKey: boolean; readonly metaKey: boolean },
    row: number,
  ): void => {
    const task = desk.taskAt(row);
    if (!task) return;
    if (event.shiftKey) {
      const [low, high] = [Math.min(active.row, row), Math.max(active.row, row)];
      const between = Array.from({ length: high - low + 1 }, (_, index) => desk.taskAt(low + index)?.id ?? '');
      desk.select(new Set([...desk.selected, ...between]));
    } else if (event.ctrlKey || event.metaKey) {
      const next = new Set(desk.selected);
      if (!next.delete(task.id)) next.add(task.id);
      desk.select(next);
    }
  };
  const go = (place: Place, event: { readonly shiftKey: boolean }): void => {
    if (event.shiftKey && place.row !== active.row)
      select({ shiftKey: true, ctrlKey: false, metaKey: false }, place.row);
    desk.activate(place);
  };
  const typed = (text: string | undefined, then?: 'down' | 'right'): void => {
    const column = columns[active.column];
    const task = desk.taskAt(active.row);
    desk.type(false);
    grid.current?.focus();
    if (text !== undefined && column && task) {
      const what = t('planning.did.cell', {
        column: t(`planning.column.${column.id}`),
        task: task.fields.title,
      });
      desk.carryOut(what, typeIntoChosen(plan, task, desk.with(task), column.id, text));
    }
    if (then === 'down') desk.activate({ ...active, row: Math.min(desk.rows.length - 1, active.row + 1) });
    if (then === 'right') desk.activate({ ...active, column: Math.min(columns.length - 1, active.column + 1) });
  };
  // Rows that scroll by are not rendered again only because somebody listens anew.
  const latest = useRef(typed);
  useEffect(() => {
    latest.current = typed;
  });
  const onType = useCallback<typeof typed>((text, then) => latest.current(text, then), []);
  const onKeyDown = (event: React.KeyboardEvent<HTMLDivElement>): void => {
    if (event.target !== event.currentTarget) return;
    const done = keyOf(event, { desk, page, go, columns: columns.length });
    if (done) event.preventDefault();
  };

  return (
    <div
      ref={grid}
      role="treegrid"
      tabIndex={0}
      className={classes['grid']}
      aria-label={t('planning.grid')}
      aria-describedby={`${id}-keys`}
      aria-rowcount={desk.rows.length + 1}
      aria-colcount={columns.length}
      aria-multiselectable
      aria-activedescendant={desk.rows.length > 0 ? `${id}-${active.row}-${active.column}` : undefined}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        const place = placeOf(event.target);
        if (!place) return;
        if (event.target instanceof Element && event.target.closest('[data-toggle="true"]')) {
          desk.toggle(desk.taskAt(place.row)?.id ?? '');
          return;
        }
        if (place.row === active.row && place.column === active.column && desk.typing) return;
        select(event, place.row);
        desk.activate(place);
      }}
      onDoubleClick={(event) => {
        if (placeOf(event.target)) desk.type(true);
      }}
    >
      <p id={`${id}-keys`} className="hidden">
        {t('planning.keys')}
      </p>
      <div {...GROUP} className={classes['head']} style={{ height: HEAD_HEIGHT, width }}>
        <div {...ROW} aria-rowindex={1} className={classes['headRow']}>
          {columns.map((column, index) => (
            <div
              key={column.id}
              {...HEADER}
              aria-colindex={index + 1}
              className={classes[column.id]}
              data-align={column.align}
            >
              {t(`planning.column.${column.id}`)}
            </div>
          ))}
        </div>
      </div>
      <div className={classes['window']} style={{ width }} role="presentation">
        <div ref={rows} {...GROUP} className={classes['rows']}>
          {listed.map((row) => {
            const task = desk.taskAt(row);
            if (!task) return null;
            const isActive = row === active.row;
            const place = desk.rows[row] ?? 0;
            const summary = model.summary[place] === 1;
            return (
              <div key={task.id} role="presentation" className={classes['place']} style={{ top: row * ROW_HEIGHT }}>
                <PlanRow
                  grid={id}
                  plan={plan}
                  reference={desk.reference}
                  columns={columns}
                  row={task}
                  level={model.tasks[place]?.outlineLevel ?? 1}
                  summary={summary}
                  critical={floats.critical[place] === 1 && !summary}
                  near={isNearCritical(plan.schedule(), place, plan.mapped().plan.properties.minutesPerDay)}
                  start={dates.start[place] ?? 0}
                  finish={dates.finish[place] ?? 0}
                  links={linksText(plan, task)}
                  at={row}
                  index={place}
                  today={today}
                  closed={desk.closed.has(task.id)}
                  selected={desk.selected.has(task.id)}
                  active={isActive ? active.column : undefined}
                  typing={isActive && desk.typing ? active.column : undefined}
                  onType={onType}
                />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** The cell that something happened in; rows do not listen themselves, there are too many of them. */
function placeOf(target: EventTarget): Place | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-column]') : null;
  return cell ? { row: Number(cell.dataset['at']), column: Number(cell.dataset['column']) } : undefined;
}

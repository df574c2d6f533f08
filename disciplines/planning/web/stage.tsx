import { useEffect, useEffectEvent, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { draw } from './draw.ts';
import { HEAD_HEIGHT, type Palette, type Picture, ROW_HEIGHT, type Shown } from './picture.ts';
import { paletteOf } from './palette.ts';
import { columnsOf, STANDING_WIDTH, widthOf } from './columns.ts';
import { PlanGrid, type GridHandle } from './plan-grid.tsx';
import classes from './plan.module.css';
import { instantAt, scaleOf, type Scale, xOf, type Zoom } from './time-scale.ts';
import { rowsByPlace } from './rows.ts';
import { Splitter } from './splitter.tsx';
import { useDrag } from './use-drag.ts';
import type { PlanDesk } from './use-desk.ts';
import { useMarks } from './use-marks.ts';
import { useTriedState } from './use-plan.ts';
import { useTickText } from './use-tick-text.ts';

const DAY = 86_400;
/** Time before the first task and after the last one. */
const BEFORE = 14 * DAY;
const AFTER = 60 * DAY;
const MOST_LINKS = 600;

interface View {
  scrollTop: number;
  from: number;
}

/**
 * Grid and time line side by side. Both stand still while the page of rows scrolls behind them, and are painted from the same position
 * in the same frame, so that they never drift apart.
 */
export function Stage(props: {
  readonly desk: PlanDesk;
  readonly zoom: Zoom;
  readonly shown: Shown;
  readonly onZoom: (by: 1 | -1) => void;
}) {
  const { t } = useTranslation();
  const id = useId();
  const { zoom, shown, onZoom } = props;
  const desk = useTriedDesk(props.desk);
  const { plan } = desk.state;
  const scroller = useRef<HTMLDivElement>(null);
  const pane = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const time = useRef<HTMLDivElement>(null);
  const slider = useRef<HTMLDivElement>(null);
  const grid = useRef<GridHandle>(null);
  const view = useRef<View>({ scrollTop: 0, from: 0 });
  /** What the page wears until it changes: to ask at every painting would settle the styles of the page each time. */
  const worn = useRef<Palette>(undefined);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [height, setHeight] = useState(0);
  const [chosenWidth, setGridWidth] = useState<number>();
  const [room, setRoom] = useState(0);
  const more = widthOf(desk.columns) - widthOf(columnsOf(false));
  const gridWidth =
    chosenWidth ?? Math.max(STANDING_WIDTH, Math.min(620 + more, Math.round(room * (more > 0 ? 0.7 : 0.5))));
  const [begin, end] = useSpan(desk);
  const marks = useMarks(desk);
  const tickText = useTickText();
  const { count } = plan.schedule().model;
  const rowOf = useMemo(() => rowsByPlace(desk.rows, count), [desk.rows, count]);
  const selected = useMemo(
    () => new Set([...desk.selected].flatMap((one) => plan.indexOf(one) ?? [])),
    [desk.selected, plan],
  );
  const scale = (): Scale => scaleOf(zoom, view.current.from);

  const picture = (): Picture => ({
    plan,
    rows: desk.rows,
    rowOf,
    zoom,
    scale: scale(),
    scrollTop: view.current.scrollTop,
    ...size,
    palette: (worn.current ??= paletteOf()),
    ...marks,
    shown,
    mostLinks: MOST_LINKS,
    active: desk.active.row,
    selected,
    tickText,
    weekStart: plan.mapped().plan.properties.weekStart,
  });
  const paint = useEffectEvent(() => {
    const context = canvas.current?.getContext('2d');
    if (context && size.width > 0) draw(context, picture(), window.devicePixelRatio);
  });
  const place = useEffectEvent(() => {
    const top = scroller.current?.scrollTop ?? 0;
    view.current.scrollTop = top;
    grid.current?.place(top);
    paint();
  });
  const drag = useDrag({
    desk,
    scale,
    rowAt: (y) => Math.floor((y - HEAD_HEIGHT + view.current.scrollTop) / ROW_HEIGHT),
  });

  useLayoutEffect(() => {
    place();
  });

  // The middle of what is seen stays where it is when the zoom changes.
  const lastZoom = useRef<Zoom | undefined>(undefined);
  useLayoutEffect(() => {
    const element = slider.current;
    if (!element || size.width === 0) return;
    const known = lastZoom.current;
    const middle = known === undefined ? undefined : instantAt(scaleOf(known, view.current.from), size.width / 2);
    const { pixelsPerSecond } = scaleOf(zoom, begin);
    const from = middle === undefined ? view.current.from || begin : middle - size.width / 2 / pixelsPerSecond;
    lastZoom.current = zoom;
    element.scrollLeft = Math.max(0, (from - begin) * pixelsPerSecond);
    view.current.from = begin + element.scrollLeft / pixelsPerSecond;
    paint();
  }, [zoom, begin, size.width]);

  useEffect(() => {
    const area = time.current;
    if (!area) return undefined;
    const observer = new ResizeObserver(() => {
      setHeight(scroller.current?.clientHeight ?? 0);
      setRoom(scroller.current?.clientWidth ?? 0);
      setSize({ width: area.clientWidth, height: area.clientHeight - (slider.current?.offsetHeight ?? 0) });
    });
    observer.observe(area);
    if (scroller.current) observer.observe(scroller.current);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    const look = new MutationObserver(() => {
      worn.current = undefined;
      paint();
    });
    look.observe(document.documentElement, { attributes: true, attributeFilter: ['data-mantine-color-scheme'] });
    return () => look.disconnect();
  }, []);

  // A wheel with Ctrl zooms the time line and not the page, which only a listener of one's own can ask for.
  const wheel = useEffectEvent((event: WheelEvent) => {
    if (event.ctrlKey) {
      event.preventDefault();
      onZoom(event.deltaY < 0 ? -1 : 1);
      return;
    }
    const along = event.shiftKey ? event.deltaY : event.deltaX;
    if (along !== 0 && slider.current) slider.current.scrollLeft += along;
  });
  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    const listener = (event: WheelEvent): void => wheel(event);
    element.addEventListener('wheel', listener, { passive: false });
    return () => element.removeEventListener('wheel', listener);
  }, []);

  /** Brings a row into sight, and its bar. */
  const reveal = useEffectEvent((row: number, width: number) => {
    const element = scroller.current;
    const task = desk.rows[row];
    if (!element || task === undefined) return;
    const top = row * ROW_HEIGHT;
    const room = element.clientHeight - HEAD_HEIGHT - (slider.current?.offsetHeight ?? 0) - ROW_HEIGHT;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top > element.scrollTop + room) element.scrollTop = top - room;
    const { dates } = plan.schedule();
    const [left, right] = [xOf(scale(), dates.start[task] ?? 0), xOf(scale(), dates.finish[task] ?? 0)];
    if (slider.current && width > 0 && (right < 20 || left > width - 60)) {
      slider.current.scrollLeft += left - width / 4;
    }
  });
  /** Brings a column into sight; what stands still hides nothing of it. */
  const revealColumn = useEffectEvent((column: number) => {
    const element = pane.current;
    if (!element || column < 2) return;
    const left = widthOf(desk.columns.slice(0, column));
    const right = left + (desk.columns[column]?.width ?? 0);
    if (left - STANDING_WIDTH < element.scrollLeft) element.scrollLeft = left - STANDING_WIDTH;
    else if (right > element.scrollLeft + element.clientWidth) element.scrollLeft = right - element.clientWidth;
  });
  const { row: activeRow, column: activeColumn } = desk.active;
  useEffect(() => {
    revealColumn(activeColumn);
  }, [activeColumn]);
  useEffect(() => {
    reveal(activeRow, size.width);
  }, [activeRow, size.width]);

  return (
    <div ref={scroller} className={classes['scroller']} onScroll={place}>
      <div style={{ height: desk.rows.length * ROW_HEIGHT + HEAD_HEIGHT + 24 }}>
        <div className={classes['stage']} style={{ height }}>
          <div ref={pane} className={classes['gridPane']} style={{ width: gridWidth }}>
            <PlanGrid handle={grid} id={id} desk={desk} height={size.height} />
          </div>
          <Splitter width={gridWidth} most={widthOf(desk.columns)} onWidth={setGridWidth} />
          <div ref={time} className={classes['time']}>
            <canvas
              ref={canvas}
              {...PICTURE}
              aria-label={t('planning.timeLine')}
              width={Math.round(size.width * window.devicePixelRatio)}
              height={Math.round(size.height * window.devicePixelRatio)}
              style={{ width: size.width, height: size.height }}
              {...drag}
            />
            <div
              ref={slider}
              className={classes['slider']}
              onScroll={(event) => {
                view.current.from = begin + event.currentTarget.scrollLeft / scale().pixelsPerSecond;
                paint();
              }}
            >
              <div style={{ width: (end - begin) * scaleOf(zoom, 0).pixelsPerSecond, height: 1 }} />
            </div>
          </div>
        </div>
      </div>
    </div>
  );
}

const PICTURE = { role: 'img' } as const;

/** The desk with what is only tried on it: rows and bars follow at every step of a drag, and nothing else on the page does. */
function useTriedDesk(desk: PlanDesk): PlanDesk {
  const state = useTriedState(desk.store);
  const { tasks } = state.plan.records();
  return { ...desk, state, taskAt: (row) => tasks[desk.rows[row] ?? -1] };
}

/** The time that can be looked at. It does not change while one edits, or everything would jump. */
function useSpan({ state: { plan } }: PlanDesk): readonly [number, number] {
  const [span, setSpan] = useState<readonly [number, number]>(() => spanOf(plan));
  const wanted = spanOf(plan);
  if (wanted[0] < span[0] || wanted[1] > span[1]) {
    setSpan([Math.min(span[0], wanted[0]), Math.max(span[1], wanted[1])]);
  }
  return span;
}

function spanOf(plan: PlanDesk['state']['plan']): readonly [number, number] {
  const { dates, model, finish } = plan.schedule();
  let begin = model.projectStart;
  let end = finish;
  for (let task = 0; task < model.count; task++) {
    begin = Math.min(begin, dates.start[task] ?? begin);
    end = Math.max(end, dates.finish[task] ?? end);
  }
  return [Math.floor((begin - BEFORE) / DAY) * DAY, end + AFTER];
}

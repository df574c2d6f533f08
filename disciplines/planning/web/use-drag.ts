import { formatInstant } from '@callosum/schedule';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { datesIn, type Gesture, isSummary, typeFinish, typeStart } from '../plan/gestures.ts';
import type { TaskRecord } from '../plan/records.ts';
import { instantAt, type Scale, xOf } from './time-scale.ts';
import type { PlanDesk } from './use-desk.ts';

const DAY = 86_400;
/** How near to its end a bar is taken by the end. */
const EDGE = 7;
/** Days narrower than this are moved whole. */
const FINE = 200;

interface Dragged {
  readonly row: TaskRecord;
  readonly end: boolean;
  readonly x: number;
  readonly start: number;
  readonly finish: number;
  gesture: Gesture | undefined;
}

/** Bars are dragged: at their end to another duration, elsewhere to another start. The plan follows at every step. */
export function useDrag(parts: {
  readonly desk: PlanDesk;
  readonly scale: () => Scale;
  readonly rowAt: (y: number) => number;
}) {
  const { t } = useTranslation();
  const { desk } = parts;
  const dragged = useRef<Dragged | undefined>(undefined);

  const hit = (
    event: React.PointerEvent,
  ): { row: number; task?: TaskRecord; end: boolean; start: number; finish: number } => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const row = parts.rowAt(event.clientY - top);
    const task = desk.taskAt(row);
    if (!task) return { row, end: false, start: 0, finish: 0 };
    const x = event.clientX - left;
    const { start, finish } = datesIn(desk.state.plan, task.id);
    const [from, to] = [xOf(parts.scale(), start), xOf(parts.scale(), finish)];
    const on = x >= from - 6 && x <= Math.max(to, from + 4) + 6;
    const free = on && desk.mayEdit(task) && !isSummary(desk.state.plan, task.id);
    return { row, ...(free ? { task } : {}), end: x > to - EDGE && to - from > 2 * EDGE, start, finish };
  };

  const gestureFor = (one: Dragged, x: number): Gesture => {
    const scale = parts.scale();
    const by = instantAt(scale, x) - instantAt(scale, one.x);
    const whole = scale.pixelsPerSecond * DAY < FINE;
    const step = whole ? DAY : 900;
    const to = Math.round(((one.end ? one.finish : one.start) + by) / step) * step;
    const moment = whole ? formatInstant(to).slice(0, 10) : formatInstant(to);
    return one.end ? typeFinish(desk.state.plan, one.row, moment) : typeStart(desk.state.plan, one.row, moment);
  };

  return {
    onPointerDown: (event: React.PointerEvent<HTMLCanvasElement>): void => {
      const { row, task, ...found } = hit(event);
      desk.activate({ ...desk.active, row });
      if (!task || event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      dragged.current = { ...found, row: task, x: event.clientX, gesture: undefined };
    },
    onPointerMove: (event: React.PointerEvent<HTMLCanvasElement>): void => {
      const one = dragged.current;
      if (!one) {
        const { task, end } = hit(event);
        event.currentTarget.style.cursor = task ? (end ? 'ew-resize' : 'grab') : '';
        return;
      }
      if (Math.abs(event.clientX - one.x) < 3 && one.gesture === undefined) return;
      const gesture = gestureFor(one, event.clientX);
      // Most steps of a drag stay within a day.
      if (isSame(gesture, one.gesture)) return;
      one.gesture = gesture;
      desk.store.attempt('edits' in gesture ? gesture.edits : []);
    },
    onPointerUp: (): void => {
      const one = dragged.current;
      dragged.current = undefined;
      desk.store.attempt([]);
      if (!one?.gesture) return;
      desk.carryOut(
        t(one.end ? 'planning.did.duration' : 'planning.did.start', { task: one.row.fields.title }),
        one.gesture,
      );
    },
    onPointerCancel: (): void => {
      dragged.current = undefined;
      desk.store.attempt([]);
    },
  };
}

function isSame(a: Gesture, b: Gesture | undefined): boolean {
  return b !== undefined && JSON.stringify(a) === JSON.stringify(b);
}

import { formatInstant } from '@callosum/schedule';
import { datesIn, isSummary, typeStart } from '../plan/gestures.ts';
import type { PlanDesk, Place } from './use-desk.ts';

const DAY = 86_400;

export interface Pressed {
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

interface Around {
  readonly desk: PlanDesk;
  /** Rows that PageUp and PageDown go. */
  readonly page: number;
  readonly columns: number;
  readonly go: (place: Place, event: Pressed) => void;
}

/** What a key does in the plan's grid. @returns whether it does anything. */
export function keyOf(event: Pressed, around: Around): boolean {
  return event.altKey ? moved(event, around.desk) : gone(event, around) || changed(event, around.desk);
}

/** Keys that lead somewhere. */
function gone(event: Pressed, { desk, page, columns, go }: Around): boolean {
  const { row, column } = desk.active;
  const whole = event.ctrlKey || event.metaKey;
  const last = desk.rows.length - 1;
  const to = (nextRow: number, nextColumn: number): boolean => {
    const place = { row: Math.max(0, Math.min(last, nextRow)), column: Math.max(0, Math.min(columns - 1, nextColumn)) };
    go(place, event);
    return true;
  };
  switch (event.key) {
    case 'ArrowDown':
      return to(whole ? last : row + 1, column);
    case 'ArrowUp':
      return to(whole ? 0 : row - 1, column);
    case 'ArrowRight':
      return opened(desk, column, false) || to(row, whole ? columns - 1 : column + 1);
    case 'ArrowLeft':
      return opened(desk, column, true) || to(row, whole ? 0 : column - 1);
    case 'Home':
      return to(whole ? 0 : row, whole ? column : 0);
    case 'End':
      return to(whole ? last : row, whole ? column : columns - 1);
    case 'PageDown':
      return to(row + page, column);
    case 'PageUp':
      return to(row - page, column);
    default:
      return false;
  }
}

/** Left closes an open summary, and right opens a closed one, where its name stands. */
function opened(desk: PlanDesk, column: number, shut: boolean): boolean {
  const task = desk.taskAt(desk.active.row);
  if (column !== 1 || !task || !isSummary(desk.state.plan, task.id) || desk.closed.has(task.id) === shut) return false;
  desk.toggle(task.id, shut);
  return true;
}

/** Keys that change something, or choose. */
function changed(event: Pressed, desk: PlanDesk): boolean {
  const task = desk.taskAt(desk.active.row);
  switch (event.key) {
    case 'Enter':
    case 'F2':
      desk.type(true);
      return true;
    case ' ': {
      if (!task) return true;
      const next = new Set(desk.selected);
      if (!next.delete(task.id)) next.add(task.id);
      desk.select(next);
      return true;
    }
    case 'a':
      if (!event.ctrlKey && !event.metaKey) return false;
      desk.select(new Set(desk.rows.flatMap((_, row) => desk.taskAt(row)?.id ?? [])));
      return true;
    case 'Escape':
      desk.select(new Set());
      return true;
    case 'Insert':
      if (desk.mayAdd) desk.add();
      return true;
    case 'Delete':
      if (desk.mayWithdraw) desk.withdraw();
      return true;
    default:
      return false;
  }
}

/** With Alt: a day earlier or later, a row up or down; with Shift besides, a level out or in. */
function moved({ key, shiftKey }: Pressed, desk: PlanDesk): boolean {
  const task = desk.taskAt(desk.active.row);
  if (!task || !desk.editable) return false;
  switch (key) {
    case 'ArrowRight':
    case 'ArrowLeft': {
      const later = key === 'ArrowRight';
      if (shiftKey) {
        if (later) desk.indent();
        else desk.outdent();
        return true;
      }
      const day = nextDay(desk, datesIn(desk.state.plan, task.id).start, later);
      desk.carryOut(task.fields.title, typeStart(desk.state.plan, task, day));
      return true;
    }
    case 'ArrowDown':
      desk.shift(1);
      return true;
    case 'ArrowUp':
      desk.shift(-1);
      return true;
    default:
      return false;
  }
}

/** The next day on which there is work. */
function nextDay({ state: { plan } }: PlanDesk, from: number, later: boolean): string {
  const { model } = plan.schedule();
  const time = model.times[model.projectCalendar];
  let day = Math.floor(from / DAY);
  for (let left = 60; left > 0; left -= 1) {
    day += later ? 1 : -1;
    if (!time || time.between(day * DAY, (day + 1) * DAY) > 0) break;
  }
  return formatInstant(day * DAY).slice(0, 10);
}

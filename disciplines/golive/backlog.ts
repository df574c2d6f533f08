import { addDays, type GraphReader, type Moment, momentAt } from '@callosum/kernel';
import { ticket } from './kinds/ticket.ts';
import { exitLimits } from './limits.ts';
import { isOpen, type TicketRow, wasReported } from './tickets.ts';

/** What came and went on one day, and what was left at its end. */
export interface DayOfTickets {
  readonly day: string;
  readonly opened: number;
  readonly solved: number;
  readonly left: number;
}

/** Days by zone and quarter of an hour: no zone changes its offset by less, and asking a calendar for each ticket is dear. */
const days = new Map<string, string>();
const MOST_KEPT = 50_000;

function dayOf(instant: string, zone: string): string {
  const quarter = `${instant.slice(0, 14)}${String(Math.floor(Number(instant.slice(14, 16)) / 15) * 15).padStart(2, '0')}`;
  const key = `${quarter} ${zone}`;
  const known = days.get(key);
  if (known !== undefined) return known;
  if (days.size >= MOST_KEPT) days.clear();
  const { today } = momentAt(`${quarter}:00.000Z`, zone);
  days.set(key, today);
  return today;
}

/** Further back nobody asks how the backlog went. */
const MOST_DAYS = 120;

/**
 * How the backlog went, day by day up to yesterday: today is not over. Days are those of the project's zone. Empty when no ticket was
 * reported before today.
 * @param only the severity that is counted; all unless stated.
 */
export function backlogDays(
  graph: GraphReader,
  at: Moment,
  zone: string,
  only?: TicketRow['fields']['severity'],
): readonly DayOfTickets[] {
  const opened = new Map<string, number>();
  const solved = new Map<string, number>();
  const add = (days: Map<string, number>, day: string): void => void days.set(day, (days.get(day) ?? 0) + 1);
  for (const row of graph.all(ticket)) {
    if (!wasReported(row, at) || (only !== undefined && row.fields.severity !== only)) continue;
    add(opened, dayOf(row.fields.openedAt, zone));
    const { resolvedAt } = row.fields;
    if (resolvedAt !== undefined && !isOpen(row, at)) add(solved, dayOf(resolvedAt, zone));
  }
  const first = [...opened.keys()].reduce<string | undefined>((a, b) => (a === undefined || b < a ? b : a), undefined);
  if (first === undefined || first >= at.today) return [];
  const from = addDays(at.today, -MOST_DAYS) > first ? addDays(at.today, -MOST_DAYS) : first;
  const before = (days: Map<string, number>): number =>
    [...days].reduce((sum, [day, count]) => (day < from ? sum + count : sum), 0);
  const past: DayOfTickets[] = [];
  let left = before(opened) - before(solved);
  for (let day = from; day < at.today; day = addDays(day, 1)) {
    const [came, went] = [opened.get(day) ?? 0, solved.get(day) ?? 0];
    left += came - went;
    past.push({ day, opened: came, solved: went, left });
  }
  return past;
}

/** Days in a row, up to the last, on which more was solved than came, or nothing was left. */
export function fallingDays(days: readonly DayOfTickets[]): number {
  const rising = days.findLastIndex(({ opened, solved, left }) => solved <= opened && left > 0);
  return days.length - 1 - rising;
}

/** Tickets a day over the last days, as a multiple of the usual; undefined before so many days are over or without a usual rate. */
export function rateFactor(days: readonly DayOfTickets[], usualPerDay: number | undefined): number | undefined {
  const last = days.slice(-exitLimits.rateDays);
  if (usualPerDay === undefined || usualPerDay <= 0 || last.length < exitLimits.rateDays) return undefined;
  return last.reduce((sum, { opened }) => sum + opened, 0) / last.length / usualPerDay;
}

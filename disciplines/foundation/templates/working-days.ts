import { addDays } from '@callosum/kernel';

/** Monday to Friday: holidays are the project's own and are not known yet. */
function isWorkingDay(date: string): boolean {
  const day = new Date(`${date}T00:00:00Z`).getUTCDay();
  return day !== 0 && day !== 6;
}

/** The day so many working days from another one, which itself may be any day; 0 is that day. */
export function workingDay(from: string, offset: number): string {
  const step = offset < 0 ? -1 : 1;
  let date = from;
  for (let left = Math.abs(offset); left > 0;) {
    date = addDays(date, step);
    if (isWorkingDay(date)) left -= 1;
  }
  return date;
}

/** How many working days lie between two days; negative when the second comes first. Undoes `workingDay`. */
export function workingOffset(from: string, to: string): number {
  const step = to < from ? -1 : 1;
  let count = 0;
  for (let date = from; date !== to;) {
    date = addDays(date, step);
    if (isWorkingDay(date)) count += step;
  }
  return count;
}

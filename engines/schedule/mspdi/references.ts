import type { PlanCalendar } from '../plan.ts';
import type { PlanWarning, PlanWarningCode } from '../errors.ts';
import { say, type Said } from '../say.ts';

/** Something kept together with the line its row starts on. */
export interface Lined<T> {
  readonly value: T;
  readonly line: number;
}

export type WarnAt = (code: PlanWarningCode, message: Said, place: Pick<PlanWarning, 'line' | 'uid'>) => void;

/**
 * Removes bases that do not exist and cuts circles, each with a warning.
 * A base of 0 where no calendar 0 exists means no base: newer programs write it so.
 */
export const settleCalendarBases = (calendars: readonly Lined<PlanCalendar>[], warn: WarnAt): PlanCalendar[] => {
  const bases = new Map<number, number | undefined>();
  const known = new Set(calendars.map(({ value }) => value.uid));
  for (const { value, line } of calendars) {
    const base = value.baseUid;
    if (base !== undefined && !known.has(base) && base !== 0) {
      warn('calendar-base-missing', say`Calendar ${String(value.uid)} is based on calendar ${String(base)}.`, {
        line,
        uid: value.uid,
      });
    }
    bases.set(value.uid, base !== undefined && known.has(base) ? base : undefined);
  }
  const settled = new Set<number>();
  for (const { value, line } of calendars) {
    const path = new Set<number>();
    let at: number | undefined = value.uid;
    while (at !== undefined && !settled.has(at)) {
      path.add(at);
      const base: number | undefined = bases.get(at);
      if (base !== undefined && path.has(base)) {
        warn('calendar-base-circular', say`Calendar ${String(at)} is based on itself by way of ${String(base)}.`, {
          line,
          uid: at,
        });
        bases.set(at, undefined);
        break;
      }
      at = base;
    }
    for (const uid of path) settled.add(uid);
  }
  return calendars.map(({ value }) =>
    bases.get(value.uid) === value.baseUid ? value : { ...value, baseUid: bases.get(value.uid) },
  );
};

/**
 * Removes a reference to a calendar that does not exist. Zero means none where no calendar 0 exists.
 * @param owner how the message names the row, such as "Task 5"
 */
export const settleCalendar = <T extends { readonly calendarUid?: number | undefined }>(
  row: T,
  calendars: ReadonlySet<number>,
  owner: () => { name: Said; place: Pick<PlanWarning, 'line' | 'uid'> },
  warn: WarnAt,
): T => {
  const uid = row.calendarUid;
  if (uid === undefined || calendars.has(uid)) return row;
  if (uid !== 0) {
    const { name, place } = owner();
    warn('calendar-missing', say`${name} refers to calendar ${String(uid)}.`, place);
  }
  return { ...row, calendarUid: undefined };
};

import type { DayOfTickets } from './backlog.ts';
import { fallingDays, rateFactor } from './backlog.ts';
import { exitLimits } from './limits.ts';

/** What leaving the command centre waits for longest, and for how many days; without a number it does not come nearer. */
export interface ExitForecast {
  readonly waitsFor: 'nothing' | 'falling' | 'severity1' | 'severity2' | 'rate';
  readonly days?: number;
}

/** Tickets of one severity: how many are open now, how many may be, and how they went day by day. */
export interface SeverityDays {
  readonly waitsFor: 'severity1' | 'severity2';
  readonly open: number;
  readonly most: number;
  readonly days: readonly DayOfTickets[];
}

/**
 * When the exit criteria that take time can be met, if tickets come and are solved as over the last days. It is the earliest
 * day: what is met by then has to stay so.
 * @param days how the whole backlog went, at least as many days as the rate is the mean of.
 */
export function exitForecast(
  days: readonly DayOfTickets[],
  severities: readonly SeverityDays[],
  usualPerDay: number,
): ExitForecast {
  const parts = [
    fallingPart(days),
    ...severities.map(({ waitsFor, open, most, days: own }) => ({ waitsFor, days: daysUntil(open - most, pace(own)) })),
    { waitsFor: 'rate' as const, days: rateDays(days, usualPerDay) },
  ];
  const stuck = parts.find((part) => part.days === undefined);
  if (stuck) return { waitsFor: stuck.waitsFor };
  return parts.reduce<Required<ExitForecast>>(
    (longest, { waitsFor, days: own = 0 }) => (own > longest.days ? { waitsFor, days: own } : longest),
    { waitsFor: 'nothing', days: 0 },
  );
}

/** Whole days until an excess is gone that falls by so much a day; undefined when it does not fall. */
export function daysUntil(excess: number, fallsBy: number): number | undefined {
  if (excess <= 0) return 0;
  return fallsBy > 0 ? Math.ceil(excess / fallsBy) : undefined;
}

const lastOf = (days: readonly DayOfTickets[]): readonly DayOfTickets[] => days.slice(-exitLimits.rateDays);

/** By how many tickets the backlog came down each day, over the last days. */
function pace(days: readonly DayOfTickets[]): number {
  return lastOf(days).reduce((sum, { opened, solved }) => sum + solved - opened, 0) / exitLimits.rateDays;
}

/** A backlog that has begun to fall, or is about to by the pace of the last days, has to go on for so many days. */
function fallingPart(days: readonly DayOfTickets[]): {
  readonly waitsFor: 'falling';
  readonly days: number | undefined;
} {
  const falling = fallingDays(days);
  const falls = falling > 0 || pace(days) > 0;
  const missing = Math.max(0, exitLimits.fallingDays - falling);
  return { waitsFor: 'falling', days: missing === 0 || falls ? missing : undefined };
}

/** Days until tickets come as seldom as they may, when the rate goes on falling as from the days before the last ones. */
function rateDays(days: readonly DayOfTickets[], usualPerDay: number): number | undefined {
  const now = rateFactor(days, usualPerDay);
  if (now === undefined) return undefined;
  const before = rateFactor(days.slice(0, -exitLimits.rateDays), usualPerDay) ?? now;
  return daysUntil(now - exitLimits.rateFactorMost, (before - now) / exitLimits.rateDays);
}

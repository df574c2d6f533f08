import type { FieldsOf, Moment, Row } from '@callosum/kernel';
import type { ticket } from './kinds/ticket.ts';
import { severity } from './limits.ts';

export type TicketRow = Row<FieldsOf<typeof ticket>>;
export type Severity = (typeof severity)['levels'][number];

const MINUTE = 60_000;
const CLOSED: ReadonlySet<string> = new Set(['solved', 'confirmed']);

/** Whether a ticket was there by then; duplicates are counted with the ticket they repeat. */
export function wasReported({ state, fields }: TicketRow, at: Moment): boolean {
  return state !== 'duplicate' && fields.openedAt <= at.instant;
}

/** Whether it was there and not solved by then. */
export function isOpen(row: TicketRow, at: Moment): boolean {
  if (!wasReported(row, at)) return false;
  const { resolvedAt } = row.fields;
  return !CLOSED.has(row.state) || resolvedAt === undefined || resolvedAt > at.instant;
}

export function levelOf({ fields }: TicketRow): Severity | undefined {
  return severity.levels.find(({ key }) => key === fields.severity);
}

/** The moment so many minutes after another. */
export function minutesAfter(instant: string, minutes: number): string {
  return new Date(Date.parse(instant) + minutes * MINUTE).toISOString();
}

/** Whole minutes from one moment to another. */
export function minutesBetween(from: string, to: string): number {
  return Math.floor((Date.parse(to) - Date.parse(from)) / MINUTE);
}

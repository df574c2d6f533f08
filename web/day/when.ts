import { addDays } from '@callosum/kernel';

/** When something has to be done, as a day is planned. */
export const WHEN = ['overdue', 'today', 'week', 'later', 'open'] as const;
type When = (typeof WHEN)[number];

const WEEK = 7;

/** By the project's own calendar: what is late there may not be late here. */
export function whenOf({
  until,
  project,
}: {
  readonly until: string | null;
  readonly project: { readonly today: string };
}): When {
  if (until === null) return 'open';
  if (until < project.today) return 'overdue';
  if (until === project.today) return 'today';
  return until <= addDays(project.today, WEEK) ? 'week' : 'later';
}

import { mspdi } from '@callosum/schedule/testing';

type Task = NonNullable<NonNullable<Parameters<typeof mspdi>[0]>['tasks']>[number];

const TASKS: readonly Task[] = [
  { Name: 'Build', Start: '2027-01-04T08:00:00', Finish: '2027-01-08T17:00:00', Duration: 'PT40H0M0S' },
  {
    Name: 'Test',
    Start: '2027-01-11T08:00:00',
    Finish: '2027-01-15T17:00:00',
    Duration: 'PT40H0M0S',
    PredecessorLink: { PredecessorUID: 1, Type: 1, CrossProject: 0, LinkLag: 0, LagFormat: 7 },
  },
  {
    Name: 'Go-live',
    Milestone: 1,
    Start: '2027-06-30T17:00:00',
    Finish: '2027-06-30T17:00:00',
    Duration: 'PT0H0M0S',
  },
];

/** A plan of two tasks and a milestone on 2027-06-30, with more tasks after them. */
export function planFile(more: readonly Task[] = [], change: Task = {}): string {
  const [first = {}, ...rest] = TASKS;
  const settings = { Title: 'Riverbend', StartDate: '2027-01-04T08:00:00', FinishDate: '2027-06-30T17:00:00' };
  return mspdi({ settings, tasks: [{ ...first, ...change }, ...rest, ...more] });
}

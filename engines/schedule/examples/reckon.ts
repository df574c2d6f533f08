import { planOf, reasonsFor, schedule, scheduledTasks } from '../index.ts';

const plan = planOf({
  properties: { start: '2026-01-05T08:00' },
  tasks: [
    { uid: 1, name: 'Build', duration: '10d' },
    { uid: 2, name: 'Train', duration: '2d' },
    { uid: 3, name: 'Go live', duration: '0d', deadline: '2026-01-16T17:00' },
  ],
  links: [
    { from: 1, to: 3, lag: '1d' },
    { from: 2, to: 3 },
  ],
});

const reckoned = schedule(plan);
export const dates = scheduledTasks(reckoned);
export const warnings = reckoned.warnings;
export const why = reasonsFor(reckoned, 3);

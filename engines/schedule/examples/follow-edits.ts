import { createLiveSchedule, formatInstant, planOf } from '../index.ts';

const live = createLiveSchedule(
  planOf({ tasks: [{ uid: 1, duration: '3d' }, { uid: 2 }, { uid: 3 }], links: [{ from: 1, to: 2 }] }),
);

// Two days more: task 2 moves with it, task 3 does not.
const moved = live.edit([
  { task: 1, set: { duration: { seconds: 5 * 28_800, unit: 'days', elapsed: false, estimated: false } } },
]);
export const movedTasks = moved.map(({ uid, finish }) => ({ uid, before: formatInstant(finish) }));
export const finish = formatInstant(live.current().finish);

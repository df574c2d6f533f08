import { earnedValue, formatInstant, planOf, schedule } from '../index.ts';

const plan = planOf({
  properties: { start: '2026-01-05T08:00', statusDate: '2026-01-07T17:00' },
  tasks: [
    { uid: 1, duration: '5d', percentComplete: 40, actualStart: '2026-01-05T08:00', actualCost: 50_000 },
    { uid: 2 },
  ],
});
const held = { uid: 1, start: '2026-01-05T08:00', finish: '2026-01-09T17:00', cost: 100_000 };
const value = earnedValue({ ...plan, baselines: [{ number: 0, tasks: [held] }] });
// Three of five days should be done by Wednesday, and two are.
export const indices = [value?.total.spi, value?.total.cpi];

const frozen = { name: 'Freeze', from: '2026-01-05', to: '2026-01-09', tasks: new Set([2]) };
const { dates } = schedule({ ...plan, windows: [frozen] });
export const afterFreeze = formatInstant(dates.start[1] ?? 0);

import { describe, expect, test } from 'vitest';
import { createMspdiReader } from './mspdi/reader.ts';
import { planOf } from './plan-of.ts';
import { scheduledTasks } from './report.ts';
import { schedule } from './schedule.ts';
import { formatInstant } from './time/civil.ts';

const codesOf = (...parts: Parameters<typeof planOf>) =>
  schedule(planOf(...parts)).warnings.map(({ code, uid }) => [code, uid]);

describe('what a plan cannot mean is told, and the rest is reckoned', () => {
  test('dates beyond the years that calendars know', () => {
    const late = { type: 'snet', date: '2250-03-01T08:00' } as const;
    const early = { type: 'snet', date: '1850-03-01T08:00' } as const;
    const plan = planOf({ tasks: [{ uid: 1, constraint: late }, { uid: 2, constraint: early }, { uid: 3 }] });
    const reckoned = schedule(plan);
    expect(reckoned.warnings.map(({ code, uid }) => [code, uid])).toEqual([
      ['date-out-of-range', 1],
      ['date-out-of-range', 2],
    ]);
    // Time runs by the clock there: eight hours later.
    expect(scheduledTasks(reckoned)).toMatchObject([
      { start: '2250-03-01T08:00', finish: '2250-03-01T16:00' },
      { start: '1850-03-01T08:00', finish: '1850-03-01T16:00' },
      { start: '2026-01-05T08:00', finish: '2026-01-05T17:00' },
    ]);
  });

  test('a calendar without any working time', () => {
    const week = Array.from({ length: 7 }, () => ({ kind: 'non-working' as const }));
    const calendar = { uid: 7, name: 'Never', isBase: true, week, exceptions: [], workWeeks: [] };
    const plan = planOf({
      calendars: [calendar],
      tasks: [{ uid: 1, calendarUid: 7 }, { uid: 2 }],
      links: [{ from: 1, to: 2 }],
    });
    const reckoned = schedule(plan);
    expect(reckoned.warnings).toMatchObject([{ code: 'calendar-without-time', uid: 7 }]);
    expect(scheduledTasks(reckoned)).toMatchObject([
      { finish: '2026-01-05T16:00' },
      { uid: 2, start: '2026-01-05T16:00' },
    ]);
  });

  test('a constraint that what the task waits for makes impossible: negative float, not hidden', () => {
    const plan = planOf({
      tasks: [
        { uid: 1, duration: '5d' },
        { uid: 2, constraint: { type: 'mso', date: '2026-01-06T08:00' } },
      ],
      links: [{ from: 1, to: 2 }],
    });
    const reckoned = schedule(plan);
    expect(reckoned.warnings.map(({ code, uid }) => [code, uid])).toEqual([['constraint-missed', 2]]);
    expect(scheduledTasks(reckoned)[0]).toMatchObject({ totalFloat: -4 * 480, critical: true });
  });

  test('a window without end keeps a task out for good, and the plan still ends', () => {
    const plan = planOf({ tasks: [{ uid: 1 }, { uid: 2 }] });
    const reckoned = schedule({
      ...plan,
      windows: [{ name: 'Ever', from: '2026-01-01', to: '9999-12-31', tasks: new Set([1]) }],
    });
    expect(reckoned.warnings).toMatchObject([{ code: 'date-out-of-range', uid: 1 }]);
    expect(scheduledTasks(reckoned)[1]).toMatchObject({ finish: '2026-01-05T17:00' });
  });

  test('links to itself, to nothing, and a task that holds itself', () => {
    const links = [
      { from: 1, to: 1 },
      { from: 9, to: 1 },
    ];
    expect(codesOf({ tasks: [{ uid: 1, parentUid: 1 }, { uid: 2 }], links })).toEqual([
      ['link-left-out', 1],
      ['link-left-out', 1],
    ]);
  });

  test('a plan twenty times as large as any is read and reckoned; a million tasks are in the bench', () => {
    const count = 200_000;
    const reader = createMspdiReader();
    const write = (text: string): void => reader.write(new TextEncoder().encode(text));
    write('<?xml version="1.0" encoding="UTF-8"?><Project xmlns="http://schemas.microsoft.com/project">');
    write('<StartDate>2026-01-05T08:00:00</StartDate><Tasks>');
    for (let uid = 1; uid <= count; uid++) {
      const follows =
        uid % 50 === 1 ? '' : `<PredecessorLink><PredecessorUID>${uid - 1}</PredecessorUID></PredecessorLink>`;
      write(`<Task><UID>${uid}</UID><OutlineLevel>1</OutlineLevel><Duration>PT8H0M0S</Duration>${follows}</Task>\n`);
    }
    write('</Tasks></Project>');
    const { plan, warnings } = reader.end();
    const reckoned = schedule(plan);
    expect([warnings, reckoned.warnings]).toEqual([[], []]);
    // Fifty working days from the fifth of January, again and again.
    expect(formatInstant(reckoned.finish)).toBe('2026-03-13T17:00');
    expect(reckoned.dates.finish.filter((finish) => finish === reckoned.finish)).toHaveLength(count / 50);
  });

  test('more oddities than anybody reads are counted', () => {
    const tasks = Array.from({ length: 1_100 }, (_, index) => ({ uid: index + 1, deadline: '2026-01-01T08:00' }));
    const { warnings } = schedule(planOf({ tasks }));
    expect(warnings).toHaveLength(1_001);
    expect(warnings.at(-1)).toMatchObject({ code: 'more-warnings', message: '100 more are not listed.' });
  });
});

import fc from 'fast-check';
import { instantOf } from '@callosum/schedule';
import { describe, expect, test } from 'vitest';
import { planOf, planTask } from '../testing/plan.ts';
import { planningScope } from '../testing/scope.ts';
import { entriesIn, monthAfter, monthOf, onDay } from './month.ts';
import { recordsOf } from './records.ts';
import { createWorkingPlan } from './working-plan.ts';

const DAY = 86_400;

/** Tasks of so many days each, all from Friday, 8 January, and a window over the turn of a week. */
function working(...lengths: readonly number[]) {
  const scope = planningScope('2027-01-08');
  scope.importPlan(
    planOf({
      properties: { ...planOf({}).properties, start: '2027-01-08T08:00' },
      tasks: lengths.map((count, index) =>
        planTask(index + 1, {
          duration: { seconds: count * 28_800, unit: 'days', elapsed: false, estimated: false },
        }),
      ),
    }),
  );
  scope.run('record.create', {
    kind: 'blackoutWindow',
    fields: { title: 'Survey', sort: 'survey', start: '2027-01-10', finish: '2027-01-12', policy: 'soft' },
  });
  const records = recordsOf(scope.graph);
  if (!records) throw new Error('There is no project.');
  return createWorkingPlan(records, '2027-01-08');
}

describe('the plan as a calendar', () => {
  test('is whole weeks around the month, with days off told', () => {
    const weeks = monthOf(working(1), '2027-01', []);
    expect(weeks.map((week) => week[0]?.date)).toEqual([
      '2026-12-28',
      '2027-01-04',
      '2027-01-11',
      '2027-01-18',
      '2027-01-25',
    ]);
    expect(weeks[0]?.map(({ isInMonth }) => isInMonth)).toEqual([false, false, false, false, true, true, true]);
    expect(weeks[1]?.map(({ isOff }) => isOff)).toEqual([false, false, false, false, false, true, true]);
  });

  test('shows what lasts over a week’s end in both weeks', () => {
    const plan = working(2);
    const weeks = monthOf(plan, '2027-01', entriesIn(plan));
    const bars = (week: number) =>
      (weeks[week] ?? []).flatMap(({ date, begins }) =>
        begins.flatMap((bar) =>
          bar ? [[date.slice(8), bar.lasting.entry.kind, bar.length, bar.isContinued, bar.goesOn]] : [],
        ),
      );
    expect(bars(1)).toEqual([
      ['08', 'task', 3, false, true],
      ['10', 'window', 1, false, true],
    ]);
    expect(bars(2)).toEqual([
      ['11', 'window', 2, true, false],
      ['11', 'task', 1, true, false],
    ]);
  });

  test('shows or counts everything on every day, and nothing over another', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 14 }), (lengths) => {
        const plan = working(...lengths);
        const entries = entriesIn(plan);
        for (const week of monthOf(plan, '2027-01', entries)) {
          const covered = week.map(() => 0);
          for (const [lane] of (week[0]?.begins ?? []).entries()) {
            let free = 0;
            for (const [index, { begins }] of week.entries()) {
              const bar = begins[lane];
              if (!bar) continue;
              expect(index).toBeGreaterThanOrEqual(free);
              free = index + bar.length;
              for (let day = index; day < free; day++) covered[day] = (covered[day] ?? 0) + 1;
            }
          }
          for (const [index, { day, more }] of week.entries()) {
            expect((covered[index] ?? 0) + more).toBe(onDay(entries, day).length);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test('lists a day', () => {
    const plan = working(1, 2);
    expect(onDay(entriesIn(plan), instantOf('2027-01-11') / DAY).map(({ entry }) => entry.kind)).toEqual([
      'window',
      'task',
    ]);
  });

  test.each([
    ['2027-01', -1, '2026-12'],
    ['2026-12', 1, '2027-01'],
    ['2027-05', -17, '2025-12'],
  ])('%s and %d months make %s', (month, by, then) => {
    expect(monthAfter(month, by)).toBe(then);
  });
});

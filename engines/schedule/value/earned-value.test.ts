import { describe, expect, test } from 'vitest';
import { createMspdiReader } from '../mspdi/reader.ts';
import { writeMspdi } from '../mspdi/write.ts';
import { planOf } from '../plan-of.ts';
import { mspdi } from '../testing/mspdi.ts';
import { earnedValue } from './earned-value.ts';

const WEEK = { start: '2026-01-05T08:00', finish: '2026-01-09T17:00' };

/** A task of a week, budgeted at 1,000, that has begun. */
function budgeted(task: Partial<Parameters<typeof planOf>[0]['tasks'][number]>, held: object = {}) {
  const plan = planOf({
    properties: { start: '2026-01-05T08:00', statusDate: '2026-01-07T17:00' },
    tasks: [{ uid: 1, duration: '5d', actualStart: '2026-01-05T08:00', ...task }],
  });
  return {
    ...plan,
    baselines: [{ number: 0, tasks: [{ uid: 1, ...WEEK, cost: 1_000, workSeconds: 144_000, ...held }] }],
  };
}

describe('earned value', () => {
  test('compares what was planned, done and paid by the status date', () => {
    const value = earnedValue(budgeted({ percentComplete: 40, actualCost: 500 }));
    expect(value).toMatchObject({ measure: 'cost', status: '2026-01-07T17:00', tasks: [{ uid: 1, bac: 1_000 }] });
    // Three of five days should be done.
    expect(value?.total).toEqual({
      bac: 1_000,
      pv: 600,
      ev: 400,
      ac: 500,
      sv: -200,
      cv: -100,
      spi: 0.6667,
      cpi: 0.8,
      eac: { asBudgeted: 1_100, asSoFar: 1_250, asSoFarAndLate: 1_625 },
      vac: -250,
      tcpi: 1.2,
    });
  });

  test('goes by the physical share where a task says so, and by hours where no baseline holds costs', () => {
    const physical = {
      percentComplete: 40,
      physicalPercentComplete: 10,
      valueByPhysical: true,
      actualWorkSeconds: 57_600,
    } as const;
    expect(earnedValue(budgeted(physical, { cost: undefined }))).toMatchObject({
      measure: 'work',
      total: { bac: 40, pv: 24, ev: 4, ac: 16, cpi: 0.25 },
    });
  });

  test('counts no working time that was not planned: a weekend earns nothing and plans nothing', () => {
    const plan = budgeted({}, { finish: '2026-01-16T17:00' });
    expect(earnedValue(plan, undefined, '2026-01-09T17:00')?.total.pv).toBe(500);
    expect(earnedValue(plan, undefined, '2026-01-11T20:00')?.total.pv).toBe(500);
    expect(earnedValue(plan, undefined, '2026-02-01T08:00')?.total.pv).toBe(1_000);
    expect(earnedValue(plan, undefined, '2026-01-01T08:00')?.total).toMatchObject({ pv: 0, spi: null });
  });

  test('says nothing of what nobody has stated', () => {
    expect(earnedValue(budgeted({ percentComplete: 40 }))?.total).toMatchObject({
      ac: null,
      cv: null,
      cpi: null,
      eac: { asSoFar: null },
    });
    expect(earnedValue(budgeted({}, { cost: 0, workSeconds: 0 }))).toBeUndefined();
    expect(earnedValue(planOf({ tasks: [{ uid: 1 }] }))).toBeUndefined();
    const undated = budgeted({});
    expect(earnedValue({ ...undated, properties: { ...undated.properties, statusDate: undefined } })).toBeUndefined();
  });

  test('counts tasks, not the summaries that sum them up', () => {
    const plan = planOf({
      properties: { statusDate: '2026-01-05T17:00' },
      tasks: [
        { uid: 1 },
        {
          uid: 2,
          parentUid: 1,
          percentComplete: 100,
          actualStart: WEEK.start,
          actualFinish: '2026-01-05T17:00',
          actualCost: 80,
        },
      ],
    });
    const held = { ...WEEK, finish: '2026-01-05T17:00', cost: 100 };
    const baselines = [{ number: 0, tasks: [1, 2].map((uid) => ({ uid, ...held })) }];
    expect(earnedValue({ ...plan, baselines })?.total).toMatchObject({
      bac: 100,
      pv: 100,
      ev: 100,
      ac: 80,
      spi: 1,
      cpi: 1.25,
    });
  });
});

test('is read in the elements of Microsoft Project, and all of them stay on the way through a file', () => {
  const file = mspdi({
    settings: { StartDate: '2026-01-05T08:00:00', StatusDate: '2026-01-07T17:00:00' },
    tasks: [
      {
        Name: 'Build',
        Duration: 'PT40H0M0S',
        PercentComplete: 40,
        Cost: '120000',
        ActualStart: '2026-01-05T08:00:00',
        ActualCost: '50000',
        BCWS: '60000.00',
        BCWP: '40000.00',
        ACWP: '50000.00',
        Baseline: [{ Number: 0, Start: '2026-01-05T08:00:00', Finish: '2026-01-09T17:00:00', Cost: '100000' }],
      },
    ],
  });
  const read = (text: string) => {
    const reader = createMspdiReader();
    reader.write(new TextEncoder().encode(text));
    return reader.end().plan;
  };
  const plan = read(file);
  const { bcws, bcwp, acwp } = plan.tasks[0]?.stored ?? {};
  expect(earnedValue(plan)?.total).toMatchObject({ pv: bcws, ev: bcwp, ac: acwp });
  expect(read(writeMspdi(plan))).toEqual(plan);
});

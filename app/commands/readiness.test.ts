import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { type Desk, newDesk } from './testing/callosum.ts';
import { planFile } from './testing/plans.ts';

const shape = z.strictObject({
  gates: z.array(
    z.strictObject({
      key: z.string(),
      name: z.string(),
      date: z.iso.date().nullable(),
      score: z.number().min(0).max(100).nullable(),
      state: z.string(),
      criteria: z.array(
        z.strictObject({
          key: z.string(),
          fact: z.string(),
          value: z.number().nullable(),
          unit: z.string(),
          target: z.number(),
          state: z.enum(['met', 'unmet', 'unknown', 'waived']),
          rows: z.int().nonnegative(),
        }),
      ),
    }),
  ),
});

let desk: Desk;
beforeAll(async () => {
  desk = await newDesk(inject('cluster'));
  await writeFile(desk.path('plan.xml'), planFile());
  await desk.json(0, 'project', 'import', 'plan.xml', '--key', 'RES');
});
afterAll(() => desk.remove());

describe('readiness', { timeout: 90_000 }, () => {
  test('gives gates by date, each with criteria and how many rows they rest on', async () => {
    const { gates } = shape.parse(await desk.json(0, 'readiness', '--project', 'RES'));
    expect(gates.length).toBeGreaterThan(3);
    const dates = gates.map(({ date }) => date ?? '');
    expect(dates).toEqual(dates.toSorted((a, b) => (a < b ? -1 : 1)));
    const baselined = gates.flatMap(({ criteria }) => criteria).find(({ value, rows }) => value === 0 && rows > 0);
    expect(baselined).toMatchObject({ state: expect.any(String) });
    expect(gates.flatMap(({ criteria }) => criteria)).toContainEqual(
      expect.objectContaining({ state: 'unknown', value: null }),
    );
  });

  test('is asked for another day', async () => {
    const now = shape.parse(await desk.json(0, 'readiness', '--project', 'RES'));
    const later = shape.parse(await desk.json(0, 'readiness', '--project', 'RES', '--at', '2028-01-01'));
    expect(later.gates.map(({ key }) => key)).toEqual(now.gates.map(({ key }) => key));
    expect(later).not.toEqual(now);
    expect(shape.parse(await desk.json(0, 'readiness', '--project', 'RES', '--at', '2020-01-01'))).toEqual({
      gates: [],
    });
  });

  test('is a table for people, with the shapes of the four states', async () => {
    const { status, stdout, stderr } = await desk.callosum('readiness', '--project', 'RES');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^RES Riverbend, \d{4}-\d\d-\d\d\n/);
    expect(stdout).toMatch(/^▲ goLive|^▲ go-live|^▲ .*2027-06-30 {2}blocked/m);
    for (const mark of ['    ● ', '    ▲ ', '    ○ ']) expect(stdout).toContain(mark);
    expect(stdout).toMatch(/\d+ of \d+ not in order$/m);
    expect((await desk.callosum('readiness', '--help')).stdout).toContain('● met  ▲ unmet  ○ unknown  ◐ waived');
  });

  test.each([
    [['--project', 'NONE'], 'There is no project NONE'],
    [['--project', 'RES', '--at', '2027-02-30'], 'Write a date such as'],
    [[], "required option '--project <key>' not specified"],
  ])('refuses %j in one line', async (args, line) => {
    const { status, stdout, stderr } = await desk.callosum('readiness', ...args, '--json');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(line);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});

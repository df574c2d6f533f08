import { coverage } from '@callosum/adoption';
import { trace } from '@callosum/foundation';
import { addDays, endOfDay } from '@callosum/kernel';
import { beforeAll, expect, test } from 'vitest';
import { registry } from '../../composition.ts';
import { play } from '../testing/play.ts';
import { riverbend } from './index.ts';

// What the views show of the hospital sixty days before go-live, held against the facts of the same day.
const told = play(riverbend);
const day = addDays(riverbend.stages['go-live'], -60);
const context = { graph: told.graph, at: endOfDay(day, riverbend.zone), registry };

beforeAll(() => told.to(day));

test('coverage counts who is trained, tried, helped and supported as the facts do', () => {
  const { users, passed, represented, unhelped, unsupported, rows, shifts } = coverage.build(context, {});
  expect([(100 * passed) / users, (100 * represented) / users, unhelped, unsupported]).toEqual(
    [
      'adoption.training-passed',
      'adoption.uat-representativeness',
      'adoption.super-user-shifts-uncovered',
      'adoption.support-days-uncovered',
    ].map(told.fact),
  );
  expect([users, rows.length, shifts.length]).toEqual([3_960, 58, 3]);
});

test('the night of respiratory care has no super user, and intensive care at night was never tried by its therapists', () => {
  const { rows, shifts } = coverage.build(context, {});
  const night = shifts.findIndex((shift) => shift?.title === 'Night and weekend');
  const cell = (unit: string, role: string) =>
    rows.find((row) => row.unit.title === unit && row.role.title === role)?.cells[night]?.layers;
  expect(cell('Respiratory care', 'Respiratory therapist')?.superUsers.cover).toBe('open');
  expect(cell('ICU', 'Respiratory therapist')?.uat).toMatchObject({ cover: 'open', of: 1 });
});

test('the trace finds the interfaces without specification and the referrals nobody teaches, and agrees with the facts', () => {
  const { holes, total } = trace.build(context, {});
  const count = (hole: string): number => holes.find((one) => one.hole === hole)?.count ?? 0;
  expect(total).toBe(249);
  expect(count('specification')).toBe(told.fact('foundation.requirements-without-specification'));
  expect(count('failing')).toBe(told.fact('foundation.requirements-failing'));
  expect(count('specification')).toBe(9);
  expect(count('training')).toBeGreaterThan(0);
});

import { coverage } from '@callosum/adoption';
import { trace } from '@callosum/foundation';
import { addDays, endOfDay, sentenceOf } from '@callosum/kernel';
import { teamWaits } from '@callosum/planning';
import { clinicalRisk, riskMovement } from '@callosum/safety';
import { beforeAll, expect, test } from 'vitest';
import { registry } from '../../composition.ts';
import { play } from '../testing/play.ts';
import { riverbend } from './index.ts';

// What the views show of the hospital sixty days before go-live, held against the facts of the same day.
const told = await play(riverbend);
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

test('clinical, administrative and technical teams wait for each other, and seven hand-overs are late', () => {
  const { parties, cells, withoutTeam } = teamWaits.build(context, {});
  expect(new Set(parties.map(({ side }) => side))).toEqual(new Set(['clinical', 'administrative', 'technical']));
  expect(withoutTeam).toBe(0);
  // Five on work that is overdue, two on decisions that are.
  expect(cells.reduce((sum, { late }) => sum + late, 0)).toBe(7);
  expect(told.fact('planning.hand-overs-late')).toBe(7);
});

test('hazards move from their initial ratings as far as controls count today', () => {
  const { rows, unrated, reduced, waiting } = riskMovement.build(context, { kind: 'hazard' });
  const level = ({ places, today }: (typeof rows)[number]): string =>
    clinicalRisk.cells[clinicalRisk.axes.map(({ key }) => places[today ?? '']?.[key] ?? '').join('/')] ?? '';
  expect([rows.length, unrated]).toEqual([118, 0]);
  expect(rows.filter((row) => level(row) >= '4')).toHaveLength(told.fact('safety.hazards-high-today') ?? Number.NaN);
  // 118 less the 3 → 3, 2 → 2 and 1 → 1 that stay where they are.
  expect(reduced).toBe(83);
  expect(waiting).toBeGreaterThan(0);
  const fallen = new Set(rows.flatMap((row) => row.fallen.map(({ id }) => id)));
  expect(fallen.size).toBe(told.fact('safety.controls-decayed'));
});

test('once the laboratory map has changed, the hazard of the panel is back up, and says through which control', () => {
  const later = addDays(riverbend.stages['go-live'], -56);
  told.to(later);
  const { rows, decayed, since } = riskMovement.build(
    { graph: told.graph, at: endOfDay(later, riverbend.zone), registry },
    { kind: 'hazard' },
  );
  const panel = rows.find(({ title }) => title === 'Result files under another component of the panel');
  expect([decayed, since]).toEqual([1, undefined]);
  expect(panel).toMatchObject({ today: 'initial', fallen: [{ kind: 'safetyControl' }] });
  expect(panel?.fallen[0]?.why.map((one) => sentenceOf(one).text).join()).toMatch(
    /verified as built ← ITS-\d+ no longer counts ← CDM-\d+ has changed/,
  );
});

import { addDays } from '@callosum/kernel';
import { beforeAll, describe, expect, test } from 'vitest';
import { play } from '../testing/play.ts';
import { riverbend } from './index.ts';

// Every figure of the story, as of its moment. Told once, from the first day to the last.
const told = play(riverbend);
const goLive = riverbend.stages['go-live'];

/** Goes on to the end of a day, so many from go-live. */
const to = (days: number) => () => told.to(addDays(goLive, days));

/** How many records of a kind have a field at a value. */
function counted(kind: string, field: string, read: (value: unknown) => unknown = (value) => value) {
  const found: Record<string, number> = {};
  for (const { fields } of told.graph.rows(kind)) {
    const value = String(read(fields[field]));
    found[value] = (found[value] ?? 0) + 1;
  }
  return found;
}

function sum(kind: string, field: string, which: (fields: Readonly<Record<string, unknown>>) => boolean = () => true) {
  let total = 0;
  for (const { fields } of told.graph.rows(kind)) if (which(fields)) total += Number(fields[field] ?? 0);
  return total;
}

const level = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'level' in value ? value.level : undefined;

describe('T-120', () => {
  beforeAll(to(-120));

  test('the hazard log is issued, and every hazard that needs a control has one', () => {
    expect(told.count('hazard')).toBe(118);
    expect(told.fact('safety.hazards-without-control')).toBe(0);
  });
});

describe('T-60', () => {
  beforeAll(to(-60));

  test('118 hazards: 6, 27, 49, 28 and 8 of them were rated 5 to 1 at first, and 0, 3, 31, 62 and 22 are now', () => {
    expect(counted('hazard', 'initial', level)).toEqual({ 5: 6, 4: 27, 3: 49, 2: 28, 1: 8 });
    expect(counted('hazard', 'residual', level)).toEqual({ 4: 3, 3: 31, 2: 62, 1: 22 });
    expect(told.fact('safety.hazards-residually-high')).toBe(3);
    expect(told.fact('safety.hazards-high-today')).toBe(3);
  });

  test('412 controls: 148 of design, 121 of test, 83 of training, 60 of process; 338 are verified twice', () => {
    expect(counted('safetyControl', 'class')).toEqual({ design: 148, test: 121, training: 83, process: 60 });
    expect(told.fact('safety.controls-verified')).toBeCloseTo((100 * 338) / 412, 9);
  });

  test('two controls rest on evidence that has run out', () => {
    expect(told.fact('safety.controls-decayed')).toBe(2);
  });

  test('64 interfaces; the third round of 142 scenarios left three that fail', () => {
    expect(told.count('interface')).toBe(64);
    for (const round of [1, 2, 3]) {
      const scenario = (fields: Readonly<Record<string, unknown>>) =>
        String(fields['scenario']).startsWith(`Integrated round ${round},`);
      expect([...told.graph.rows('interfaceTest')].filter(({ fields }) => scenario(fields))).toHaveLength(142);
    }
    expect(told.fact('interoperability.interfaces-ready')).toBeCloseTo((100 * 61) / 64, 9);
  });

  test('1,240 orderables, and 3,180 components of which 128 have no code; 41 rules for critical values and 86 reflex rules', () => {
    const maps = Object.fromEntries([...told.graph.rows('codeMap')].map(({ fields }) => [fields['title'], fields]));
    expect(maps['Laboratory orderables']).toMatchObject({ codes: 1_240 });
    expect(maps['Laboratory results to LOINC']).toMatchObject({ codes: 3_180, mapped: 3_052 });
    expect(maps['Critical-value rules']).toMatchObject({ codes: 41 });
    expect(maps['Reflex rules']).toMatchObject({ codes: 86 });
  });

  test('6,240 mapped records and 1,860 charge lines were tried', () => {
    const titled = (begin: string) => (fields: Readonly<Record<string, unknown>>) =>
      String(fields['title']).startsWith(begin);
    expect(sum('interfaceTest', 'sent', titled('Mapped records'))).toBe(6_240);
    expect(sum('interfaceTest', 'sent', titled('Charge lines'))).toBe(1_860);
  });
});

describe('T-60, of how it is steered', () => {
  test('318 decisions on the design, of which seven are open and four of those late', () => {
    expect(told.count('decision')).toBe(318);
    expect(told.count('decision', 'open')).toBe(7);
    expect(told.fact('foundation.decisions-overdue')).toBe(4);
  });

  test('96 changes asked for after the freeze: 58 approved, 27 rejected, 11 deferred; and one that waits', () => {
    const states = (...wanted: readonly string[]) =>
      wanted.reduce((all, state) => all + told.count('changeRequest', state), 0);
    expect(states('approved', 'implemented', 'closed')).toBe(58);
    expect(states('rejected')).toBe(27);
    expect(states('deferred')).toBe(11);
  });

  test('87 risks, none above the appetite, and 143 issues, twelve of them open', () => {
    expect(told.count('risk')).toBe(87);
    expect(told.fact('safety.risks-above-appetite')).toBe(0);
    expect(told.count('issue')).toBe(143);
    expect(told.count('issue', 'open')).toBe(12);
  });
});

describe('T-60, of those who will work with it', () => {
  test('3,960 people in 58 pairs of role and unit', () => {
    const users = [...told.graph.rows('person')].filter(({ id }) => told.graph.out(id, 'person.does').length > 0);
    expect(users).toHaveLength(3_960);
    const pairs = users.map(
      ({ id }) => `${told.graph.out(id, 'person.does')[0]?.to} ${told.graph.out(id, 'person.worksIn')[0]?.to}`,
    );
    expect(new Set(pairs).size).toBe(58);
  });

  test('38 tracks with a pass mark of 80 %, 594 sessions with 7,128 seats, 30 trainers', () => {
    expect(told.count('course')).toBe(38);
    expect(counted('course', 'passMark')).toEqual({ 80: 38 });
    expect(told.count('trainingSession')).toBe(594);
    expect(sum('trainingSession', 'seats')).toBe(7_128);
    expect(Object.keys(counted('trainingSession', 'note'))).toHaveLength(30);
  });

  test('half have passed; by their first attempt far fewer of those who tried than by their last', () => {
    expect(told.fact('adoption.training-passed')).toBeGreaterThan(40);
    const first = told.fact('adoption.passed-at-first-attempt') ?? 0;
    const last = told.fact('adoption.passed-at-last-attempt') ?? 0;
    expect(Math.round(first)).toBe(70);
    expect(last - first).toBeGreaterThan(25);
  });

  test('410 super users, and a night that none of them covers', () => {
    expect(told.count('superUser')).toBe(410);
    expect(told.fact('adoption.super-user-shifts-uncovered')).toBe(1);
  });

  test('220 for support from the first day, one to 18 users', () => {
    expect(sum('supportShift', 'needed')).toBe(220);
    expect(sum('supportShift', 'needed', ({ type }) => type === 'elbow')).toBe(150);
    expect(3_960 / 220).toBe(18);
  });

  test('one cell was never tried: respiratory therapist, intensive care, night', () => {
    expect(told.fact('adoption.uat-cells-not-run')).toBe(1);
    const row = told.evaluator.rows('adoption.uat-cells-not-run', []).find(({ judgement }) => !judgement.ok);
    expect(row?.judgement.details).toMatchObject({ cells: 'Respiratory therapist · ICU · Night and weekend' });
  });
});

describe('T-57', () => {
  beforeAll(to(-57));

  test('the change to the laboratory map has taken the footing of one more control', () => {
    expect(told.fact('safety.controls-decayed')).toBe(3);
    expect(told.fact('safety.controls-verified')).toBeCloseTo((100 * 337) / 412, 9);
    expect(told.fact('safety.hazards-high-today')).toBe(4);
    expect(told.fact('interoperability.interfaces-ready')).toBeLessThan(95);
  });
});

describe('T-30', () => {
  beforeAll(to(-30));

  test('62 scenarios over 174 cells, tried 1,116 times by 236 testers', () => {
    expect(told.count('uatScenario')).toBe(62);
    const runs = [...told.graph.rows('uatExecution')].filter(({ state }) => state === 'passed' || state === 'failed');
    expect(runs).toHaveLength(1_116);
    const ends = (id: string, type: string) => told.graph.out(id, type).map(({ to: end }) => end);
    expect(new Set(runs.map(({ id }) => ends(id, 'uatExecution.by').sort().join())).size).toBe(174);
    expect(new Set(runs.flatMap(({ id }) => ends(id, 'uatExecution.tester'))).size).toBe(236);
    expect(told.fact('adoption.uat-cells-not-run')).toBe(0);
  });

  test('the night has its super user', () => {
    expect(told.fact('adoption.super-user-shifts-uncovered')).toBe(0);
    expect(told.fact('adoption.super-users-ready')).toBe(100);
  });

  test('no hazard is rated 4 any more, and every interface is ready', () => {
    expect(told.fact('safety.hazards-high-today')).toBe(0);
    expect(told.fact('interoperability.interfaces-ready')).toBe(100);
  });
});

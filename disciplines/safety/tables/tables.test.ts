import { type FieldValues, lookUp, rate } from '@callosum/kernel';
import { describe, expect, test } from 'vitest';
import { decideMode, hazardScore, hfmea } from './hfmea.ts';
import { clinicalRisk, CONSEQUENCES, isAcceptable, needsReason, severityBy } from './nhs.ts';
import {
  actionHierarchy,
  exerciseProgramme,
  longOutage,
  safetyAssessment,
  safetyLimits,
  strengthOf,
} from './practice.ts';

const LIKELIHOOD = ['veryLow', 'low', 'medium', 'high', 'veryHigh'];
const SEVERITY = ['minor', 'significant', 'considerable', 'major', 'catastrophic'];
const level = (likelihood = '', severity = '') => Number(lookUp(clinicalRisk, { likelihood, severity })?.level);

describe('the clinical risk matrix', () => {
  test('is the published one, cell by cell', () => {
    expect(LIKELIHOOD.toReversed().map((row) => SEVERITY.map((column) => level(row, column)))).toEqual([
      [3, 4, 4, 5, 5],
      [2, 3, 3, 4, 5],
      [2, 2, 3, 3, 4],
      [1, 2, 2, 3, 4],
      [1, 1, 2, 2, 3],
    ]);
  });

  test('is symmetric, never falls along an axis, and has the published number of cells of each level', () => {
    const counts = new Map<number, number>();
    for (const [row, likelihood] of LIKELIHOOD.entries()) {
      for (const [column, severity] of SEVERITY.entries()) {
        const here = level(likelihood, severity);
        counts.set(here, (counts.get(here) ?? 0) + 1);
        expect(level(LIKELIHOOD[column], SEVERITY[row])).toBe(here);
        if (row > 0) expect(here).toBeGreaterThanOrEqual(level(LIKELIHOOD[row - 1], severity));
        if (column > 0) expect(here).toBeGreaterThanOrEqual(level(likelihood, SEVERITY[column - 1]));
      }
    }
    expect(Object.fromEntries(counts)).toEqual({ 1: 3, 2: 7, 3: 7, 4: 5, 5: 3 });
  });

  test('is no function of a product', () => {
    // Places from 1: 1 × 5 is more than 2 × 3, and 2 × 5 more than 3 × 4.
    expect([level('veryLow', 'catastrophic'), level('low', 'considerable')]).toEqual([3, 2]);
    expect([level('low', 'catastrophic'), level('medium', 'major')]).toEqual([4, 3]);
  });

  test('lets 4 and 5 not stand, and 3 only with a reason', () => {
    expect(['1', '2', '3', '4', '5'].map((one) => [isAcceptable(one), needsReason(one)])).toEqual([
      [true, false],
      [true, false],
      [true, true],
      [false, false],
      [false, false],
    ]);
    expect(isAcceptable('6')).toBe(false);
  });
});

test('severity follows from consequence and number of patients as published', () => {
  expect(Object.keys(CONSEQUENCES).map((one) => [one, severityBy(one, 'single'), severityBy(one, 'multiple')])).toEqual(
    [
      ['negligible', 'minor', undefined],
      ['upset', 'minor', 'significant'],
      ['minorShort', 'minor', 'significant'],
      ['traumaSignificant', 'significant', 'considerable'],
      ['minorLasting', 'significant', 'considerable'],
      ['traumaSevere', 'considerable', 'major'],
      ['severeShort', 'considerable', 'major'],
      ['permanent', 'major', 'catastrophic'],
      ['death', 'major', 'catastrophic'],
    ],
  );
  expect(severityBy('death', undefined)).toBeUndefined();
  expect(severityBy(undefined, 'single')).toBeUndefined();
});

describe('HFMEA', () => {
  test('scores severity by probability as published', () => {
    const score = (severity: string, probability: string) => Number(lookUp(hfmea, { severity, probability })?.level);
    const severities = ['catastrophic', 'major', 'moderate', 'minor'];
    expect(
      ['frequent', 'occasional', 'uncommon', 'remote'].map((row) => severities.map((column) => score(column, row))),
    ).toEqual([
      [16, 12, 8, 4],
      [12, 9, 6, 3],
      [8, 6, 4, 2],
      [4, 3, 2, 1],
    ]);
  });

  const mode = (severity: string, probability: string, more: FieldValues = {}): FieldValues => {
    const score = rate(hfmea, { severity, probability });
    return score ? { score, ...more } : more;
  };
  const high = (more: FieldValues = {}) => mode('moderate', 'frequent', more);
  const low = (more: FieldValues = {}) => mode('moderate', 'occasional', more);

  test('goes on from a score of 8, and below it only at a single-point weakness', () => {
    expect([hazardScore(high()), hazardScore(low())]).toEqual([8, 6]);
    expect(decideMode(low({ singlePoint: 'no' }))).toEqual({ ends: 'stop', at: 'singlePoint' });
    const rest = { effectiveControl: 'no', obvious: 'no' };
    expect(decideMode(low({ singlePoint: 'yes', ...rest }))).toEqual({ ends: 'proceed' });
    expect(decideMode(high(rest))).toEqual({ ends: 'proceed' });
    expect(decideMode(high({ singlePoint: 'no', ...rest }))).toEqual({ ends: 'proceed' });
  });

  test('stops where a control works or the failure is obvious', () => {
    expect(decideMode(high({ effectiveControl: 'yes' }))).toEqual({ ends: 'stop', at: 'effectiveControl' });
    expect(decideMode(high({ effectiveControl: 'no', obvious: 'yes' }))).toEqual({ ends: 'stop', at: 'obvious' });
  });

  test('is open at the first question without an answer, and no answer is no no', () => {
    expect(decideMode({})).toEqual({ ends: 'open', asks: 'Is the hazard score high enough?' });
    expect(decideMode(low())).toMatchObject({ ends: 'open', asks: expect.stringContaining('single-point') });
    expect(decideMode(high())).toMatchObject({ ends: 'open', asks: expect.stringContaining('effective control') });
    expect(decideMode(high({ effectiveControl: 'no' }))).toMatchObject({ asks: expect.stringContaining('obvious') });
  });

  test('has a tree whose every branch ends', () => {
    const { start, questions } = hfmea.tree;
    const ends = (at: string, passed: readonly string[]): void => {
      if (at === 'stop' || at === 'proceed') return;
      expect(passed).not.toContain(at);
      const asked = questions[at];
      expect(asked).toBeDefined();
      for (const next of asked ? [asked.yes, asked.no] : []) ends(next, [...passed, at]);
    };
    ends(start, []);
  });
});

test('the safety assessment code is the published grid', () => {
  const code = (severity: string, probability: string) =>
    Number(lookUp(safetyAssessment, { severity, probability })?.level);
  expect(
    ['frequent', 'occasional', 'uncommon', 'remote'].map((row) =>
      ['catastrophic', 'major', 'moderate', 'minor'].map((column) => code(column, row)),
    ),
  ).toEqual([
    [3, 3, 2, 1],
    [3, 2, 1, 1],
    [3, 2, 1, 1],
    [3, 2, 1, 1],
  ]);
});

test('each kind of action has one of three strengths', () => {
  expect(['forcingFunction', 'softwareChange', 'doubleCheck', 'training'].map((one) => strengthOf(one)?.key)).toEqual([
    'stronger',
    'intermediate',
    'weaker',
    'weaker',
  ]);
  for (const { key } of actionHierarchy.actions) expect(strengthOf(key)).toBeDefined();
  expect(strengthOf('hope')).toBeUndefined();
});

test('every plan asks for exercises that are known', () => {
  const types = exerciseProgramme.types.map(({ key }) => key);
  for (const plan of exerciseProgramme.plans) expect(types).toEqual(expect.arrayContaining(plan.types));
});

test('every table says where it is from, and none claims to be verified that is not', () => {
  for (const table of [clinicalRisk, hfmea, safetyAssessment, actionHierarchy, longOutage])
    expect(table).toMatchObject({ status: 'unverified', source: expect.stringMatching(/\w{3}/) });
  for (const table of [exerciseProgramme, safetyLimits]) expect(table.status).toBe('own default');
  expect(longOutage.outageHours).toBe(4 * 7 * 24);
});

import type { FieldValues } from '@callosum/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NEES, SUS } from '../kinds/survey-items.ts';
import { adkarBarrier, neesScore, susOf, susScore } from '../scores.ts';
import { asked } from '../testing/asked.ts';
import { adoptionScope } from '../testing/scope.ts';

const sheet = (items: readonly string[], points: readonly number[]): Record<string, number> =>
  Object.fromEntries(items.map((item, index) => [item, points[index % points.length] ?? 3]));
const sus = (...points: number[]) => sheet(SUS, points);

describe('scores', () => {
  test('of usability follow the published formula', () => {
    expect(susOf(sus(5, 1))).toBe(100);
    expect(susOf(sus(1, 5))).toBe(0);
    expect(susOf(sus(3))).toBe(50);
    // 4,2,5,1,4,3,4,2,3,2: (3+4+3+3+2) + (3+4+2+3+3) = 30, times 2.5.
    expect(susOf(sus(4, 2, 5, 1, 4, 3, 4, 2, 3, 2))).toBe(75);
    expect(susScore([sus(5, 1), sus(3)])).toBe(75);
    expect(susOf({ sus1: 5 })).toBeUndefined();
  });

  test('of experience are positive less negative, with indifferent answers in the denominator', () => {
    expect(neesScore([sheet(NEES, [5])])).toBe(100);
    expect(neesScore([sheet(NEES, [1])])).toBe(-100);
    expect(neesScore([{ nees1: 4, nees2: 2, nees3: 3, nees4: 5 }])).toBe(25);
    expect(neesScore([{}])).toBeUndefined();
  });

  test('stay within their bounds', () => {
    const points = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 11, maxLength: 11 });
    fc.assert(
      fc.property(fc.array(points, { minLength: 1, maxLength: 9 }), (all) => {
        const usability = susScore(all.map((one) => sus(...one.slice(0, 10)))) ?? NaN;
        const experience = neesScore(all.map((one) => sheet(NEES, one))) ?? NaN;
        expect(usability).toBeGreaterThanOrEqual(0);
        expect(usability).toBeLessThanOrEqual(100);
        expect(Math.abs(experience)).toBeLessThanOrEqual(100);
      }),
    );
  });

  test('of readiness name the first element that is low', () => {
    const answer = { awareness: 4, desire: 3, knowledge: 2, ability: 4, reinforcement: 4 };
    expect(adkarBarrier([answer])).toBe('desire');
    expect(adkarBarrier([answer, { ...answer, desire: 4 }])).toBe('knowledge');
    expect(adkarBarrier([{ ...answer, desire: 4, knowledge: 4 }])).toBe('none');
    expect(adkarBarrier([])).toBeUndefined();
  });
});

function surveyed() {
  const scope = adoptionScope();
  const survey = (title: string, instrument: string, fields: FieldValues = {}, state = 'open') =>
    scope.create('survey', { title, instrument, opens: '2027-02-01', ...fields }, { state });
  const answer = (to: string, fields: FieldValues, times = 1) => {
    for (let one = 0; one < times; one++)
      scope.link('surveyAnswer.to', scope.create('surveyAnswer', { title: 'fine', ...fields }), to);
  };
  return { scope, survey, answer };
}

describe('facts over surveys', () => {
  test('tell usability of whole groups of five only, of the last round, and of those who answered it', () => {
    const { scope, survey, answer } = surveyed();
    const fact = 'adoption.sus-score';
    const old = survey('Old', 'sus', { opens: '2026-02-01' });
    answer(old, sus(3), 5);
    expect(asked(scope, fact)).toEqual({ value: 50, failing: ['Old below'] });
    const now = survey('Now', 'sus');
    answer(now, { overall: 9 }, 9);
    answer(now, sus(5, 1), 4);
    expect(asked(scope, fact).value).toBe(50);
    answer(now, sus(5, 1));
    expect(asked(scope, fact)).toEqual({ value: 100, failing: [] });
    // The next four change nothing: nobody can see a single answer by looking before and after.
    answer(now, sus(1, 5), 4);
    expect(asked(scope, fact).value).toBe(100);
    answer(now, sus(1, 5));
    expect(asked(scope, fact).value).toBe(50);
    expect(asked(scope, fact, '2027-01-31').value).toBe(50);
    expect(asked(scope, fact, '2026-01-31').value).toBeUndefined();
  });

  test('tell experience and the barrier to change', () => {
    const { scope, survey, answer } = surveyed();
    answer(survey('E', 'nees'), sheet(NEES, [2]), 5);
    answer(survey('A', 'adkar'), { awareness: 4, desire: 2, knowledge: 4, ability: 4, reinforcement: 4 }, 5);
    expect(asked(scope, 'adoption.nees-score')).toEqual({ value: -100, failing: ['E negative'] });
    expect(asked(scope, 'adoption.adkar-barrier')).toEqual({ value: 1, failing: ['A barrier'] });
  });

  test('find surveys that few answered', () => {
    const { scope, survey, answer } = surveyed();
    answer(survey('half', 'pulse', { invited: 10 }), {}, 9);
    answer(survey('own aim', 'pulse', { invited: 10, responseTarget: 60 }), {}, 9);
    answer(survey('more than asked', 'pulse', { invited: 4 }), {}, 5);
    survey('unknown', 'pulse');
    survey('to come', 'pulse', { invited: 10 }, 'prepared');
    expect(asked(scope, 'adoption.surveys-short-of-response')).toEqual({
      value: 2,
      failing: ['own aim short', 'unknown unknown'],
    });
  });

  test('find surveys that were not told back', () => {
    const { scope, survey } = surveyed();
    survey('running', 'pulse', { due: '2027-03-01' });
    survey('over', 'pulse', { due: '2027-02-28' });
    survey('counted', 'pulse', {}, 'counted');
    survey('told', 'pulse', { told: 't' }, 'reported');
    expect(asked(scope, 'adoption.surveys-not-told-back')).toEqual({
      value: 2,
      failing: ['counted waiting', 'over waiting'],
    });
  });
});

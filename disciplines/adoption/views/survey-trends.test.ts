import type { FieldValues } from '@callosum/kernel';
import { testMoment } from '@callosum/kernel/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adoptionScope, registry } from '../testing/scope.ts';
import { surveyTrends } from './survey-trends.ts';

/** Five elements of ADKAR, in their order. */
const adkar = (awareness: number, desire: number, knowledge: number, ability: number, reinforcement: number) => ({
  awareness,
  desire,
  knowledge,
  ability,
  reinforcement,
});

function surveyed() {
  const scope = adoptionScope();
  const survey = (title: string, opens: string, fields: FieldValues = {}, state = 'open') =>
    scope.create('survey', { title, instrument: 'adkar', opens, ...fields }, { state });
  const answer = (to: string, fields: FieldValues, times = 1) => {
    for (let one = 0; one < times; one++)
      scope.link('surveyAnswer.to', scope.create('surveyAnswer', { title: 'fine', ...fields }), to);
  };
  const look = (choices: object = {}) =>
    surveyTrends.build({ graph: scope.graph, at: testMoment('2027-03-01'), registry }, choices);
  return { scope, survey, answer, look };
}

describe('trends from survey to survey', () => {
  test('are the mean of each dimension, the change since the round before, and the barrier', () => {
    const { survey, answer, look } = surveyed();
    const first = survey('First', '2026-10-01', { invited: 20 });
    const second = survey('Second', '2027-02-01', { invited: 10, responseTarget: 60 });
    survey('Being prepared', '2027-02-20', {}, 'prepared');
    survey('To come', '2027-06-01');
    answer(first, adkar(4, 2, 2, 2, 2), 4);
    answer(first, adkar(4, 4, 2, 2, 2));
    answer(second, adkar(5, 4, 4, 3, 4), 5);
    const { rounds, dimensions, instrument, barrierAt } = look();
    expect([instrument, barrierAt]).toEqual(['adkar', 3]);
    expect(rounds.map(({ title, scores, barrier, response }) => [title, scores, barrier, response])).toEqual([
      ['First', [4, 2.4, 2, 2, 2], 1, 25],
      ['Second', [5, 4, 4, 3, 4], 3, 50],
    ]);
    expect(rounds[1]?.change?.map((one) => Math.round(10 * one) / 10)).toEqual([1, 1.6, 2, 1, 2]);
    expect(dimensions[rounds[1]?.barrier ?? -1]).toBe('ability');
  });

  test('say nothing of four, and compare with the last round that can be told of', () => {
    const { survey, answer, look } = surveyed();
    answer(survey('First', '2026-10-01'), adkar(2, 2, 2, 2, 2), 5);
    answer(survey('Too few', '2026-12-01', { invited: 4 }), adkar(5, 5, 5, 5, 5), 4);
    answer(survey('Third', '2027-02-01'), adkar(4, 4, 4, 4, 4), 9);
    const { rounds } = look();
    expect(rounds.map(({ scores, answered }) => [scores?.[0], answered])).toEqual([
      [2, 5],
      [undefined, 0],
      [4, 5],
    ]);
    expect(rounds[1]?.response).toBe(0);
    expect(rounds[2]?.change).toEqual([2, 2, 2, 2, 2]);
    expect(rounds[2]?.barrier).toBeUndefined();
  });

  test('tell readiness of the whole by its two factors, and usability by its score', () => {
    const { survey, answer, look } = surveyed();
    const oric = Object.fromEntries(Array.from({ length: 12 }, (_, place) => [`oric${place + 1}`, place < 5 ? 4 : 2]));
    answer(survey('All of us', '2026-10-01', { instrument: 'oric' }), oric, 5);
    const sus = Object.fromEntries(
      Array.from({ length: 10 }, (_, place) => [`sus${place + 1}`, place % 2 === 0 ? 4 : 2]),
    );
    answer(survey('Usable', '2026-11-01', { instrument: 'sus' }), sus, 5);
    expect(look().instrument).toBe('sus');
    expect(look().rounds[0]?.scores).toEqual([75]);
    expect(look({ instrument: 'oric' }).rounds.map(({ scores }) => scores)).toEqual([[4, 2]]);
    expect(look({ instrument: 'oric' }).barrierAt).toBeUndefined();
  });

  test('of one profession are there where neither it nor the others are fewer than five', () => {
    const { survey, answer, look } = surveyed();
    const round = survey('First', '2026-10-01');
    answer(round, { ...adkar(2, 2, 2, 2, 2), profession: 'physician' }, 6);
    answer(round, { ...adkar(5, 5, 5, 5, 5), profession: 'nurse' }, 9);
    // One physician and four nurses are left of whole groups: five, whom nobody tells apart.
    expect(look({ profession: 'physician' }).rounds[0]).toMatchObject({ answered: 5, scores: [2, 2, 2, 2, 2] });
    expect(look().professions).toEqual(['physician', 'nurse']);
    const other = surveyed();
    const few = other.survey('Few', '2026-10-01');
    other.answer(few, { ...adkar(2, 2, 2, 2, 2), profession: 'nurse' }, 8);
    other.answer(few, { ...adkar(5, 5, 5, 5, 5), profession: 'pharmacy' }, 2);
    // Three nurses are left besides two pharmacists: five again, so the five nurses are told of, and nobody else.
    expect(other.look({ profession: 'pharmacy' }).rounds[0]?.scores).toBeUndefined();
    expect(other.look({ profession: 'nurse' }).rounds[0]?.answered).toBe(5);
  });

  test('never let fewer than five be found by subtraction', () => {
    const sizes = fc.array(fc.nat(14), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(sizes, (counts) => {
        const { survey, answer, look } = surveyed();
        const round = survey('Round', '2026-10-01');
        const professions = ['nurse', 'physician', 'pharmacy', 'other'];
        for (const [place, count] of counts.entries()) {
          answer(round, { ...adkar(1, 2, 3, 4, 5), profession: professions[place] ?? 'other' }, count);
        }
        const all = look().rounds[0]?.answered ?? 0;
        const shown = look().professions.map((profession) => look({ profession }).rounds[0]?.answered ?? 0);
        const left = all - shown.reduce((sum, one) => sum + one, 0);
        for (const one of shown) expect(one % 5 === 0 && one >= 5).toBe(true);
        expect(left === 0 || left >= 5 || shown.length === 0).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});

import type { FieldValues } from '@callosum/kernel';
import { describe, expect, test } from 'vitest';
import { asked } from '../testing/asked.ts';
import { adoptionScope } from '../testing/scope.ts';

const stakeholders = (rows: readonly (readonly [FieldValues, string?])[]) => {
  const scope = adoptionScope();
  rows.forEach(([fields, state], index) =>
    scope.create('stakeholder', { title: String(index), ...fields }, state === undefined ? {} : { state }),
  );
  return scope;
};

describe('the stance gap', () => {
  test('adds the steps that are missing, and none that are too many', () => {
    const scope = stakeholders([
      [{ stance: 'blocks', wanted: 'neutral', approach: 'Talk' }],
      [{ stance: 'leads', wanted: 'supports' }],
      [{ stance: 'neutral', wanted: 'supports' }],
      [{ stance: 'blocks', wanted: 'leads', approach: 'Talk' }, 'left'],
      [{ stance: 'neutral' }],
    ]);
    expect(asked(scope, 'adoption.stance-gap')).toEqual({ value: 3, failing: ['0 short', '2 short', '4 unknown'] });
  });

  test('finds opponents who have the power', () => {
    const scope = stakeholders([
      [{ stance: 'doubts', power: 'high' }],
      [{ stance: 'blocks', power: 'low' }],
      [{ stance: 'neutral', power: 'high' }],
      [{ stance: 'supports' }],
    ]);
    expect(asked(scope, 'adoption.powerful-opponents')).toEqual({ value: 2, failing: ['0 against', '3 unrated'] });
  });
});

describe('contact with stakeholders', () => {
  const fact = 'adoption.stakeholders-not-engaged';

  test('is due by the grid of power and interest, and talks still to come do not count', () => {
    const scope = stakeholders([]);
    const met = (fields: FieldValues, due: string, state = 'held') => {
      const id = scope.create('stakeholder', { title: due + state, ...fields });
      scope.link('engagement.with', scope.create('engagement', { title: 'e', due, heard: 'Worries' }, { state }), id);
    };
    met({ power: 'high', interest: 'high' }, '2027-02-15');
    met({ power: 'high', interest: 'high' }, '2027-02-14');
    met({ power: 'low', interest: 'low' }, '2026-12-01');
    met({ power: 'low', interest: 'low' }, '2026-11-30');
    met({}, '2027-02-14');
    met({}, '2027-03-01', 'planned');
    met({}, '2027-03-02');
    scope.create('stakeholder', { title: 'gone' }, { state: 'left' });
    expect(asked(scope, fact, '2027-03-01')).toEqual({
      value: 5,
      failing: [
        '2026-11-30held late',
        '2027-02-14held late',
        '2027-02-14held late',
        '2027-03-01planned never',
        '2027-03-02held never',
      ],
    });
    expect(asked(scope, fact, '2027-03-02').failing).not.toContain('2027-03-02held never');
  });
});

describe('what is due', () => {
  test('communications past their day', () => {
    const scope = adoptionScope();
    for (const [title, due, state] of [
      ['late', '2027-02-28', 'approved'],
      ['today', '2027-03-01', 'planned'],
      ['dropped', '2027-01-01', 'dropped'],
    ] as const)
      scope.create('communication', { title, due }, { state });
    scope.create(
      'communication',
      { title: 'sent', due: '2027-01-01', sentOn: '2027-01-01', message: 'm' },
      { state: 'sent' },
    );
    expect(asked(scope, 'adoption.communications-overdue')).toEqual({ value: 1, failing: ['late overdue'] });
    expect(asked(adoptionScope(), 'adoption.communications-overdue').value).toBeUndefined();
  });

  test('feedback by its day or after ten, and concerns at once', () => {
    const scope = adoptionScope();
    const add = (title: string, fields: FieldValues, state = 'open') =>
      scope.create('feedback', { title, ...fields }, { state });
    add('tenth', { receivedOn: '2027-02-19' });
    add('eleventh', { receivedOn: '2027-02-18' });
    add('promised', { receivedOn: '2027-02-27', due: '2027-02-28' });
    add('longer', { receivedOn: '2027-01-01', due: '2027-03-01' });
    add('concern', { receivedOn: '2027-03-01', type: 'concern' });
    add('later', { receivedOn: '2027-03-02', type: 'concern' });
    add('answered', { receivedOn: '2026-01-01', answer: 'a' }, 'answered');
    expect(asked(scope, 'adoption.feedback-unanswered')).toEqual({
      value: 3,
      failing: ['concern nobody', 'eleventh late', 'promised late'],
    });
    expect(asked(adoptionScope(), 'adoption.feedback-unanswered').value).toBe(0);
  });

  test('improvements without a result by their day', () => {
    const scope = adoptionScope();
    const add = (title: string, fields: FieldValues, state: string) =>
      scope.create('improvement', { title, prediction: 'p', ...fields }, { state });
    add('late', { due: '2027-02-28' }, 'study');
    add('running', { due: '2027-03-01' }, 'do');
    add('undated', {}, 'plan');
    add('done', { due: '2027-01-01', result: 'r', verdict: 'adopt' }, 'act');
    expect(asked(scope, 'adoption.improvements-stalled')).toEqual({
      value: 2,
      failing: ['late overdue', 'undated undated'],
    });
  });
});

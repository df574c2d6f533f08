import { addDays } from '@callosum/kernel';
import { beforeAll, describe, expect, test } from 'vitest';
import { play } from '../testing/play.ts';
import { riverbend } from './index.ts';

// What the committees met for, and what people answered, as of sixty days before go-live.
const told = await play(riverbend);
const day = addDays(riverbend.stages['go-live'], -60);

beforeAll(() => told.to(day));

const ends = (id: string, type: string) => told.graph.out(id, type).map(({ to }) => to);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

describe('a year of meetings', () => {
  test('ten committees met, each by its rhythm and never between the years', () => {
    const held = [...told.graph.rows('meeting')].filter(({ state }) => state === 'held' || state === 'approved');
    expect(new Set(held.flatMap(({ id }) => ends(id, 'meeting.of'))).size).toBe(10);
    expect(held.length).toBeGreaterThan(250);
    const days = held.map(({ fields }) => text(fields['at']).slice(0, 10));
    expect(days.filter((one) => one > '2024-12-23' && one < '2025-01-02')).toEqual([]);
    expect(told.count('meeting', 'cancelled')).toBeGreaterThan(0);
  });

  test('every meeting that was held says who came, what was on its agenda and what came of it', () => {
    for (const { state, fields } of told.graph.rows('meeting')) {
      if (state !== 'held' && state !== 'approved') continue;
      expect(Array.isArray(fields['present']) && fields['present'].length).toBeGreaterThanOrEqual(3);
      expect(Array.isArray(fields['agenda']) && fields['agenda'].length).toBeGreaterThan(0);
      expect(text(fields['minutes'])).not.toBe('');
    }
  });

  test('three of four decisions were taken up at a meeting of the committee that had it, no later than its day', () => {
    const decided = [...told.graph.rows('decision')].filter(({ state }) => state === 'decided');
    const taken = decided.filter(({ id }) => ends(id, 'decision.takenAt').length === 1);
    expect(taken.length / decided.length).toBeGreaterThan(0.75);
    for (const { id, fields } of taken) {
      const [at = ''] = ends(id, 'decision.takenAt');
      expect(ends(at, 'meeting.of')).toEqual(ends(id, 'decision.decidedBy'));
      expect(text(told.graph.find(at)?.fields['at']).slice(0, 10) <= text(fields['decidedOn'])).toBe(true);
    }
  });

  test('promises have one owner, a day and the meeting they were made at; most are kept, and some are late', () => {
    const actions = [...told.graph.rows('action')];
    const open = actions.filter(({ state }) => state === 'open' || state === 'doing');
    expect(actions.length).toBeGreaterThan(150);
    expect(actions.every(({ id }) => ends(id, 'action.from').length === 1)).toBe(true);
    expect(open.length).toBeGreaterThan(5);
    expect(open.length / actions.length).toBeLessThan(0.15);
    expect(told.fact('foundation.actions-overdue')).toBeGreaterThan(0);
    expect(told.fact('foundation.actions-overdue')).toBeLessThan(10);
  });

  test('the steering committee meets today, with the gate on its agenda', () => {
    const today = [...told.graph.rows('meeting')].filter(({ fields }) => text(fields['at']).startsWith(day));
    expect(today.map(({ state, fields }) => [state, text(fields['title']).split(',')[0]])).toEqual([
      ['planned', 'Executive steering committee'],
    ]);
    const treated = ends(today[0]?.id ?? '', 'meeting.treats').map((id) => told.graph.find(id)?.fields['key']);
    expect(treated).toContain('T-60');
  });
});

describe('surveys', () => {
  test('the barrier to change has moved from awareness to ability', () => {
    expect(told.fact('adoption.adkar-barrier')).toBe(1);
    const [row] = told.evaluator.rows('adoption.adkar-barrier', []);
    expect(row?.judgement).toMatchObject({ reason: 'barrier', details: { barrier: 'ability' } });
  });

  test('answers carry no name, and every round that was closed reached its aim', () => {
    expect(told.count('survey')).toBe(6);
    expect(told.fact('adoption.surveys-short-of-response')).toBeLessThanOrEqual(2);
    for (const { fields } of told.graph.rows('surveyAnswer')) expect(Object.keys(fields)).not.toContain('owner');
  });
});

import { beforeAll, describe, expect, test } from 'vitest';
import { play } from '../testing/play.ts';
import { clinic } from './index.ts';

const told = await play(clinic);

describe('the clinic 60 days before go-live', () => {
  beforeAll(() => told.to(clinic.stages['t-60']));

  test('is small: 46 users, six interfaces, fourteen hazards, 120 tasks', () => {
    const users = [...told.graph.rows('person')].filter(({ id }) => told.graph.out(id, 'person.does').length > 0);
    expect(users).toHaveLength(46);
    expect(told.count('interface')).toBe(6);
    expect(told.count('hazard')).toBe(14);
    expect([...told.graph.rows('task')].filter(({ external }) => external === undefined)).toHaveLength(120);
    expect(told.events()).toBeLessThan(1_500);
    expect(told.misdated()).toEqual([]);
  });

  test('is blocked by one decision that is late, and by nothing else', () => {
    expect(told.gate('T-60')).toMatchObject({ state: 'blocked' });
    expect(
      told
        .gate('T-60')
        ?.criteria.filter(({ state }) => state !== 'met')
        .map(({ key }) => key),
    ).toEqual(['decisions']);
  });
});

describe('the clinic at the end', () => {
  beforeAll(() => told.to(clinic.stages['day-14']));

  test('has passed what it asked for', () => {
    expect(told.gate('go-no-go')).toMatchObject({ state: 'ready', score: 100 });
    expect(told.fact('planning.tasks-late')).toBe(0);
  });
});

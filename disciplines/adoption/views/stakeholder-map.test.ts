import { testMoment } from '@callosum/kernel/testing';
import { describe, expect, test } from 'vitest';
import { asked } from '../testing/asked.ts';
import { adoptionScope, registry } from '../testing/scope.ts';
import { stakeholderMap, type StakeholderMap } from './stakeholder-map.ts';

type Scope = ReturnType<typeof adoptionScope>;

const look = ({ graph }: Scope, choices = {}, before?: Scope): StakeholderMap =>
  stakeholderMap.build(
    {
      graph,
      at: testMoment('2027-03-01'),
      registry,
      ...(before ? { since: { graph: before.graph, at: testMoment('2027-01-01') } } : {}),
    },
    choices,
  );

function hospital(stances: Readonly<Record<string, string>> = {}): Scope {
  const scope = adoptionScope();
  const add = (title: string, fields: object, state = 'active') =>
    scope.create(
      'stakeholder',
      { title, approach: 'a', ...fields, ...(stances[title] ? { stance: stances[title] } : {}) },
      { state },
    );
  const surgeons = add('Surgeons', { power: 'high', interest: 'high', stance: 'blocks', wanted: 'supports' });
  add('Council', { power: 'high', interest: 'low', stance: 'leads', wanted: 'supports', due: '2027-02-20' });
  add('Night nurses', { power: 'low', interest: 'high', wanted: 'supports' });
  add('Gone', { power: 'high', interest: 'high', stance: 'blocks', wanted: 'leads' }, 'left');
  const met = scope.create('engagement', { title: 'Talk', due: '2027-02-25', heard: 'h' }, { state: 'held' });
  scope.link('engagement.with', met, surgeons);
  return scope;
}

describe('the stakeholder map', () => {
  test('puts first who stands furthest from where he is wanted, and leaves out who is no longer concerned', () => {
    const { stakeholders } = look(hospital());
    expect(stakeholders.map(({ title, gap }) => [title, gap])).toEqual([
      ['Surgeons', 3],
      ['Night nurses', undefined],
      ['Council', 0],
    ]);
    expect(look(hospital(), { only: 'gap' }).stakeholders.map(({ title }) => title)).toEqual([
      'Surgeons',
      'Night nurses',
    ]);
  });

  test('says when each was last met and whose next contact is overdue', () => {
    const { stakeholders } = look(hospital());
    expect(stakeholders.map(({ title, lastMet, kept, overdue }) => [title, lastMet, kept, overdue])).toEqual([
      ['Surgeons', '2027-02-25', true, false],
      ['Night nurses', undefined, false, false],
      ['Council', undefined, false, true],
    ]);
  });

  test('agrees with the facts about them', () => {
    const scope = hospital();
    const { gap, against, notMet } = look(scope);
    expect(gap).toBe(asked(scope, 'adoption.stance-gap').value);
    expect(notMet).toBe(asked(scope, 'adoption.stakeholders-not-engaged').value);
    expect(against).toBe(asked(scope, 'adoption.powerful-opponents').value);
    expect([gap, against, notMet]).toEqual([3, 1, 2]);
  });

  test('tells who has moved since a day gone by, and which way', () => {
    const { stakeholders, since } = look(hospital(), {}, hospital({ Surgeons: 'neutral', Council: 'supports' }));
    expect(since).toEqual({ on: '2027-01-01', towards: 1, away: 1 });
    expect(stakeholders.map(({ title, was, moved }) => [title, was, moved])).toEqual([
      ['Surgeons', 'neutral', -2],
      ['Night nurses', undefined, 0],
      ['Council', 'supports', 1],
    ]);
  });
});

import { createEvaluator } from '@callosum/kernel';
import { testMoment } from '@callosum/kernel/testing';
import { describe, expect, test } from 'vitest';
import { peakOf } from '../capacity.ts';
import { planningScope, registry } from '../testing/scope.ts';

function scopeWith() {
  const scope = planningScope();
  const ask = (fact: string, today = '2027-03-01') => {
    const rows = createEvaluator(scope.graph, registry, testMoment(today)).rows(fact, []);
    return rows.map(({ id, judgement: { ok, reason, details } }) => ({
      title: scope.graph.find(id)?.fields['title'],
      ok,
      reason,
      ...details,
    }));
  };
  /** A task from one day to another to which a resource is assigned. */
  const assign = (resource: string, from: string, until: string, units: number) => {
    const task = scope.create('task', {
      title: `${from} ${units}`,
      storedStart: `${from}T08:00`,
      storedFinish: `${until}T17:00`,
    });
    const assignment = scope.create('assignment', { title: 'Part', units });
    scope.link('assignment.of', assignment, task);
    scope.link('assignment.by', assignment, resource);
    return task;
  };
  return { ...scope, ask, assign };
}

test('the peak of loads is found where most overlap; what ends makes room for what begins', () => {
  const load = (from: string, until: string, amount: number) => ({ from, until, amount });
  expect(peakOf([load('a', 'c', 1), load('b', 'd', 2), load('d', 'e', 2)])).toEqual({ amount: 3, at: 'b' });
  expect(peakOf([load('a', 'b', 1), load('b', 'c', 1)])).toEqual({ amount: 1, at: 'a' });
  expect(peakOf([load('b', 'a', 9)])).toBeUndefined();
});

describe('what tasks ask of a resource', () => {
  test('is held against what is there while they overlap', () => {
    const scope = scopeWith();
    const analyst = scope.create('resource', { title: 'Analyst', maxUnits: 100 });
    scope.assign(analyst, '2027-03-01', '2027-03-05', 60);
    expect(scope.ask('planning.resources-over-allocated')).toMatchObject([{ ok: true, asked: 60, there: 100 }]);
    const second = scope.assign(analyst, '2027-03-04', '2027-03-09', 60);
    expect(scope.ask('planning.resources-over-allocated')).toEqual([
      { title: 'Analyst', ok: false, reason: 'over', asked: 120, day: '2027-03-04', there: 100 },
    ]);
    scope.run('record.update', { id: second, fields: { percentComplete: 100 } });
    expect(scope.ask('planning.resources-over-allocated')).toMatchObject([{ ok: true }]);
  });

  test('is held against what is released from patients, once somebody fills in', () => {
    const scope = scopeWith();
    const nurse = scope.create('resource', { title: 'Nurse', clinical: true, release: 40 });
    scope.assign(nurse, '2027-03-01', '2027-03-05', 50);
    expect(scope.ask('planning.resources-over-allocated')).toMatchObject([
      { ok: false, reason: 'unreleased', there: 0 },
    ]);
    scope.run('record.update', { id: nurse, fields: { backfill: true } });
    expect(scope.ask('planning.resources-over-allocated')).toMatchObject([{ ok: false, reason: 'over', there: 40 }]);
    scope.run('record.update', { id: nurse, fields: { release: 50 } });
    expect(scope.ask('planning.resources-over-allocated')).toMatchObject([{ ok: true, there: 50 }]);
  });
});

test('waves that draw on one pool of support must not ask for more people than it has', () => {
  const scope = scopeWith();
  const pool = scope.create('resource', { title: 'At the elbow', maxUnits: 3_000 });
  const wave = (goLive: string) => {
    const id = scope.create('wave', { title: goLive, goLive, support: 20, supportDays: 10 });
    scope.link('wave.draws', id, pool);
    return id;
  };
  wave('2027-06-01');
  const second = wave('2027-06-08');
  expect(scope.ask('planning.support-over-allocated')).toEqual([
    { title: 'At the elbow', ok: false, reason: 'over', asked: 4_000, day: '2027-06-08', there: 3_000 },
  ]);
  scope.run('record.update', { id: second, fields: { goLive: '2027-06-11' } });
  expect(scope.ask('planning.support-over-allocated')).toMatchObject([{ ok: true, asked: 2_000 }]);
});

describe('a partner’s test slot', () => {
  test('must be booked so many days before', () => {
    const scope = scopeWith();
    const slot = scope.create('testSlot', {
      title: 'ADT',
      partner: 'Regional laboratory',
      start: '2027-03-20T09:00',
      leadDays: 14,
    });
    expect(scope.ask('planning.test-slots-missed', '2027-03-06')).toMatchObject([
      { ok: true, reason: 'ahead', by: '2027-03-06' },
    ]);
    expect(scope.ask('planning.test-slots-missed', '2027-03-07')).toMatchObject([{ ok: false, reason: 'missed' }]);
    scope.run('record.move', { id: slot, move: 'book' });
    expect(scope.ask('planning.test-slots-missed', '2027-03-07')).toMatchObject([{ ok: true, reason: 'booked' }]);
  });

  test('lies within the task it serves', () => {
    const scope = scopeWith();
    const slot = scope.create('testSlot', { title: 'ADT', partner: 'Regional laboratory', start: '2027-03-20T09:00' });
    expect(scope.ask('planning.test-slots-off-plan')).toMatchObject([{ ok: false, reason: 'alone' }]);
    const task = scope.create('task', {
      title: 'Test',
      storedStart: '2027-03-15T08:00',
      storedFinish: '2027-03-19T17:00',
    });
    scope.link('testSlot.serves', slot, task);
    expect(scope.ask('planning.test-slots-off-plan')).toMatchObject([
      { ok: false, reason: 'beside', day: '2027-03-20' },
    ]);
    scope.run('record.update', { id: slot, fields: { start: '2027-03-19T09:00' } });
    expect(scope.ask('planning.test-slots-off-plan')).toMatchObject([{ ok: true }]);
  });
});

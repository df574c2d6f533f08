import { testId } from '@callosum/kernel/testing';
import { describe, expect, test } from 'vitest';
import { ask } from '../testing/facts.ts';
import { goLiveScope } from '../testing/scope.ts';

type Scope = ReturnType<typeof goLiveScope>;
type Fields = Parameters<Scope['create']>[1];

const minutes = (count: number) => ({ seconds: count * 60, unit: 'm', elapsed: true });

function task(scope: Scope, title: string, fields: Fields = {}, state?: string) {
  return scope.create('cutoverTask', { title, ...fields }, state === undefined ? {} : { state });
}

describe('devices', () => {
  const tried = { testedOn: '2027-02-20', toCheck: ['login'], worked: ['login'] };

  /** One works, one fails with a spare, one fails without, one was not tried, one too long ago, one is gone. */
  function ward() {
    const scope = goLiveScope();
    const add = (title: string, fields: Fields, state: string) =>
      scope.create('device', { title, ...fields }, { state });
    add('works', { ...tried, critical: true }, 'passed');
    add('spare', { testedOn: '2027-02-20', fault: 'Dark', spare: true }, 'failed');
    add('bare', { testedOn: '2027-02-20', fault: 'Dark', critical: true }, 'failed');
    add('untried', { critical: true }, 'inPlace');
    add('old', { ...tried, testedOn: '2026-12-30' }, 'passed');
    add('gone', { critical: true }, 'removed');
    return scope;
  }

  test('count as tried whatever came of it, unless it is too long ago', () => {
    expect(ask(ward(), 'golive.devices-tested')).toEqual({
      value: 60,
      total: 5,
      failing: [
        ['untried', 'untried', { why: 'has not been tried' }],
        ['old', 'untried', { why: 'was to be tried again by 2027-02-28' }],
      ],
    });
    expect(ask(ward(), 'golive.devices-tested', '2027-02-28').value).toBe(80);
    expect(ask(ward(), 'golive.devices-tested', '2027-02-19').value).toBe(20);
  });

  test('that were tried work, or do not', () => {
    expect(ask(ward(), 'golive.devices-passed')).toMatchObject({ value: 25, total: 4 });
  });

  test('that are critical work, and one nobody has tried does not', () => {
    expect(ask(ward(), 'golive.critical-devices-open').failing.map(([title]) => title)).toEqual(['bare', 'untried']);
  });

  test('that fail have a spare standing by', () => {
    expect(ask(ward(), 'golive.devices-failing-without-spare').failing).toEqual([['bare', 'bare', {}]]);
  });
});

describe('cutover tasks', () => {
  test('have owner and backup, a verification and a way back, unless they are skipped', () => {
    const scope = goLiveScope();
    task(scope, 'bare');
    task(scope, 'skipped', {}, 'skipped');
    task(scope, 'alone', { owner: testId(901), verification: ' ', rollback: 'Restore' });
    task(scope, 'whole', { owner: testId(901), backup: testId(902), verification: 'Count', rollback: 'Restore' });
    const titles = (fact: string) => ask(scope, fact).failing.map(([title]) => title);
    expect(titles('golive.tasks-without-backup')).toEqual(['bare', 'alone']);
    expect(titles('golive.tasks-without-verification')).toEqual(['bare', 'alone']);
    expect(titles('golive.tasks-without-rollback')).toEqual(['bare']);
  });

  test('are rehearsed, and their largest overrun is told', () => {
    const scope = goLiveScope();
    task(scope, 'estimate', { plannedDuration: minutes(30) });
    task(scope, 'faster', { plannedDuration: minutes(30), rehearsedDuration: minutes(20) });
    task(scope, 'slower', { plannedDuration: minutes(30), rehearsedDuration: minutes(80) });
    task(scope, 'unplanned', { rehearsedDuration: minutes(90) });
    expect(ask(scope, 'golive.tasks-rehearsed')).toMatchObject({ value: 75, total: 4 });
    expect(ask(scope, 'golive.task-overrun')).toEqual({
      value: 50,
      total: 3,
      failing: [
        ['slower', 'longer', { took: 80, planned: 30 }],
        ['unplanned', 'unplanned', { took: 90 }],
      ],
    });
  });
});

describe('the way back', () => {
  const fact = 'golive.rollback-overrun';

  /** Extract at 20:00 for an hour, load for two, then validate: it must be over by 01:00. */
  function weekend() {
    const scope = goLiveScope();
    const extract = task(scope, 'extract', { plannedStart: '2027-03-06T20:00', plannedDuration: minutes(60) });
    const load = task(scope, 'load', { plannedDuration: minutes(120) });
    const validate = task(scope, 'validate', { plannedDuration: minutes(90), lastSafeRollback: '2027-03-07T01:00' });
    scope.link('cutoverTask.dependsOn', load, extract);
    scope.link('cutoverTask.dependsOn', validate, load);
    const change = (id: string, fields: Fields, state?: string) =>
      scope.apply([{ action: 'update', id, fields, ...(state === undefined ? {} : { state }) }]);
    return { scope, extract, load, validate, change };
  }

  test('has time to spare while the plan holds', () => {
    expect(ask(weekend().scope, fact)).toEqual({ value: -30, total: 1, failing: [] });
  });

  test('is lost by as much as a rehearsal of what comes before took longer', () => {
    const { scope, load, change } = weekend();
    change(load, { rehearsedDuration: minutes(200) });
    expect(ask(scope, fact)).toEqual({
      value: 50,
      total: 1,
      failing: [['validate', 'late', { finish: '2027-03-07 01:50', minutes: 50 }]],
    });
  });

  test('goes by what really happened once it has', () => {
    const { scope, extract, load, change } = weekend();
    change(extract, { actualStart: '2027-03-06T20:30', actualFinish: '2027-03-06T21:45' }, 'done');
    expect(ask(scope, fact).value).toBe(15);
    change(load, { actualStart: '2027-03-06T21:00' }, 'running');
    expect(ask(scope, fact).value).toBe(-30);
  });

  test('waits for the latest of what it depends on, and for nothing that is skipped', () => {
    const { scope, validate, change } = weekend();
    const late = task(scope, 'late', { plannedStart: '2027-03-07T00:00', plannedDuration: minutes(30) });
    scope.link('cutoverTask.dependsOn', validate, late);
    expect(ask(scope, fact).value).toBe(60);
    change(late, {}, 'skipped');
    expect(ask(scope, fact).value).toBe(-30);
  });

  test('is unknown while nothing says when something before it ends', () => {
    const { scope, extract, change } = weekend();
    change(extract, { plannedDuration: null });
    expect(ask(scope, fact)).toEqual({ value: undefined, total: 1, failing: [['validate', 'unknown', {}]] });
  });

  test('is found quickly through many ways that lead to one task', () => {
    const scope = goLiveScope();
    let row = [task(scope, 'first', { plannedStart: '2027-03-06T20:00', plannedDuration: minutes(1) })];
    for (let layer = 0; layer < 30; layer += 1) {
      const next = ['a', 'b'].map((name) => task(scope, `${layer}${name}`, { plannedDuration: minutes(1) }));
      for (const from of next) for (const to of row) scope.link('cutoverTask.dependsOn', from, to);
      row = next;
    }
    scope.apply([{ action: 'update', id: row[0] ?? '', fields: { lastSafeRollback: '2027-03-06T20:31' } }]);
    expect(ask(scope, fact).value).toBe(0);
  });
});

describe('rehearsals', () => {
  const held = (startedAt: string, finishedAt: string, more: Fields = {}) => ({
    type: 'full',
    plannedDuration: minutes(60 * 41),
    startedAt,
    finishedAt,
    ...more,
  });

  test('that were full and held count, and the last is compared with its plan', () => {
    const scope = goLiveScope();
    const add = (title: string, fields: Fields, state = 'held') =>
      scope.create('rehearsal', { title, ...fields }, { state });
    expect(ask(scope, 'golive.rehearsals-held').value).toBe(0);
    expect(ask(scope, 'golive.rehearsal-overrun').value).toBeUndefined();
    add('first', held('2027-01-08T18:00', '2027-01-10T20:00'));
    add('second', held('2027-02-05T18:00', '2027-02-07T11:50'), 'evaluated');
    add('talk', held('2027-02-20T18:00', '2027-02-27T11:50', { type: 'walkthrough' }));
    add('planned', { type: 'full' }, 'planned');
    expect(ask(scope, 'golive.rehearsals-held').value).toBe(2);
    expect(ask(scope, 'golive.rehearsal-overrun')).toEqual({
      value: 50,
      total: 1,
      failing: [['second', 'longer', { took: 2_510, planned: 2_460 }]],
    });
    // Before the second there was the first.
    expect(ask(scope, 'golive.rehearsal-overrun', '2027-02-06')).toMatchObject({ value: 540 });
    expect(ask(scope, 'golive.rehearsals-held', '2027-01-09').value).toBe(0);
  });

  test('without a planned duration are not in order', () => {
    const scope = goLiveScope();
    const { plannedDuration: _none, ...fields } = held('2027-01-08T18:00', '2027-01-10T20:00');
    scope.create('rehearsal', { title: 'r', ...fields }, { state: 'held' });
    expect(ask(scope, 'golive.rehearsal-overrun')).toMatchObject({
      value: undefined,
      failing: [['r', 'unplanned', {}]],
    });
  });
});

describe('decision points', () => {
  test('have criteria, one person who decides, and a last safe time for going back', () => {
    const scope = goLiveScope();
    const criteria = [{ id: 1, text: 'Interfaces are up' }];
    const whole = { criteria, owner: testId(901), lastSafeRollback: '2027-03-07T01:00' };
    scope.create('decisionPoint', { title: 'whole', ...whole });
    scope.create('decisionPoint', { title: 'bare' });
    expect(ask(scope, 'golive.decision-points-without-criteria').failing).toEqual([
      ['bare', 'missing', { missing: 'criteria, who decides, last safe rollback' }],
    ]);
  });
});

import { addDays, createEvaluator, evaluateGates } from '@callosum/kernel';
import { testIds, testMoment } from '@callosum/kernel/testing';
import { describe, expect, test } from 'vitest';
import { defaultGateChanges, defaultGates, type PlanMilestone } from './default-gates.ts';
import { PROJECT, foundationScope, registry } from './testing/scope.ts';

const GO_LIVE = '2027-12-01';
const SPAN = { start: '2027-01-01', finish: '2028-01-31' };

function set(planned: readonly (readonly [string, string])[], over: Partial<typeof SPAN & { goLive: string }> = {}) {
  const scope = foundationScope('2027-03-01', GO_LIVE);
  const milestones = planned.map(([title, date]): PlanMilestone => ({ id: scope.milestone(title, date), title, date }));
  const { changes, warnings } = defaultGateChanges({
    milestones,
    ...SPAN,
    goLive: GO_LIVE,
    ...over,
    newId: testIds(500_000),
  });
  scope.apply(changes);
  const at = testMoment('2027-03-01');
  const gates = evaluateGates(registry.gates(scope.graph), createEvaluator(scope.graph, registry, at), at);
  const seat = (key: string) => {
    const found = gates.find((gate) => gate.key === key);
    return [found?.date, scope.graph.find(found?.milestone ?? '')?.fields.title];
  };
  return { scope, gates, warnings, seat };
}

describe('the default gates', () => {
  test('lie at their share of the way to go-live, or at their days from it', () => {
    const { gates } = set([]);
    expect(gates.map(({ key, date }) => [key, date])).toEqual([
      ['charter', '2027-01-01'],
      ['design', '2027-04-28'],
      ['T-120', '2027-08-03'],
      ['build', '2027-08-06'],
      ['T-90', '2027-09-02'],
      ['T-60', '2027-10-02'],
      ['T-30', '2027-11-01'],
      ['go-no-go', '2027-11-24'],
      ['stabilised', '2027-12-31'],
      ['benefits', '2028-05-29'],
    ]);
    expect(gates.filter(({ goLive }) => goLive).map(({ key }) => key)).toEqual(['go-no-go']);
  });

  test('sit on the nearest milestone within fifteen days, else on one of their own', () => {
    const { seat, scope } = set([
      ['Interfaces tested', '2027-09-10'],
      ['Training begins', '2027-09-05'],
      ['Far away', '2027-10-18'],
    ]);
    expect(seat('T-90')).toEqual(['2027-09-05', 'Training begins']);
    expect(seat('T-60')).toEqual(['2027-10-02', 'Gate T-60']);
    expect(scope.graph.byExternal('callosum', 'gate:T-60')?.fields).toMatchObject({
      milestone: true,
      storedFinish: '2027-10-02T08:00',
    });
    expect(seat('T-30')).toEqual(['2027-10-18', 'Far away']);
  });

  test('reach fifteen days and not sixteen', () => {
    expect(set([['M', '2027-09-17']]).seat('T-90')).toEqual(['2027-09-17', 'M']);
    expect(set([['M', '2027-09-18']]).seat('T-90')[1]).toBe('Gate T-90');
  });

  test('prefer a milestone that bears their name, then one that carries no gate yet', () => {
    const { seat } = set([
      ['Something else', '2027-11-24'],
      ['Go-live', '2027-12-01'],
    ]);
    expect(seat('go-no-go')).toEqual(['2027-12-01', 'Go-live']);
    const shared = set([
      ['Close by', '2027-08-05'],
      ['Further', '2027-08-12'],
    ]);
    expect(shared.seat('build')[1]).toBe('Close by');
    expect(shared.seat('T-120')[1]).toBe('Further');
  });

  test('share a milestone when there is no other within reach', () => {
    const { seat } = set([['Only one', '2027-08-05']]);
    expect([seat('build')[1], seat('T-120')[1]]).toEqual(['Only one', 'Only one']);
  });

  test('before the plan begins are kept, with a warning each', () => {
    const { warnings, gates } = set([], { start: '2027-10-15' });
    expect(warnings.map(({ code }) => code)).toEqual(['gate-before-start', 'gate-before-start', 'gate-before-start']);
    expect(gates.find(({ key }) => key === 'T-120')?.date).toBe('2027-08-03');
  });

  test('warn when go-live lies outside the plan', () => {
    expect(set([], { finish: '2027-11-30' }).warnings.map(({ code }) => code)).toEqual(['go-live-outside-plan']);
    expect(set([]).warnings).toEqual([]);
  });

  test('grow stricter towards go-live, criterion by criterion', () => {
    const order = ['design', 'build', 'T-120', 'T-90', 'T-60', 'T-30', 'go-no-go'];
    const last = new Map<string, number>();
    for (const key of order) {
      for (const one of defaultGates.gates.find((gate) => gate.key === key)?.criteria ?? []) {
        const target = one.comparison === 'atLeast' ? one.target : -one.target;
        expect(target, `${key} ${one.key}`).toBeGreaterThanOrEqual(last.get(one.key) ?? -Infinity);
        last.set(one.key, target);
      }
    }
    expect(last.size).toBeGreaterThan(8);
  });
});

describe('setting go-live', () => {
  const day = (scope: ReturnType<typeof foundationScope>, key: string) =>
    scope.graph.byExternal('callosum', `gate:${key}`)?.fields.storedFinish;

  test('moves the gates that sit on milestones of their own and count from go-live', () => {
    const { scope } = set([['Training begins', '2027-09-05']]);
    const { result } = scope.run('project.setGoLive', { date: '2027-12-11' });
    expect(result).toMatchObject({ date: '2027-12-11' });
    expect(scope.graph.find(PROJECT)?.fields.goLive).toBe('2027-12-11');
    expect([day(scope, 'T-120'), day(scope, 'T-30'), day(scope, 'charter')]).toEqual([
      '2027-08-13T08:00',
      '2027-11-11T08:00',
      '2027-01-01T08:00',
    ]);
    const t90 = registry.gates(scope.graph).find(({ key }) => key === 'T-90');
    expect(t90?.date).toBe('2027-09-05');
  });

  test('to the same day changes nothing', () => {
    const { scope } = set([]);
    expect(scope.run('project.setGoLive', { date: GO_LIVE }).writes).toEqual([]);
  });

  test('on a milestone takes its day and keeps the link to one', () => {
    const { scope } = set([]);
    const [first, second] = [scope.milestone('A', '2027-12-05'), scope.milestone('B', '2027-12-08')];
    scope.run('project.setGoLive', { milestone: first });
    scope.run('project.setGoLive', { milestone: second });
    expect(scope.graph.find(PROJECT)?.fields.goLive).toBe('2027-12-08');
    expect(scope.graph.out(PROJECT, 'project.goLive').map(({ to }) => to)).toEqual([second]);
    expect(day(scope, 'T-30')).toBe(`${addDays('2027-12-08', -30)}T08:00`);
  });

  test('asks for a day or a milestone that has one', () => {
    const { scope } = set([]);
    expect(() => scope.run('project.setGoLive', {})).toThrow('Give a date');
    expect(() => scope.run('project.setGoLive', { milestone: PROJECT })).toThrow('not in the plan');
    const undated = scope.create('task', { title: 'Some day' });
    expect(() => scope.run('project.setGoLive', { milestone: undated })).toThrow('no date');
  });
});

describe('creating a project', () => {
  test('asks for a key in capitals and a zone that exists, once per scope', () => {
    const { run } = foundationScope();
    const input = { id: PROJECT, key: 'RIV', title: 'Riverbend', zone: 'America/Chicago' };
    expect(() => run('project.create', { ...input, key: 'riv' })).toThrow('capital');
    expect(() => run('project.create', { ...input, key: 'R' })).toThrow('capital');
    expect(() => run('project.create', { ...input, zone: 'Mars/Olympus' })).toThrow('time zone');
    expect(() => run('project.create', input)).toThrow('already');
  });
});

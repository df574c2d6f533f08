import { createEvaluator, evaluateGates, type ProjectContext } from '@callosum/kernel';
import { testId, testMoment } from '@callosum/kernel/testing';
import { describe, expect, test } from 'vitest';
import { foundationScope, gateOn, registry } from '../testing/scope.ts';
import { type Booked, overBooked } from './over-booked.ts';
import { portfolio, type Portfolio } from './portfolio.ts';

const TODAY = '2027-03-11';

type Scope = ReturnType<typeof foundationScope>;

/** A project as somebody sees it who sees it whole. */
function contextOf(key: string, { graph }: Scope, more: Partial<ProjectContext> = {}): ProjectContext {
  const at = testMoment(TODAY);
  const evaluator = createEvaluator(graph, registry, at);
  return {
    key,
    title: key,
    graph,
    at,
    registry,
    gates: evaluateGates(registry.gates(graph), evaluator, at),
    value: (fact) => (registry.facts.has(fact) ? evaluator.value(fact, []).value : undefined),
    ...more,
  };
}

const look = (...projects: readonly ProjectContext[]): Portfolio =>
  portfolio.build(
    {
      graph: foundationScope().graph,
      at: testMoment(TODAY),
      registry,
      projects: projects.flatMap((one) => portfolio.across?.(one) ?? []),
    },
    {},
  );

describe('the portfolio', () => {
  test('tells where each project stands, what is late, and how far the forecast slips', () => {
    const scope = foundationScope(TODAY, '2027-06-01');
    gateOn(scope, { milestone: scope.milestone('T-60', '2027-04-02') });
    scope.create('decision', { title: 'late', due: '2027-03-01' });
    scope.create('decision', { title: 'in time', due: '2027-05-01' });
    scope.create('decision', { title: 'taken', due: '2027-01-01' }, { state: 'decided' });
    const [one] = look(
      contextOf('RIV', scope, { forecast: { planned: '2027-06-01', forecast: '2027-06-11', overdue: 0 } }),
    ).projects;
    expect(one).toMatchObject({
      key: 'RIV',
      promised: '2027-06-01',
      forecast: '2027-06-11',
      slip: 10,
      decisions: { open: 2, overdue: 1, oldest: 10 },
      next: { key: 'T-90', state: 'blocked', score: 0, stops: 1, counts: { met: 0, unmet: 1, unknown: 0, waived: 0 } },
    });
    expect(one?.trend).toEqual([{ on: TODAY, gate: 'T-90', score: 0 }]);
  });

  test('the trend is what the boards saw, frozen, and what is so today', () => {
    const scope = foundationScope(TODAY, '2027-06-01');
    const { gate } = gateOn(scope, { stop: false, milestone: scope.milestone('T-90', '2027-03-02') });
    const late = scope.create('decision', { title: 'late', due: '2027-02-01' });
    scope.run(
      'gate.decide',
      {
        gate,
        outcome: 'go',
        rationale: 'It is late and stops nothing.',
        votes: [{ voter: testId(700_001), vote: 'for' }],
      },
      { at: testMoment('2027-02-20') },
    );
    scope.apply([{ action: 'update', id: late, fields: {}, state: 'decided' }]);
    gateOn(scope, { milestone: scope.milestone('T-60', '2027-04-02') });
    const [one] = look(contextOf('RIV', scope)).projects;
    expect(one?.trend.map(({ on, score }) => [on, score])).toEqual([
      ['2027-02-20', 0],
      [TODAY, 100],
    ]);
  });

  test('leaves out what is told to those only who see a project whole', () => {
    const scope = foundationScope(TODAY, '2027-06-01');
    const [one] = look(contextOf('RIV', scope, { value: () => undefined })).projects;
    expect(one?.risks).toBeUndefined();
    expect(one?.forecast).toBeUndefined();
  });

  test('goals are served by the needs that lead to them, and by the benefits of these', () => {
    const scope = foundationScope();
    const goal = scope.create('goal', { title: 'Safer', weight: 40 });
    const idle = scope.create('goal', { title: 'Larger', weight: 60 });
    const [need, other] = ['one', 'other'].map((title) => scope.create('need', { title }));
    for (const one of [need, other]) scope.link('need.serves', one ?? '', goal);
    scope.link('benefit.realises', scope.create('benefit', { title: 'of the need', sign: 'benefit' }), need ?? '');
    scope.link('benefit.realises', scope.create('benefit', { title: 'of the goal', sign: 'benefit' }), goal);
    const { goals, projects } = look(contextOf('RIV', scope));
    expect(goals.map(({ goal: { id }, by }) => [id, by])).toEqual([
      [idle, []],
      [goal, [{ project: 'RIV', needs: 2, benefits: 2 }]],
    ]);
    expect(projects[0]?.goals).toEqual([goal]);
  });

  test('is empty without projects', () => {
    expect(look()).toEqual({ projects: [], goals: [], overBooked: [] });
  });
});

describe('people who are asked for twice', () => {
  const booked = (project: string, from: string, to: string, units: number, available = 100): Booked => ({
    person: 'ann@example.org',
    name: 'Ann',
    available,
    bookings: [{ project, from, to, units }],
  });

  test('are over-booked on the days on which projects together ask for more than they have', () => {
    expect(
      overBooked([booked('RIV', '2027-03-01', '2027-03-31', 60), booked('CLN', '2027-03-15', '2027-04-15', 70)]),
    ).toEqual([
      {
        person: 'ann@example.org',
        name: 'Ann',
        available: 100,
        from: '2027-03-15',
        to: '2027-03-31',
        peak: 130,
        projects: [
          { project: 'RIV', units: 60 },
          { project: 'CLN', units: 70 },
        ],
      },
    ]);
  });

  test('tell the peak of a stretch, and one stretch where it goes on', () => {
    const found = overBooked([
      booked('A', '2027-03-01', '2027-03-10', 80),
      booked('B', '2027-03-01', '2027-03-10', 30),
      booked('C', '2027-03-04', '2027-03-05', 50),
    ]);
    expect(found.map(({ from, to, peak }) => [from, to, peak])).toEqual([['2027-03-01', '2027-03-10', 160]]);
  });

  test('are not when one project alone asks too much, when days only touch, or when it is just enough', () => {
    expect(overBooked([booked('A', '2027-03-01', '2027-03-10', 300)])).toEqual([]);
    expect(
      overBooked([booked('A', '2027-03-01', '2027-03-10', 90), booked('B', '2027-03-11', '2027-03-20', 90)]),
    ).toEqual([]);
    expect(
      overBooked([booked('A', '2027-03-01', '2027-03-10', 50), booked('B', '2027-03-01', '2027-03-20', 50)]),
    ).toEqual([]);
  });

  test('have what the plan that counts on them least says', () => {
    expect(
      overBooked([booked('A', '2027-03-01', '2027-03-10', 40, 60), booked('B', '2027-03-01', '2027-03-10', 40)])[0],
    ).toMatchObject({ available: 60, peak: 80 });
  });
});

import { createEvaluator, type FieldValues } from '@callosum/kernel';
import { inEnglish, testMoment } from '@callosum/kernel/testing';
import { describe, expect, test } from 'vitest';
import { trialRegistry, trialScope } from '../testing/trial.ts';

type Scope = ReturnType<typeof trialScope>;

function asked(scope: Scope, fact: string) {
  const evaluator = createEvaluator(scope.graph, trialRegistry, testMoment('2027-03-01'));
  const titles = evaluator
    .rows(`foundation.${fact}`, [])
    .filter(({ judgement }) => !judgement.ok)
    .map(({ id, judgement }) => [scope.graph.find(id)?.fields.title, inEnglish(judgement.details)]);
  return { value: evaluator.value(`foundation.${fact}`, []).value, titles };
}

/** A need with a goal, an agreed requirement that meets it, and a scenario that tries it. */
function thread() {
  const scope = trialScope();
  const make = (kind: string, title: string, fields: FieldValues = {}, state?: string) =>
    scope.create(kind, { title, ...fields }, state === undefined ? {} : { state });
  const goal = make('goal', 'Fewer falls', {}, 'agreed');
  const need = make(
    'need',
    'Nurses write falls down twice',
    { measure: 'Minutes', baseline: '9', target: '3' },
    'agreed',
  );
  const requirement = make('requirement', 'One entry', { acceptance: 'Entered once', fit: 'configured' }, 'agreed');
  const scenario = make('uatScenario', 'A fall at night');
  const links = {
    goal: scope.link('need.serves', need, goal),
    need: scope.link('requirement.meets', requirement, need),
    test: scope.link('uatScenario.tests', scenario, requirement),
  };
  const execute = (passed: boolean) => scope.link('uatExecution.of', make('uatExecution', 'Try', { passed }), scenario);
  const unlink = (id: string) => scope.apply([{ action: 'unlink', id }]);
  const update = (id: string, fields: FieldValues) => scope.apply([{ action: 'update', id, fields }]);
  return { scope, make, goal, need, requirement, links, execute, unlink, update };
}

describe('the thread from goal to test', () => {
  test('is whole when each is joined to the next', () => {
    const { scope } = thread();
    for (const fact of [
      'needs-without-goal',
      'needs-without-requirement',
      'requirements-without-need',
      'requirements-without-test',
    ])
      expect(asked(scope, fact)).toEqual({ value: 0, titles: [] });
    expect(asked(scope, 'requirements-traced').value).toBe(100);
  });

  test('shows where it is broken', () => {
    const { scope, links, unlink } = thread();
    unlink(links.goal);
    expect(asked(scope, 'needs-without-goal').titles).toEqual([['Nurses write falls down twice', { missing: 'goal' }]]);
    unlink(links.test);
    expect(asked(scope, 'requirements-without-test').titles).toEqual([['One entry', { missing: 'test' }]]);
    unlink(links.need);
    expect(asked(scope, 'needs-without-requirement').value).toBe(1);
    expect(asked(scope, 'requirements-without-need').value).toBe(1);
    expect(asked(scope, 'requirements-traced')).toEqual({
      value: 0,
      titles: [['One entry', { missing: 'need, test' }]],
    });
  });

  test('asks nothing yet of drafts, nor of what was dropped, and a dropped requirement meets no need', () => {
    const { scope, make, requirement } = thread();
    make('requirement', 'Draft');
    expect(asked(scope, 'requirements-without-need').value).toBe(0);
    scope.apply([{ action: 'update', id: requirement, fields: {}, state: 'dropped' }]);
    expect(asked(scope, 'needs-without-requirement').value).toBe(1);
    expect(asked(scope, 'requirements-traced').value).toBeUndefined();
  });
});

describe('needs without a measured outcome', () => {
  test('lack the measure, today’s figure or the wanted one', () => {
    const { scope, need, update } = thread();
    update(need, { measure: ' ', target: '3' });
    expect(asked(scope, 'needs-without-outcome').titles).toEqual([
      ['Nurses write falls down twice', { missing: 'measure' }],
    ]);
  });
});

describe('requirements with a failing test', () => {
  test('go by the newest try of each scenario', () => {
    const { scope, execute } = thread();
    expect(asked(scope, 'requirements-failing').value).toBe(0);
    execute(false);
    expect(asked(scope, 'requirements-failing').titles).toEqual([['One entry', { test: 'UAX-1', why: 'failed' }]]);
    execute(true);
    expect(asked(scope, 'requirements-failing').value).toBe(0);
  });
});

describe('what has to be looked at again', () => {
  test('is a requirement after its need has changed in a way that matters, until somebody looks', () => {
    const { scope, need, links, update } = thread();
    update(need, { story: 'Told anew' });
    expect(asked(scope, 'requirements-suspect').value).toBe(0);
    update(need, { target: '2' });
    expect(asked(scope, 'requirements-suspect').titles).toEqual([['One entry', { count: 1 }]]);
    scope.run('link.review', { ids: [links.need] });
    expect(asked(scope, 'requirements-suspect').value).toBe(0);
  });

  test('is a specification after its requirement has', () => {
    const { scope, make, requirement, update } = thread();
    const specification = make('specification', 'Flow sheet row');
    scope.link('specification.details', specification, requirement);
    update(requirement, { acceptance: 'Entered once, read everywhere' });
    expect(asked(scope, 'specifications-suspect').value).toBe(1);
    expect(asked(scope, 'specifications-approved').value).toBe(0);
  });
});

describe('requirements to be built', () => {
  test('need words for how, and for when they are accepted', () => {
    const { scope, make, requirement, update } = thread();
    expect(asked(scope, 'requirements-without-specification').value).toBe(1);
    scope.link('specification.details', make('specification', 'Row'), requirement);
    expect(asked(scope, 'requirements-without-specification').value).toBe(0);
    update(requirement, { acceptance: ' ' });
    expect(asked(scope, 'requirements-untestable').value).toBe(1);
  });
});

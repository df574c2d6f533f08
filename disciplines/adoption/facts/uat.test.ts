import { describe, expect, test } from 'vitest';
import { asked } from '../testing/asked.ts';
import { ward } from '../testing/ward.ts';

const RUN = 'adoption.uat-cells-run';
const PASSED = 'adoption.uat-cells-passed';
const UNCOVERED = 'adoption.uat-cells-uncovered';
const NOT_RUN = 'adoption.uat-cells-not-run';

describe('cells of role, unit and shift', () => {
  test('are counted once each, by their last attempt', () => {
    const { project, icu, nurse, day, night, scenario, run } = ward();
    const blood = scenario('Transfusion', [nurse, icu, day, night]);
    run(blood, [nurse, icu, day], 'failed', 1);
    run(blood, [nurse, icu, day], 'passed', 2);
    run(blood, [nurse, icu, night], 'failed', 1);
    run(blood, [nurse, icu, night], 'planned', 2);
    run(blood, [icu, nurse], 'planned', 1);
    run(blood, [nurse, icu, day], 'cancelled', 3);
    // Three cells planned; two were run; of those one passed at last.
    expect(asked(project, RUN)).toEqual({ value: (100 * 2) / 3, failing: ['planned1 waiting'] });
    expect(asked(project, PASSED)).toEqual({ value: 50, failing: ['failed1 failed'] });
    expect(asked(project, 'adoption.uat-scenarios-failing')).toEqual({ value: 1, failing: ['Transfusion failing'] });
  });

  test('follow from what a scenario is planned for', () => {
    const { project, icu, lab, nurse, physician, day, night, scenario, run } = ward();
    const orders = scenario('Orders', [nurse, physician, icu, lab, day, night]);
    expect(asked(project, UNCOVERED).value).toBe(8);
    run(orders, [nurse, icu, day], 'passed');
    run(orders, [physician, lab, day, night], 'passed');
    run(orders, [nurse, icu, night], 'failed');
    expect(asked(project, UNCOVERED).value).toBe(5);
    expect(asked(project, NOT_RUN).value).toBe(4);
    scenario('Nobody', []);
    scenario('Any nurse', [nurse]);
    expect(asked(project, UNCOVERED).value).toBe(7);
  });

  test('are seen as they were on the day', () => {
    const { project, icu, nurse, day, scenario, run } = ward();
    const orders = scenario('Orders', [nurse, icu, day]);
    run(orders, [nurse, icu, day], 'failed', 1, { ranOn: '2027-02-01' });
    run(orders, [nurse, icu, day], 'passed', 2, { ranOn: '2027-02-20' });
    expect(asked(project, PASSED, '2027-02-19').value).toBe(0);
    expect(asked(project, PASSED, '2027-02-20').value).toBe(100);
    expect(asked(project, PASSED, '2027-01-31').value).toBeUndefined();
    expect(asked(project, UNCOVERED, '2027-02-19').value).toBe(1);
  });

  test('do not count as passed while a grave defect found there is open', () => {
    const { project, icu, nurse, day, scenario, run } = ward();
    const orders = scenario('Orders', [nurse, icu, day], { safetyCritical: true });
    const passed = run(orders, [nurse, icu, day], 'passed');
    scenario('Not of safety', [nurse]);
    expect(asked(project, 'adoption.uat-safety-scenarios-passed').value).toBe(100);
    project.link('defect.foundBy', project.create('defect', { title: 'd', severity: '2' }), passed);
    expect(asked(project, PASSED)).toEqual({ value: 0, failing: ['passed1 defect'] });
    expect(asked(project, 'adoption.uat-safety-scenarios-passed').failing).toEqual(['Orders open']);
  });

  test('of scenarios never run, and passes of an older script, are found', () => {
    const { project, icu, nurse, day, scenario, run } = ward();
    const orders = scenario('Orders', [nurse, icu, day], { script: 'Order' });
    scenario('Never', [nurse]);
    run(scenario('Planned', [nurse]), [nurse], 'planned');
    run(orders, [nurse, icu, day], 'passed');
    expect(asked(project, 'adoption.uat-scenarios-untested')).toEqual({
      value: 2,
      failing: ['Never never', 'Planned never'],
    });
    const outdated = 'adoption.uat-passes-outdated';
    expect(asked(project, outdated).value).toBe(0);
    project.apply([{ action: 'update', id: orders, fields: { owner: '00000000-0000-7000-8000-000000000009' } }]);
    expect(asked(project, outdated).value).toBe(0);
    project.apply([{ action: 'update', id: orders, fields: { script: 'Order twice' } }]);
    expect(asked(project, outdated)).toEqual({ value: 1, failing: ['passed1 changed'] });
  });
});

describe('scenarios and what they rest on', () => {
  test('are to be looked at again when it has changed or gone, until somebody has', () => {
    const { project, nurse, scenario } = ward();
    const [step, requirement] = [
      project.create('workflowStep', { title: 'Scan' }),
      project.create('requirement', { title: 'Two identifiers' }),
    ];
    const blood = scenario('Transfusion', [nurse]);
    scenario('Other', [nurse]);
    const walks = project.link('uatScenario.walks', blood, step);
    project.link('uatScenario.tests', blood, requirement);
    const fact = 'adoption.uat-scenarios-suspect';
    expect(asked(project, fact).value).toBe(0);
    project.apply([{ action: 'update', id: step, fields: { workaround: 'None' } }]);
    expect(asked(project, fact).value).toBe(0);
    project.apply([{ action: 'update', id: step, fields: { handOff: true } }]);
    expect(asked(project, fact)).toEqual({ value: 1, failing: ['Transfusion changed'] });
    project.apply([{ action: 'unlink', id: walks }]);
    project.link('uatScenario.walks', blood, step);
    expect(asked(project, fact).value).toBe(0);
    project.apply([{ action: 'withdraw', id: requirement }]);
    expect(asked(project, fact).value).toBe(1);
  });

  test('prove nothing without a requirement', () => {
    const { project, nurse, scenario } = ward();
    project.link('uatScenario.tests', scenario('Traced', [nurse]), project.create('requirement', { title: 'r' }));
    scenario('Loose', [nurse]);
    expect(asked(project, 'adoption.uat-scenarios-without-requirement')).toEqual({ value: 1, failing: ['Loose none'] });
  });
});

describe('those who tried it stand for those who will work with it', () => {
  test('when their role was tried in their unit on one of their shifts', () => {
    const { project, organisation, icu, lab, nurse, physician, day, night, person, course, scenario, run } = ward();
    course('Orders', [nurse, physician]);
    person('day nurse', nurse, [icu], [day]);
    person('night nurse', nurse, [icu], [night]);
    person('any nurse', nurse, [icu], []);
    person('lab nurse', nurse, [lab], [day]);
    person('physician', physician, [icu], [day]);
    person('no unit', nurse, []);
    person('cook', organisation.create('jobRole', { title: 'Cook' }));
    const orders = scenario('Orders', [nurse]);
    run(orders, [nurse, icu, day], 'failed');
    run(orders, [physician, icu, day], 'planned');
    expect(asked(project, 'adoption.uat-representativeness')).toEqual({
      value: (100 * 2) / 6,
      failing: ['lab nurse missing', 'night nurse unitOnly', 'no unit nowhere', 'physician missing'],
    });
  });

  test('is unknown while no role needs a course', () => {
    const { project, nurse, person } = ward();
    person('nurse', nurse);
    expect(asked(project, 'adoption.uat-representativeness').value).toBeUndefined();
  });

  test('with at least two testers of each role and unit, and on every shift', () => {
    const { project, icu, nurse, physician, day, night, person, course, scenario, run } = ward();
    course('Orders', [nurse, physician]);
    const [a, b] = [person('a', nurse, [icu], [day]), person('b', nurse, [icu], [night])];
    person('c', physician, [icu], [day]);
    const orders = scenario('Orders', [nurse]);
    const tried = (who: string, shift: string, role = nurse) =>
      project.link('uatExecution.tester', run(orders, [role, icu, shift], 'passed'), who);
    tried(a, day);
    tried(a, day);
    expect(asked(project, 'adoption.uat-strata-thin')).toEqual({ value: 2, failing: ['ICU thin'] });
    expect(asked(project, 'adoption.uat-shifts-untried')).toEqual({ value: 1, failing: ['ICU open'] });
    tried(b, night);
    expect(asked(project, 'adoption.uat-strata-thin').value).toBe(1);
    expect(asked(project, 'adoption.uat-shifts-untried').value).toBe(0);
  });
});

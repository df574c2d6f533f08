import { testMoment } from '@callosum/kernel/testing';
import { describe, expect, test } from 'vitest';
import { asked } from '../testing/asked.ts';
import { registry } from '../testing/scope.ts';
import { ward } from '../testing/ward.ts';
import { coverage, type Coverage } from './coverage.ts';

type Ward = ReturnType<typeof ward>;

const TODAY = '2027-03-01';
const look = ({ project }: Ward, choices = {}): Coverage =>
  coverage.build({ graph: project.graph, at: testMoment(TODAY), registry }, choices);

/** Two nurses by day, one by night and a physician by day in intensive care; a nurse by day in the laboratory. All need a course. */
function staffed() {
  const told = ward(TODAY);
  const { nurse, physician, icu, lab, day, night, person, course, result } = told;
  const orders = course('Orders', [nurse, physician]);
  const people = {
    day: person('day nurse', nurse, [icu], [day]),
    other: person('other nurse', nurse, [icu], [day]),
    night: person('night nurse', nurse, [icu], [night]),
    physician: person('physician', physician, [icu], [day]),
    lab: person('lab nurse', nurse, [lab], [day]),
  };
  result(people.day, orders, 'passed');
  result(people.physician, orders, 'failed');
  return { ...told, people, orders };
}

/** How a layer covers each cell: unit, role, shift → cover and counts. */
function covers(model: Coverage, layer: Coverage['layers'][number]['layer']) {
  return Object.fromEntries(
    model.rows.flatMap(({ unit, role, cells }) =>
      cells.flatMap((cell, index) => {
        if (!cell) return [];
        const { cover, done, of } = cell.layers[layer];
        return [
          [`${unit.title} ${role.title} ${model.shifts[index]?.title ?? '–'}`, `${cover} ${done}/${of}`] as const,
        ];
      }),
    ),
  );
}

describe('cells', () => {
  test('come from the roster: those who work there and need a course', () => {
    const told = staffed();
    told.person('cook', told.organisation.create('jobRole', { title: 'Cook' }));
    const model = look(told);
    expect(model.shifts.map((shift) => shift?.title)).toEqual(['Day', 'Night']);
    expect(
      model.rows.map(({ unit, role, cells }) => [unit.title, role.title, ...cells.map((cell) => cell?.people ?? null)]),
    ).toEqual([
      ['ICU', 'Nurse', 2, 1],
      ['ICU', 'Physician', 1, null],
      ['Lab', 'Nurse', 1, null],
    ]);
    expect(model.users).toBe(5);
  });

  test('are none while no role needs a course', () => {
    const told = ward(TODAY);
    told.person('nurse', told.nurse);
    expect(look(told)).toMatchObject({ users: 0, rows: [] });
  });

  test('hold those without a shift in a column of their own, and count those without a unit apart', () => {
    const told = staffed();
    told.person('any nurse', told.nurse, [told.icu], []);
    told.person('nowhere', told.nurse, []);
    const model = look(told);
    expect(model.shifts.map((shift) => shift?.title)).toEqual(['Day', 'Night', undefined]);
    expect(covers(model, 'superUsers')['ICU Nurse –']).toBe('unknown 0/0');
    expect([model.users, model.nowhere]).toEqual([7, 1]);
  });
});

describe('layers', () => {
  test('of training count who has passed all he needs', () => {
    const model = look(staffed());
    expect(covers(model, 'training')).toEqual({
      'ICU Nurse Day': 'part 1/2',
      'ICU Nurse Night': 'open 0/1',
      'ICU Physician Day': 'open 0/1',
      'Lab Nurse Day': 'open 0/1',
    });
    expect(model.layers.find(({ layer }) => layer === 'training')).toEqual({
      layer: 'training',
      covered: 0,
      part: 1,
      open: 3,
      people: 4,
    });
  });

  test('of super users take those of the unit, and of the units it is part of, on the shift', () => {
    const told = staffed();
    const { project, hospital, icu, day, night } = told;
    const helper = (state: string, places: readonly string[]) => {
      const fields = { title: state, trained: '2027-02-01', release: 'part' };
      const id = project.create('superUser', fields, { state });
      for (const place of places) project.link('superUser.covers', id, place);
      return id;
    };
    helper('ready', [hospital, day]);
    helper('named', [icu, night]);
    helper('released', [icu, night]);
    expect(covers(look(told), 'superUsers')).toEqual({
      'ICU Nurse Day': 'covered 1/1',
      'ICU Nurse Night': 'part 0/1',
      'ICU Physician Day': 'covered 1/1',
      'Lab Nurse Day': 'covered 1/1',
    });
  });

  test('of support count days from go-live with somebody on the rota', () => {
    const told = staffed();
    const { project, icu, day, people } = told;
    const fields = { title: 'First week', from: '2027-06-01', until: '2027-06-07' };
    const line = project.create('supportShift', fields);
    for (const place of [icu, day]) project.link('supportShift.covers', line, place);
    project.link('supportShift.staffedBy', line, people.day);
    const support = covers(look(told), 'support');
    expect(support['ICU Nurse Day']).toMatch(/^part 7\//);
    expect(support['ICU Nurse Night']).toMatch(/^open 0\//);
    expect(look(told).unsupported).toBe(asked(project, 'adoption.support-days-uncovered').value);
  });

  test('of UAT take the last try of each scenario by the role, in the unit, on the shift', () => {
    const told = staffed();
    const { nurse, physician, icu, day, night, scenario, run } = told;
    const orders = scenario('Orders', [nurse, icu, day, night]);
    const blood = scenario('Blood', [nurse, icu, day]);
    run(orders, [nurse, icu, day], 'failed', 1);
    run(orders, [nurse, icu, day], 'passed', 2);
    run(blood, [nurse, icu, day], 'failed', 1);
    run(scenario('Rounds', [physician, icu, day]), [physician, icu, day], 'passed');
    expect(covers(look(told), 'uat')).toEqual({
      'ICU Nurse Day': 'part 1/2',
      'ICU Nurse Night': 'open 0/1',
      'ICU Physician Day': 'covered 1/1',
      'Lab Nurse Day': 'open 0/0',
    });
  });
});

describe('the view', () => {
  test('puts the unit with most people behind holes first, and can be narrowed to one layer and to holes', () => {
    const told = staffed();
    const { nurse, icu, day, night, scenario, run } = told;
    run(scenario('Orders', [nurse]), [nurse, icu, day, night], 'passed');
    const units = (choices: object) => look(told, choices).rows.map(({ unit, role }) => `${unit.title} ${role.title}`);
    expect(units({})).toEqual(['ICU Nurse', 'ICU Physician', 'Lab Nurse']);
    expect(units({ layer: 'uat', only: 'holes' })).toEqual(['ICU Physician', 'Lab Nurse']);
    expect(() => look(told, { layer: 'weather' })).toThrow('layer');
  });

  test('opens a cell to the records behind it', () => {
    const told = staffed();
    const { nurse, icu, day, scenario, run } = told;
    run(scenario('Orders', [nurse]), [nurse, icu, day], 'failed');
    const { detail } = look(told, { cell: `${icu}.${nurse}.${day}` });
    expect(detail).toMatchObject({
      unit: { title: 'ICU' },
      role: { title: 'Nurse' },
      shift: { title: 'Day' },
      people: 2,
    });
    expect(detail?.records.training.shown.map(({ title }) => title)).toEqual(['other nurse']);
    expect(detail?.records.uat.shown.map(({ title }) => title)).toEqual(['failed1']);
    expect(look(told, { cell: 'nowhere' }).detail).toBeUndefined();
  });

  test('agrees with the facts', () => {
    const told = staffed();
    const { project, nurse, icu, lab, day, scenario, run, person } = told;
    run(scenario('Orders', [nurse]), [nurse, icu, day], 'failed');
    person('in two places', nurse, [icu, lab], [day]);
    person('any shift', nurse, [icu], []);
    person('nowhere', nurse, []);
    const helper = project.create('superUser', { title: 'Helper' });
    for (const place of [icu, day]) project.link('superUser.covers', helper, place);
    const { users, passed, represented, unhelped, unsupported } = look(told);
    const fact = (name: string) => asked(project, `adoption.${name}`).value;
    expect([(100 * passed) / users, (100 * represented) / users, unhelped, unsupported]).toEqual([
      fact('training-passed'),
      fact('uat-representativeness'),
      fact('super-user-shifts-uncovered'),
      fact('support-days-uncovered'),
    ]);
    expect([users, passed, represented, unhelped]).toEqual([8, 1, 4, 2]);
  });
});

import { describe, expect, test } from 'vitest';
import { asked } from '../testing/asked.ts';
import { ward } from '../testing/ward.ts';

describe('first and last attempts', () => {
  const FIRST = 'adoption.passed-at-first-attempt';
  const LAST = 'adoption.passed-at-last-attempt';

  test('are kept apart: 44 % at first, 89 % at last, of the same people', () => {
    const { project, person, nurse, course, result } = ward();
    const orders = course('Orders', [nurse]);
    // Nine people: four pass at once, four at the second attempt, one never.
    for (let who = 0; who < 9; who++) {
      const one = person(`P${who}`, nurse);
      result(one, orders, who < 4 ? 'passed' : 'failed');
      if (who >= 4) result(one, orders, who < 8 ? 'passed' : 'failed', 2);
    }
    expect(asked(project, FIRST).value).toBeCloseTo((100 * 4) / 9, 10);
    expect(asked(project, LAST).value).toBeCloseTo((100 * 8) / 9, 10);
    expect(asked(project, FIRST).failing).toHaveLength(5);
    expect(asked(project, LAST).failing).toEqual(['r2 failed']);
  });

  test('count each person once for each course, leave void attempts out, and hide none that names nobody', () => {
    const { project, person, nurse, course, result } = ward();
    const [orders, blood] = [course('Orders', [nurse]), course('Blood', [nurse])];
    const one = person('One', nurse);
    const voided = result(one, orders, 'failed', 1);
    project.apply([{ action: 'update', id: voided, fields: {}, state: 'voided' }]);
    result(one, orders, 'passed', 2);
    result(one, blood, 'failed', 1);
    project.create('proficiencyResult', { title: 'stray', attempt: 1, takenOn: '2027-02-01', outcome: 'failed' });
    for (const fact of [FIRST, LAST]) {
      expect(asked(project, fact).value).toBeCloseTo(100 / 3, 10);
      expect(asked(project, fact).failing).toEqual(['r1 failed', 'stray failed']);
    }
  });

  test('are told as they stood on the day', () => {
    const { project, person, nurse, course, result } = ward();
    const orders = course('Orders', [nurse]);
    const one = person('One', nurse);
    result(one, orders, 'failed', 1, { takenOn: '2027-02-01' });
    result(one, orders, 'passed', 2, { takenOn: '2027-02-20' });
    expect(asked(project, LAST, '2027-02-10').value).toBe(0);
    expect(asked(project, LAST, '2027-02-20').value).toBe(100);
    expect(asked(project, LAST, '2027-01-31').value).toBeUndefined();
  });
});

describe('people whose role needs a course', () => {
  test('have passed when the last attempt at each was passed and still holds', () => {
    const { project, organisation, person, nurse, physician, course, result } = ward();
    const orders = course('Orders', [nurse, physician], { ordering: true });
    const notes = course('Notes', [nurse]);
    const whole = person('Whole', nurse);
    for (const one of [orders, notes]) result(whole, one, 'passed');
    const half = person('Half', nurse);
    result(half, orders, 'passed');
    const fallen = person('Fallen', physician);
    result(fallen, orders, 'passed', 1);
    result(fallen, orders, 'failed', 2);
    const old = person('Old', physician);
    result(old, orders, 'passed', 1, { expires: '2027-02-28' });
    person('Cook', organisation.create('jobRole', { title: 'Cook' }));
    const left = person('Left', nurse);
    organisation.apply([{ action: 'update', id: left, fields: {}, state: 'left' }]);

    expect(asked(project, 'adoption.training-passed')).toEqual({
      value: 25,
      failing: ['Fallen open', 'Half open', 'Old open'],
    });
    expect(asked(project, 'adoption.passes-missing').value).toBe(3);
    expect(asked(project, 'adoption.training-passed-ordering')).toEqual({
      value: 50,
      failing: ['Fallen open', 'Old open'],
    });
    project.apply([{ action: 'update', id: notes, fields: {}, state: 'retired' }]);
    expect(asked(project, 'adoption.training-passed').value).toBe(50);
  });

  test('need a course that is only for some units when they work there or below', () => {
    const { project, person, nurse, course, hospital, icu, lab } = ward();
    const infusion = course('Infusion', [nurse]);
    project.link('course.onlyIn', infusion, icu);
    person('Here', nurse, [icu]);
    person('There', nurse, [lab]);
    expect(asked(project, 'adoption.passes-missing')).toEqual({ value: 1, failing: ['Here open'] });
    project.link('course.onlyIn', infusion, hospital);
    expect(asked(project, 'adoption.passes-missing').value).toBe(2);
  });

  test('are registered by a session that is not cancelled, or have passed', () => {
    const { project, person, nurse, course, result } = ward();
    const orders = course('Orders', [nurse]);
    const session = (state: string) => {
      const id = project.create('trainingSession', { title: 's', starts: '2027-04-01T08:00:00.000Z' }, { state });
      project.link('trainingSession.of', id, orders);
      return id;
    };
    project.link('trainingSession.registers', session('open'), person('Booked', nurse));
    project.link('trainingSession.registers', session('cancelled'), person('Cancelled', nurse));
    result(person('Passed', nurse), orders, 'passed');
    person('Nothing', nurse);
    expect(asked(project, 'adoption.training-registered')).toEqual({
      value: 50,
      failing: ['Cancelled open', 'Nothing open'],
    });
  });

  test('hold passes that end before go-live', () => {
    const { project, person, nurse, course, result } = ward('2027-03-01', '2027-06-01');
    const orders = course('Orders', [nurse]);
    const ending = (title: string, expires: string) =>
      result(person(title, nurse), orders, 'passed', 1, { title, expires });
    ending('early', '2027-05-31');
    ending('enough', '2027-06-01');
    const renewed = person('renewed', nurse);
    result(renewed, orders, 'passed', 1, { expires: '2027-04-01' });
    result(renewed, orders, 'passed', 2);
    const fact = 'adoption.passes-expiring-before-go-live';
    expect(asked(project, fact)).toEqual({ value: 1, failing: ['early expires'] });
    // After go-live it is today that matters.
    expect(asked(project, fact, '2027-06-02').value).toBe(2);
  });
});

describe('sessions and courses', () => {
  test('are ready with course, trainer, room, backfill and seats for all', () => {
    const { project, person, nurse, course } = ward();
    const orders = course('Orders', [nurse]);
    const session = (title: string, seats: number, more = {}) => {
      const id = project.create('trainingSession', {
        title,
        starts: '2027-04-01T08:00:00.000Z',
        owner: '00000000-0000-7000-8000-000000000001',
        room: '1',
        backfill: true,
        seats,
        ...more,
      });
      project.link('trainingSession.of', id, orders);
      for (const name of ['a', 'b']) project.link('trainingSession.registers', id, person(name, nurse));
    };
    session('ready', 2);
    session('full', 1);
    session('bare', 2, { backfill: false });
    session('over', 1, { starts: '2027-03-01T08:00:00.000Z' });
    expect(asked(project, 'adoption.sessions-not-ready')).toEqual({
      value: 2,
      failing: ['bare lacks', 'full overbooked'],
    });
  });

  test('courses are released and needed by somebody', () => {
    const { project, nurse, course } = ward();
    course('Fine', [nurse]);
    course('Nobody', []);
    project.create('course', { title: 'Draft' });
    project.create('course', { title: 'Gone' }, { state: 'retired' });
    expect(asked(project, 'adoption.courses-not-released')).toEqual({
      value: 2,
      failing: ['Draft draft', 'Nobody nobody'],
    });
  });
});

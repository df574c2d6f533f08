import { describe, expect, test } from 'vitest';
import { ratios } from '../defaults.ts';
import { asked } from '../testing/asked.ts';
import { ward } from '../testing/ward.ts';

/** The ward with users in it, and ways to give it helpers. */
function staffed(users: number) {
  const place = ward('2027-03-01', '2027-06-01');
  const { project, nurse, icu, day, night, person, course } = place;
  course('Orders', [nurse]);
  for (let one = 0; one < users; one++) person(`N${one}`, nurse, [icu], [one % 2 === 0 ? day : night]);
  const superUser = (covers: readonly string[], state = 'ready') => {
    const id = project.create('superUser', { title: state, trained: '2027-02-01', release: 'full' }, { state });
    for (const one of covers) project.link('superUser.covers', id, one);
    return id;
  };
  const line = (
    covers: readonly string[],
    from: string,
    until: string,
    people: number,
    more: Record<string, number> = {},
    state = 'planned',
  ) => {
    const id = project.create('supportShift', { title: `${from} ${state}`, from, until, ...more }, { state });
    for (const one of covers) project.link('supportShift.covers', id, one);
    for (let who = 0; who < people; who++) project.link('supportShift.staffedBy', id, person(`S${who}`, nurse, []));
    return id;
  };
  return { ...place, superUser, line };
}

describe('super users', () => {
  test('are enough for a unit up to the published ratio', () => {
    expect(ratios.superUsers.users).toBe(10);
    const { project, icu, nurse, person, superUser } = staffed(10);
    expect(asked(project, 'adoption.units-short-of-super-users')).toEqual({ value: 1, failing: ['ICU short'] });
    expect(asked(project, 'adoption.users-per-super-user').value).toBeUndefined();
    superUser([icu]);
    expect(asked(project, 'adoption.units-short-of-super-users').value).toBe(0);
    person('eleventh', nurse, [icu]);
    expect(asked(project, 'adoption.units-short-of-super-users').value).toBe(1);
    expect(asked(project, 'adoption.users-per-super-user').value).toBe(11);
    superUser([icu], 'released');
    expect(asked(project, 'adoption.users-per-super-user').value).toBe(11);
    superUser([icu]);
    expect(asked(project, 'adoption.users-per-super-user').value).toBe(5.5);
  });

  test('are missed on the shifts they do not cover; one of the hospital covers its units', () => {
    const { project, hospital, icu, day, night, superUser } = staffed(4);
    const fact = 'adoption.super-user-shifts-uncovered';
    expect(asked(project, fact).value).toBe(2);
    superUser([icu, day]);
    expect(asked(project, fact)).toEqual({ value: 1, failing: ['ICU open'] });
    superUser([hospital, night]);
    expect(asked(project, fact).value).toBe(0);
  });

  test('are ready when trained, freed and placed', () => {
    const { project, icu, superUser } = staffed(1);
    superUser([icu]);
    superUser([]);
    superUser([icu], 'named');
    superUser([icu], 'released');
    const { value, failing } = asked(project, 'adoption.super-users-ready');
    expect(value).toBeCloseTo(100 / 3, 10);
    expect(failing).toEqual(['named named', 'ready nowhere']);
  });
});

describe('the rota of support', () => {
  const fact = 'adoption.support-days-uncovered';

  test('covers every shift of a unit for fourteen days from go-live', () => {
    const { project, icu, day, night, line } = staffed(2);
    expect(asked(project, fact).value).toBe(28);
    line([icu, day], '2027-06-01', '2027-06-14', 1);
    line([icu, night], '2027-06-03', '2027-06-20', 1);
    expect(asked(project, fact)).toEqual({ value: 2, failing: ['ICU open'] });
    line([icu, night], '2027-05-30', '2027-06-02', 0);
    expect(asked(project, fact).value).toBe(2);
    line([icu, night], '2027-05-30', '2027-06-02', 1, {}, 'cancelled');
    expect(asked(project, fact).value).toBe(2);
    line([icu, night], '2027-05-30', '2027-06-02', 1);
    expect(asked(project, fact).value).toBe(0);
  });

  test('has as many people on a line as it needs', () => {
    const { project, icu, day, line } = staffed(2);
    line([icu, day], '2027-06-01', '2027-06-02', 1, { needed: 2 });
    line([icu, day], '2027-06-03', '2027-06-04', 2, { needed: 2 });
    line([icu, day], '2027-06-05', '2027-06-06', 0);
    line([icu, day], '2027-02-01', '2027-02-28', 0);
    expect(asked(project, 'adoption.support-shifts-short')).toEqual({
      value: 2,
      failing: ['2027-06-01 planned short', '2027-06-05 planned short'],
    });
  });
});

import { describe, expect, test } from 'vitest';
import { ratios } from '../defaults.ts';
import { asked } from '../testing/asked.ts';
import { ward } from '../testing/ward.ts';

const FACT = 'adoption.elbow-helpers-missing';
const FROM = '2027-06-01';
const UNTIL = '2027-06-14';

/** Four nurses and two physicians by day, one nurse by night; physicians order for patients. */
function staffed() {
  const place = ward('2027-03-01', FROM);
  const { organisation, project, nurse, physician, icu, day, night, person, course } = place;
  course('Orders', [nurse, physician]);
  organisation.apply([{ action: 'update', id: physician, fields: { orders: true } }]);
  for (let one = 0; one < 4; one += 1) person(`N${one}`, nurse, [icu], [day]);
  for (let one = 0; one < 2; one += 1) person(`P${one}`, physician, [icu], [day]);
  person('Alone', nurse, [icu], [night]);
  const helper = (title: string) => person(title, nurse, []);
  const line = (covers: readonly string[], who: readonly string[], from = FROM, until = UNTIL, type = 'elbow') => {
    const id = project.create('supportShift', { title: `${from} ${type}`, from, until, type });
    for (const one of covers) project.link('supportShift.covers', id, one);
    for (const one of who) project.link('supportShift.staffedBy', id, one);
    return id;
  };
  return { ...place, helper, line };
}

describe('helpers at the elbow', () => {
  test('are as many as the ratios ask for, on each shift by itself', () => {
    expect([ratios.elbowPhysicians.users, ratios.elbowOthers.users]).toEqual([2, 4]);
    const { project, icu, day, night, helper, line } = staffed();
    // By day 2 / 2 + 4 / 4 = 2 helpers, by night 1 / 4, so one.
    expect(asked(project, FACT)).toEqual({ value: 3, failing: ['ICU short'] });
    const [ann, ben] = [helper('Ann'), helper('Ben')];
    line([icu, day], [ann]);
    expect(asked(project, FACT).value).toBe(2);
    line([icu, night], [ben]);
    expect(asked(project, FACT).value).toBe(1);
    line([icu, day], [ben]);
    expect(asked(project, FACT)).toEqual({ value: 0, failing: [] });
  });

  test('are counted on the thinnest day, each person once, and only beside the users of the unit', () => {
    const { project, hospital, icu, day, night, helper, line } = staffed();
    const [ann, ben, eve] = [helper('Ann'), helper('Ben'), helper('Eve')];
    line([icu, night], [eve]);
    line([icu, day], [ann]);
    line([icu, day], [ann]);
    expect(asked(project, FACT).value).toBe(1);
    line([icu, day], [ben], FROM, '2027-06-13');
    expect(asked(project, FACT).value).toBe(1);
    line([hospital, day], [ben]);
    line([icu, day], [ben], FROM, UNTIL, 'commandCentre');
    expect(asked(project, FACT).value).toBe(1);
    line([icu], [ben], UNTIL, UNTIL);
    expect(asked(project, FACT).value).toBe(0);
  });

  test('cannot be told while nobody uses what comes', () => {
    expect(asked(ward().project, FACT).value).toBeUndefined();
  });
});

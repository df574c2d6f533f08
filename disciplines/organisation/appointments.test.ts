import { createEvaluator, type Moment } from '@callosum/kernel';
import { inEnglish, testId, testMoment, type TestScope } from '@callosum/kernel/testing';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { offices } from './offices.ts';
import { organisationScopes, registry } from './testing/scope.ts';

const made = z.object({ id: z.string() });
const ANN = testId(810_001);
const BEN = testId(810_002);
const TODAY = '2027-03-01';

function scopes() {
  const all = organisationScopes(TODAY);
  const ann = all.organisation.create('person', { title: 'Ann Lee', employeeNumber: '7', account: ANN });
  const ben = all.organisation.create('person', { title: 'Ben Ortiz', account: BEN });
  const appoint = (at: TestScope, office: string, person: string, more: object = {}) =>
    at.run('office.appoint', { office, person, from: '2027-01-01', ...more });
  return { ...all, ann, ben, appoint };
}
const held = (scope: TestScope, account: string, day = TODAY) =>
  [...registry.appointments(scope.graph, account, testMoment(day))].sort();
const fact = (scope: TestScope, name: string, at: Moment = testMoment(TODAY)) => {
  const evaluator = createEvaluator(scope.graph, registry, at);
  return { ...evaluator.value(`organisation.${name}`, []), rows: evaluator.rows(`organisation.${name}`, []) };
};

describe('an office', () => {
  test('is held from the first day to the last, by the account of the person appointed', () => {
    const { project, ann, appoint } = scopes();
    appoint(project, 'sponsor', ann, { from: '2027-02-01', until: '2027-02-28' });
    const days = ['2027-01-31', '2027-02-01', '2027-02-28', '2027-03-01'];
    expect(days.map((day) => held(project, ANN, day))).toEqual([[], ['sponsor'], ['sponsor'], []]);
    expect(held(project, BEN, '2027-02-10')).toEqual([]);
  });

  test('reaches down from where it was given, and neither up nor sideways', () => {
    const { organisation, programme, project, sibling, ann, appoint } = scopes();
    appoint(organisation, 'privacyOfficer', ann);
    appoint(programme, 'programmeManager', ann);
    appoint(project, 'projectManager', ann);
    expect(held(project, ANN)).toEqual(['privacyOfficer', 'programmeManager', 'projectManager']);
    expect(held(sibling, ANN)).toEqual(['privacyOfficer', 'programmeManager']);
    expect(held(organisation, ANN)).toEqual(['privacyOfficer']);
  });

  test('ends with the appointment’s end, its withdrawal, and when the person leaves', () => {
    const { organisation, project, ann, ben, appoint } = scopes();
    const { result } = appoint(project, 'sponsor', ann);
    const id = made.parse(result).id;
    project.run('office.end', { id, on: '2027-02-20' });
    expect(held(project, ANN)).toEqual([]);
    expect(project.graph.find(id)?.fields.due).toBe('2027-02-20');
    appoint(project, 'safetyOfficer', ben);
    expect(held(project, BEN)).toEqual(['safetyOfficer']);
    organisation.run('record.move', { id: ben, move: 'leave' });
    expect(held(project, BEN)).toEqual([]);
  });

  test('is shown with its holder and end', () => {
    const { project, organisation, ann, appoint } = scopes();
    appoint(organisation, 'privacyOfficer', ann, { until: '2027-12-31' });
    expect(registry.offices(project.graph, testMoment(TODAY))).toMatchObject([
      { office: 'privacyOfficer', label: 'Privacy officer', holder: 'Ann Lee', until: '2027-12-31' },
    ]);
  });

  test('is refused for what is no office, nobody, an end before the beginning, and twice for one person', () => {
    const { project, ann, appoint } = scopes();
    expect(() => appoint(project, 'wizard', ann)).toThrow('There is no office “wizard”. Choose one of sponsor');
    expect(() => appoint(project, 'toString', ann)).toThrow('no office');
    expect(() => appoint(project, 'sponsor', testId(3))).toThrow('Enter the person first');
    expect(() => appoint(project, 'sponsor', ann, { until: '2026-12-31' })).toThrow('cannot end before');
    const { result } = appoint(project, 'sponsor', ann);
    expect(() => appoint(project, 'sponsor', ann)).toThrow('holds this office on 2027-01-01 already');
    const id = made.parse(result).id;
    expect(() => project.run('office.end', { id, on: '2026-12-31' })).toThrow('began on 2027-01-01');
    expect(() => project.run('office.end', { id: ann, on: TODAY })).toThrow('not there');
  });
});

describe('facts about offices', () => {
  const expected = Object.values(offices.offices).filter((one) => one.expected.includes('project')).length;

  test('those without a holder are counted, and named; a holder further up is one', () => {
    const { project, organisation, ann, appoint } = scopes();
    expect(fact(project, 'offices-without-holder')).toMatchObject({ value: expected, failing: 1 });
    appoint(organisation, 'privacyOfficer', ann);
    appoint(project, 'sponsor', ann, { until: TODAY });
    const { value, rows } = fact(project, 'offices-without-holder');
    expect(value).toBe(expected - 2);
    expect(inEnglish(rows[0]?.judgement.details)['missing']).not.toContain('Privacy officer');
    expect(fact(project, 'offices-without-holder', testMoment('2027-03-02')).value).toBe(expected - 1);
    expect(fact(organisation, 'organisation-offices-without-holder').value).toBe(3);
    expect(fact(project, 'programme-offices-without-holder').value).toBeUndefined();
  });

  test('those that run out soon are told, unless somebody follows', () => {
    const { project, ann, ben, appoint } = scopes();
    appoint(project, 'sponsor', ann, { until: '2027-03-20' });
    appoint(project, 'projectManager', ann, { until: '2027-09-20' });
    expect(fact(project, 'appointments-running-out')).toMatchObject({
      value: 1,
      total: 2,
      rows: [{ judgement: { reason: 'runsOut', details: { days: 19 } } }, {}],
    });
    appoint(project, 'sponsor', ben, { from: '2027-03-21' });
    expect(fact(project, 'appointments-running-out').value).toBe(0);
  });

  test('two holders in one place are told; one further up, and offices for several, are not', () => {
    const { project, organisation, ann, ben, appoint } = scopes();
    appoint(organisation, 'privacyOfficer', ann);
    appoint(project, 'privacyOfficer', ben);
    appoint(project, 'clinicalLead', ann);
    appoint(project, 'clinicalLead', ben);
    expect(fact(project, 'offices-held-twice').value).toBe(0);
    appoint(project, 'privacyOfficer', ann);
    expect(fact(project, 'offices-held-twice')).toMatchObject({
      value: 2,
      rows: [{ judgement: { reason: 'twice' } }, { judgement: { reason: 'twice' } }, {}, {}, {}],
    });
  });
});

describe('records of the organisation', () => {
  test('live at the top, are seen from every project, and are refused in one', () => {
    const { project, organisation } = scopes();
    const ward = organisation.create('unit', { title: 'Ward 3', type: 'ward' });
    expect(project.graph.find(ward)?.fields.title).toBe('Ward 3');
    expect(() => project.create('unit', { title: 'Ward 4' })).toThrow('Units live in the organisation, not here.');
    const hospital = organisation.create('unit', { title: 'Hospital', type: 'hospital' });
    organisation.link('unit.partOf', ward, hospital);
    expect(() => organisation.link('unit.partOf', hospital, ward)).toThrow('run in a circle');
  });

  test('say what is wrong with a time of day or an address, and how to write it', () => {
    const { organisation } = scopes();
    expect(() => organisation.create('shift', { title: 'Late', starts: '3pm' })).toThrow(
      '“3pm” is no time of day. Write it as 07:00.',
    );
    organisation.create('shift', { title: 'Late', starts: '15:00', ends: '23:30' });
    expect(() => organisation.create('person', { title: 'X', email: 'x' })).toThrow('name@example.org');
  });

  test('a person is found again by the staff list it came from', () => {
    const { organisation, project } = scopes();
    const external = { source: 'staff', id: '4711' };
    const id = organisation.create('person', { title: 'Cara', employeeNumber: '4711' }, { external });
    expect(project.graph.byExternal('staff', '4711')?.id).toBe(id);
  });

  test('a scope’s own record is made once', () => {
    const { organisation, programme } = scopes();
    const input = { id: testId(9), key: 'organisation', title: 'x', zone: 'UTC' };
    expect(organisation.run('organisation.create', input).writes).toEqual([]);
    expect(() => programme.run('programme.create', { ...input, key: 'CARE' })).toThrow('has its programme already');
  });
});

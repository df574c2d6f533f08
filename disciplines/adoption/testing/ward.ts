import type { FieldValues } from '@callosum/kernel';
import { adoptionFamily } from './scope.ts';

/** A ward and its people, to be worked with: an intensive care unit in a hospital, nurses and physicians, day and night. */
export function ward(today = '2027-03-01', goLive = '2027-06-01') {
  const { organisation, project } = adoptionFamily(today);
  project.create('project', { title: 'Riverbend', goLive });
  const hospital = organisation.create('unit', { title: 'Hospital' });
  const icu = organisation.create('unit', { title: 'ICU' });
  const lab = organisation.create('unit', { title: 'Lab' });
  for (const one of [icu, lab]) organisation.link('unit.partOf', one, hospital);
  const nurse = organisation.create('jobRole', { title: 'Nurse' });
  const physician = organisation.create('jobRole', { title: 'Physician' });
  const day = organisation.create('shift', { title: 'Day' });
  const night = organisation.create('shift', { title: 'Night' });

  const person = (title: string, role: string, units: readonly string[] = [icu], shifts: readonly string[] = [day]) => {
    const id = organisation.create('person', { title });
    organisation.link('person.does', id, role);
    for (const unit of units) organisation.link('person.worksIn', id, unit);
    for (const shift of shifts) organisation.link('person.on', id, shift);
    return id;
  };
  const course = (title: string, roles: readonly string[], fields: FieldValues = {}) => {
    const id = project.create('course', { title, objectives: 'o', passMark: 80, ...fields }, { state: 'released' });
    for (const role of roles) project.link('course.requiredFor', id, role);
    return id;
  };
  const result = (who: string, course: string, outcome: 'passed' | 'failed', attempt = 1, more: FieldValues = {}) => {
    const id = project.create('proficiencyResult', {
      title: `r${attempt}`,
      attempt,
      takenOn: '2027-02-01',
      outcome,
      ...more,
    });
    project.link('proficiencyResult.of', id, who);
    project.link('proficiencyResult.in', id, course);
    return id;
  };
  const scenario = (title: string, places: readonly string[], fields: FieldValues = {}) => {
    const id = project.create('uatScenario', { title, ...fields });
    for (const place of places) project.link('uatScenario.plannedFor', id, place);
    return id;
  };
  const run = (of: string, places: readonly string[], state: string, attempt = 1, fields: FieldValues = {}) => {
    const id = project.create(
      'uatExecution',
      { title: `${state}${attempt}`, attempt, found: 'f', ranOn: '2027-02-01', ...fields },
      { state },
    );
    project.link('uatExecution.of', id, of);
    for (const place of places) project.link('uatExecution.by', id, place);
    return id;
  };
  return {
    organisation,
    project,
    hospital,
    icu,
    lab,
    nurse,
    physician,
    day,
    night,
    person,
    course,
    result,
    scenario,
    run,
  };
}

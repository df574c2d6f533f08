import { testId } from '@callosum/kernel/testing';
import { describe, expect, test } from 'vitest';
import { feedback } from '../kinds/feedback.ts';
import { adoptionFamily } from '../testing/scope.ts';

const [SAFETY, LEAD, SUPER] = [testId(1), testId(2), testId(3)];

function ward() {
  const { project, organisation } = adoptionFamily('2027-03-01');
  const hold = (office: string, account: string): void => {
    const person = project.create('person', { title: office, account });
    const id = project.create('appointment', { title: office, office, from: '2027-01-01', reason: 'Charter' });
    project.link('appointment.of', id, person);
  };
  hold('safetyOfficer', SAFETY);
  hold('trainingLead', LEAD);
  const unit = organisation.create('unit', { title: '3 West' });
  const report = (input: object) => {
    const { result } = project.run('feedback.report', { type: 'difficulty', safety: false, ...input });
    const id = typeof result === 'object' && result !== null && 'id' in result ? String(result.id) : '';
    return { id, fields: project.graph.get(feedback, id)?.fields };
  };
  return { project, unit, report };
}

describe('a report from work', () => {
  test('becomes feedback of the unit, answered by whoever looks after its super users', () => {
    const { project, unit, report } = ward();
    const helper = project.create('superUser', { title: 'Sue, 3 West', owner: SUPER });
    project.link('superUser.covers', helper, unit);
    const { id, fields } = report({ said: 'Labels come out next door', unit });
    expect(fields).toMatchObject({ type: 'difficulty', source: 'self', owner: SUPER, receivedOn: '2027-03-01' });
    expect(project.graph.out(id, 'feedback.in').map(({ to }) => to)).toEqual([unit]);
  });

  test('goes to the lead of training where nobody looks after the unit', () => {
    const { unit, report } = ward();
    expect(report({ said: 'Where is the list?', unit }).fields?.owner).toBe(LEAD);
    expect(report({ said: 'Where is the list?' }).fields?.owner).toBe(LEAD);
  });

  test('goes to the safety officer, to be answered by tomorrow, when a patient could be harmed', () => {
    const { unit, report } = ward();
    expect(report({ said: 'The dose was doubled', unit, safety: true }).fields).toMatchObject({
      type: 'concern',
      owner: SAFETY,
      due: '2027-03-02',
    });
  });

  test('keeps what was said whole, under a short title', () => {
    const { report } = ward();
    const said = 'a'.repeat(300);
    const { fields } = report({ said });
    expect([fields?.title.length, fields?.said]).toEqual([120, said]);
    expect(() => report({ said: '  ' })).toThrow();
  });
});

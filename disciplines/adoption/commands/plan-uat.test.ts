import { describe, expect, test } from 'vitest';
import { ward } from '../testing/ward.ts';

type Ward = ReturnType<typeof ward>;

/** What stands on which cell: `Day · ICU · Nurse: 1 planned`. */
function board({ project }: Ward): string[] {
  return [...project.graph.rows('uatExecution')]
    .filter(({ withdrawn }) => !withdrawn)
    .map(({ id, state, fields }) => {
      const parts = project.graph.out(id, 'uatExecution.by').map(({ to }) => project.graph.find(to)?.fields['title']);
      return `${parts.map(String).sort().join(' · ')}: ${JSON.stringify(fields['attempt'])} ${state}`;
    })
    .sort();
}

describe('executions of a scenario', () => {
  test('are planned for each role, unit and shift, on the scenario’s day, and each once', () => {
    const all = ward();
    const { project, nurse, physician, icu, day, night, scenario } = all;
    const orders = scenario('Orders', [nurse, physician, icu, day, night]);
    project.apply([{ action: 'update', id: orders, fields: { due: '2027-05-01' } }]);
    expect(project.run('uat.plan', { id: orders }).result).toEqual({ planned: 4, cells: 4 });
    expect(board(all)).toHaveLength(4);
    const [first] = [...project.graph.rows('uatExecution')];
    expect(first?.fields).toMatchObject({ title: expect.stringMatching(/^Orders: /), attempt: 1, due: '2027-05-01' });
    expect(project.graph.out(first?.id ?? '', 'uatExecution.of')).toMatchObject([{ to: orders }]);
    expect(project.run('uat.plan', { id: orders, retry: true }).result).toEqual({ planned: 0, cells: 4 });
    expect(board(all)).toHaveLength(4);
  });

  test('are planned where they are missing only: a failed one is tried again when that is asked for, a cancelled one anew', () => {
    const all = ward();
    const { project, nurse, icu, day, night, lab, scenario, run } = all;
    const orders = scenario('Orders', [nurse, icu, lab, day, night]);
    run(orders, [nurse, icu, day], 'failed', 1);
    run(orders, [nurse, icu, night], 'cancelled', 1);
    run(orders, [nurse, lab, day], 'passed', 2);
    expect(project.run('uat.plan', { id: orders, due: '2027-04-01' }).result).toEqual({ planned: 2, cells: 4 });
    expect(project.run('uat.plan', { id: orders, retry: true }).result).toEqual({ planned: 1, cells: 4 });
    const titles = board(all);
    expect(titles.filter((one) => one.endsWith('2 planned'))).toHaveLength(1);
    expect(titles.filter((one) => one.endsWith('1 planned'))).toHaveLength(2);
    expect(project.run('uat.plan', { id: orders, retry: true }).result).toEqual({ planned: 0, cells: 4 });
  });

  test('need somebody to be planned for, and a scenario that is still to be tried', () => {
    const { project, nurse, scenario } = ward();
    const nobody = scenario('Nobody', []);
    expect(() => project.run('uat.plan', { id: nobody })).toThrow('planned for nobody');
    const retired = scenario('Retired', [nurse]);
    project.apply([{ action: 'update', id: retired, fields: {}, state: 'retired' }]);
    expect(() => project.run('uat.plan', { id: retired })).toThrow('not tried any more');
    expect([...project.graph.rows('uatExecution')]).toEqual([]);
  });
});

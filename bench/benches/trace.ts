import { registry } from '@callosum/app';
import { seenGraph, type FieldValues, type GraphReader } from '@callosum/kernel';
import { createTestScope, TEST_OWNER, testMoment } from '@callosum/kernel/testing';
import type { Bench } from '../bench.ts';
import { percentile, time, whole } from '../report.ts';

const REQUIREMENTS = 10_000;
const ROUNDS = 20;
const TODAY = '2027-03-01';

/** The trace of ten thousand requirements, in memory: what the server computes when somebody opens it. */
export const trace: Bench = {
  name: 'trace',
  about:
    'the view “Trace” over ten thousand requirements with needs, specifications, scenarios, executions, steps, hazards and controls',
  run: ({ log }) => {
    log('Making ten thousand requirements …');
    const { graph, count } = make();
    const view = registry.views.get('trace');
    if (!view) throw new Error('There is no view called trace');
    const look = (rows: string) => {
      const times: number[] = [];
      let size = 0;
      for (let round = 0; round < ROUNDS; round += 1) {
        const begun = performance.now();
        const seen: GraphReader = seenGraph(registry, graph, TEST_OWNER);
        size = JSON.stringify(view.build({ graph: seen, at: testMoment(TODAY), registry }, { rows })).length;
        times.push(performance.now() - begun);
      }
      return { measured: `${time(percentile(times, 0.5))}, ${time(percentile(times, 0.95))}`, size };
    };
    const [all, needs] = [look('requirement'), look('need')];
    return Promise.resolve([
      {
        what: `${whole(REQUIREMENTS)} requirements, ${whole(count)} records: build and write as JSON, p50, p95`,
        measured: all.measured,
        goal: 'p95 ≤ 300 ms',
      },
      { what: 'the same by need', measured: needs.measured, goal: 'p95 ≤ 300 ms' },
      { what: 'size of the answer', measured: `${whole(Math.round(all.size / 1024))} kB` },
    ]);
  },
};

function make() {
  const scope = createTestScope(registry, TODAY);
  let count = 0;
  const create = (kind: string, title: string, fields: FieldValues = {}, state?: string): string => {
    count += 1;
    return scope.create(kind, { title, ...fields }, state === undefined ? {} : { state });
  };
  const many = (length: number, one: (nth: number) => string): [string, ...string[]] => [
    one(0),
    ...Array.from({ length: length - 1 }, (_each, nth) => one(nth + 1)),
  ];
  const pick = (from: readonly [string, ...string[]], nth: number): string => from[nth % from.length] ?? from[0];
  const needs = many(REQUIREMENTS / 10, (nth) => create('need', `Need ${nth}`, {}, 'agreed'));
  const steps = many(200, (nth) => create('workflowStep', `Step ${nth}`));
  for (let nth = 0; nth < 40; nth += 1) {
    const course = create('course', `Course ${nth}`, { objectives: 'Works', passMark: 80 }, 'released');
    scope.link('course.teaches', course, pick(steps, nth * 5));
  }
  for (let nth = 0; nth < 400; nth += 1) {
    const hazard = create('hazard', `Hazard ${nth}`);
    scope.link('hazard.arisesAt', hazard, pick(steps, nth));
    for (let control = 0; control < 3; control += 1)
      scope.link('safetyControl.reduces', create('safetyControl', `Control ${nth}.${control}`), hazard);
  }
  for (let nth = 0; nth < REQUIREMENTS; nth += 1) {
    const title = `Requirement ${nth} about something that a clinician does at the bedside`;
    const requirement = create('requirement', title, { fit: nth % 3 === 0 ? 'standard' : 'built' }, 'agreed');
    scope.link('requirement.meets', requirement, pick(needs, nth));
    if (nth % 4 > 0)
      scope.link('specification.details', create('specification', `How ${nth}`, {}, 'approved'), requirement);
    if (nth % 5 === 0) continue;
    const scenario = create('uatScenario', `Scenario ${nth}`, { script: 'Do', expected: 'Done' }, 'ready');
    scope.link('uatScenario.tests', scenario, requirement);
    scope.link('uatScenario.walks', scenario, pick(steps, nth));
    for (let attempt = 1; attempt < 4; attempt += 1) {
      const fields = { attempt, ranOn: `2027-02-0${attempt}`, found: 'Late' };
      const state = attempt === 3 ? 'passed' : 'failed';
      scope.link('uatExecution.of', create('uatExecution', `Try ${nth}`, fields, state), scenario);
    }
  }
  return { graph: scope.graph, count };
}

// @vitest-environment happy-dom
import { THRESHOLDS } from '@callosum/schedule';
import { cleanup, loadTranslation, PSEUDO, pseudoOf, renderScreen, wordsOn } from '@callosum/web/testing';
import { afterEach, expect, test } from 'vitest';
import { recordsOf } from '../plan/records.ts';
import { createWorkingPlan } from '../plan/working-plan.ts';
import { planLink, planOf, planTask } from '../testing/plan.ts';
import { planningScope } from '../testing/scope.ts';
import { HealthPanel } from './health-panel.tsx';
import { planningViews } from './index.tsx';

afterEach(cleanup);

test('the health of a plan is told in the reader’s language, the names of its checks too', async () => {
  const scope = planningScope('2027-03-01');
  scope.importPlan(planOf({ tasks: [planTask(1), planTask(2), planTask(3)], links: [planLink(1, 2)] }));
  const plan = createWorkingPlan(recordsOf(scope.graph) ?? expect.fail('There is no project.'), '2027-03-01');
  const desk = { state: { plan }, goTo: () => undefined };
  const { container } = await renderScreen(
    <HealthPanel desk={desk} onClose={() => undefined} />,
    PSEUDO,
    await loadTranslation(PSEUDO),
    { views: [planningViews] },
  );
  expect(container.querySelectorAll('li').length).toBe(THRESHOLDS.length);
  for (const { name } of THRESHOLDS) expect(container.textContent).toContain(pseudoOf(name));
  expect(wordsOn(container)).toEqual([]);
});

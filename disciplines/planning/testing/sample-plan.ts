import type { Plan, PlanTask } from '@callosum/schedule';
import { planAssignment, planCalendar, planLink, planMilestone, planOf, planResource, planTask } from './plan.ts';

/** Phase 1 holds tasks 2 and 3, which follow each other; 4 is a milestone after them. */
export function samplePlan(
  change: (task: PlanTask) => PlanTask | undefined = (task) => task,
  parts: Partial<Plan> = {},
): Plan {
  const tasks = [
    planTask(1, { name: 'Phase', summary: true }),
    planTask(2, { name: 'Build', parentUid: 1, outlineLevel: 2, calendarUid: 1 }),
    planTask(3, { name: 'Test', parentUid: 1, outlineLevel: 2 }),
    planMilestone(4, 'Go-live', '2027-12-01'),
  ];
  return planOf({
    calendars: [planCalendar(1, 'Standard'), planCalendar(2, 'Nights', { isBase: false, baseUid: 1 })],
    resources: [planResource(1, 'Analyst', { email: 'analyst@example.org', calendarUid: 2 })],
    assignments: [planAssignment(1, 2, 1), planAssignment(2, 3, null)],
    tasks: tasks.flatMap((task) => change(task) ?? []),
    links: [planLink(2, 3, { lag: { value: 57_600, unit: 'working', shownIn: 'days' } }), planLink(3, 4)],
    baselines: [{ number: 0, tasks: [{ uid: 3, finish: '2027-01-05T17:00', workSeconds: 28_800 }] }],
    ...parts,
  });
}
/** The same with another value of one task. */
export const change = (uid: number, over: Partial<PlanTask>) =>
  samplePlan((task) => (task.uid === uid ? { ...task, ...over } : task));
/** The same without a task and what joins it. */
export function without(uid: number): Plan {
  const plan = samplePlan((task) => (task.uid === uid ? undefined : task));
  return { ...plan, links: plan.links.filter(({ from, to }) => from !== uid && to !== uid) };
}

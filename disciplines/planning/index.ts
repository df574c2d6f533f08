import type { Discipline } from '@callosum/kernel';
import { editPlan } from './commands/edit-plan.ts';
import { handOverPlan } from './commands/hand-over-plan.ts';
import { reckonPlan } from './commands/reckon-plan.ts';
import { CAPACITY } from './facts/capacity.ts';
import { FLOAT } from './facts/float.ts';
import { FOOTING } from './facts/footing.ts';
import { HAND_OVERS } from './facts/hand-overs.ts';
import { MILESTONES } from './facts/milestones.ts';
import { PROGRESS } from './facts/progress.ts';
import { QUALITY } from './facts/quality.ts';
import { SLOTS } from './facts/slots.ts';
import { WINDOWS } from './facts/windows.ts';
import { goLiveForecast } from './forecast.ts';
import { takeBaseline } from './commands/take-baseline.ts';
import { importPlan } from './import/import-plan.ts';
import { assignment } from './kinds/assignment.ts';
import { baseline } from './kinds/baseline.ts';
import { blackoutWindow } from './kinds/blackout-window.ts';
import { calendar } from './kinds/calendar.ts';
import { resource } from './kinds/resource.ts';
import { task } from './kinds/task.ts';
import { team } from './kinds/team.ts';
import { testSlot } from './kinds/test-slot.ts';
import { wave } from './kinds/wave.ts';
import { planView } from './plan/plan-view.ts';
import { teamWaits } from './views/team-waits.ts';

export { goLiveForecast } from './forecast.ts';
export type { DiffRow, KindCounts, Removal } from './import/compare.ts';
export type { LinkCounts } from './import/compare-links.ts';
export { originOf } from './import/as-imported.ts';
export { PLAN_SOURCES, type PlanFile, planFile } from './import/plan-file.ts';
export { type ImportResult, importPlan } from './import/import-plan.ts';
export type { ImportWarning } from './import/wanted.ts';
export { assignment } from './kinds/assignment.ts';
export { baseline } from './kinds/baseline.ts';
export { calendar } from './kinds/calendar.ts';
export { resource } from './kinds/resource.ts';
export { CONSTRAINTS, LINK_TYPES, task } from './kinds/task.ts';
export { WORK_CLASSES } from './kinds/work-class.ts';
export { handOver } from './plan/hand-over.ts';
export { recordsOf } from './plan/records.ts';
export { team } from './kinds/team.ts';
export { planView } from './plan/plan-view.ts';
export { teamWaits } from './views/team-waits.ts';

export const planning: Discipline = {
  name: 'planning',
  label: 'Planning',
  kinds: [task, calendar, blackoutWindow, wave, testSlot, team, resource, assignment, baseline],
  commands: [importPlan, editPlan, reckonPlan, handOverPlan, takeBaseline],
  facts: [
    ...PROGRESS,
    ...MILESTONES,
    ...QUALITY,
    ...FLOAT,
    ...FOOTING,
    ...WINDOWS,
    ...CAPACITY,
    ...SLOTS,
    ...HAND_OVERS,
  ],
  forecast: goLiveForecast,
  reckons: reckonPlan.name,
  views: [planView, teamWaits],
};

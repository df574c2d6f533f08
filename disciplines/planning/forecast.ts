import { currentProject } from '@callosum/foundation';
import type { Forecast, GraphReader, Moment } from '@callosum/kernel';
import { task } from './kinds/task.ts';
import { finishDay, forecastDay, isActiveLeaf, isComplete } from './work.ts';

/**
 * When the project goes live, as promised and as the plan now has it: the day of the go-live milestone, or of the last
 * task when none is named. Nothing that is not done ends before today, and nothing that waits for it comes before what `plan.reckon` last
 * found when it put off all that is late.
 */
export function goLiveForecast(graph: GraphReader, at: Moment): Forecast {
  const project = currentProject(graph);
  const linked = project && graph.out(project.id, 'project.goLive')[0];
  const milestone = linked && graph.get(task, linked.to);
  let overdue = 0;
  let last: string | undefined;
  for (const row of graph.all(task)) {
    const isMilestone = row.fields.milestone === true;
    // Where a milestone is named, the end of all else decides nothing, and is not worked out for tens of thousands of tasks.
    if ((milestone && !isMilestone) || !isActiveLeaf(row)) continue;
    const finish = finishDay(row);
    if (isMilestone && finish !== undefined && finish < at.today && !isComplete(row)) overdue += 1;
    if (milestone) continue;
    const end = forecastDay(row, at);
    if (end !== undefined && (last === undefined || end > last)) last = end;
  }
  const stated = milestone ? forecastDay(milestone, at) : last;
  const putOff = milestone && isComplete(milestone) ? undefined : project?.fields.forecastGoLive;
  const forecast = stated !== undefined && putOff !== undefined && putOff > stated ? putOff : stated;
  const planned = project?.fields.goLive;
  return {
    ...(planned === undefined ? {} : { planned }),
    ...(forecast === undefined ? {} : { forecast }),
    ...(milestone ? { milestone: milestone.id } : {}),
    overdue,
  };
}

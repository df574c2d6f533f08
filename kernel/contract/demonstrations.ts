import { z } from 'zod';
import { base } from './base.ts';
import { jobView } from './job.ts';

/** How far the story of a demonstration can be told. */
export const demonstrationStage = z.enum(['t-60', 't-30', 'go-live', 'day-14', 'month-12']);

/** Projects that are invented from end to end, to see what it is like. */
export const demonstrations = {
  load: base
    .route({ method: 'POST', path: '/demonstrations', summary: 'Load the demonstration projects, as a job' })
    .input(z.object({ until: demonstrationStage.default('t-60') }))
    .output(jobView),
};

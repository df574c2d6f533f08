import { rule } from '@callosum/kernel';
import { z } from 'zod';

const seconds = z.number();
const moment = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/, rule`a moment is written as 2027-01-04T08:00`);
const delay = z.strictObject({ seconds, elapsed: z.boolean() });
const pauses = z.array(z.strictObject({ from: moment, to: moment }));

/**
 * What a plan file says about a task that people seldom look at and that its dates depend on all the same. What it says of
 * progress holds as long as duration and progress are those it was said of.
 */
export const taskDetails = z.strictObject({
  /** What gives way when duration, units or work change; fixed units unless said. */
  fixed: z.enum(['duration', 'work']).exactOptional(),
  effortDriven: z.literal(true).exactOptional(),
  ignoresResourceCalendars: z.literal(true).exactOptional(),
  levelingDelay: delay.exactOptional(),
  progress: z
    .strictObject({
      of: z.strictObject({ seconds, percent: z.number() }),
      remaining: seconds.exactOptional(),
      stop: moment.exactOptional(),
      resume: moment.exactOptional(),
    })
    .exactOptional(),
  manual: z
    .strictObject({ start: moment.exactOptional(), finish: moment.exactOptional(), seconds: seconds.exactOptional() })
    .exactOptional(),
  /** It is scheduled in another file; its dates are taken from there. */
  elsewhere: z.literal(true).exactOptional(),
  /** Gaps of a split task that nobody is assigned to. */
  pauses: pauses.exactOptional(),
});
export type TaskDetails = z.infer<typeof taskDetails>;

/**
 * The same about an assignment. Its work was said of a task of so many seconds and grows and shrinks with it; what is done of it was said of a
 * task of which so many percent were done, none unless stated, and follows the task from there.
 */
export const assignmentDetails = z.strictObject({
  of: seconds.exactOptional(),
  doneOf: z.number().exactOptional(),
  /** Seconds that are done, where that is not the share that is done of the work. */
  done: seconds.exactOptional(),
  overtime: seconds.exactOptional(),
  delay: seconds.exactOptional(),
  levelingDelay: delay.exactOptional(),
  load: z.number().exactOptional(),
  pauses: pauses.exactOptional(),
});
export type AssignmentDetails = z.infer<typeof assignmentDetails>;

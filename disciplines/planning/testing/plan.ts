import type { Plan, PlanAssignment, PlanCalendar, PlanLink, PlanResource, PlanTask } from '@callosum/schedule';

/** A task as a file would hold it, of a day’s length at the top of the outline. */
export function planTask(uid: number, over: Partial<PlanTask> = {}): PlanTask {
  return {
    uid,
    name: `Task ${uid}`,
    outlineNumber: String(uid),
    outlineLevel: 1,
    summary: false,
    milestone: false,
    active: true,
    manual: false,
    type: 'fixed-units',
    effortDriven: false,
    recurring: false,
    priority: 500,
    duration: { seconds: 28_800, unit: 'days', elapsed: false, estimated: false },
    constraint: { type: 'asap' },
    ignoreResourceCalendar: false,
    percentComplete: 0,
    stored: { start: '2027-01-04T08:00', finish: '2027-01-04T17:00' },
    ...over,
  };
}

export function planMilestone(uid: number, name: string, day: string, over: Partial<PlanTask> = {}): PlanTask {
  return planTask(uid, {
    name,
    milestone: true,
    duration: { seconds: 0, unit: 'days', elapsed: false, estimated: false },
    stored: { start: `${day}T08:00`, finish: `${day}T08:00` },
    ...over,
  });
}

export function planLink(from: number, to: number, over: Partial<PlanLink> = {}): PlanLink {
  return { from, to, type: 'FS', lag: { value: 0, unit: 'working', shownIn: 'days' }, ...over };
}

export function planResource(uid: number, name: string, over: Partial<PlanResource> = {}): PlanResource {
  return { uid, name, type: 'work', maxUnits: 1, generic: false, inactive: false, ...over };
}

export function planAssignment(uid: number, taskUid: number, resourceUid: number | null): PlanAssignment {
  return { uid, taskUid, resourceUid, units: 1, percentWorkComplete: 0 };
}

/** Monday to Friday, eight hours. */
export function planCalendar(uid: number, name: string, over: Partial<PlanCalendar> = {}): PlanCalendar {
  const off = { kind: 'non-working' } as const;
  const on = { kind: 'working', times: [{ fromMinute: 480, toMinute: 960 }] } as const;
  return { uid, name, isBase: true, week: [off, on, on, on, on, on, off], exceptions: [], workWeeks: [], ...over };
}

/** A plan of the given parts. */
export function planOf(parts: Partial<Plan>): Plan {
  return {
    source: 'mspdi',
    properties: {
      name: 'Plan',
      title: 'Plan',
      minutesPerDay: 480,
      minutesPerWeek: 2_400,
      daysPerMonth: 20,
      defaultStartMinute: 480,
      defaultFinishMinute: 1_020,
      weekStart: 1,
      scheduleFromStart: true,
      honorConstraints: true,
      multipleCriticalPaths: false,
      criticalSlackLimitDays: 0,
    },
    calendars: [],
    tasks: [],
    links: [],
    resources: [],
    assignments: [],
    baselines: [],
    ...parts,
  };
}

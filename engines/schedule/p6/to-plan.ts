import { PLAN_DEFAULTS } from '../defaults.ts';
import { planWarning } from '../errors.ts';
import type { PlanWarning, PlanWarningCode } from '../errors.ts';
import { parseMoment } from '../mspdi/lexical.ts';
import type {
  Moment,
  Plan,
  PlanAssignment,
  PlanCalendar,
  PlanLink,
  PlanResource,
  PlanTask,
  PlanWeekDay,
} from '../plan.ts';
import { say, type Said } from '../say.ts';
import { packageTask, withSummaries } from './packages.ts';
import { ACTIVITY_TYPES, CONSTRAINT_NAMES, LAG_CALENDARS, LINK_NAMES, NAMES, WBS_OFFSET } from './tables.ts';
import type { P6Calendar, P6Name, P6Row, P6Tables } from './tables.ts';

const HOUR = 3600;
const LONGEST_OUTLINE = 100;

type Kind = 'calendar' | 'package' | 'activity' | 'resource';

const UNNUMBERED: Readonly<Record<Kind, Said>> = {
  calendar: say`A calendar has no number.`,
  package: say`A work package has no number.`,
  activity: say`An activity has no number.`,
  resource: say`A resource has no number.`,
};

const REPEATED: Readonly<Record<Kind, (id: string) => Said>> = {
  calendar: (id) => say`Calendar ${id} occurs again.`,
  package: (id) => say`Work package ${id} occurs again.`,
  activity: (id) => say`Activity ${id} occurs again.`,
  resource: (id) => say`Resource ${id} occurs again.`,
};

const NOTHING = say`nothing`;

/** A plan out of the tables of a Primavera file. Work packages become summaries, activities their rows. */
export function planOfTables(tables: P6Tables): { plan: Plan; warnings: PlanWarning[] } {
  const warnings: PlanWarning[] = [];
  const warn = (code: PlanWarningCode, message: Said, row: P6Row, uid?: number): void => {
    if (warnings.length < 1000) warnings.push(planWarning(code, message, { line: row.line, uid }));
  };
  const text = (row: P6Row, name: P6Name): string | undefined => {
    for (const column of NAMES[name]) {
      const value = row.values.get(column)?.trim();
      if (value !== undefined && value !== '') return value;
    }
    return undefined;
  };
  const number = (row: P6Row, name: P6Name): number | undefined => {
    const value = text(row, name);
    if (value === undefined) return undefined;
    const parsed = Number(value.replace(',', '.'));
    if (Number.isFinite(parsed)) return parsed;
    warn('unreadable-number', say`${name} is "${value.slice(0, 40)}".`, row);
    return undefined;
  };
  const moment = (row: P6Row, name: P6Name): Moment | undefined => {
    const value = text(row, name);
    if (value === undefined) return undefined;
    const found = parseMoment(value.replace(' ', 'T'));
    if (found === undefined) warn('unreadable-date', say`${name} is "${value.slice(0, 40)}".`, row);
    return found?.moment;
  };
  const seconds = (row: P6Row, name: P6Name): number | undefined => {
    const hours = number(row, name);
    return hours === undefined ? undefined : Math.round(hours * HOUR);
  };
  const unique = <T extends P6Row>(rows: readonly T[], name: P6Name, kind: Kind): Map<number, T> => {
    const byId = new Map<number, T>();
    for (const row of rows) {
      const id = number(row, name);
      if (id === undefined) warn('missing-uid', UNNUMBERED[kind], row);
      else if (byId.has(id)) warn('duplicate-uid', REPEATED[kind](String(id)), row, id);
      else byId.set(id, row);
    }
    return byId;
  };

  const calendars = unique(tables.calendars, 'calendarId', 'calendar');
  const packages = unique(tables.wbs, 'wbsId', 'package');
  const activities = unique(tables.activities, 'activityId', 'activity');
  const resources = unique(tables.resources, 'resourceId', 'resource');
  const [project] = tables.projects;
  const dataDate = project && moment(project, 'dataDate');
  /** Data dates of projects that have another one than the first. */
  const dataDates = new Map(
    tables.projects.flatMap((row): [number, Moment][] => {
      const [id, date] = [number(row, 'projectId'), moment(row, 'dataDate')];
      return id === undefined || date === undefined || date === dataDate ? [] : [[id, date]];
    }),
  );
  const start = project && (moment(project, 'plannedStart') ?? dataDate);

  const calendarOf = (row: P6Row, name: P6Name): number | undefined => {
    const uid = number(row, name);
    if (uid === undefined || calendars.has(uid)) return uid;
    warn('calendar-missing', say`${name} names calendar ${String(uid)}.`, row);
    return undefined;
  };

  const readCalendar = (uid: number, row: P6Calendar): PlanCalendar => {
    const base = number(row, 'calendarBase');
    return {
      uid,
      name: text(row, 'calendarName') ?? '',
      isBase: base === undefined,
      baseUid: base !== undefined && calendars.has(base) && base !== uid ? base : undefined,
      week: row.week ?? Array.from({ length: 7 }, (): PlanWeekDay => ({ kind: 'inherited' })),
      exceptions: row.exceptions.map(({ day, times }) => ({ from: day, to: day, working: times.length > 0, times })),
      workWeeks: [],
    };
  };

  const constraintOf = (row: P6Row, uid: number): Pick<PlanTask, 'constraint' | 'deadline'> => {
    const first = text(row, 'constraint');
    const type = CONSTRAINT_NAMES.get(first ?? '');
    if (first !== undefined && type === undefined)
      warn('unknown-code', say`Constraint "${first.slice(0, 40)}".`, row, uid);
    const date = moment(row, 'constraintDate');
    const second = CONSTRAINT_NAMES.get(text(row, 'second') ?? '');
    // “Finish on or before” moves nothing but the late dates: so do deadlines.
    const deadline = type === 'fnlt' ? date : second === 'fnlt' ? moment(row, 'secondDate') : undefined;
    if (type === undefined || type === 'fnlt') return { constraint: { type: 'asap' }, deadline };
    if (type !== 'alap' && date === undefined)
      warn('constraint-without-date', say`Activity ${String(uid)} has ${type}.`, row, uid);
    return { constraint: type === 'alap' ? { type } : { type, date }, deadline };
  };

  const readActivity = (
    uid: number,
    row: P6Row,
    place: Pick<PlanTask, 'outlineLevel' | 'outlineNumber' | 'parentUid'>,
  ): PlanTask => {
    const type = ACTIVITY_TYPES.get(text(row, 'activityType') ?? '') ?? 'task';
    if (type === 'effort' || type === 'wbs')
      warn('level-of-effort', say`Activity ${String(uid)} lasts as long as others do.`, row, uid);
    const status = text(row, 'status') ?? '';
    const done = status === 'TK_Complete' || status === 'Completed';
    const begun = status === 'TK_Active' || status === 'In Progress';
    const milestone = type === 'start' || type === 'finish';
    const planned = seconds(row, 'plannedDuration') ?? 0;
    const remaining = done ? 0 : (seconds(row, 'remainingDuration') ?? planned);
    const duration = milestone ? 0 : begun || done ? Math.max(planned, remaining) : remaining;
    const actualStart = moment(row, 'actualStart') ?? (done ? moment(row, 'actualFinish') : undefined);
    const actualFinish = done ? (moment(row, 'actualFinish') ?? actualStart) : undefined;
    const hasStarted = (done || begun) && actualStart !== undefined;
    const ownDataDate = dataDates.get(number(row, 'activityProject') ?? -1);
    const float = (name: 'totalFloat' | 'freeFloat'): number | undefined => {
      const hours = number(row, name);
      return hours === undefined ? undefined : hours * 60;
    };
    return {
      uid,
      ...guidOf(text(row, 'guid')),
      name: text(row, 'activityName') ?? '',
      wbs: text(row, 'activityCode'),
      ...place,
      summary: false,
      milestone,
      active: true,
      manual: false,
      type: 'fixed-duration',
      effortDriven: false,
      recurring: false,
      priority: 500,
      duration: { seconds: duration, unit: 'hours', elapsed: false, estimated: false },
      ...constraintOf(row, uid),
      calendarUid: type === 'resource' ? undefined : calendarOf(row, 'activityCalendar'),
      ignoreResourceCalendar: type !== 'resource',
      percentComplete: done ? 100 : duration > 0 ? Math.min(99, Math.max(0, 100 * (1 - remaining / duration))) : 0,
      actualStart: hasStarted ? actualStart : undefined,
      actualFinish,
      remainingDurationSeconds: remaining,
      ...(ownDataDate === undefined ? {} : { dataDate: ownDataDate }),
      resume: begun ? (moment(row, 'resume') ?? ownDataDate ?? dataDate) : undefined,
      stored: {
        start: hasStarted ? actualStart : moment(row, 'earlyStart'),
        finish: actualFinish ?? moment(row, 'earlyFinish'),
        earlyStart: moment(row, 'earlyStart'),
        earlyFinish: moment(row, 'earlyFinish'),
        lateStart: done ? undefined : moment(row, 'lateStart'),
        lateFinish: done ? undefined : moment(row, 'lateFinish'),
        totalSlack: done ? undefined : float('totalFloat'),
        freeSlack: done ? undefined : float('freeFloat'),
      },
    };
  };

  const outline = (): PlanTask[] => {
    const tasks: PlanTask[] = [];
    const childPackages = groups([...packages], ([, row]) => {
      const parent = number(row, 'wbsParent');
      return parent !== undefined && packages.has(parent) ? parent : undefined;
    });
    const rowsOf = groups([...activities], ([uid, row]) => {
      const parent = number(row, 'activityWbs');
      if (parent === undefined || packages.has(parent)) return parent;
      warn('wbs-missing', say`Activity ${String(uid)} belongs to work package ${String(parent)}.`, row, uid);
      return undefined;
    });
    const add = (parent: number | undefined, prefix: string, level: number): void => {
      let position = 0;
      const place = () => ({
        outlineLevel: level,
        outlineNumber: `${prefix}${(position += 1)}`,
        parentUid: parent === undefined ? undefined : parent + WBS_OFFSET,
      });
      for (const [uid, row] of rowsOf.get(parent) ?? []) tasks.push(readActivity(uid, row, place()));
      const inner = (childPackages.get(parent) ?? []).toSorted(
        ([, a], [, b]) => (number(a, 'wbsOrder') ?? 0) - (number(b, 'wbsOrder') ?? 0),
      );
      for (const [id, row] of inner) {
        const own = place();
        const named = { name: text(row, 'wbsName') ?? '', wbs: text(row, 'wbsCode') };
        tasks.push({ ...packageTask(id + WBS_OFFSET, named, own), ...guidOf(text(row, 'guid')) });
        if (level < LONGEST_OUTLINE) add(id, `${own.outlineNumber}.`, level + 1);
      }
    };
    add(undefined, '', 1);
    const placed = new Set(tasks.map(({ uid }) => uid));
    for (const [uid, row] of activities) {
      if (placed.has(uid)) continue;
      // Its work packages contain each other, or are nested deeper than anybody reads.
      warn('wbs-missing', say`Activity ${String(uid)} hangs on no work package that leads to the top.`, row, uid);
      tasks.push(
        readActivity(uid, row, { outlineLevel: 1, outlineNumber: String(tasks.length + 1), parentUid: undefined }),
      );
    }
    return tasks;
  };

  const readLink = (row: P6Row): PlanLink[] => {
    const from = number(row, 'predecessor');
    const to = number(row, 'successor');
    if (from === undefined || to === undefined || !activities.has(to) || from === to) {
      warn(
        'link-end-missing',
        say`A relationship leads from ${from === undefined ? NOTHING : String(from)} to ${to === undefined ? NOTHING : String(to)}.`,
        row,
        to,
      );
      return [];
    }
    const type = LINK_NAMES.get(text(row, 'linkType') ?? '');
    if (type === undefined) warn('unknown-code', say`Relationship type "${text(row, 'linkType') ?? ''}".`, row, to);
    const known = activities.has(from);
    if (!known)
      warn('link-end-missing', say`Activity ${String(to)} follows activity ${String(from)} of another file.`, row, to);
    return [
      {
        from,
        to,
        type: type ?? 'FS',
        lag: { value: seconds(row, 'lag') ?? 0, unit: 'working', shownIn: 'hours' },
        crossProject: known ? undefined : {},
      },
    ];
  };

  const readResource = (uid: number, row: P6Row): PlanResource => ({
    uid,
    name: text(row, 'resourceName') ?? '',
    type: /mat/i.test(text(row, 'resourceType') ?? '') ? 'material' : 'work',
    maxUnits: 1,
    calendarUid: calendarOf(row, 'resourceCalendar'),
    generic: false,
    inactive: false,
  });

  const readAssignment = (row: P6Row): PlanAssignment[] => {
    const uid = number(row, 'assignmentId');
    const taskUid = number(row, 'assignmentTask');
    const resourceUid = number(row, 'assignmentResource');
    if (uid === undefined || taskUid === undefined || !activities.has(taskUid)) {
      const message =
        taskUid === undefined
          ? say`An assignment belongs to no activity.`
          : say`An assignment belongs to activity ${String(taskUid)}.`;
      warn('assignment-task-missing', message, row, uid);
      return [];
    }
    if (resourceUid !== undefined && !resources.has(resourceUid)) {
      warn(
        'assignment-resource-missing',
        say`Assignment ${String(uid)} names resource ${String(resourceUid)}.`,
        row,
        uid,
      );
      return [];
    }
    const units = number(row, 'units') ?? 1;
    return [
      {
        uid,
        taskUid,
        resourceUid: resourceUid ?? null,
        units,
        workSeconds: seconds(row, 'work'),
        percentWorkComplete: shareDone(seconds(row, 'workDone'), seconds(row, 'workLeft')),
      },
    ];
  };

  const plan: Plan = {
    source: tables.format,
    properties: {
      ...PLAN_DEFAULTS,
      name: (project && text(project, 'projectName')) ?? '',
      title: (project && text(project, 'projectName')) ?? '',
      start,
      finish: project && moment(project, 'projectFinish'),
      statusDate: dataDate,
      calendarUid: project && calendarOf(project, 'projectCalendar'),
      // In Primavera links win over constraints; what is late shows negative float.
      honorConstraints: false,
      criticalSlackLimitDays: ((project && number(project, 'criticalHours')) ?? 0) / 8,
    },
    calendars: [...calendars].map(([uid, row]) => readCalendar(uid, row)),
    tasks: outline(),
    links: tables.relationships.flatMap((row) => readLink(row)),
    resources: [...resources].map(([uid, row]) => readResource(uid, row)),
    assignments: tables.assignments.flatMap((row) => readAssignment(row)),
    baselines: [],
    rules: rulesOf(),
  };
  return { plan: { ...plan, tasks: withSummaries(plan.tasks) }, warnings };

  function rulesOf(): NonNullable<Plan['rules']> {
    const row = tables.options[0] ?? project;
    const calendar = row && LAG_CALENDARS.get(text(row, 'lagCalendar') ?? '');
    const overriding =
      row && (text(row, 'progressOverride') === 'Y' || /override/i.test(text(row, 'outOfSequence') ?? ''));
    return {
      lagCalendar: calendar ?? 'predecessor',
      outOfSequence: overriding === true ? 'override' : 'retained',
      dataDate,
    };
  }
}

/** Percent of the work that is done, without the dust of binary fractions; none where a file does not say what is left. */
function shareDone(done = 0, left?: number): number {
  if (left === undefined || done <= 0 || done + left <= 0) return 0;
  return Math.min(100, Math.round((done / (done + left)) * 1e8) / 1e6);
}

/** In P6 XML a GUID stands in braces; what XER writes in a form of its own is nobody else's. */
function guidOf(written: string | undefined): Pick<PlanTask, 'guid'> {
  const guid = /^\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?$/i.exec(written ?? '')?.[1];
  return guid === undefined ? {} : { guid };
}

function groups<T>(items: readonly T[], keyOf: (item: T) => number | undefined): Map<number | undefined, T[]> {
  const found = new Map<number | undefined, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = found.get(key);
    if (group === undefined) found.set(key, [item]);
    else group.push(item);
  }
  return found;
}

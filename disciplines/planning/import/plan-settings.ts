import { currentProject, type ProjectRow } from '@callosum/foundation';
import { type Change, effectiveChanges, type FieldChanges, type GraphReader } from '@callosum/kernel';
import type { Plan, PlanProperties } from '@callosum/schedule';
import type { LinkCounts } from './compare-links.ts';

const WEEK = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/** Where a plan comes from, and the records its ids stand for. */
export interface SettingsInput {
  readonly plan: Plan;
  readonly file: { readonly name: string; readonly hash: string };
  readonly source: string;
  /** Record ids by external id. */
  readonly ids: ReadonlyMap<string, string>;
  readonly newId: () => string;
}

export interface SettingsComparison {
  readonly changes: readonly Change[];
  readonly links: LinkCounts;
  /** 1 when people gave the project a calendar of their own: it was kept. */
  readonly kept: number;
  /** What changes on a project that had a plan before; undefined when nothing does, or all of it is new. */
  readonly changed?: { readonly project: ProjectRow; readonly fields: FieldChanges };
}

const NONE: LinkCounts = { added: 0, changed: 0, removed: 0 };

/** Writes into the project what a plan file says about the plan as a whole: how it counts time, and its calendar. */
export function compareSettings(graph: GraphReader, input: SettingsInput): SettingsComparison {
  const project = currentProject(graph);
  if (!project) return { changes: [], links: NONE, kept: 0 };
  const { plan, file } = input;
  const fields = effectiveChanges({ ...project.fields }, settingValues(plan.properties, plan.rules));
  // The same content under another name is the same file.
  const named = project.fields.planHash === file.hash ? {} : { planFile: file.name, planHash: file.hash };
  // What was calculated of another plan says nothing of this one.
  const stale = project.fields.forecastGoLive !== undefined && 'planHash' in named ? { forecastGoLive: null } : {};
  const written = { ...fields, ...named, ...stale };
  const calendar = calendarChanges(graph, project, input);
  const update: Change[] =
    Object.keys(written).length > 0 ? [{ action: 'update', id: project.id, fields: written }] : [];
  const known = project.fields.planHash !== undefined && Object.keys(fields).length > 0;
  return {
    changes: [...update, ...calendar.changes],
    links: calendar.links,
    kept: calendar.kept,
    ...(known ? { changed: { project, fields } } : {}),
  };
}

/** The settings of a plan as the project record holds them; null where the file says nothing. */
export function settingValues(properties: PlanProperties, rules?: Plan['rules']): FieldChanges {
  return {
    lagCalendar: rules?.lagCalendar ?? null,
    outOfSequence: rules?.outOfSequence ?? null,
    planStart: properties.start ?? null,
    planFinish: properties.finish ?? null,
    statusDate: properties.statusDate ?? null,
    scheduleFrom: properties.scheduleFromStart ? 'start' : 'finish',
    minutesPerDay: properties.minutesPerDay,
    minutesPerWeek: properties.minutesPerWeek,
    daysPerMonth: properties.daysPerMonth,
    weekStart: WEEK[properties.weekStart] ?? null,
    dayStart: timeOfDay(properties.defaultStartMinute),
    dayFinish: timeOfDay(properties.defaultFinishMinute),
    constraintsHold: properties.honorConstraints,
    criticalPathEach: properties.multipleCriticalPaths,
    criticalSlackDays: properties.criticalSlackLimitDays,
  };
}

/** Minutes after midnight as a clock shows them. */
function timeOfDay(minutes: number): string {
  const whole = Math.round(minutes);
  return [Math.floor(whole / 60), whole % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

/** The project uses the calendar of the file, unless people chose one that came from no file. */
function calendarChanges(
  graph: GraphReader,
  project: ProjectRow,
  { plan, source, ids, newId }: SettingsInput,
): Pick<SettingsComparison, 'links' | 'kept'> & { readonly changes: Change[] } {
  const uid = plan.properties.calendarUid;
  const to = uid === undefined ? undefined : ids.get(`calendar:${uid}`);
  const [edge] = graph.out(project.id, 'project.uses');
  if (edge?.to === to) return { changes: [], links: NONE, kept: 0 };
  const origin = edge && graph.find(edge.to)?.external?.source;
  const own = edge !== undefined && (to === undefined ? origin !== source : origin === undefined);
  if (own) return { changes: [], links: NONE, kept: to === undefined ? 0 : 1 };
  const removed: Change[] = edge ? [{ action: 'unlink', id: edge.id }] : [];
  const added: Change[] =
    to === undefined ? [] : [{ action: 'link', id: newId(), type: 'project.uses', from: project.id, to }];
  return {
    changes: [...removed, ...added],
    links: { added: added.length, changed: 0, removed: removed.length },
    kept: 0,
  };
}

import type { PlanWeekDay, WorkingTime } from '../plan.ts';

/** Work packages share the numbers of activities with a distance no file reaches. */
export const WBS_OFFSET = 1_000_000_000;

/** Names of the days in P6 XML. */
export const WEEK_DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** A row of a Primavera file: what it states, by the column of XER or the element of P6 XML, and where it begins. */
export interface P6Row {
  readonly line: number;
  readonly values: ReadonlyMap<string, string>;
}

export interface P6Calendar extends P6Row {
  /** Seven days, Sunday first; undefined where the file says nothing. */
  readonly week: readonly PlanWeekDay[] | undefined;
  readonly exceptions: readonly { readonly day: string; readonly times: readonly WorkingTime[] }[];
}

/** What is read of a Primavera file, whichever format it is in. */
export interface P6Tables {
  readonly format: 'xer' | 'pmxml';
  readonly projects: readonly P6Row[];
  readonly options: readonly P6Row[];
  readonly calendars: readonly P6Calendar[];
  readonly wbs: readonly P6Row[];
  readonly activities: readonly P6Row[];
  readonly relationships: readonly P6Row[];
  readonly resources: readonly P6Row[];
  readonly assignments: readonly P6Row[];
}

/** Which column of XER and which element of P6 XML hold a value; the first that states one counts. */
export const NAMES = {
  projectId: ['proj_id', 'ObjectId'],
  projectName: ['proj_short_name', 'Name', 'Id'],
  projectCalendar: ['clndr_id', 'ActivityDefaultCalendarObjectId'],
  dataDate: ['last_recalc_date', 'DataDate'],
  plannedStart: ['plan_start_date', 'PlannedStartDate'],
  projectFinish: ['scd_end_date', 'ScheduledFinishDate', 'FinishDate'],
  criticalHours: ['critical_drtn_hr_cnt', 'CriticalActivityFloatLimit', 'CriticalActivityFloatThreshold'],
  lagCalendar: ['sched_calendar_on_relationship_lag', 'RelationshipLagCalendar'],
  retainedLogic: ['sched_retained_logic'],
  progressOverride: ['sched_progress_override'],
  outOfSequence: ['OutOfSequenceScheduleType'],
  calendarId: ['clndr_id', 'ObjectId'],
  calendarName: ['clndr_name', 'Name'],
  calendarBase: ['base_clndr_id', 'BaseCalendarObjectId'],
  guid: ['guid', 'GUID'],
  wbsId: ['wbs_id', 'ObjectId'],
  wbsParent: ['parent_wbs_id', 'ParentObjectId'],
  wbsName: ['wbs_name', 'Name'],
  wbsCode: ['wbs_short_name', 'Code'],
  wbsOrder: ['seq_num', 'SequenceNumber'],
  activityId: ['task_id', 'ObjectId'],
  activityCode: ['task_code', 'Id'],
  activityName: ['task_name', 'Name'],
  activityProject: ['proj_id', 'ProjectObjectId'],
  activityWbs: ['wbs_id', 'WBSObjectId'],
  activityCalendar: ['clndr_id', 'CalendarObjectId'],
  activityType: ['task_type', 'Type'],
  status: ['status_code', 'Status'],
  plannedDuration: ['target_drtn_hr_cnt', 'PlannedDuration'],
  remainingDuration: ['remain_drtn_hr_cnt', 'RemainingDuration'],
  actualStart: ['act_start_date', 'ActualStartDate'],
  actualFinish: ['act_end_date', 'ActualFinishDate'],
  resume: ['resume_date', 'ResumeDate'],
  earlyStart: ['early_start_date', 'RemainingEarlyStartDate', 'EarlyStartDate'],
  earlyFinish: ['early_end_date', 'RemainingEarlyFinishDate', 'EarlyFinishDate'],
  lateStart: ['late_start_date', 'RemainingLateStartDate', 'LateStartDate'],
  lateFinish: ['late_end_date', 'RemainingLateFinishDate', 'LateFinishDate'],
  totalFloat: ['total_float_hr_cnt', 'TotalFloat'],
  freeFloat: ['free_float_hr_cnt', 'FreeFloat'],
  constraint: ['cstr_type', 'PrimaryConstraintType'],
  constraintDate: ['cstr_date', 'PrimaryConstraintDate'],
  second: ['cstr_type2', 'SecondaryConstraintType'],
  secondDate: ['cstr_date2', 'SecondaryConstraintDate'],
  predecessor: ['pred_task_id', 'PredecessorActivityObjectId'],
  successor: ['task_id', 'SuccessorActivityObjectId'],
  linkType: ['pred_type', 'Type'],
  lag: ['lag_hr_cnt', 'Lag'],
  resourceId: ['rsrc_id', 'ObjectId'],
  resourceName: ['rsrc_name', 'Name'],
  resourceType: ['rsrc_type', 'ResourceType'],
  resourceCalendar: ['clndr_id', 'CalendarObjectId'],
  assignmentId: ['taskrsrc_id', 'ObjectId'],
  assignmentTask: ['task_id', 'ActivityObjectId'],
  assignmentResource: ['rsrc_id', 'ResourceObjectId'],
  units: ['target_qty_per_hr', 'PlannedUnitsPerTime'],
  work: ['target_qty', 'PlannedUnits'],
  workDone: ['act_reg_qty', 'ActualUnits'],
  workLeft: ['remain_qty', 'RemainingUnits'],
} as const satisfies Record<string, readonly string[]>;

export type P6Name = keyof typeof NAMES;

/** `task_type` of XER and `Activity/Type` of P6 XML. */
export const ACTIVITY_TYPES: ReadonlyMap<string, 'task' | 'resource' | 'effort' | 'start' | 'finish' | 'wbs'> = new Map(
  [
    ['TT_Task', 'task'],
    ['TT_Rsrc', 'resource'],
    ['TT_LOE', 'effort'],
    ['TT_Mile', 'start'],
    ['TT_FinMile', 'finish'],
    ['TT_WBS', 'wbs'],
    ['Task Dependent', 'task'],
    ['Resource Dependent', 'resource'],
    ['Level of Effort', 'effort'],
    ['Start Milestone', 'start'],
    ['Finish Milestone', 'finish'],
    ['WBS Summary', 'wbs'],
  ],
);

export const LINK_NAMES: ReadonlyMap<string, 'FS' | 'SS' | 'FF' | 'SF'> = new Map([
  ['PR_FS', 'FS'],
  ['PR_SS', 'SS'],
  ['PR_FF', 'FF'],
  ['PR_SF', 'SF'],
  ['Finish to Start', 'FS'],
  ['Start to Start', 'SS'],
  ['Finish to Finish', 'FF'],
  ['Start to Finish', 'SF'],
]);

export const CONSTRAINT_NAMES: ReadonlyMap<string, 'alap' | 'snet' | 'snlt' | 'fnet' | 'fnlt' | 'mso' | 'mfo'> =
  new Map([
    ['CS_ALAP', 'alap'],
    ['CS_MSOA', 'snet'],
    ['CS_MSOB', 'snlt'],
    ['CS_MEOA', 'fnet'],
    ['CS_MEOB', 'fnlt'],
    ['CS_MSO', 'mso'],
    ['CS_MEO', 'mfo'],
    ['CS_MANDSTART', 'mso'],
    ['CS_MANDFIN', 'mfo'],
    ['As Late As Possible', 'alap'],
    ['Start On or After', 'snet'],
    ['Start On or Before', 'snlt'],
    ['Finish On or After', 'fnet'],
    ['Finish On or Before', 'fnlt'],
    ['Start On', 'mso'],
    ['Finish On', 'mfo'],
    ['Mandatory Start', 'mso'],
    ['Mandatory Finish', 'mfo'],
  ]);

export const LAG_CALENDARS: ReadonlyMap<string, 'predecessor' | 'successor' | 'project' | 'clock'> = new Map([
  ['rcal_Predecessor', 'predecessor'],
  ['rcal_Successor', 'successor'],
  ['rcal_ProjDefault', 'project'],
  ['rcal_24Hour', 'clock'],
  ['Predecessor Activity Calendar', 'predecessor'],
  ['Successor Activity Calendar', 'successor'],
  ['Project Default Calendar', 'project'],
  ['24 Hour Calendar', 'clock'],
]);

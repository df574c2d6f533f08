import { elements } from './mspdi.ts';
import type { Fields } from './mspdi.ts';

const TASKS_PER_PHASE = 50;
const RESOURCES = 200;

const two = (value: number): string => String(value).padStart(2, '0');

/** A working day somewhere in the twenty years from 2025, as a valid date. */
const day = (n: number): string =>
  `${2025 + (Math.floor(n / 336) % 20)}-${two(1 + (Math.floor(n / 28) % 12))}-${two(1 + (n % 28))}`;

/** A fixed scramble of 32 bits, so that plans are the same on every run. */
const scramble = (n: number): number => {
  const mixed = Math.imul(n ^ (n >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 12)) >>> 0;
};

const guid = (n: number): string =>
  `${scramble(n).toString(16).padStart(8, '0')}-0000-4000-8000-${n.toString(16).padStart(12, '0')}`.toUpperCase();

const links = (index: number): Fields[] => {
  const position = index % TASKS_PER_PHASE;
  const back = [1, 7].filter((distance) => position > distance && (distance === 1 || index % 3 === 0));
  return back.map((distance) => ({
    PredecessorUID: index + 1 - distance,
    Type: distance === 1 ? 1 : scramble(index) % 4,
    CrossProject: 0,
    LinkLag: index % 10 === 0 ? 4800 : 0,
    LagFormat: 7,
  }));
};

/** Elements that Microsoft Project writes and the reader skips. */
const UNREAD: Fields = {
  CreateDate: '2025-01-02T09:00:00',
  ResumeValid: 0,
  OverAllocated: 0,
  DisplayAsSummary: 0,
  IsSubprojectReadOnly: 0,
  StartVariance: 0,
  FinishVariance: 0,
  WorkVariance: '0.00',
  StartSlack: 4800,
  FinishSlack: 4800,
  FixedCost: 0,
  FixedCostAccrual: 3,
  PercentWorkComplete: 0,
  Cost: 0,
  OvertimeCost: 0,
  OvertimeWork: 'PT0H0M0S',
  ActualCost: 0,
  ActualOvertimeCost: 0,
  ActualWork: 'PT0H0M0S',
  ActualOvertimeWork: 'PT0H0M0S',
  RegularWork: 'PT8H0M0S',
  RemainingCost: 0,
  RemainingWork: 'PT8H0M0S',
  RemainingOvertimeCost: 0,
  RemainingOvertimeWork: 'PT0H0M0S',
  ACWP: '0.00',
  CV: '0.00',
  LevelAssignments: 1,
  LevelingCanSplit: 1,
  HideBar: 0,
  Rollup: 0,
  BCWS: '0.00',
  BCWP: '0.00',
  EarnedValueMethod: 0,
  IsPublished: 1,
  CommitmentType: 0,
};

const task = (index: number): Fields => {
  const summary = index % TASKS_PER_PHASE === 0;
  const phase = 1 + Math.floor(index / TASKS_PER_PHASE);
  const days = summary ? 0 : 1 + (scramble(index) % 10);
  const number = summary ? `${phase}` : `${phase}.${index % TASKS_PER_PHASE}`;
  const [from, to] = [`${day(index)}T08:00:00`, `${day(index + 1)}T17:00:00`];
  return {
    UID: index + 1,
    GUID: guid(index + 1),
    ID: index + 1,
    Name: summary ? `Phase ${phase}` : `Work package ${number}`,
    Active: 1,
    Manual: 0,
    Type: 0,
    IsNull: 0,
    WBS: number,
    OutlineNumber: number,
    OutlineLevel: summary ? 1 : 2,
    Priority: 500,
    Start: from,
    Finish: to,
    Duration: `PT${days * 8}H0M0S`,
    ManualStart: from,
    ManualFinish: to,
    ManualDuration: `PT${days * 8}H0M0S`,
    DurationFormat: 7,
    Work: `PT${days * 8}H0M0S`,
    EffortDriven: 0,
    Recurring: 0,
    Estimated: 0,
    Milestone: 0,
    Summary: summary ? 1 : 0,
    Critical: 0,
    IsSubproject: 0,
    ExternalTask: 0,
    EarlyStart: from,
    EarlyFinish: to,
    LateStart: from,
    LateFinish: to,
    FreeSlack: 4800,
    TotalSlack: 4800,
    PercentComplete: 0,
    ActualDuration: 'PT0H0M0S',
    RemainingDuration: `PT${days * 8}H0M0S`,
    ConstraintType: 0,
    CalendarUID: -1,
    LevelingDelay: 0,
    LevelingDelayFormat: 8,
    IgnoreResourceCalendar: 0,
    PhysicalPercentComplete: 0,
    PredecessorLink: summary ? [] : links(index),
    ...UNREAD,
  };
};

const assignment = (index: number): Fields => ({
  UID: index + 1,
  GUID: guid(index + 1),
  TaskUID: index + 1,
  ResourceUID: 1 + (index % RESOURCES),
  PercentWorkComplete: 0,
  ActualCost: 0,
  ActualOvertimeCost: 0,
  ActualOvertimeWork: 'PT0H0M0S',
  ActualWork: 'PT0H0M0S',
  ACWP: '0.00',
  Confirmed: 0,
  Cost: 0,
  CostRateTable: 0,
  CostVariance: 0,
  CV: '0.00',
  Delay: 0,
  Finish: `${day(index + 1)}T17:00:00`,
  FinishVariance: 0,
  WorkVariance: '0.00',
  HasFixedRateUnits: 1,
  FixedMaterial: 0,
  LevelingDelay: 0,
  LevelingDelayFormat: 7,
  LinkedFields: 0,
  Milestone: 0,
  Overallocated: 0,
  OvertimeCost: 0,
  OvertimeWork: 'PT0H0M0S',
  RegularWork: 'PT8H0M0S',
  RemainingCost: 0,
  RemainingOvertimeCost: 0,
  RemainingOvertimeWork: 'PT0H0M0S',
  RemainingWork: 'PT8H0M0S',
  ResponsePending: 0,
  Start: `${day(index)}T08:00:00`,
  StartVariance: 0,
  Units: 1,
  UpdateNeeded: 0,
  VAC: '0.00',
  Work: 'PT8H0M0S',
  WorkContour: 0,
  BCWS: '0.00',
  BCWP: '0.00',
  BookingType: 0,
  BudgetCost: 0,
  BudgetWork: 'PT0H0M0S',
});

const CALENDAR: Fields = {
  UID: 1,
  Name: 'Standard',
  IsBaseCalendar: 1,
  BaseCalendarUID: -1,
  WeekDays: {
    WeekDay: [1, 2, 3, 4, 5, 6, 7].map((type) => {
      if (type === 1 || type === 7) return { DayType: type, DayWorking: 0 };
      const times = [
        { FromTime: '08:00:00', ToTime: '12:00:00' },
        { FromTime: '13:00:00', ToTime: '17:00:00' },
      ];
      return { DayType: type, DayWorking: 1, WorkingTimes: { WorkingTime: times } };
    }),
  },
};

const resource = (index: number): Fields => ({
  UID: index + 1,
  GUID: guid(index + 1),
  ID: index + 1,
  Name: `Team ${index + 1}`,
  Type: 1,
  IsNull: 0,
  Initials: 'T',
  MaxUnits: 1,
  PeakUnits: 1,
  OverAllocated: 0,
  CanLevel: 1,
  IsGeneric: 0,
  IsInactive: 0,
  CalendarUID: 1,
});

/**
 * Writes a plan of any size as Microsoft Project would: phases of fifty rows, links inside a phase, one assignment
 * for each work package, and the same share of elements that a reader skips. Always the same for the same number.
 * Links and durations form a schedule without circles; the stored dates are only plausible.
 * @param tasks number of task rows, phases included
 * @yields pieces of XML text, one row each
 */
export function* bigMspdi(tasks: number): Generator<string, void, undefined> {
  yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Project xmlns="http://schemas.microsoft.com/project">\n';
  yield elements({
    SaveVersion: 14,
    Name: 'big.xml',
    Title: 'Big plan',
    StartDate: '2025-01-01T08:00:00',
    CalendarUID: 1,
  });
  yield `<Calendars>\n${elements({ Calendar: CALENDAR })}</Calendars>\n<Tasks>\n`;
  for (let index = 0; index < tasks; index++) yield elements({ Task: task(index) });
  yield '</Tasks>\n<Resources>\n';
  for (let index = 0; index < RESOURCES; index++) yield elements({ Resource: resource(index) });
  yield '</Resources>\n<Assignments>\n';
  for (let index = 0; index < tasks; index++) {
    if (index % TASKS_PER_PHASE !== 0) yield elements({ Assignment: assignment(index) });
  }
  yield '</Assignments>\n</Project>\n';
}

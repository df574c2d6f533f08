import { describe, expect, test } from 'vitest';
import { PlanFileError } from '../errors.ts';
import { scheduledTasks } from '../report.ts';
import { readPlan } from '../read-plan.ts';
import { schedule } from '../schedule.ts';
import { readXer } from './xer.ts';

const WEEK = [1, 2, 3, 4, 5, 6, 7]
  .map((day) =>
    day === 1 || day === 7 ? `(0||${day}()())` : `(0||${day}()((0||0(s|08:00|f|12:00)())(0||1(f|17:00|s|13:00)())))`,
  )
  .join('');
const CALENDAR = `(0||CalendarData()((0||DaysOfWeek()(${WEEK}))(0||Exceptions()((0||0(d|46029)())))))`;

const table = (name: string, columns: string, ...rows: string[]): string[] => [
  `%T\t${name}`,
  `%F\t${columns.replaceAll(' ', '\t')}`,
  ...rows.map((row) => `%R\t${row.replaceAll('|', '\t')}`),
];

const xer = (name = 'Acquire staff', lines: readonly string[] = []): string =>
  [
    'ERMHDR\t20.12\t2026-01-05',
    ...table(
      'PROJECT',
      'proj_id clndr_id proj_short_name plan_start_date last_recalc_date',
      '9|7|PLAN|2026-01-05 08:00|2026-01-06 08:00',
    ),
    ...table('SCHEDOPTIONS', 'proj_id sched_retained_logic sched_calendar_on_relationship_lag', '9|Y|rcal_Predecessor'),
    '%T\tCALENDAR',
    '%F\tclndr_id\tclndr_name\tclndr_data',
    `%R\t7\tStandard\t${CALENDAR}`,
    ...table('PROJWBS', 'wbs_id wbs_name parent_wbs_id seq_num', '1|Project||1', '2|Phase|1|1', '3|Empty|1|2'),
    ...table(
      'TASK',
      'task_id wbs_id clndr_id task_type status_code task_name target_drtn_hr_cnt remain_drtn_hr_cnt act_start_date cstr_type cstr_date',
      `10|2|7|TT_Task|TK_Active|${name}|24|8|2026-01-05 08:00||`,
      '11|2|7|TT_Task|TK_NotStart|Train|16|16||CS_MSOA|2026-01-05 08:00',
      '12|1|7|TT_FinMile|TK_NotStart|Ready|0|0||CS_MEOB|2026-01-08 17:00',
    ),
    ...table(
      'TASKPRED',
      'task_id pred_task_id pred_type lag_hr_cnt',
      '11|10|PR_FS|4',
      '12|11|PR_FS|0',
      '12|99|PR_FS|0',
    ),
    ...table('RSRC', 'rsrc_id rsrc_name rsrc_type clndr_id', '5|Ann|RT_Labor|7'),
    ...table('TASKRSRC', 'taskrsrc_id task_id rsrc_id target_qty', '1|11|5|16'),
    ...lines,
    '%E',
  ].join('\r\n');

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('XER', () => {
  test('gives work packages, activities, logic and how Primavera reckons', () => {
    const { format, plan, warnings } = readPlan(bytes(xer()));
    expect(format).toBe('xer');
    expect(plan.tasks.map(({ uid, name, outlineNumber, summary }) => [uid, name, outlineNumber, summary])).toEqual([
      [1_000_000_001, 'Project', '1', true],
      [12, 'Ready', '1.1', false],
      [1_000_000_002, 'Phase', '1.2', true],
      [10, 'Acquire staff', '1.2.1', false],
      [11, 'Train', '1.2.2', false],
    ]);
    expect(plan.rules).toEqual({ lagCalendar: 'predecessor', outOfSequence: 'retained', dataDate: '2026-01-06T08:00' });
    expect(plan.calendars[0]).toMatchObject({ name: 'Standard', exceptions: [{ from: '2026-01-07', working: false }] });
    expect(plan.assignments).toMatchObject([{ taskUid: 11, resourceUid: 5, workSeconds: 57_600 }]);
    expect(warnings.map(({ code, line }) => [code, line])).toEqual([['link-end-missing', 25]]);
  });

  test('is reckoned from the data date, around a holiday, and tells what comes too late', () => {
    const reckoned = schedule(readPlan(bytes(xer())).plan);
    const rows = new Map(scheduledTasks(reckoned).map((row) => [row.uid, `${row.start} ${row.finish}`]));
    // One day remains from the data date; then half a day of lag and a holiday.
    expect(rows.get(10)).toBe('2026-01-05T08:00 2026-01-06T17:00');
    expect(rows.get(11)).toBe('2026-01-08T13:00 2026-01-12T12:00');
    expect(reckoned.warnings.map(({ code, uid }) => [code, uid])).toContainEqual(['deadline-missed', 12]);
    expect(scheduledTasks(reckoned).find(({ uid }) => uid === 12)?.totalFloat).toBe(-720);
  });

  test.each([
    ['Задача', 'windows-1251'],
    ['Übergabe café', 'windows-1252'],
  ])('that does not say its encoding is guessed to hold “%s”, with a warning', (name, encoding) => {
    const codes = new Map(
      Array.from({ length: 128 }, (_, at) => [new TextDecoder(encoding).decode(Uint8Array.of(at + 128)), at + 128]),
    );
    const single = Uint8Array.from(xer(name), (char) => codes.get(char) ?? char.codePointAt(0) ?? 63);
    const { plan, warnings } = readXer(single);
    expect(plan.tasks.find(({ uid }) => uid === 10)?.name).toBe(name);
    expect(warnings[0]).toMatchObject({ code: 'encoding-assumed', message: expect.stringContaining(encoding) });
    expect(readXer(single, { encoding }).warnings.map(({ code }) => code)).not.toContain('encoding-assumed');
  });

  test.each([
    ['cut off', xer().slice(0, -6), 'truncated'],
    ['with a row before its columns', 'ERMHDR\t1\n%T\tTASK\n%R\t1\n%E', 'malformed'],
    ['with nothing in it', '  ', 'empty'],
    ['that is none', 'task_id\tname', 'not-xer'],
  ])('%s is refused', (_, text, code) => {
    expect(() => readXer(bytes(text))).toThrow(expect.objectContaining({ code }));
  });

  test('in another encoding than said is refused, and so is one that does not exist', () => {
    const broken = Uint8Array.of(...bytes('ERMHDR\t'), 0xff);
    expect(() => readXer(broken, { encoding: 'utf-8' })).toThrow(expect.objectContaining({ code: 'encoding-broken' }));
    expect(() => readXer(broken, { encoding: 'nonsense' })).toThrow(
      expect.objectContaining({ code: 'encoding-unknown' }),
    );
  });

  test('work packages that contain each other keep their activities, at the top', () => {
    const circle = xer().replace('%R\t1\tProject\t\t1', '%R\t1\tProject\t2\t1');
    const { plan, warnings } = readXer(bytes(circle));
    expect(plan.tasks.map(({ uid, parentUid }) => [uid, parentUid])).toEqual([
      [10, undefined],
      [11, undefined],
      [12, undefined],
    ]);
    expect(warnings.filter(({ code }) => code === 'wbs-missing').map(({ uid }) => uid)).toEqual([10, 11, 12]);
  });

  test('rows that say the same number twice, and values beyond the last column, are told', () => {
    const more = table('TASK', 'task_id task_name', '10|Again', '13|Long|beyond');
    expect(readXer(bytes(xer('x', more))).warnings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['row-too-long', 'duplicate-uid']),
    );
  });
});

const pmxml = (inner: string): string => `<?xml version="1.0" encoding="utf-8"?>
<APIBusinessObjects xmlns="http://xmlns.oracle.com/Primavera/P6/V8.3/API/BusinessObjects">
  <Calendar><ObjectId>7</ObjectId><Name>Days</Name>
    <StandardWorkWeek>${['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday']
      .map(
        (day) =>
          `<StandardWorkHours><DayOfWeek>${day}</DayOfWeek><WorkTime><Start>08:00:00</Start><Finish>15:59:00</Finish></WorkTime></StandardWorkHours>`,
      )
      .join('')}<StandardWorkHours><DayOfWeek>Saturday</DayOfWeek><WorkTime/></StandardWorkHours>
      <StandardWorkHours><DayOfWeek>Sunday</DayOfWeek><WorkTime/></StandardWorkHours></StandardWorkWeek>
    <HolidayOrExceptions><HolidayOrException><Date>2026-01-06T00:00:00</Date><WorkTime/></HolidayOrException></HolidayOrExceptions>
  </Calendar>
  <Project><ObjectId>1</ObjectId><Name>Plan</Name><ActivityDefaultCalendarObjectId>7</ActivityDefaultCalendarObjectId>
    <PlannedStartDate>2026-01-05T00:00:00</PlannedStartDate><DataDate>2026-01-05T00:00:00</DataDate>
    ${inner}
  </Project>
</APIBusinessObjects>`;

const activity = (id: number, hours: number, more = ''): string =>
  `<Activity><ObjectId>${id}</ObjectId><Name>A${id}</Name><CalendarObjectId>7</CalendarObjectId><Type>Task Dependent</Type>
   <Status>Not Started</Status><PlannedDuration>${hours}</PlannedDuration><RemainingDuration>${hours}</RemainingDuration>${more}</Activity>`;

describe('P6 XML', () => {
  test('is read and reckoned', () => {
    const link = `<Relationship><PredecessorActivityObjectId>1</PredecessorActivityObjectId>
      <SuccessorActivityObjectId>2</SuccessorActivityObjectId><Type>Finish to Start</Type><Lag>0</Lag></Relationship>`;
    const later =
      '<PrimaryConstraintType>Start On or After</PrimaryConstraintType><PrimaryConstraintDate>2026-01-09T08:00:00</PrimaryConstraintDate>';
    const { format, plan, warnings } = readPlan(bytes(pmxml(activity(1, 16) + activity(2, 8, later) + link)));
    expect([format, warnings]).toEqual(['pmxml', []]);
    const rows = scheduledTasks(schedule(plan)).map(({ start, finish }) => `${start} ${finish}`);
    // Eight hours a day until 16:00, and Tuesday is free.
    expect(rows).toEqual(['2026-01-05T08:00 2026-01-07T16:00', '2026-01-09T08:00 2026-01-09T16:00']);
  });

  test('leaves baselines aside', () => {
    const { plan } = readPlan(bytes(pmxml(`${activity(1, 8)}<BaselineProject>${activity(2, 8)}</BaselineProject>`)));
    expect(plan.tasks.map(({ uid }) => uid)).toEqual([1]);
  });

  test.each([
    ['a DOCTYPE', pmxml('').replace('<API', '<!DOCTYPE x [<!ENTITY e "x">]><API'), 'doctype'],
    ['an entity', pmxml(activity(1, 8, '<Notes>&file;</Notes>')), 'entity'],
    ['its end missing', pmxml('').slice(0, -30), 'truncated'],
    ['elements that do not close', pmxml('<Activity>'), 'malformed'],
  ])('with %s is refused', (_, text, code) => {
    expect(() => readPlan(bytes(text))).toThrow(expect.objectContaining({ name: PlanFileError.name, code }));
  });
});

import { mspdi, differences, elementsIn } from '@callosum/schedule/testing';
import type { TestServer } from '@callosum/server/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { days, planDesk, planServer } from './plan-desk.ts';

let server: TestServer;
beforeAll(async () => {
  server = await planServer();
});
afterAll(() => server.close());
const { fileOf, handOut, bring, idsOf, edit } = planDesk(() => server);

const MICROSOFT = mspdi({
  settings: { Title: 'Riverbend', StartDate: '2027-01-04T08:00:00' },
  tasks: [
    {
      UID: 3,
      Name: 'Teach',
      Start: '2027-01-04T08:00:00',
      Finish: '2027-01-08T17:00:00',
      Duration: 'PT40H0M0S',
      DurationFormat: 7,
      Baseline: { Number: 0, Start: '2027-01-04T08:00:00', Finish: '2027-01-08T17:00:00' },
    },
  ],
});

const P6 = `<?xml version="1.0" encoding="UTF-8"?>
<APIBusinessObjects>
  <Currency><Id>USD</Id></Currency>
  <Calendar><Name>Ward</Name><ObjectId>3</ObjectId><Type>Global</Type><StandardWorkWeek>${[
    'Sunday',
    'Monday',
    'Tuesday',
    'Wednesday',
    'Thursday',
    'Friday',
    'Saturday',
  ]
    .map((day, at) =>
      at === 0 || at === 6
        ? `<StandardWorkHours><DayOfWeek>${day}</DayOfWeek></StandardWorkHours>`
        : `<StandardWorkHours><DayOfWeek>${day}</DayOfWeek><WorkTime><Start>08:00:00</Start><Finish>15:59:00</Finish></WorkTime></StandardWorkHours>`,
    )
    .join('')}</StandardWorkWeek></Calendar>
  <Resource><Id>ANN</Id><Name>Ann</Name><ObjectId>5</ObjectId><ResourceType>Labor</ResourceType><PricePerUnit>80</PricePerUnit></Resource>
  <Project>
    <ActivityDefaultCalendarObjectId>3</ActivityDefaultCalendarObjectId>
    <DataDate>2027-01-04T08:00:00</DataDate><Id>RIV</Id><Name>Riverbend</Name><ObjectId>40</ObjectId><PlannedStartDate>2027-01-04T08:00:00</PlannedStartDate>
    <WBS><Code>W1</Code><Name>Ward work</Name><ObjectId>8</ObjectId><SequenceNumber>100</SequenceNumber></WBS>
    <Activity><CalendarObjectId>3</CalendarObjectId><Id>A10</Id><Name>Build</Name><ObjectId>10</ObjectId><PlannedDuration>16.0</PlannedDuration><RemainingDuration>16.0</RemainingDuration><Status>Not Started</Status><Type>Task Dependent</Type><WBSObjectId>8</WBSObjectId><Hue>red</Hue></Activity>
    <Activity><CalendarObjectId>3</CalendarObjectId><Id>A20</Id><Name>Try</Name><ObjectId>20</ObjectId><PlannedDuration>8.0</PlannedDuration><RemainingDuration>8.0</RemainingDuration><Status>Not Started</Status><Type>Task Dependent</Type><WBSObjectId>8</WBSObjectId></Activity>
    <Relationship><Lag>0.0</Lag><ObjectId>2</ObjectId><PredecessorActivityObjectId>10</PredecessorActivityObjectId><SuccessorActivityObjectId>20</SuccessorActivityObjectId><Type>Finish to Start</Type></Relationship>
    <ResourceAssignment><ActivityObjectId>10</ActivityObjectId><ObjectId>6</ObjectId><PlannedUnits>16.0</PlannedUnits><PlannedUnitsPerTime>1.0</PlannedUnitsPerTime><ResourceObjectId>5</ResourceObjectId></ResourceAssignment>
  </Project>
</APIBusinessObjects>
`;

describe('a plan that came from a Primavera file', () => {
  test('untouched, is handed over as that file; with what people have changed, everything else is as it was', async () => {
    await bring(P6, 'PSIX');
    expect(await fileOf('PSIX')).toMatchObject({ text: P6, anew: null, format: 'pmxml', losses: [] });
    const ids = await idsOf('PSIX');
    const fresh = '00000000-0000-7000-8000-0000000a1b40';
    await edit(
      'PSIX',
      { do: 'set', task: ids.get('Build'), fields: { duration: days(3), title: 'Build it' } },
      {
        do: 'add',
        task: fresh,
        parent: ids.get('Ward work'),
        position: 9,
        fields: { title: 'Teach', duration: days(1) },
      },
      { do: 'link', from: ids.get('Try'), to: fresh, type: 'FS' },
    );
    const text = await handOut('PSIX');
    const is = elementsIn(text);
    const at = (path: string) => is.get(`APIBusinessObjects/Project/${path}`);
    expect([at('Activity[10]/Name'), at('Activity[10]/PlannedDuration'), at('Activity[10]/Hue')]).toEqual([
      'Build it',
      '24',
      'red',
    ]);
    expect([
      at('Activity[21]/Name'),
      at('Activity[21]/WBSObjectId'),
      at('Relationship[20 21 Finish to Start]/Lag'),
    ]).toEqual(['Teach', '8', '0']);
    expect(at('ResourceAssignment[6]/PlannedUnits')).toBe('24');
    const other = differences(elementsIn(P6), is).filter(
      (path) =>
        !/Activity\[21\]|Relationship\[20 21|Activity\[10\]\/(Name|PlannedDuration|RemainingDuration)$/.test(path) &&
        !/\/(ResourceAssignment\[6\]\/PlannedUnits|Remaining(Early|Late)(Start|Finish)Date|TotalFloat|FreeFloat|ScheduledFinishDate)$/.test(
          path,
        ),
    );
    expect(other).toEqual([]);
    // It comes back as what it was, and without what was deleted there.
    await bring(text, 'PSIX');
    expect((await idsOf('PSIX')).get('Teach')).toBe(fresh);
    await bring(text.replace(/\s*<Activity>(?:(?!<\/Activity>)[\s\S])*<Name>Teach<[\s\S]*?<\/Activity>/, ''), 'PSIX');
    expect((await idsOf('PSIX')).has('Teach')).toBe(false);
  });

  test('is handed to Microsoft Project as a new file, and a plan of Microsoft Project to Primavera, with what has no place there', async () => {
    await bring(P6.replace('USD', 'EUR'), 'PSEV');
    const mspdi = await fileOf('PSEV', server.owner, 'mspdi');
    expect(mspdi).toMatchObject({ anew: 'other-format', text: expect.stringContaining('<Name>Build</Name>') });
    await bring(MICROSOFT, 'TOPSIX');
    const pmxml = await fileOf('TOPSIX', server.owner, 'pmxml');
    expect(pmxml).toMatchObject({ anew: 'other-format', text: expect.stringContaining('<Name>Teach</Name>') });
    expect(pmxml.losses.map(({ message }) => message)).toContainEqual(expect.stringContaining('baseline 0'));
  });
});

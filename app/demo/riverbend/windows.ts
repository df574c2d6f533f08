import { dollars } from '../amounts.ts';
import type { Role } from '../cast.ts';
import type { Teller } from '../teller.ts';
import type { InterfaceTold } from './interfaces.ts';

/** Days on which some work must not, or should not, happen, by what operations have said in time. */
const WINDOWS = [
  {
    title: 'Flu season',
    sort: 'flu',
    from: 44,
    to: 146,
    policy: 'hard',
    forbids: ['golive', 'training', 'downtime'],
    owner: 'cno',
    reason: 'Every bed is needed and nobody can be spared; it is why the hospital goes live before it.',
  },
  {
    title: 'Freeze of the build',
    sort: 'freeze',
    from: -10,
    to: 13,
    policy: 'hard',
    forbids: ['changes'],
    owner: 'build',
    reason: 'What was rehearsed goes live. The command centre alone decides about exceptions.',
  },
  {
    title: 'Accreditation survey expected',
    sort: 'survey',
    from: -47,
    to: -26,
    policy: 'soft',
    forbids: ['testing', 'downtime'],
    owner: 'cno',
    reason: 'Surveyors may stand at the door on any of these days; units should not be in a test then.',
  },
  {
    title: 'Close of the fiscal year',
    sort: 'yearEnd',
    from: -8,
    to: -2,
    policy: 'priced',
    forbids: ['testing', 'changes'],
    price: dollars(18_000),
    owner: 'revenue',
    reason: 'Patient accounting works in double shifts; whoever needs it on these days pays for a third.',
  },
  {
    title: 'Year-end close',
    sort: 'yearEnd',
    from: 79,
    to: 97,
    policy: 'priced',
    forbids: ['downtime', 'changes'],
    price: dollars(42_000),
    owner: 'revenue',
    reason: 'Books are closed and benefits change; vendors stand by at holiday rates.',
  },
] as const satisfies readonly { readonly owner: Role; readonly [name: string]: unknown }[];

/** Who supports from the first day, of whom so many at the elbow, and whom. */
const SUPPORT = { all: 220, elbow: 150, users: 3_960, days: 14 };
const SITES = ['Riverbend Regional, main campus', 'Riverbend ambulatory centre'] as const;

/** Which sort of work the packages of the plan are, by what windows ask. */
export const WORK_CLASS_OF: Readonly<Record<string, string>> = {
  Build: 'changes',
  'Integrated test': 'testing',
  'Go-live and stabilisation': 'golive',
};

/** Hours in which partners test, with the step of the plan they are part of; booked so many days before. */
const SLOTS = [
  { partner: 'State laboratory', between: ['lis', 'labreg'], task: '10.6 17', lead: 28, booked: 21 },
  { partner: 'Regional exchange', between: ['lis', 'hie'], task: '10.6 25', lead: 21, booked: 9 },
  { partner: 'Prescription network', between: ['ehr', 'erx'], task: '10.6 37', lead: 14, booked: 12 },
  { partner: 'Clearing house', between: ['billing', 'claims'], task: '10.8 25', lead: 21, booked: 14 },
  { partner: 'State immunisation registry', between: ['ehr', 'immreg'], task: '10.8 33', lead: 10, booked: 6 },
] as const;

/** What keeps the days of the plan closed, who supports the go-live, and when partners test. @param ends last days of tasks, from go-live */
export function tellWindows(
  teller: Teller,
  interfaces: readonly InterfaceTold[],
  ends: ReadonlyMap<string, number>,
): void {
  const { add, t, who } = teller;
  for (const { title, from, to, owner, forbids, ...said } of WINDOWS) {
    add(t(-470), 'blackoutWindow', `window ${title} ${from}`, {
      title,
      ...said,
      forbids: [...forbids],
      start: t(from),
      finish: t(to),
      owner: who(owner),
    });
  }
  tellWave(teller);
  tellSlots(teller, interfaces, ends);
}

/** All sites at once, and one pool of people who stand beside the users. */
function tellWave({ add, set, t, who, place, id }: Teller): void {
  const pool = add(t(-200), 'resource', 'resource support', {
    title: 'Support at the elbow and in the command centre',
    group: 'Super users and supplier',
    resourceType: 'work',
    generic: true,
    maxUnits: SUPPORT.all * 100,
  });
  const wave = add(
    t(-420),
    'wave',
    'wave 1',
    {
      title: 'Riverbend, hospital and clinics',
      order: 1,
      goLive: t(0),
      users: SUPPORT.users,
      support: SUPPORT.all,
      supportDays: SUPPORT.days,
      lead: 'Chief nursing officer',
      owner: who('cutover'),
      remarks: `One wave, ${SUPPORT.elbow} of its support at the elbow: a patient who moves between sites must not move between two records.`,
    },
    {
      links: [
        ['takes', SITES.map((site) => place('site', site))],
        ['draws', pool],
        ['ends', id('task go-live')],
      ],
    },
  );
  set(t(0), wave, {}, 'live');
  set(t(90), wave, {}, 'stabilised');
}

/** Each is asked for in time, and used on the day before its step ends. The step rests on the interface that is tried. */
function tellSlots(
  { add, set, link, t, who, id }: Teller,
  interfaces: readonly InterfaceTold[],
  ends: ReadonlyMap<string, number>,
): void {
  for (const {
    partner,
    between: [source, target],
    task,
    lead,
    booked,
  } of SLOTS) {
    const step = id(`task ${task}`);
    const end = ends.get(step);
    const tried = interfaces.find((one) => one.source === source && one.target === target);
    if (end === undefined || !tried) throw new Error(`No step or interface for the test with “${partner}”`);
    const day = end - 1;
    const slot = add(
      t(day - lead - booked - 30),
      'testSlot',
      `slot ${partner}`,
      {
        title: `${partner}: ${tried.title}`,
        partner,
        start: `${t(day)}T09:00`,
        finish: `${t(day)}T12:00`,
        leadDays: lead,
        owner: who('integration'),
      },
      {
        links: [
          ['serves', step],
          ['tests', tried.id],
        ],
      },
    );
    set(t(day - lead - booked), slot, { confirmation: `Confirmed by ${partner}` }, 'booked');
    set(t(day), slot, {}, 'used');
    link(t(day - lead - booked), 'task.restsOn', step, tried.id);
  }
}

import staff from '../content/staff.json' with { type: 'json' };
import { cycle } from '../random.ts';
import type { Teller } from '../teller.ts';

export const SHIFTS = ['Day', 'Evening', 'Night and weekend'] as const;
export type Shift = (typeof SHIFTS)[number];

/** A role in a unit, with those who do it. */
export interface Pair {
  readonly unit: string;
  readonly role: string;
  readonly group: string;
  readonly superUsers: number;
  readonly people: readonly { readonly id: string; readonly shift: Shift }[];
}

/** Of ten people five work by day, three in the evening, two at night. */
const ROSTER: readonly [Shift, ...Shift[]] = [
  'Day',
  'Evening',
  'Night and weekend',
  'Day',
  'Evening',
  'Day',
  'Day',
  'Evening',
  'Day',
  'Night and weekend',
];

/** The 3,960 who will use it, by what they do and where: roles and places, no names. */
export function tellPeople({ add, t, place }: Teller): readonly Pair[] {
  const role = (name: string) => place('jobRole', name);
  return staff.staff.map(({ unit, role: does, users, group, superUsers }) => ({
    unit,
    role: does,
    group,
    superUsers,
    people: Array.from({ length: users }, (_each, index) => {
      const shift = cycle(ROSTER, index);
      const title = `${does}, ${unit}, ${index + 1}`;
      const id = add(
        t(-200),
        'person',
        `person ${title}`,
        { title },
        {
          links: [
            ['does', role(does)],
            ['worksIn', place('unit', unit)],
            ['on', place('shift', shift)],
          ],
        },
      );
      return { id, shift };
    }),
  }));
}

/** By which day what share of the super users is trained and freed. */
const READY: readonly (readonly [day: number, share: number])[] = [
  [-94, 0.24],
  [-75, 0.56],
  [-63, 0.84],
  [-40, 1],
];

/** The night of respiratory care has no super user until somebody looks at the map. */
const HOLE = { unit: 'Respiratory care', shift: 'Night and weekend', filled: -52 } as const;

/** 410 super users, by ratios of users to one of them. */
export function tellSuperUsers(
  { add, set, link, t, who, place }: Teller,
  pairs: readonly Pair[],
): ReadonlyMap<string, readonly string[]> {
  const byPlace = new Map<string, string[]>();
  let told = 0;
  for (const { unit, role, superUsers, people } of pairs) {
    for (let index = 0; index < superUsers; index += 1) {
      const person = people[index * Math.max(1, Math.floor(people.length / superUsers))];
      if (!person) continue;
      const shift = shiftOf(unit, index, superUsers);
      const id = add(
        t(-125),
        'superUser',
        `super user ${unit} ${role} ${index}`,
        {
          title: `${role}, ${unit}, ${shift.toLowerCase()}`,
          chosenBy: 'Manager of the unit',
          from: t(-30),
          until: t(60),
          release: 'part',
          strengths: index % 2 === 0 ? ['proactive', 'explains'] : ['positive', 'shares'],
          owner: who('superUsers'),
          due: t(-66),
        },
        {
          links: [
            ['is', person.id],
            ['covers', [place('jobRole', role), place('unit', unit), place('shift', shift)]],
          ],
        },
      );
      const share = ((told * 37) % 410) / 410;
      const day = READY.find(([, done]) => share < done)?.[0] ?? -40;
      set(t(day), id, { trained: t(day) }, 'ready');
      set(t(0), id, {}, 'active');
      if (unit === HOLE.unit && index === superUsers - 1)
        link(t(HOLE.filled), 'superUser.covers', id, place('shift', HOLE.shift));
      byPlace.set(`${unit} ${shift}`, [...(byPlace.get(`${unit} ${shift}`) ?? []), id]);
      told += 1;
    }
  }
  return byPlace;
}

function shiftOf(unit: string, index: number, count: number): Shift {
  if (unit === HOLE.unit) return index % 2 === 0 ? 'Day' : 'Evening';
  // A unit with one or two of them in a role has them by day and in the evening; others cover the night.
  return count < 3 ? cycle(SHIFTS, index + unit.length) : cycle(SHIFTS, index);
}

/** 220 at the elbow, in the command centre and at the desk: 1 to 18 users, for two weeks from go-live. */
export function tellSupport(
  { add, set, t, who, place }: Teller,
  pairs: readonly Pair[],
  superUsers: ReadonlyMap<string, readonly string[]>,
): void {
  const units = [...new Set(pairs.map(({ unit }) => unit))];
  const lines = units.flatMap((unit) => SHIFTS.map((shift) => ({ unit, shift })));
  // 150 over the lines: two on each, and a third by day where many work.
  const extra = 150 - lines.length * 2;
  for (const [place_, { unit, shift }] of lines.entries()) {
    const needed = 2 + (place_ < extra ? 1 : 0);
    const staffed = superUsers.get(`${unit} ${shift}`) ?? superUsers.get(`${unit} Day`) ?? [];
    const id = add(
      t(-70),
      'supportShift',
      `support ${unit} ${shift}`,
      {
        title: `At the elbow: ${unit}, ${shift.toLowerCase()}`,
        type: 'elbow',
        from: t(0),
        until: t(14),
        needed,
        external: 1,
        place: unit,
        reach: 'Red vest; extension 4357',
        handover: 'Fifteen minutes before the shift, at the desk of the unit',
        owner: who('superUsers'),
        due: t(-30),
      },
      {
        links: [
          ['covers', [place('unit', unit), place('shift', shift)]],
          ['staffedBy', staffed.slice(0, needed)],
        ],
      },
    );
    set(t(-35), id, {}, 'confirmed');
    set(t(14), id, {}, 'done');
  }
  for (const [name, type, count] of DESKS) {
    for (const shift of SHIFTS) {
      const id = add(
        t(-70),
        'supportShift',
        `support ${name} ${shift}`,
        {
          title: `${name}, ${shift.toLowerCase()}`,
          type,
          from: t(0),
          until: t(14),
          needed: count[SHIFTS.indexOf(shift)] ?? 0,
          external: 4,
          place: 'Conference centre, rooms 1 and 2',
          reach: 'Extension 4357',
          owner: who('command'),
          due: t(-30),
        },
        { links: [['covers', place('shift', shift)]] },
      );
      set(t(-35), id, {}, 'confirmed');
    }
  }
}

/** 70 by shift. */
const DESKS = [
  ['Command centre', 'commandCentre', [18, 12, 8]],
  ['Service desk', 'desk', [16, 10, 6]],
] as const;

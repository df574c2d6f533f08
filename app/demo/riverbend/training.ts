import courses from '../content/courses.json' with { type: 'json' };
import { hours } from '../amounts.ts';
import { chance, cycle } from '../random.ts';
import type { Teller } from '../teller.ts';
import type { StepTold } from './adoption.ts';
import type { Pair } from './people.ts';

/** 594 sessions of 12 seats. */
const SESSIONS = 594;
const SEATS = 12;
const TRAINERS = 30;
const PASS_MARK = 80;

/** Of the sessions of a course, so many are over by a day. */
const SPREAD: readonly (readonly [share: number, from: number, to: number])[] = [
  [0.52, -98, -63],
  [0.36, -60, -34],
  [0.12, -32, -17],
];

/** Registered for a session: by when, up to which share of the people. */
const REGISTERED: readonly (readonly [share: number, day: number])[] = [
  [0.56, -123],
  [0.93, -94],
  [1, -72],
];

/** How many of ten pass at their first attempt, and at their second. */
const FIRST = 0.71;
const SECOND = 0.86;

type Learner = Pair['people'][number];

interface Session {
  readonly id: string;
  readonly day: number;
}

/** 38 tracks, 594 sessions, and who passed when: the first attempt is kept beside the last. */
export function tellTraining(teller: Teller, pairs: readonly Pair[], steps: readonly StepTold[]): void {
  const tracks = courses.courses.map((course) => ({
    course,
    learners: pairs
      .filter(({ role, unit }) => role === course.role && (course.units.length === 0 || course.units.includes(unit)))
      .flatMap(({ people }) => people),
  }));
  const counts = share(tracks.map(({ learners }) => learners.length));
  let trainer = 0;
  for (const [place, { course, learners }] of tracks.entries()) {
    const id = tellCourse(teller, course);
    for (const step of steps)
      if (step.role === course.role) teller.link(teller.t(taughtFrom(course)), 'course.teaches', id, step.id);
    const sessions = Array.from({ length: counts[place] ?? 0 }, (_each, index) =>
      tellSession(teller, { id, course, index, of: counts[place] ?? 1, trainer: (trainer += 1) % TRAINERS }),
    );
    const luck = chance(`training ${course.code}`);
    for (const [index, learner] of learners.entries()) {
      const session = cycle([sessions[0] ?? { id: '', day: 0 }, ...sessions.slice(1)], index);
      tellLearner(teller, { id, title: course.title, session, learner, place: index }, luck.next, luck.between);
    }
  }
}

/** Sessions for each course, by its people: together exactly as many as there are. */
function share(people: readonly number[]): readonly number[] {
  const all = people.reduce((sum, count) => sum + count, 0);
  const exact = people.map((count) => (SESSIONS * count) / all);
  const counts = exact.map(Math.floor);
  const order = exact.map((_each, place) => place).sort((a, b) => ((exact[b] ?? 0) % 1) - ((exact[a] ?? 0) % 1));
  const left = SESSIONS - counts.reduce((sum, count) => sum + count, 0);
  for (const place of order.slice(0, left)) counts[place] = (counts[place] ?? 0) + 1;
  return counts;
}

type Course = (typeof courses.courses)[number];

/** What schedulers do with a referral is in no lesson until somebody follows the trace from the requirement to the course. */
function taughtFrom({ role }: Course): number {
  return role === 'Scheduler' ? -48 : -230;
}

function tellCourse(
  { add, set, t, who, place }: Teller,
  { code, title, role, units, ordering, hours: length }: Course,
): string {
  const id = add(
    t(-240),
    'course',
    `course ${code}`,
    {
      title,
      code,
      form: 'classroom',
      objectives: `Does the work of the role (${title.toLowerCase()}) in the record from the first patient to handover, and knows what to do in downtime.`,
      content: '2025.1',
      duration: hours(length),
      seats: SEATS,
      passMark: PASS_MARK,
      ordering,
      validMonths: 12,
      owner: who('training'),
      due: t(-105),
    },
    {
      links: [
        ['requiredFor', place('jobRole', role)],
        ['onlyIn', units.map((unit) => place('unit', unit))],
      ],
    },
  );
  set(t(-135), id, {}, 'piloted');
  set(t(-110), id, {}, 'released');
  return id;
}

interface Held {
  readonly id: string;
  readonly course: Course;
  readonly index: number;
  readonly of: number;
  readonly trainer: number;
}

function tellSession({ add, set, t, who, place }: Teller, { id, course, index, of, trainer }: Held): Session {
  const day = dayOf((index + 0.5) / of);
  const own = add(
    t(-126),
    'trainingSession',
    `session ${course.code} ${index}`,
    {
      title: `${course.title}, session ${index + 1}`,
      starts: `${t(day)}T13:00:00.000Z`,
      ends: `${t(day)}T${String(Math.min(23, 13 + course.hours)).padStart(2, '0')}:00:00.000Z`,
      room: `Training room ${(trainer % 10) + 1}`,
      seats: SEATS,
      environment: 'Training, refreshed every night',
      backfill: true,
      note: `Trainer ${trainer + 1} of ${TRAINERS}`,
      owner: who('training'),
    },
    {
      links: [
        ['of', id],
        ['at', place('site', 'Riverbend Regional, main campus')],
      ],
    },
  );
  set(t(-120), own, {}, 'open');
  set(t(day), own, {}, 'held');
  return { id: own, day };
}

function dayOf(share: number): number {
  let before = 0;
  for (const [part, from, to] of SPREAD) {
    if (share < before + part) return Math.round(from + ((share - before) / part) * (to - from));
    before += part;
  }
  return SPREAD.at(-1)?.[2] ?? 0;
}

interface Attempts {
  readonly id: string;
  readonly title: string;
  readonly session: Session;
  readonly learner: Learner;
  readonly place: number;
}

function tellLearner(
  { add, link, t, who }: Teller,
  { id, title, session, learner, place }: Attempts,
  draw: () => number,
  between: (least: number, most: number) => number,
): void {
  const when = draw();
  const booked = REGISTERED.find(([part]) => when < part)?.[1] ?? -72;
  link(t(Math.min(booked, session.day - 2)), 'trainingSession.registers', session.id, learner.id);
  const take = (attempt: number, day: number, passed: boolean): void => {
    const outcome = passed ? 'passed' : 'failed';
    add(
      t(day),
      'proficiencyResult',
      `result ${learner.id} ${attempt}`,
      {
        title: `${title}, attempt ${attempt}`,
        attempt,
        takenOn: t(day),
        outcome,
        score: passed ? between(PASS_MARK, 100) : between(52, PASS_MARK - 1),
        passMark: PASS_MARK,
        ...(passed ? { expires: t(day + 365) } : {}),
        method: 'scenario',
        examiner: who('training'),
        ...(passed ? {} : { support: 'An hour in the practice room, with a super user of the unit' }),
      },
      { links: [['of', learner.id], ['in', id], ...(attempt === 1 ? [['takenAt', session.id] as const] : [])] },
    );
  };
  const first = draw() < FIRST;
  take(1, session.day, first);
  if (first) return;
  const second = draw() < SECOND;
  take(2, Math.min(session.day + 6, -11), second);
  // Who is at his third attempt is taught by himself; a few have not come back a week before go-live.
  if (!second && place % 40 !== 39) take(3, Math.min(session.day + 13, -9), true);
}

import {
  defineFact,
  type Fact,
  type FieldsOf,
  type GraphReader,
  hasCome,
  type Judgement,
  listed,
  type Moment,
  type Row,
  say,
} from '@callosum/kernel';
import { person } from '@callosum/organisation';
import { course } from '../kinds/course.ts';
import { proficiencyResult } from '../kinds/proficiency-result.ts';
import { trainingSession } from '../kinds/training-session.ts';
import { coursesNeeded, endsOf, goLiveOf, type NeededCourse, some, startsOf, worksHere } from '../people.ts';

export type ResultRow = Row<FieldsOf<typeof proficiencyResult>>;

/** Tells each attempt of a person that counts by then, with the course it was at, in no order. */
function eachAttempt(
  graph: GraphReader,
  personId: string,
  at: Moment,
  tell: (row: ResultRow, course: string) => void,
): void {
  for (const { from } of graph.in(personId, 'proficiencyResult.of')) {
    const row = graph.get(proficiencyResult, from);
    if (row?.state !== 'entered' || !hasCome(row.fields.takenOn, at)) continue;
    for (const { to } of graph.out(from, 'proficiencyResult.in')) tell(row, to);
  }
}

/** The same by course, the first one first. */
function attemptsBy(graph: GraphReader, personId: string, at: Moment): ReadonlyMap<string, readonly ResultRow[]> {
  const byCourse = new Map<string, ResultRow[]>();
  eachAttempt(graph, personId, at, (row, of) => {
    const known = byCourse.get(of);
    if (known) known.push(row);
    else byCourse.set(of, [row]);
  });
  for (const attempts of byCourse.values()) attempts.sort(byAttemptMade);
  return byCourse;
}

function byAttemptMade(a: ResultRow, b: ResultRow): number {
  return (
    a.fields.attempt - b.fields.attempt ||
    Number(a.fields.takenOn > b.fields.takenOn) - Number(a.fields.takenOn < b.fields.takenOn) ||
    a.number - b.number
  );
}

/** Attempts of the same person at the same course; of one that does not say whose it is, itself alone, so that none is hidden. */
function seriesOf(graph: GraphReader, row: ResultRow, at: Moment): readonly ResultRow[] {
  const [who] = endsOf(graph, row.id, 'proficiencyResult.of');
  const [what] = endsOf(graph, row.id, 'proficiencyResult.in');
  return who && what ? (attemptsBy(graph, who.id, at).get(what.id) ?? []) : [row];
}

/** Whether somebody’s last attempt at a course was passed and still holds, asked of one person about many courses. */
export function passesOf(graph: GraphReader, personId: string, at: Moment): (course: string) => boolean {
  const last = new Map<string, ResultRow>();
  eachAttempt(graph, personId, at, (row, of) => {
    const known = last.get(of);
    if (!known || byAttemptMade(known, row) < 0) last.set(of, row);
  });
  return (id) => {
    const row = last.get(id);
    return row !== undefined && proficiencyResult.fails?.(row, graph, at) === undefined;
  };
}

/** Courses of the sessions somebody is registered for. */
function registeredFor(graph: GraphReader, personId: string): ReadonlySet<string> {
  const sessions = startsOf(graph, personId, 'trainingSession.registers').filter(({ state }) => state !== 'cancelled');
  return new Set(sessions.flatMap(({ id }) => endsOf(graph, id, 'trainingSession.of').map((of) => of.id)));
}

/** Tells of one person which courses are done. */
type Done = (graph: GraphReader, personId: string, at: Moment) => (course: string) => boolean;

/** Judges a person by the courses he needs, as far as they are asked about. Who needs none is left out. */
function byCourses(done: Done, asked: (needed: NeededCourse) => boolean = () => true) {
  return (row: Row<FieldsOf<typeof person>>, graph: GraphReader, at: Moment): Judgement | undefined => {
    if (row.state !== 'active') return undefined;
    const needed = coursesNeeded(graph, row.id).filter(asked);
    if (needed.length === 0) return undefined;
    const isDone = done(graph, row.id, at);
    const open = needed.filter(({ id }) => !isDone(id)).map(({ title }) => title);
    if (open.length === 0) return { ok: true, value: 0, reason: 'done' };
    return { ok: false, value: open.length, reason: 'open', details: { courses: some(open) } };
  };
}

const passed = defineFact({
  name: 'adoption.training-passed',
  label: 'Users trained and passed',
  help: 'Of the people whose role needs courses, those whose last attempt at every one of them was passed and still holds.',
  unit: '%',
  fold: 'share',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: { done: 'Passed all courses needed', open: 'Not passed, or no longer valid: {{courses}}' },
  select: person,
  judge: byCourses(passesOf),
});

const orderingPassed = defineFact({
  name: 'adoption.training-passed-ordering',
  label: 'Those who order or give, passed',
  help: 'As users trained and passed, but only for courses for those who order or give: of them everybody has to pass.',
  unit: '%',
  fold: 'share',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: { done: 'Passed', open: 'Not passed, or no longer valid: {{courses}}' },
  select: person,
  judge: byCourses(passesOf, ({ ordering }) => ordering),
});

const passesMissing = defineFact({
  name: 'adoption.passes-missing',
  label: 'Passes missing',
  help: 'Passes that people still lack: each course that somebody’s role needs and that he has not passed, or no longer holds, counts once.',
  unit: 'passes',
  fold: 'sum',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { done: 'Passed all courses needed', open: 'Missing: {{courses}}' },
  select: person,
  judge: byCourses(passesOf),
});

const registered = defineFact({
  name: 'adoption.training-registered',
  label: 'Users registered for training',
  help: 'Of the people whose role needs courses, those who are registered for a session of each, or have passed it. Cancelled sessions do not count.',
  unit: '%',
  fold: 'share',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: { done: 'Registered or passed', open: 'Neither registered nor passed: {{courses}}' },
  select: person,
  judge: byCourses((graph, personId, at) => {
    const registeredHere = registeredFor(graph, personId);
    const hasPassed = passesOf(graph, personId, at);
    return (id) => registeredHere.has(id) || hasPassed(id);
  }),
});

/** Judges one attempt of each person at each course, the first or the last, so that neither hides the other. */
function byAttempt(which: 0 | -1) {
  return (row: ResultRow, graph: GraphReader, at: Moment): Judgement | undefined => {
    if (row.state !== 'entered' || !hasCome(row.fields.takenOn, at)) return undefined;
    const series = seriesOf(graph, row, at);
    if (series.at(which)?.id !== row.id) return undefined;
    const ok = row.fields.outcome === 'passed';
    return { ok, reason: ok ? 'passed' : 'failed', details: { takenOn: row.fields.takenOn, attempts: series.length } };
  };
}

const RATE = {
  unit: '%',
  fold: 'share',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: {
    passed: 'Passed on {{takenOn}}, of {{attempts}} attempts',
    failed: 'Failed on {{takenOn}}, of {{attempts}} attempts',
  },
  select: proficiencyResult,
} as const;

const firstAttempt = defineFact({
  ...RATE,
  name: 'adoption.passed-at-first-attempt',
  label: 'Passed at the first attempt',
  help: 'Of all people who tried a course, those who passed at their first attempt. Void attempts do not count; failed ones always do. It tells how good the training is.',
  judge: byAttempt(0),
});

const lastAttempt = defineFact({
  ...RATE,
  name: 'adoption.passed-at-last-attempt',
  label: 'Passed at the last attempt',
  help: 'Of all people who tried a course, those who passed at their last attempt so far. It is never told as the first-attempt rate, nor that as this.',
  judge: byAttempt(-1),
});

const expiring = defineFact({
  name: 'adoption.passes-expiring-before-go-live',
  label: 'Passes that expire before go-live',
  help: 'Last passes of people who need the course that will not hold on the day of go-live; after it, or without a day, that do not hold today.',
  unit: 'passes',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { expires: 'Holds until {{expires}}, is needed on {{needed}}', holds: 'Holds on {{needed}}' },
  select: proficiencyResult,
  judge: (row, graph, at) => {
    const { outcome, expires, takenOn } = row.fields;
    if (row.state !== 'entered' || outcome !== 'passed' || !hasCome(takenOn, at)) return undefined;
    const [who] = endsOf(graph, row.id, 'proficiencyResult.of');
    const [what] = endsOf(graph, row.id, 'proficiencyResult.in');
    if (!who || !what || !worksHere(who) || !coursesNeeded(graph, who.id).some(({ id }) => id === what.id))
      return undefined;
    if (attemptsBy(graph, who.id, at).get(what.id)?.at(-1)?.id !== row.id) return undefined;
    const goLive = goLiveOf(graph);
    const needed = goLive !== undefined && !hasCome(goLive, at) ? goLive : at.today;
    if (expires === undefined || expires >= needed) return { ok: true, reason: 'holds', details: { needed } };
    return { ok: false, reason: 'expires', details: { expires, needed } };
  },
});

const sessionsNotReady = defineFact({
  name: 'adoption.sessions-not-ready',
  label: 'Training sessions not ready',
  help: 'Sessions still to come that lack course, trainer, room or backfill, or have more people registered than seats.',
  unit: 'sessions',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { lacks: 'Lacks: {{missing}}', overbooked: '{{registered}} registered for {{seats}} seats', ready: 'Ready' },
  select: trainingSession,
  judge: (row, graph, at) => {
    const { starts, owner, room, backfill, seats } = row.fields;
    if ((row.state !== 'planned' && row.state !== 'open') || starts < at.instant) return undefined;
    const people = endsOf(graph, row.id, 'trainingSession.registers').length;
    if (seats !== undefined && people > seats)
      return { ok: false, reason: 'overbooked', details: { registered: people, seats } };
    const missing = [
      endsOf(graph, row.id, 'trainingSession.of').length > 0 ? [] : [say`course`],
      owner ? [] : [say`trainer`],
      room?.trim() ? [] : [say`room`],
      backfill ? [] : [say`backfill`],
    ].flat();
    return missing.length === 0
      ? { ok: true, reason: 'ready' }
      : { ok: false, reason: 'lacks', details: { missing: listed(missing) } };
  },
});

const coursesNotReleased = defineFact({
  name: 'adoption.courses-not-released',
  label: 'Courses not released',
  help: 'Courses that are not retired and cannot be held yet, and those that no role needs.',
  unit: 'courses',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { draft: 'Not released; due {{due}}', nobody: 'Required for no role', released: 'Released' },
  select: course,
  judge: (row, graph) => {
    if (row.state === 'retired') return undefined;
    if (row.state !== 'released') return { ok: false, reason: 'draft', details: { due: row.fields.due ?? '–' } };
    const needed = graph.out(row.id, 'course.requiredFor').length > 0;
    return { ok: needed, reason: needed ? 'released' : 'nobody' };
  },
});

export const TRAINING_FACTS: readonly Fact[] = [
  registered,
  passed,
  orderingPassed,
  passesMissing,
  firstAttempt,
  lastAttempt,
  expiring,
  sessionsNotReady,
  coursesNotReleased,
];

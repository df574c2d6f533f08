import { person as personKind } from '@callosum/organisation';
import { testMoment } from '@callosum/kernel/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { passesOf } from '../facts/training.ts';
import { coursesNeeded, worksHere } from '../people.ts';
import { ward } from '../testing/ward.ts';
import { rosterOf } from './coverage-roster.ts';

const TODAY = '2027-03-01';
const AT = testMoment(TODAY);

/** Some of two, in either order. */
const some = fc.shuffledSubarray([0, 1]);
const people = fc.array(
  fc.record({
    // One works as one thing only.
    roles: fc.shuffledSubarray([0, 1], { maxLength: 1 }),
    units: some,
    shifts: some,
    left: fc.boolean(),
    results: fc.array(
      fc.record({
        course: fc.nat(2),
        outcome: fc.constantFrom('passed', 'failed'),
        attempt: fc.integer({ min: 1, max: 3 }),
        takenOn: fc.constantFrom('2027-01-01', TODAY, '2027-04-01'),
        expires: fc.constantFrom(undefined, '2027-02-28', '2028-01-01'),
      }),
      { maxLength: 4 },
    ),
  }),
  { maxLength: 12 },
);
const courses = fc.array(fc.record({ roles: some, onlyIn: some }), { minLength: 3, maxLength: 3 });

type Drawn = typeof people extends fc.Arbitrary<infer T> ? T : never;
type Taught = typeof courses extends fc.Arbitrary<infer T> ? T : never;

function told(drawn: Drawn, taught: Taught) {
  const { project, organisation, nurse, physician, icu, lab, day, night, course, result } = ward(TODAY);
  const pick = (from: readonly string[], places: readonly number[]): string[] => places.flatMap((at) => from[at] ?? []);
  const made = taught.map(({ roles, onlyIn }, index) => {
    const id = course(`Course ${index}`, pick([nurse, physician], roles));
    for (const unit of pick([icu, lab], onlyIn)) project.link('course.onlyIn', id, unit);
    return id;
  });
  for (const [index, { roles, units, shifts, left, results }] of drawn.entries()) {
    const id = organisation.create('person', { title: `Person ${index}` }, { state: left ? 'left' : 'active' });
    for (const role of pick([nurse, physician], roles)) organisation.link('person.does', id, role);
    for (const unit of pick([icu, lab], units)) organisation.link('person.worksIn', id, unit);
    for (const shift of pick([day, night], shifts)) organisation.link('person.on', id, shift);
    for (const { course: of, outcome, attempt, takenOn, expires } of results) {
      const holds = expires !== undefined && expires >= takenOn && outcome === 'passed' ? { expires } : {};
      result(id, made[of] ?? '', outcome === 'passed' ? 'passed' : 'failed', attempt, { takenOn, ...holds });
    }
  }
  return project.graph;
}

/** The same, each person and each of his places by itself: by unit, role and shift, who stands there and whether he has passed. */
function plainly(graph: ReturnType<typeof told>) {
  const ends = (id: string, type: string): string[] => graph.out(id, type).map(({ to }) => to);
  const cells: Record<string, string[]> = {};
  const users: boolean[] = [];
  const nowhere: string[] = [];
  for (const row of graph.all(personKind)) {
    const needed = coursesNeeded(graph, row.id);
    if (!worksHere(row) || needed.length === 0) continue;
    const passed = needed.every(({ id }) => passesOf(graph, row.id, AT)(id));
    const units = ends(row.id, 'person.worksIn');
    const shifts = ends(row.id, 'person.on');
    users.push(passed);
    if (units.length === 0) nowhere.push(row.id);
    for (const unit of units)
      for (const role of ends(row.id, 'person.does'))
        for (const shift of shifts.length > 0 ? shifts : ['any'])
          (cells[`${unit}.${role}.${shift}`] ??= []).push(`${row.id} ${passed}`);
  }
  return { cells, users: users.length, passed: users.filter(Boolean).length, nowhere };
}

describe('the roster', () => {
  test('is what comes of asking about each person by himself', () => {
    fc.assert(
      fc.property(people, courses, (drawn, taught) => {
        const graph = told(drawn, taught);
        const { cells, users, passed, nowhere } = rosterOf(graph, AT);
        const flat = Array.from(cells, ([key, { users: own }]) => [
          key,
          own.map((user) => `${user.row.id} ${user.passed}`),
        ]);
        expect({
          cells: Object.fromEntries(flat),
          users,
          passed,
          nowhere: nowhere.map(({ id }) => id),
        }).toEqual(plainly(graph));
      }),
      { numRuns: 100 },
    );
  });
});

import { type Change, createEvaluator } from '@callosum/kernel';
import { testId, testMoment } from '@callosum/kernel/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adoption } from '../index.ts';
import { registry } from '../testing/scope.ts';
import { ward } from '../testing/ward.ts';

const STATES = ['planned', 'passed', 'failed', 'cancelled'] as const;
const TODAY = '2027-03-01';

type Intention = readonly [what: number, which: number, other: number, amount: number];
const intentions = fc.array(fc.tuple(fc.nat(12), fc.nat(5), fc.nat(3), fc.nat(9)), {
  minLength: 5,
  maxLength: 40,
  size: 'max',
});

/** A ward with a plan, and ids for what random intentions make. */
function begun() {
  const place = ward(TODAY, '2027-06-01');
  const { nurse, physician, icu, lab, day, night, person, course, scenario } = place;
  const people = [0, 1, 2, 3].map((one) =>
    person(`P${one}`, one % 2 === 0 ? nurse : physician, [one < 2 ? icu : lab], [one % 2 === 0 ? day : night]),
  );
  const courses = [course('Orders', [nurse, physician]), course('Notes', [nurse], { ordering: true })];
  const scenarios = [
    scenario('A', [nurse, icu, day, night]),
    scenario('B', [physician, lab], { safetyCritical: true }),
  ];
  return { ...place, people, courses, scenarios, places: [nurse, physician, icu, lab, day, night] };
}

type World = ReturnType<typeof begun>;

/** What an intention stands for, in the scope it belongs to. */
function changesOf(world: World, [what, which, other, amount]: Intention, index: number): readonly Change[] {
  const id = testId(10_000 + what * 100 + which);
  const link = testId(20_000 + index);
  const pick = <T>(from: readonly T[], at: number): T => {
    const found = from[at % from.length];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  };
  const date = `2027-0${1 + (amount % 4)}-15`;
  const create = (kind: string, fields: Extract<Change, { action: 'create' }>['fields'], state?: string): Change => ({
    action: 'create',
    kind,
    id,
    fields: { title: `${kind} ${which}`, ...fields },
    ...(state === undefined ? {} : { state }),
  });
  const to = (type: string, end: string): Change => ({ action: 'link', id: link, type, from: id, to: end, fields: {} });
  switch (what) {
    case 0:
      return [
        create('uatExecution', { attempt: 1 + (amount % 3), ranOn: date, found: 'f' }, pick(STATES, amount)),
        to('uatExecution.of', pick(world.scenarios, other)),
      ];
    case 1:
      return [
        {
          action: 'link',
          id: link,
          type: 'uatExecution.by',
          from: testId(10_000 + which),
          to: pick(world.places, amount),
          fields: {},
        },
      ];
    case 2:
      return [{ action: 'update', id: testId(10_000 + which), fields: {}, state: pick(STATES, amount) }];
    case 3:
      return [
        create('proficiencyResult', {
          attempt: 1 + amount,
          takenOn: date,
          outcome: amount % 2 === 0 ? 'passed' : 'failed',
        }),
        to('proficiencyResult.of', pick(world.people, other)),
        {
          action: 'link',
          id: testId(30_000 + index),
          type: 'proficiencyResult.in',
          from: id,
          to: pick(world.courses, amount),
          fields: {},
        },
      ];
    case 4:
      return [
        { action: 'update', id: testId(10_300 + which), fields: {}, state: amount % 2 === 0 ? 'voided' : 'entered' },
      ];
    case 5:
      return [
        create('superUser', { trained: date, release: 'full' }, 'ready'),
        to('superUser.covers', pick(world.places, 2 + amount)),
      ];
    case 6:
      return [
        create('supportShift', { from: '2027-06-01', until: `2027-06-0${1 + (amount % 9)}` }),
        to('supportShift.staffedBy', pick(world.people, other)),
      ];
    case 7:
      return [
        {
          action: 'link',
          id: link,
          type: 'supportShift.covers',
          from: testId(10_600 + which),
          to: pick(world.places, 2 + amount),
          fields: {},
        },
      ];
    case 8:
      return [
        create('defect', { severity: String(1 + (amount % 4)), safety: amount % 2 === 0 }),
        to('defect.foundBy', testId(10_000 + other)),
      ];
    case 9:
      return [{ action: amount % 3 === 0 ? 'restore' : 'withdraw', id: testId(10_000 + (amount % 7) * 100 + which) }];
    case 10:
      return [{ action: 'unlink', id: testId(20_000 + ((index * (1 + amount)) >> 1)) }];
    case 11:
      return [create('stakeholder', { stance: 'neutral', wanted: pick(['neutral', 'leads'], amount) })];
    default:
      return [
        {
          action: 'update',
          id: pick(world.courses, other),
          fields: {},
          state: amount % 3 === 0 ? 'retired' : 'released',
        },
      ];
  }
}

test('facts told by difference are those told from scratch, shares are shares, and no row counts twice', () => {
  fc.assert(
    fc.property(intentions, (all) => {
      const world = begun();
      const { graph } = world.project;
      const at = testMoment(TODAY);
      const followed = createEvaluator(graph, registry, at);
      for (const { name } of adoption.facts) followed.value(name, []);
      all.forEach((intention, index) => {
        try {
          world.project.apply(changesOf(world, intention, index));
        } catch {
          // Refused: it leaves no trace.
        }
      });
      const anew = createEvaluator(graph, registry, at);
      for (const { name, fold } of adoption.facts) {
        const value = followed.value(name, []);
        expect(value).toEqual(anew.value(name, []));
        if (fold === 'share' && value.value !== undefined) {
          expect(value.value).toBeGreaterThanOrEqual(0);
          expect(value.value).toBeLessThanOrEqual(100);
        }
        const ids = followed.rows(name, []).map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }
      // A cell is judged by one row: no two rows of the fact stand for the same scenario and place.
      const cells = followed.rows('adoption.uat-cells-run', []).map(({ id }) => {
        const of = graph.out(id, 'uatExecution.of')[0]?.to ?? id;
        return [
          of,
          ...graph
            .out(id, 'uatExecution.by')
            .map(({ to }) => to)
            .sort(),
        ].join(' ');
      });
      expect(new Set(cells).size).toBe(cells.length);
      followed.close();
      anew.close();
    }),
    { numRuns: 40 },
  );
}, 60_000);

test('what happens later does not change what was so', () => {
  const world = begun();
  const { project, nurse, icu, day, people, courses, scenarios, run, result } = world;
  const [who, what, scenario] = [people[0], courses[0], scenarios[0]];
  if (who === undefined || what === undefined || scenario === undefined) throw new Error('not made');
  result(who, what, 'failed', 1, { takenOn: '2027-02-01' });
  run(scenario, [nurse, icu, day], 'failed', 1, { ranOn: '2027-02-01' });
  const values = () => {
    const evaluator = createEvaluator(project.graph, registry, testMoment(TODAY));
    const all = adoption.facts.map(({ name }) => [name, evaluator.value(name, []).value]);
    evaluator.close();
    return all;
  };
  const before = values();
  result(who, what, 'passed', 2, { takenOn: '2027-03-02' });
  run(scenario, [nurse, icu, day], 'passed', 2, { ranOn: '2027-03-02' });
  project.create('feedback', { title: 'f', receivedOn: '2027-03-02', type: 'concern' });
  const stakeholder = project.create('stakeholder', { title: 's' }, { state: 'left' });
  project.link(
    'engagement.with',
    project.create('engagement', { title: 'e', due: '2027-03-02', heard: 'h' }, { state: 'held' }),
    stakeholder,
  );
  expect(values()).toEqual(before);
});

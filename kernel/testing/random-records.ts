import fc from 'fast-check';
import { expect } from 'vitest';
import type { Change } from '../declare/change.ts';
import type { Discipline } from '../declare/discipline.ts';
import type { Fact } from '../declare/fact.ts';
import { fieldType } from '../declare/fields/index.ts';
import type { FieldChanges, FieldValues } from '../declare/json.ts';
import type { Kind } from '../declare/kind.ts';
import { addDays } from '../declare/moment.ts';
import type { Registry } from '../declare/registry.ts';
import { createGraph, type Graph } from '../graph/graph.ts';
import { createReplay } from '../graph/replay.ts';
import { createEvaluator } from '../readiness/evaluate.ts';
import type { JudgedRow } from '../readiness/fact-state.ts';
import type { Judge } from '../readiness/judge.ts';
import type { FactValue } from '../readiness/tally.ts';
import { createTestScope, testId, testMoment, type TestScope } from './graph.ts';

/** Records of a kind there can be: few, so that changes meet. */
const EACH = 3;
/** Examples of days and moments lie all over 2027; on this day half of them are past. */
const TODAY = '2027-06-30';

type Intention = readonly [what: number, kind: number, which: number, other: number, seed: number];

const intentions: fc.Arbitrary<Intention[]> = fc.array(
  fc.tuple(fc.nat(9), fc.nat(999), fc.nat(EACH - 1), fc.nat(999), fc.nat(99)),
  { minLength: 40, maxLength: 120, size: 'max' },
);

/**
 * Holds the facts of a discipline against random histories of its records, made from the declarations alone. After any of them
 * facts followed by difference are those of a fresh evaluation, today and on a gate’s day; what was said on a day is said of it
 * again from the history until then, whatever came later; shares lie within 0 and 100, and no row is counted twice.
 * @param runs histories tried.
 * @param worsening facts that never get better by waiting alone: what is overdue stays so, what has run out comes back to nobody.
 * @returns rows judged in the end of all of them, so that a test sees that there were some.
 * @throws when a history is found after which it is not so.
 */
export function factsThatFollow(
  registry: Registry,
  { kinds, facts }: Discipline,
  runs = 60,
  worsening: readonly string[] = [],
): number {
  let judged = 0;
  let worsened = 0;
  const worse = worsening.map((name) => facts.findIndex((fact) => fact.name === name));
  expect(worse).not.toContain(-1);
  const all = kindsAbout(registry, kinds, facts);
  const read = (evaluator: Judge): readonly Said[] =>
    facts.map(({ name }) => ({
      value: evaluator.value(name, []),
      rows: evaluator
        .rows(name, [])
        .map(({ id, judgement }) => ({ id, judgement }))
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
    }));
  const anew = (graph: Graph, day: string): readonly Said[] => {
    const evaluator = createEvaluator(graph, registry, testMoment(day));
    const said = read(evaluator);
    evaluator.close();
    return said;
  };
  fc.assert(
    fc.property(intentions, fc.nat(9), fc.integer({ min: 1, max: 180 }), (history, every, ahead) => {
      const scope = createTestScope(registry, TODAY);
      // Something to begin with of every kind, of days as they come: two as full as its rules let them be, one with what it must have.
      for (const [index] of all.entries()) {
        for (let which = 0; which < EACH; which += 1) {
          const [, , , , seed] = history[(index * EACH + which) % history.length] ?? [0, 0, 0, 0, index];
          for (const what of which === 0 ? [0] : [1, 0])
            attempt(scope, registry, all, [what, index, which, 0, seed], 0);
        }
      }
      const gate = addDays(TODAY, ahead);
      const following = createEvaluator(scope.graph, registry, testMoment(TODAY));
      read(following.on(gate));
      const then = { events: 0, said: read(following) };
      history.forEach((intention, index) => {
        attempt(scope, registry, all, intention, index + 1);
        // Asked at other times than it is told, so that changes pile up as well.
        if (index % (every + 1) === 0) read(following);
        if (index === history.length >> 1) Object.assign(then, { events: scope.history.length, said: read(following) });
      });
      const now = read(following);
      expect(now).toEqual(anew(scope.graph, TODAY));
      const onGate = anew(scope.graph, gate);
      expect(read(following.on(gate))).toEqual(onGate);
      for (const index of worse) {
        const by = gain(facts[index], now[index], onGate[index]);
        expect(by).toBeLessThanOrEqual(0);
        if (by < 0) worsened += 1;
      }
      // The same by going there, and further back than it began.
      const earlier = addDays(TODAY, -ahead);
      for (const [day, said] of [
        [gate, onGate],
        [earlier, anew(scope.graph, earlier)],
      ] as const) {
        following.moveTo(testMoment(day));
        expect(read(following)).toEqual(said);
      }
      expect(anew(retold(registry, scope, then.events), TODAY)).toEqual(then.said);
      for (const [index, { value, rows }] of now.entries()) {
        judged += rows.length;
        const fact = facts[index];
        expect(new Set(rows.map(({ id }) => id)).size).toBe(value.total);
        expect(rows.filter(({ judgement }) => !judgement.ok)).toHaveLength(value.failing);
        for (const { judgement } of rows) expect(Object.keys(fact?.reasons ?? {})).toContain(judgement.reason);
        if (fact?.fold !== 'share' || value.value === undefined) continue;
        expect(value.value).toBeGreaterThanOrEqual(0);
        expect(value.value).toBeLessThanOrEqual(100);
      }
    }),
    { numRuns: runs },
  );
  // Histories in which nothing runs out would hold nothing.
  expect(worsened > 0).toBe(worse.length > 0);
  return judged;
}

/** What a fact says, and of which rows. */
interface Said {
  readonly value: FactValue;
  readonly rows: readonly Pick<JudgedRow, 'id' | 'judgement'>[];
}

/** By how much a fact is better later; nothing where it has no value at one of the two. */
function gain(fact: Fact | undefined, now: Said | undefined, later: Said | undefined): number {
  const by = (later?.value.value ?? Number.NaN) - (now?.value.value ?? Number.NaN);
  if (Number.isNaN(by)) return 0;
  return fact?.better === 'lower' ? -by : by;
}

/** The kinds of a discipline, those its facts judge, and those its links end at. */
function kindsAbout(registry: Registry, kinds: readonly Kind[], facts: readonly Fact[]): readonly Kind[] {
  const known = new Set([...kinds.map(({ name }) => name), ...facts.map(({ kind }) => kind)]);
  for (const kind of kinds) {
    for (const { to } of Object.values(kind.links)) if (to !== 'every') for (const end of to) known.add(end);
  }
  return [...known].flatMap((name) => registry.kinds.get(name) ?? []);
}

/** The graph as the first events of a scope’s history tell it. */
function retold(registry: Registry, scope: TestScope, events: number): Graph {
  const graph = createGraph();
  const replay = createReplay(registry);
  const changes = scope.history.slice(0, events).flatMap((event) => replay.next(event) ?? []);
  graph.apply(changes, events);
  return graph;
}

/** Carries out what can be; what is refused leaves no trace. */
function attempt(
  scope: TestScope,
  registry: Registry,
  kinds: readonly Kind[],
  intention: Intention,
  index: number,
): void {
  const change = changeOf(scope, registry, kinds, intention, index);
  if (!change) return;
  try {
    scope.apply([change]);
  } catch {
    // Refused as any other command would be.
  }
}

function changeOf(
  scope: TestScope,
  registry: Registry,
  kinds: readonly Kind[],
  [what, place, which, other, seed]: Intention,
  index: number,
): Change | undefined {
  const at = place % kinds.length;
  const kind = kinds[at];
  if (!kind) return undefined;
  const id = testId(at * EACH + which + 1);
  switch (what) {
    case 0:
      return { action: 'create', kind: kind.name, id, fields: exampleOf(kind, seed, false) };
    case 1:
      return { action: 'create', kind: kind.name, id, fields: exampleOf(kind, seed, true) };
    case 2:
    case 3:
      return { action: 'update', id, fields: { ...changedField(kind, other, seed) } };
    case 4: {
      const moves = Object.values(kind.lifecycle.moves);
      const move = moves[other % Math.max(1, moves.length)];
      return move && { action: 'update', id, fields: {}, state: move.to };
    }
    case 5:
    case 6:
    case 7: {
      const names = Object.keys(kind.links);
      const type = registry.links.get(`${kind.name}.${names[other % Math.max(1, names.length)]}`);
      const end = type?.to[seed % type.to.length];
      const far = kinds.findIndex(({ name }) => name === end);
      if (!type || far < 0) return undefined;
      const to = testId(far * EACH + (seed % EACH) + 1);
      return { action: 'link', id: testId(100_000 + index), type: type.type, from: id, to };
    }
    case 8: {
      const links = [...registry.links.keys()].flatMap((type) => scope.graph.out(id, type));
      const link = links[other % Math.max(1, links.length)];
      return link && { action: seed % 2 === 0 ? 'unlink' : 'repin', id: link.id };
    }
    default:
      return { action: seed % 2 === 0 ? 'withdraw' : 'restore', id };
  }
}

/** A record with what it must have, and on demand half of the rest. */
function exampleOf({ fields }: Kind, seed: number, more: boolean): FieldValues {
  const given = Object.entries(fields).filter(
    ([name, { required }], index) => required || (more && name !== 'attachments' && (seed + index) % 2 === 0),
  );
  return Object.fromEntries(given.flatMap(([name, field]) => valueOf(name, field, seed)));
}

function changedField({ fields }: Kind, other: number, seed: number): FieldChanges {
  const names = Object.keys(fields).filter((name) => name !== 'attachments' && name !== 'title');
  const name = names[other % Math.max(1, names.length)];
  const field = name === undefined ? undefined : fields[name];
  if (name === undefined || !field) return {};
  return seed % 9 === 0 && !field.required ? { [name]: null } : Object.fromEntries(valueOf(name, field, seed));
}

/** Nobody types what is worked out. Structures have a shape of their own, which their discipline knows. */
function valueOf(name: string, field: Kind['fields'][string], seed: number): [string, FieldValues[string]][] {
  if (field.type === 'formula' || field.type === 'structure') return [];
  return [[name, fieldType(field).example(seed)]];
}

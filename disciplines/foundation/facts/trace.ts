import {
  defineFact,
  emptyOf,
  ends,
  type Fact,
  type GraphReader,
  isSuspect,
  listed,
  missing,
  type Registry,
  type Row,
  say,
} from '@callosum/kernel';
import { need } from '../kinds/need.ts';
import { requirement } from '../kinds/requirement.ts';
import { specification } from '../kinds/specification.ts';
import { BOUND, isMade, requirementsOf, testsOf, triesOf } from '../trace.ts';

const needsWithoutGoal = missing({
  name: 'foundation.needs-without-goal',
  label: 'Needs without goal',
  help: 'Agreed needs that serve none of the organisation’s goals.',
  select: need,
  states: ['agreed'],
  lacks: ({ id }, graph) => (ends(graph, id, 'need.serves').length > 0 ? [] : [say`goal`]),
});

const needsWithoutOutcome = missing({
  name: 'foundation.needs-without-outcome',
  label: 'Needs without measured outcome',
  help: 'Open needs for which nobody has said how it will be told that they are met: measure, today’s figure, wanted figure.',
  select: need,
  lacks: (row) => emptyOf(row, { measure: say`measure`, baseline: say`today’s figure`, target: say`wanted figure` }),
});

const needsWithoutRequirement = missing({
  name: 'foundation.needs-without-requirement',
  label: 'Needs nothing answers',
  help: 'Agreed needs that no requirement meets.',
  select: need,
  states: ['agreed'],
  lacks: ({ id }, graph) => (requirementsOf(graph, id).length > 0 ? [] : [say`requirement`]),
});

const requirementsWithoutNeed = missing({
  name: 'foundation.requirements-without-need',
  label: 'Requirements without need',
  help: 'Agreed or built requirements that meet no need: nobody has said what for.',
  select: requirement,
  states: [...BOUND],
  lacks: ({ id }, graph) => (ends(graph, id, 'requirement.meets').length > 0 ? [] : [say`need`]),
});

const requirementsWithoutAcceptance = missing({
  name: 'foundation.requirements-untestable',
  label: 'Requirements nobody could test',
  help: 'Agreed or built requirements without words for when they are accepted.',
  select: requirement,
  states: [...BOUND],
  lacks: (row) => emptyOf(row, { acceptance: say`accepted when` }),
});

const requirementsWithoutSpecification = missing({
  name: 'foundation.requirements-without-specification',
  label: 'Requirements without specification',
  help: 'Agreed or built requirements that are to be configured or built, and of which nobody has written how.',
  select: requirement,
  states: [...BOUND],
  where: isMade,
  lacks: ({ id }, graph) => (ends(graph, id, 'specification.details', 'in').length > 0 ? [] : [say`specification`]),
});

const requirementsWithoutTest = missing({
  name: 'foundation.requirements-without-test',
  label: 'Requirements without test',
  help: 'Agreed or built requirements that no scenario and no interface test tries.',
  select: requirement,
  states: [...BOUND],
  lacks: ({ id }, graph) => (testsOf(graph, id).length > 0 ? [] : [say`test`]),
});

const requirementsFailing = defineFact({
  name: 'foundation.requirements-failing',
  label: 'Requirements with a failing test',
  help: 'Agreed or built requirements of which the newest try of some test has failed or no longer counts. What is only planned is no try.',
  unit: 'requirements',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    fails: '{{test}}: {{why}}',
    passes: 'The newest try of each test counts',
    untried: 'Not tried yet; see requirements without test',
    settled: 'Not agreed yet, accepted, or dropped',
  },
  select: requirement,
  judge: ({ id, state }, graph, at, registry) => {
    if (!BOUND.has(state)) return { ok: true, reason: 'settled' };
    const tried = triesOf(graph, testsOf(graph, id));
    for (const one of tried) {
      const why = registry.kinds.get(one.kind)?.fails?.(one, graph, at);
      if (why !== undefined) return { ok: false, reason: 'fails', details: { test: numberOf(one, registry), why } };
    }
    return { ok: true, reason: tried.length > 0 ? 'passes' : 'untried' };
  },
});

/** Share of bound requirements that somebody needs and something tries: the one figure of traceability. */
const traced = defineFact({
  name: 'foundation.requirements-traced',
  label: 'Requirements traced',
  help: 'Share of agreed and built requirements that lead back to a need and on to a test.',
  unit: '%',
  fold: 'share',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: { traced: 'From need to test', broken: 'Missing: {{missing}}' },
  select: requirement,
  judge: ({ id, state }, graph) => {
    if (!BOUND.has(state)) return undefined;
    const lacks = [
      ...(ends(graph, id, 'requirement.meets').length > 0 ? [] : [say`need`]),
      ...(testsOf(graph, id).length > 0 ? [] : [say`test`]),
    ];
    if (lacks.length === 0) return { ok: true, reason: 'traced' };
    return { ok: false, reason: 'broken', details: { missing: listed(lacks) } };
  },
});

const suspectRequirements = defineFact({
  name: 'foundation.requirements-suspect',
  label: 'Requirements to look at again',
  help: 'Requirements whose need, or the requirement they refine, has changed since somebody looked.',
  unit: 'requirements',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { suspect: '{{count}} links are suspect', looked: 'Looked at since' },
  select: requirement,
  judge: ({ id }, graph, _at, registry) => suspicion(graph, registry, id, ['requirement.meets', 'requirement.refines']),
});

const suspectSpecifications = defineFact({
  name: 'foundation.specifications-suspect',
  label: 'Specifications to look at again',
  help: 'Specifications whose requirement or decision has changed since somebody looked.',
  unit: 'specifications',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { suspect: '{{count}} links are suspect', looked: 'Looked at since' },
  select: specification,
  judge: ({ id }, graph, _at, registry) =>
    suspicion(graph, registry, id, ['specification.details', 'specification.basedOn']),
});

const specificationsApproved = defineFact({
  name: 'foundation.specifications-approved',
  label: 'Specifications approved',
  help: 'Share of specifications that are approved, superseded ones left out.',
  unit: '%',
  fold: 'share',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: { approved: 'Approved', open: 'Not approved' },
  select: specification,
  judge: ({ state }) => {
    if (state === 'superseded') return undefined;
    return state === 'approved' ? { ok: true, reason: 'approved' } : { ok: false, reason: 'open' };
  },
});

function numberOf(row: Row, registry: Registry): string {
  return `${registry.kinds.get(row.kind)?.prefix ?? row.kind}-${row.number}`;
}

function suspicion(graph: GraphReader, registry: Registry, id: string, types: readonly string[]) {
  const count = types.flatMap((type) => graph.out(id, type)).filter((edge) => isSuspect(edge, graph, registry)).length;
  return { ok: count === 0, reason: count === 0 ? 'looked' : 'suspect', details: { count } };
}

export const TRACE_FACTS: readonly Fact[] = [
  needsWithoutGoal,
  needsWithoutOutcome,
  needsWithoutRequirement,
  requirementsWithoutNeed,
  requirementsWithoutAcceptance,
  requirementsWithoutSpecification,
  requirementsWithoutTest,
  requirementsFailing,
  traced,
  suspectRequirements,
  suspectSpecifications,
  specificationsApproved,
];

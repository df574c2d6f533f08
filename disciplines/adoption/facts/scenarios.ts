import { defineFact, type Fact, isSuspect } from '@callosum/kernel';
import { uatScenario } from '../kinds/uat-scenario.ts';
import { endsOf } from '../people.ts';

const suspect = defineFact({
  name: 'adoption.uat-scenarios-suspect',
  label: 'UAT scenarios to be looked at again',
  help: 'Scenarios whose requirement, workflow or step has changed, or was withdrawn, since somebody looked whether the scenario still fits.',
  unit: 'scenarios',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    changed: '{{count}} of what it rests on have changed',
    fits: 'Nothing has changed since it was looked at',
  },
  select: uatScenario,
  judge: (row, graph, _at, registry) => {
    if (row.state === 'retired') return undefined;
    const count = ['uatScenario.tests', 'uatScenario.walks']
      .flatMap((type) => graph.out(row.id, type))
      .filter((edge) => isSuspect(edge, graph, registry)).length;
    return { ok: count === 0, reason: count === 0 ? 'fits' : 'changed', details: { count } };
  },
});

const untraced = defineFact({
  name: 'adoption.uat-scenarios-without-requirement',
  label: 'UAT scenarios without a requirement',
  help: 'Scenarios that test no requirement: they may be worth running, but nothing is proved by them.',
  unit: 'scenarios',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { none: 'Tests no requirement', traced: 'Tests {{count}} requirements' },
  select: uatScenario,
  judge: (row, graph) => {
    if (row.state === 'retired') return undefined;
    const count = endsOf(graph, row.id, 'uatScenario.tests').length;
    return { ok: count > 0, reason: count > 0 ? 'traced' : 'none', details: { count } };
  },
});

export const SCENARIO_FACTS: readonly Fact[] = [suspect, untraced];

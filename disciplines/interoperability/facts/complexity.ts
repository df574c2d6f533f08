import { defineFact, type Fact } from '@callosum/kernel';
import { complexityOf } from '../complexity.ts';
import { interfaceKind } from '../kinds/interface.ts';
import { inScope } from './concern.ts';

const DONE: ReadonlySet<string> = new Set(['released', 'live', 'retired']);

const complexity = defineFact({
  name: 'interoperability.complexity',
  label: 'Complexity of interfaces still to be built',
  help: 'Points of the interfaces that are not released yet: triggers, required and local parts of their messages, fields and codes that nobody has mapped, failed tests, missing profiles and partners with whom nothing runs yet, by the weights of content/complexity.json. A large one is not well told by a single estimate.',
  unit: 'points',
  fold: 'sum',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    large: 'A {{size}} interface: {{points}} points, most of them from {{most}}',
    small: 'A {{size}} interface: {{points}} points',
  },
  select: interfaceKind,
  judge: (row, graph) => {
    if (!inScope(row) || DONE.has(row.state)) return undefined;
    const found = complexityOf(graph, row.id);
    if (!found) return undefined;
    const { points, size, most } = found;
    const ok = size.name === 'small' || size.name === 'medium';
    return {
      ok,
      value: points,
      reason: ok ? 'small' : 'large',
      details: { points, size: size.name, most: WORDS[most] },
    };
  },
});

const WORDS = {
  triggers: 'its triggers',
  requiredParts: 'required parts',
  localParts: 'local parts',
  unmappedFields: 'fields not mapped',
  unmappedCodes: 'codes not mapped',
  criticalUnmappedCodes: 'critical codes not mapped',
  failedTests: 'failed tests',
  withoutProfile: 'the missing profile',
  newPartners: 'partners with whom nothing runs yet',
} as const;

export const COMPLEXITY_FACTS: readonly Fact[] = [complexity];

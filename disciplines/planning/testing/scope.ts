import { defaultGates, foundation } from '@callosum/foundation';
import { createRegistry, type Discipline, RECORD_COMMANDS } from '@callosum/kernel';
import { createTestScope, standInFacts, standInsFor, testId } from '@callosum/kernel/testing';
import type { Plan } from '@callosum/schedule';
import { planning, task } from '../index.ts';
import type { ImportResult } from '../import/import-plan.ts';

const known = new Set([...foundation.facts, ...planning.facts].map(({ name }) => name));

/** What the default gates ask of other disciplines. */
const standIn: Discipline = {
  name: 'stand-in',
  label: 'Stand-in',
  kinds: [],
  commands: [],
  facts: standInFacts(
    defaultGates.gates.flatMap(({ criteria }) => criteria).filter(({ fact }) => !known.has(fact)),
    task,
  ),
};

export const registry = createRegistry(
  [foundation, planning, standIn, standInsFor([foundation, planning])],
  RECORD_COMMANDS,
);

export const PROJECT = testId(800_000);
export const SOURCE = 'plan.xml';

export interface ImportOptions {
  readonly gates?: boolean;
  readonly goLive?: { readonly milestone?: number; readonly date?: string };
  readonly hash?: string;
  readonly gone?: 'withdraw' | 'keep';
}

/** A scope with a project and a way to import plans into it. */
export function planningScope(today = '2027-03-01') {
  const scope = createTestScope(registry, today);
  scope.run('project.create', { id: PROJECT, key: 'RIV', title: 'Riverbend', zone: 'UTC' });
  const importPlan = (plan: Plan, { gates = false, hash = 'a', goLive, gone }: ImportOptions = {}) => {
    const input = {
      plan,
      file: { name: 'plan.xml', hash: hash.repeat(64) },
      source: SOURCE,
      gates,
      ...(gone ? { gone } : {}),
    };
    const { result, writes } = scope.run('plan.import', goLive ? { ...input, goLive } : input);
    if (!isResult(result)) throw new Error('The import gave no result.');
    return { result, writes };
  };
  const idOf = (external: string) => {
    const row = scope.graph.byExternal(SOURCE, external);
    if (!row) throw new Error(`There is no ${external}.`);
    return row.id;
  };
  return { ...scope, importPlan, idOf };
}

function isResult(value: unknown): value is ImportResult {
  return typeof value === 'object' && value !== null && 'byKind' in value;
}

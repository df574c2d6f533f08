import { defineFact, type Fact, type GraphReader, type Moment, type Registry, type Row } from '@callosum/kernel';
import { task } from '../kinds/task.ts';
import { isActiveLeaf, isComplete } from '../work.ts';

const NAME = 'planning.tasks-rest-on-ready';

const restOnReady = defineFact({
  name: NAME,
  label: 'Tasks whose records are ready',
  help: 'Of the tasks that rest on records of any discipline (an interface, an obligation, a training session, evidence), the share whose records are there and pass every fact that is asked of them.',
  unit: '%',
  fold: 'share',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: {
    ready: 'Rests on {{count}} records, all of them ready',
    open: 'Not ready: {{open}}',
    doneAnyway: 'Complete, and yet not ready: {{open}}',
  },
  select: task,
  judge: (row, graph, at, registry) => {
    const rests = isActiveLeaf(row) ? graph.out(row.id, 'task.restsOn') : [];
    if (rests.length === 0) return undefined;
    const open = rests.flatMap(({ to }) => openAt(to, graph, at, registry) ?? []);
    if (open.length === 0) return { ok: true, reason: 'ready', details: { count: rests.length } };
    return { ok: false, reason: isComplete(row) ? 'doneAnyway' : 'open', details: { open: open.join('; ') } };
  },
});

/** What a record lacks, by its number and the fact it does not pass; undefined when it lacks nothing. */
function openAt(id: string, graph: GraphReader, at: Moment, registry: Registry): string | undefined {
  const row = graph.find(id);
  const kind = row && registry.kinds.get(row.kind);
  if (!row || !kind || row.withdrawn) return 'a record that was withdrawn';
  const name = `${kind.prefix}-${row.number}`;
  const failing = kind.fails?.(row, graph, at);
  if (failing !== undefined) return `${name} ${failing}`;
  const fact = failedFact(row, graph, at, registry);
  return fact && `${name} (${fact.label})`;
}

/** The first fact a record does not pass. Answers that are anonymous are not looked at one by one. */
function failedFact(row: Row, graph: GraphReader, at: Moment, registry: Registry): Fact | undefined {
  if (registry.kinds.get(row.kind)?.anonymous) return undefined;
  for (const fact of registry.facts.values()) {
    if (fact.kind !== row.kind || fact.name === NAME) continue;
    if (fact.judge(row, graph, at, registry)?.ok === false) return fact;
  }
  return undefined;
}

export const FOOTING: readonly Fact[] = [restOnReady];

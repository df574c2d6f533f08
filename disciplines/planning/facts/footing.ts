import { defineFact, type Fact, type GraphReader, inSeries, say, type Sentence, sentenceOf } from '@callosum/kernel';
import { task } from '../kinds/task.ts';
import { type Judging, lackOf, RESTS_FACT } from '../plan/rests.ts';
import { isActiveLeaf, isComplete } from '../work.ts';

const restOnReady = defineFact({
  name: RESTS_FACT,
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
    const open = rests.flatMap(({ to }) => openAt(to, graph, { at, registry }) ?? []);
    if (open.length === 0) return { ok: true, reason: 'ready', details: { count: rests.length } };
    return { ok: false, reason: isComplete(row) ? 'doneAnyway' : 'open', details: { open: inSeries(open) } };
  },
});

/** What a record lacks, by its number and the fact it does not pass; undefined when it lacks nothing. */
function openAt(id: string, graph: GraphReader, judging: Judging): Sentence | undefined {
  const row = graph.find(id);
  const kind = row && judging.registry.kinds.get(row.kind);
  const lack = row && lackOf(row, graph, judging);
  if (!row || !kind || (lack && 'withdrawn' in lack)) return say`a record that was withdrawn`;
  const name = `${kind.prefix}-${row.number}`;
  if (!lack) return undefined;
  return 'text' in lack
    ? say`${name} ${sentenceOf(lack.text)}`
    : say`${name} (${judging.registry.facts.get(lack.fact)?.label ?? lack.fact})`;
}

export const FOOTING: readonly Fact[] = [restOnReady];

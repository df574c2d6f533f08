import { addDays, dateOf, defineFact, type Fact, type GraphReader } from '@callosum/kernel';
import { capacityOf, type Load, peakOf } from '../capacity.ts';
import { assignment } from '../kinds/assignment.ts';
import { resource } from '../kinds/resource.ts';
import { task } from '../kinds/task.ts';
import { wave } from '../kinds/wave.ts';
import { isActiveLeaf, isComplete } from '../work.ts';

const REASONS = {
  over: '{{asked}} % asked for on {{day}}; {{there}} % is there',
  unreleased: '{{asked}} % asked for on {{day}}; nothing is released from patients, or nobody fills in',
  enough: 'At most {{asked}} % asked for; {{there}} % is there',
};

const overAllocated = defineFact({
  name: 'planning.resources-over-allocated',
  label: 'Resources asked for too much',
  help: 'Work resources of which open tasks ask for more at once than there is. Of those who work with patients there is what is released, and only while backfill is agreed.',
  unit: 'resources',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: REASONS,
  select: resource,
  judge: ({ id, fields }, graph) => {
    if (fields.inactive || (fields.resourceType ?? 'work') !== 'work') return undefined;
    const peak = peakOf(graph.in(id, 'assignment.by').flatMap(({ from }) => loadOf(from, graph) ?? []));
    return peak && judged(peak, capacityOf(fields), fields.clinical === true);
  },
});

const supportOverAllocated = defineFact({
  name: 'planning.support-over-allocated',
  label: 'Support pools asked for too much',
  help: 'Pools of support that waves draw on, and of which waves that are supported on the same day ask for more than there is. A person is 100 %.',
  unit: 'pools',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: REASONS,
  select: resource,
  judge: ({ id, fields }, graph) => {
    const waves = graph.in(id, 'wave.draws').flatMap(({ from }) => graph.get(wave, from) ?? []);
    const peak = peakOf(
      waves.flatMap(({ state, fields: { goLive, support = 0, supportDays = 1 } }) => {
        const isAhead = state === 'planned' || state === 'live';
        return goLive !== undefined && isAhead
          ? { from: goLive, until: addDays(goLive, supportDays), amount: 100 * support }
          : [];
      }),
    );
    return peak && judged(peak, capacityOf(fields), fields.clinical === true);
  },
});

/** What an assignment asks for while its task is open. */
function loadOf(id: string, graph: GraphReader): Load | undefined {
  const units = graph.get(assignment, id)?.fields.units ?? 100;
  const row = graph.get(task, graph.out(id, 'assignment.of')[0]?.to ?? '');
  if (!row || !isActiveLeaf(row) || isComplete(row)) return undefined;
  const { storedStart: from, storedFinish: until } = row.fields;
  return from === undefined || until === undefined ? undefined : { from, until, amount: units };
}

function judged({ amount, at }: { readonly amount: number; readonly at: string }, capacity: number, clinical: boolean) {
  const details = { asked: Math.round(amount), day: dateOf(at), there: Math.round(capacity) };
  if (amount <= capacity) return { ok: true, reason: 'enough', details };
  return { ok: false, reason: clinical && capacity === 0 ? 'unreleased' : 'over', details };
}

export const CAPACITY: readonly Fact[] = [overAllocated, supportOverAllocated];

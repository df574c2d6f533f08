import { defineFact, type Fact } from '@callosum/kernel';
import { interfaceKind } from '../kinds/interface.ts';
import { queue } from '../kinds/queue.ts';
import { limits } from '../limits.ts';
import { inScope } from './concern.ts';

const HOUR = 3_600_000;
const needsQueue: ReadonlySet<string> = new Set(limits.queueFor);

const withoutOwner = defineFact({
  name: 'interoperability.queues-without-owner',
  label: 'Queues without an owner',
  help: 'Queues that nobody has to empty. What is in them nobody misses until a patient does.',
  unit: 'queues',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { nobody: 'Nobody has to empty it', owned: 'Somebody empties it' },
  select: queue,
  judge: ({ state, fields: { owner } }) =>
    state === 'closed' ? undefined : { ok: owner !== undefined, reason: owner === undefined ? 'nobody' : 'owned' },
});

const unbalanced = defineFact({
  name: 'interoperability.queues-unreconciled',
  label: 'Queues that do not add up',
  help: 'Watched queues that were never counted, or in whose last count sent is not delivered + rejected + queued: something is lost, or was counted twice.',
  unit: 'queues',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    never: 'Nobody has counted it',
    unbalanced: '{{sent}} sent, and {{found}} delivered, rejected or queued',
    observed: '{{sent}} sent, and {{found}} delivered, rejected or queued, as a test endpoint counted ({{source}})',
    balanced: 'All {{sent}} sent are accounted for',
  },
  select: queue,
  judge: ({ state, fields }, _graph, at) => {
    if (state !== 'watched') return undefined;
    const { sent, delivered, rejected, queued, reconciledAt, observedAt, observedFrom } = fields;
    // A count that was made later is not known yet.
    if (sent === undefined || reconciledAt === undefined || reconciledAt > at.instant) {
      return { ok: false, reason: 'never' };
    }
    const found = (delivered ?? 0) + (rejected ?? 0) + (queued ?? 0);
    if (sent === found) return { ok: true, reason: 'balanced', details: { sent, found } };
    if (observedAt !== reconciledAt) return { ok: false, reason: 'unbalanced', details: { sent, found } };
    return { ok: false, reason: 'observed', details: { sent, found, source: observedFrom ?? '' } };
  },
});

const stale = defineFact({
  name: 'interoperability.queues-not-counted-lately',
  label: 'Queues counted too long ago',
  help: `Watched queues whose last count is older than they may go without one, ${limits.reconcileEveryHours} hours unless they say otherwise.`,
  unit: 'queues',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    never: 'Nobody has counted it',
    stale: 'Last counted {{when}}; it is counted every {{hours}} hours',
    fresh: 'Last counted {{when}}',
  },
  select: queue,
  judge: ({ state, fields: { reconciledAt, everyHours } }, _graph, at) => {
    if (state !== 'watched') return undefined;
    if (reconciledAt === undefined || reconciledAt > at.instant) return { ok: false, reason: 'never' };
    const hours = everyHours ?? limits.reconcileEveryHours;
    const until = new Date(Date.parse(reconciledAt) + hours * HOUR).toISOString();
    const details = { when: reconciledAt, hours };
    if (until < at.instant) return { ok: false, reason: 'stale', details };
    return { ok: true, reason: 'fresh', details, until };
  },
});

const overfull = defineFact({
  name: 'interoperability.queues-overfull',
  label: 'Queues that are too full',
  help: 'Watched queues that held more at the last count than they may; where patients wait for them and no limit is stated, anything at all.',
  unit: 'queues',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    over: '{{queued}} wait; at most {{most}} may',
    within: '{{queued}} wait',
    uncounted: 'Nobody has counted it',
  },
  select: queue,
  judge: ({ state, fields: { critical, mostQueued, queued, reconciledAt } }, _graph, at) => {
    const most = mostQueued ?? ((critical ?? false) ? 0 : undefined);
    if (state !== 'watched' || most === undefined) return undefined;
    if (queued === undefined || reconciledAt === undefined || reconciledAt > at.instant) {
      return { ok: false, reason: 'uncounted' };
    }
    return { ok: queued <= most, reason: queued <= most ? 'within' : 'over', details: { queued, most } };
  },
});

const withoutQueue = defineFact({
  name: 'interoperability.interfaces-without-queue',
  label: 'Critical interfaces without a queue',
  help: 'Interfaces whose loss harms or delays care and for which no queue is named where people look for what did not arrive.',
  unit: 'interfaces',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { none: 'Nothing says where to look for what did not arrive', watched: 'It has a queue' },
  select: interfaceKind,
  judge: (row, graph) => {
    const { criticality } = row.fields;
    if (!inScope(row) || criticality === undefined || !needsQueue.has(criticality)) return undefined;
    const queues = graph.in(row.id, 'queue.of').flatMap(({ from }) => graph.get(queue, from) ?? []);
    const has = queues.some(({ state }) => state !== 'closed');
    return { ok: has, reason: has ? 'watched' : 'none' };
  },
});

export const QUEUE_FACTS: readonly Fact[] = [withoutOwner, unbalanced, stale, overfull, withoutQueue];

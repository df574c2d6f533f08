import { addDays, dateOf, defineFact, type Fact, type GraphReader, listed, type Row, say } from '@callosum/kernel';
import { blackoutWindow } from '../kinds/blackout-window.ts';
import { resource } from '../kinds/resource.ts';
import { task } from '../kinds/task.ts';
import { wave } from '../kinds/wave.ts';
import { isGoLive } from '../plan/records.ts';
import { keepsOut } from '../plan/windows.ts';
import { finishDay, isActiveLeaf, isComplete, type TaskRow } from '../work.ts';

const wavesInWindows = defineFact({
  name: 'planning.waves-in-blackout',
  label: 'Waves inside a blackout window',
  help: 'Waves that would go live inside a window that keeps go-live out; hard windows and soft ones alike.',
  unit: 'waves',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    inside: 'Goes live on {{day}}, inside “{{window}}” ({{policy}})',
    clear: 'Outside of every window',
    undated: 'Has no day',
    settled: 'Has gone live or was cancelled',
  },
  select: wave,
  judge: ({ state, fields: { goLive } }, graph) => {
    if (state !== 'planned') return { ok: true, reason: 'settled' };
    if (!goLive) return { ok: false, reason: 'undated' };
    const hit = windowsOver(graph, goLive)[0];
    if (!hit) return { ok: true, reason: 'clear' };
    const { title, policy } = hit.fields;
    return { ok: false, reason: 'inside', details: { day: goLive, window: title ?? '', policy: policy ?? '' } };
  },
});

const tasksInWindows = defineFact({
  name: 'planning.tasks-in-blackout',
  label: 'Work inside a blackout window',
  help: 'Open tasks planned for days on which a hard or soft window keeps their sort of work out. A task that pauses during a hard window is not inside it.',
  unit: 'tasks',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    inside: '{{start}} to {{finish}}, inside “{{window}}” ({{policy}})',
    clear: 'Outside of every window',
    complete: 'Complete',
  },
  select: task,
  judge: (row, graph) => {
    const span = spanOf(row);
    if (!isActiveLeaf(row) || !span) return undefined;
    if (isComplete(row)) return { ok: true, reason: 'complete' };
    const hit = windowsAround(row, span, graph).find(({ fields }) => fields.policy !== 'priced');
    if (!hit) return { ok: true, reason: 'clear' };
    const { title, policy } = hit.fields;
    return { ok: false, reason: 'inside', details: { ...span, window: title, policy } };
  },
});

const windowsBroken = defineFact({
  name: 'planning.window-price',
  label: 'Price of work inside windows',
  help: 'What the priced windows cost in which work is planned that they would keep out, each once. Amounts are added as they stand, whatever their currency.',
  unit: 'in its currency',
  fold: 'sum',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { broken: '{{price}} for {{tasks}} open tasks inside it', kept: 'No work inside it' },
  select: blackoutWindow,
  judge: ({ state, fields: { policy, price, ...window } }, graph) => {
    if (state !== 'open' || policy !== 'priced' || !price) return undefined;
    let tasks = 0;
    for (const row of graph.all(task)) {
      const span = spanOf(row);
      if (!span || !isActiveLeaf(row) || isComplete(row) || span.finish < window.start || span.start > window.finish)
        continue;
      if (keepsOut(window.forbids, classesAbove(row, graph))) tasks += 1;
    }
    if (tasks === 0) return { ok: true, value: 0, reason: 'kept' };
    return {
      ok: false,
      value: Number(price.amount),
      reason: 'broken',
      details: { tasks, price: `${price.amount} ${price.currency}` },
    };
  },
});

const wavesOverlap = defineFact({
  name: 'planning.waves-overlap',
  label: 'Waves that share their support',
  help: 'Planned waves that go live while the support of an earlier one is still at work.',
  unit: 'waves',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    overlaps: 'Goes live on {{day}}; “{{other}}” is supported until {{until}}',
    apart: 'Support is free',
    undated: 'Has no day',
    settled: 'Not planned any more',
  },
  select: wave,
  judge: ({ id, state, fields: { goLive } }, graph) => {
    if (state !== 'planned') return { ok: true, reason: 'settled' };
    if (!goLive) return { ok: true, reason: 'undated' };
    for (const other of graph.all(wave)) {
      const { goLive: day, supportDays = 0, title } = other.fields;
      if (other.id === id || !day || day > goLive || (day === goLive && other.id > id)) continue;
      if (other.state === 'cancelled' || other.state === 'stabilised') continue;
      const until = addDays(day, supportDays);
      if (until > goLive) return { ok: false, reason: 'overlaps', details: { day: goLive, other: title, until } };
    }
    return { ok: true, reason: 'apart' };
  },
});

const releaseAgreed = defineFact({
  name: 'planning.clinical-release-agreed',
  label: 'Clinical release agreed',
  help: 'Share of clinical resources whose release from the ward, and its backfill, is agreed.',
  unit: '%',
  fold: 'share',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: { agreed: '{{release}} % released, backfill agreed', open: 'Missing: {{missing}}' },
  select: resource,
  judge: ({ fields: { clinical, release, backfill, inactive } }) => {
    if (!clinical || inactive) return undefined;
    const lacks = [...(release === undefined ? [say`release`] : []), ...(backfill ? [] : [say`backfill`])];
    if (lacks.length === 0) return { ok: true, reason: 'agreed', details: { release: release ?? 0 } };
    return { ok: false, reason: 'open', details: { missing: listed(lacks) } };
  },
});

const GO_LIVE: ReadonlySet<string> = new Set(['golive']);

interface Days {
  readonly start: string;
  readonly finish: string;
}

/** First and last day of a task as it is planned. */
function spanOf(row: TaskRow): Days | undefined {
  const finish = finishDay(row);
  const start = row.fields.storedStart ?? finish;
  return start === undefined || finish === undefined ? undefined : { start: dateOf(start), finish };
}

/** Open windows that keep the task’s sort of work out while it is worked on, hard ones first. */
function windowsAround(row: TaskRow, { start, finish }: Days, graph: GraphReader) {
  const touching = Array.from(graph.all(blackoutWindow)).filter(({ state, fields: window }) => {
    if (state !== 'open') return false;
    if (window.policy !== 'hard') return start <= window.finish && finish >= window.start;
    return [start, finish].some((day) => window.start <= day && day <= window.finish);
  });
  if (touching.length === 0) return [];
  const classes = classesAbove(row, graph);
  return touching
    .filter(({ fields: { forbids } }) => keepsOut(forbids, classes))
    .toSorted((a, b) => Number(b.fields.policy === 'hard') - Number(a.fields.policy === 'hard'));
}

/** The sorts of work a task is, of itself and by the summaries above it. */
function classesAbove(row: TaskRow, graph: GraphReader): ReadonlySet<string> {
  const classes = new Set<string>();
  for (let at: TaskRow | undefined = row; at; at = graph.get(task, graph.out(at.id, 'task.partOf')[0]?.to ?? '')) {
    if (at.fields.workClass) classes.add(at.fields.workClass);
    if (isGoLive(at.id, graph)) classes.add('golive');
  }
  return classes;
}

/** Open windows over a day that keep a go-live out, hard ones first. */
function windowsOver(graph: GraphReader, day: string): readonly Row[] {
  return Array.from(graph.all(blackoutWindow))
    .filter(({ state, fields: { start, finish, forbids } }) => {
      return state === 'open' && keepsOut(forbids, GO_LIVE) && start <= day && day <= finish;
    })
    .toSorted((a, b) => Number(b.fields.policy === 'hard') - Number(a.fields.policy === 'hard'));
}

export const WINDOWS: readonly Fact[] = [wavesInWindows, tasksInWindows, windowsBroken, wavesOverlap, releaseAgreed];

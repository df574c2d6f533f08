import { addDays, defineFact, type Fact, type GraphReader, type Row } from '@callosum/kernel';
import { blackoutWindow } from '../kinds/blackout-window.ts';
import { resource } from '../kinds/resource.ts';
import { wave } from '../kinds/wave.ts';

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
    const lacks = [...(release === undefined ? ['release'] : []), ...(backfill ? [] : ['backfill'])];
    if (lacks.length === 0) return { ok: true, reason: 'agreed', details: { release: release ?? 0 } };
    return { ok: false, reason: 'open', details: { missing: lacks.join(', ') } };
  },
});

/** Open windows over a day that keep a go-live out, hard ones first. */
function windowsOver(graph: GraphReader, day: string): readonly Row[] {
  return Array.from(graph.all(blackoutWindow))
    .filter(({ state, fields: { start, finish, forbids } }) => {
      const keepsOut = !forbids || forbids.length === 0 || forbids.includes('golive') || forbids.includes('everything');
      return state === 'open' && keepsOut && start <= day && day <= finish;
    })
    .toSorted((a, b) => Number(b.fields.policy === 'hard') - Number(a.fields.policy === 'hard'));
}

export const WINDOWS: readonly Fact[] = [wavesInWindows, wavesOverlap, releaseAgreed];

import {
  defineFact,
  type Fact,
  type GraphReader,
  isOver,
  type Judged,
  ratingOf,
  type Row,
  together,
} from '@callosum/kernel';
import { safetyControl } from '../kinds/safety-control.ts';
import { type Aspect, aspectStanding, controlStanding } from '../standing.ts';
import { isAcceptable } from '../tables/nhs.ts';

const share = { unit: '%', fold: 'share', better: 'higher', whenEmpty: 'unknown', select: safetyControl } as const;
const counts = {
  unit: 'controls',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  select: safetyControl,
} as const;

/** One aspect of the controls that are not retired. */
function aspectFact(name: string, aspect: Aspect, label: string, help: string): Fact {
  return defineFact({
    ...share,
    name,
    label,
    help,
    reasons: { verified: 'Verified on {{on}}', missing: 'It {{why}}', decayed: 'It {{why}}' },
    judge: (row, graph, at, registry) => {
      if (row.state === 'retired') return undefined;
      const standing = aspectStanding(row, aspect, graph, at, registry);
      if (standing.counts) {
        const on = row.fields[aspect === 'built' ? 'builtOn' : 'effectiveOn'];
        return { ok: true, reason: 'verified', details: { on: on ?? '' } };
      }
      return { ok: false, reason: standing.never ? 'missing' : 'decayed', details: { why: standing.why } };
    },
  });
}

const built = aspectFact(
  'safety.controls-built',
  'built',
  'Controls verified as built',
  'Share of the controls in use or planned that somebody has verified to be there, on evidence that still stands.',
);
const effective = aspectFact(
  'safety.controls-effective',
  'effective',
  'Controls verified as effective',
  'Share of the controls in use or planned that somebody has verified to work, on evidence that still stands.',
);

const TWICE = { verified: 'Verified as built and as effective', not: 'It {{why}}' };

function judgeTwice(...[row, graph, at, registry]: Parameters<typeof controlStanding>): Judged {
  const { counts: stands, why } = controlStanding(row, graph, at, registry);
  return stands ? { ok: true, reason: 'verified' } : { ok: false, reason: 'not', details: { why: together(why) } };
}

const twice = defineFact({
  ...share,
  name: 'safety.controls-verified',
  label: 'Controls verified twice',
  help: 'Share of the controls in use or planned that are verified both as built and as effective, on evidence that still stands.',
  reasons: TWICE,
  judge: (row, graph, at, registry) => (row.state === 'retired' ? undefined : judgeTwice(row, graph, at, registry)),
});

/** Open hazards that a control reduces. */
function openHazards(control: string, graph: GraphReader): Row[] {
  return graph.out(control, 'safetyControl.reduces').flatMap(({ to }) => {
    const row = graph.find(to);
    return row && !row.withdrawn && (row.state === 'open' || row.state === 'accepted') ? [row] : [];
  });
}

const ofHighHazards = defineFact({
  ...share,
  name: 'safety.high-hazard-controls-verified',
  label: 'Controls of high hazards verified twice',
  help: 'Of the controls on open hazards initially rated 4 or 5, or not rated, the share that is verified as built and as effective. Retired ones that such a hazard still counts on are among them.',
  reasons: TWICE,
  judge: (row, graph, at, registry) => {
    const high = openHazards(row.id, graph).some(({ fields }) => {
      const initial = ratingOf(fields['initial']);
      return !initial || !isAcceptable(initial.level);
    });
    return high ? judgeTwice(row, graph, at, registry) : undefined;
  },
});

const decayed = defineFact({
  ...counts,
  name: 'safety.controls-decayed',
  label: 'Controls that decayed',
  help: 'Controls that were verified and no longer count, with the chain of causes: what changed, failed, expired or was withdrawn.',
  reasons: { decayed: 'It {{why}}', stands: 'What was verified still stands', unverified: 'Not verified yet' },
  judge: (row, graph, at, registry) => {
    const standing = controlStanding(row, graph, at, registry);
    if (standing.counts) return { ok: true, reason: 'stands' };
    // A control that was retired with no hazard left has done its work.
    if (row.state === 'retired' && openHazards(row.id, graph).length === 0) return undefined;
    if (!standing.decayed) return { ok: true, reason: 'unverified' };
    return { ok: false, reason: 'decayed', details: { why: together(standing.why) } };
  },
});

const overdue = defineFact({
  ...counts,
  name: 'safety.controls-overdue',
  label: 'Controls overdue',
  help: 'Controls that should have been in place and verified by a day that has passed, and those without owner or day.',
  reasons: {
    unowned: 'Nobody owns it',
    undated: 'No day by which it is verified',
    overdue: 'Was due on {{due}}, and it {{why}}',
    due: 'Due on {{due}}',
    verified: 'Verified as built and as effective',
  },
  judge: (row, graph, at, registry) => {
    if (row.state === 'retired') return undefined;
    const { owner, due } = row.fields;
    const standing = controlStanding(row, graph, at, registry);
    if (standing.counts) return { ok: true, reason: 'verified' };
    if (owner === undefined) return { ok: false, reason: 'unowned' };
    if (due === undefined) return { ok: false, reason: 'undated' };
    const ok = !isOver(due, at);
    return { ok, reason: ok ? 'due' : 'overdue', details: { due, why: together(standing.why) } };
  },
});

export const CONTROL_FACTS: readonly Fact[] = [built, effective, twice, ofHighHazards, decayed, overdue];

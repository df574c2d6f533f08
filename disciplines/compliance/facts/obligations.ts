import {
  causeChain,
  defineFact,
  emptyOf,
  ends,
  type Fact,
  type GraphReader,
  hasCome,
  isOver,
  isSuspect,
  type Judged,
  missing,
  type Moment,
  overdue,
  type Registry,
  type Row,
  say,
  type Sentence,
  standingOf,
} from '@callosum/kernel';
import { addressableDecision } from '../kinds/addressable-decision.ts';
import { evidence } from '../kinds/evidence.ts';
import { obligation } from '../kinds/obligation.ts';
import { policy } from '../kinds/policy.ts';
import { safeguard } from '../kinds/safeguard.ts';

/** Whether fresh evidence proves an obligation at a moment: itself, or through a safeguard that was verified and stands. */
function proof(row: Row, graph: GraphReader, at: Moment, registry: Registry): Judged {
  const direct = ends(graph, row.id, 'evidence.proves', 'in');
  if (direct.some((one) => registry.kinds.get(one.kind)?.fails?.(one, graph, at) === undefined)) {
    return { ok: true, reason: 'proven' };
  }
  let why = direct.length > 0 ? say`its evidence does not stand` : say`nothing proves it`;
  for (const guard of ends(graph, row.id, 'safeguard.meets', 'in')) {
    const fault = guardFault(guard, graph, at, registry);
    if (fault === undefined) return { ok: true, reason: 'proven' };
    why = say`SGD-${String(guard.number)} ${fault}`;
  }
  return { ok: false, reason: 'open', details: { why } };
}

function guardFault(guard: Row, graph: GraphReader, at: Moment, registry: Registry): Sentence | undefined {
  const failing = registry.kinds.get(guard.kind)?.fails?.(guard, graph, at);
  if (failing !== undefined) return failing;
  const { rests, causes } = standingOf(guard, graph, at, registry);
  const [cause] = causes;
  if (cause) return say`no longer counts ← ${causeChain(cause, graph, registry)}`;
  return rests === 0 ? say`was not verified` : undefined;
}

const PROOF_REASONS = { proven: 'Fresh evidence proves it', open: 'Not proven: {{why}}' };

const proven = defineFact({
  name: 'compliance.obligations-proven',
  label: 'Obligations proven',
  help: 'Share of the obligations that apply and are in force for which fresh evidence stands today, by itself or through a verified safeguard.',
  unit: '%',
  fold: 'share',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: PROOF_REASONS,
  select: obligation,
  judge: (row, graph, at, registry) => (binds(row) ? proof(row, graph, at, registry) : undefined),
});

const provenAtGoLive = defineFact({
  name: 'compliance.obligations-proven-at-go-live',
  label: 'Obligations proven on the day of go-live',
  help: 'The same, asked for the promised day of go-live: evidence that is fresh today and will have expired then does not count.',
  unit: '%',
  fold: 'share',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: { ...PROOF_REASONS, undated: 'The project has no day of go-live' },
  select: obligation,
  judge: (row, graph, at, registry) => {
    if (!binds(row)) return undefined;
    const day = goLive(graph);
    if (day === undefined) return { ok: false, reason: 'undated' };
    if (hasCome(day, at)) return proof(row, graph, at, registry);
    return proof(row, graph, { instant: `${day}T12:00:00.000Z`, today: day }, registry);
  },
});

/** What is proposed or vacated binds nobody. */
function binds({ state, fields: { status } }: Row): boolean {
  return state === 'applies' && status !== 'proposed' && status !== 'vacated';
}

function goLive(graph: GraphReader): string | undefined {
  for (const { fields } of graph.rows('project')) if (typeof fields.goLive === 'string') return fields.goLive;
  return undefined;
}

const unjudged = defineFact({
  name: 'compliance.obligations-unjudged',
  label: 'Obligations not judged',
  help: 'Obligations of which nobody has said whether they apply.',
  unit: 'obligations',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { open: 'Nobody has said whether it applies', judged: 'Judged' },
  select: obligation,
  judge: ({ state }) => ({ ok: state !== 'open', reason: state === 'open' ? 'open' : 'judged' }),
});

const unmet = missing({
  name: 'compliance.obligations-without-safeguard',
  label: 'Obligations nothing meets',
  help: 'Obligations that apply and that no safeguard or policy meets.',
  select: obligation,
  states: ['applies'],
  where: (row) => row.fields.status !== 'proposed' && row.fields.status !== 'vacated',
  lacks: ({ id }, graph) =>
    ['safeguard.meets', 'policy.answers'].some((type) => ends(graph, id, type, 'in').length > 0)
      ? []
      : [say`safeguard or policy`],
});

const addressableOpen = defineFact({
  name: 'compliance.addressable-open',
  label: 'Addressable specifications open',
  help: 'Addressable obligations that apply without a standing decision how they are met, or whose text has changed since it was taken.',
  unit: 'obligations',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { open: 'Nobody has decided', suspect: 'The text has changed since the decision', decided: 'Decided' },
  select: obligation,
  judge: (row, graph, _at, registry) => {
    if (row.fields.kind !== 'addressable' || row.state !== 'applies') return undefined;
    const decisions = graph.in(row.id, 'addressableDecision.about').flatMap((edge) => {
      const one = graph.get(addressableDecision, edge.from);
      return one?.state === 'decided' ? [edge] : [];
    });
    if (decisions.length === 0) return { ok: false, reason: 'open' };
    const fresh = decisions.some((edge) => !isSuspect(edge, graph, registry));
    return { ok: fresh, reason: fresh ? 'decided' : 'suspect' };
  },
});

const unverified = defineFact({
  name: 'compliance.safeguards-verified',
  label: 'Safeguards verified',
  help: 'Share of the safeguards in place that were verified on evidence that still stands.',
  unit: '%',
  fold: 'share',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: { stands: 'Verified on {{day}}', open: 'It {{why}}' },
  select: safeguard,
  judge: (row, graph, at, registry) => {
    if (row.state !== 'implemented') return undefined;
    const why = guardFault(row, graph, at, registry);
    const { verifiedOn } = row.fields;
    if (why === undefined) return { ok: true, reason: 'stands', details: { day: verifiedOn ?? '' } };
    return { ok: false, reason: 'open', details: { why } };
  },
});

const safeguardsLate = overdue({
  name: 'compliance.safeguards-late',
  label: 'Safeguards late',
  help: 'Planned or suspended safeguards whose day has passed.',
  select: safeguard,
  states: ['planned', 'suspended'],
});

const evidenceExpired = defineFact({
  name: 'compliance.evidence-expired',
  label: 'Evidence expired',
  help: 'Accepted evidence past the day it is valid until. Filtered by that day, it tells what will have expired at a gate.',
  unit: 'pieces',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { expired: 'Expired on {{day}}', valid: 'Valid until {{day}}', unlimited: 'Does not expire' },
  select: evidence,
  judge: ({ state, fields: { validUntil } }, _graph, at) => {
    if (state !== 'accepted') return undefined;
    if (validUntil === undefined) return { ok: true, reason: 'unlimited' };
    const ok = !isOver(validUntil, at);
    return { ok, reason: ok ? 'valid' : 'expired', details: { day: validUntil } };
  },
});

const evidenceUnreviewed = missing({
  name: 'compliance.evidence-unreviewed',
  label: 'Evidence nobody has accepted',
  help: 'Collected evidence that was neither accepted nor rejected, or that has no owner.',
  select: evidence,
  states: ['collected'],
  lacks: (row) => [...emptyOf(row, { owner: say`owner` }), say`acceptance`],
});

const policiesOverdue = overdue({
  name: 'compliance.policies-review-overdue',
  label: 'Policies past their review',
  help: 'Policies in force whose day of review has passed.',
  select: policy,
  states: ['approved'],
});

export const OBLIGATION_FACTS: readonly Fact[] = [
  proven,
  provenAtGoLive,
  unjudged,
  unmet,
  addressableOpen,
  unverified,
  safeguardsLate,
  evidenceExpired,
  evidenceUnreviewed,
  policiesOverdue,
];

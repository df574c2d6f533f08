import { daysBetween, defineFact, type Fact } from '@callosum/kernel';
import { safetyIncident } from '../kinds/safety-incident.ts';
import { safetyLimits } from '../tables/practice.ts';

const counts = { unit: 'incidents', fold: 'failing', better: 'lower', whenEmpty: 0, select: safetyIncident } as const;
const CLOSED = 'Closed, or no safety incident';
const isClosed = (state: string): boolean => state === 'closed' || state === 'noIncident';

const beyondLimit = defineFact({
  ...counts,
  name: 'safety.incidents-beyond-limit',
  label: 'Safety incidents open beyond their limit',
  help: 'Incidents and close calls that are open longer than their safety assessment code allows, and those nobody has coded in time.',
  reasons: {
    beyond: 'Code {{code}}, open for {{days}} days of {{limit}}',
    within: 'Code {{code}}, open for {{days}} days of {{limit}}',
    uncoded: 'Without a code for {{days}} days of {{limit}}',
    waiting: 'Without a code for {{days}} days of {{limit}}',
    undated: 'Nobody knows since when it is open',
    closed: CLOSED,
  },
  judge: ({ state, fields: { sac, reportedOn } }, _graph, at) => {
    if (isClosed(state)) return { ok: true, reason: 'closed' };
    if (reportedOn === undefined) return { ok: false, reason: 'undated' };
    const days = Math.max(0, daysBetween(reportedOn, at.today));
    const limit = sac ? safetyLimits.incidentDays[sac.level] : safetyLimits.untriagedDays;
    const ok = limit !== undefined && days <= limit;
    if (!sac) return { ok, reason: ok ? 'waiting' : 'uncoded', details: { days, limit: limit ?? 0 } };
    return { ok, reason: ok ? 'within' : 'beyond', details: { code: sac.level, days, limit: limit ?? 0 } };
  },
});

const withoutHazard = defineFact({
  ...counts,
  name: 'safety.incidents-without-hazard',
  label: 'Safety incidents not in the hazard log',
  help: 'Incidents and close calls that are not linked to the hazard that came true in them: what happened has to be in the log.',
  reasons: { missing: 'Linked to no hazard', linked: 'Linked to HAZ-{{hazard}}', dismissed: 'No safety incident' },
  judge: ({ id, state }, graph) => {
    if (state === 'noIncident') return { ok: true, reason: 'dismissed' };
    const hazards = graph.out(id, 'safetyIncident.about').flatMap(({ to }) => graph.find(to) ?? []);
    const known = hazards.find(({ withdrawn }) => !withdrawn);
    return known ? { ok: true, reason: 'linked', details: { hazard: known.number } } : { ok: false, reason: 'missing' };
  },
});

const harm = defineFact({
  ...counts,
  name: 'safety.incidents-high-open',
  label: 'Highest safety incidents open',
  help: 'Open incidents and close calls with the highest safety assessment code.',
  reasons: { open: 'Open with code {{code}}', lesser: 'Code {{code}}', uncoded: 'Not coded yet', closed: CLOSED },
  judge: ({ state, fields: { sac } }) => {
    if (isClosed(state)) return { ok: true, reason: 'closed' };
    if (!sac) return { ok: false, reason: 'uncoded' };
    const highest = safetyIncident.fields.sac.table.levels.length;
    return { ok: sac.rank < highest, reason: sac.rank < highest ? 'lesser' : 'open', details: { code: sac.level } };
  },
});

export const INCIDENT_FACTS: readonly Fact[] = [beyondLimit, withoutHazard, harm];

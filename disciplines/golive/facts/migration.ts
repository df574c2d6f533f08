import {
  causeChain,
  defineFact,
  type Fact,
  type FieldsOf,
  type GraphReader,
  listed,
  type Moment,
  type Registry,
  type Row,
  say,
  type Sentence,
  standingOf,
} from '@callosum/kernel';
import { errorBound } from '../bound.ts';
import { acceptanceSample } from '../kinds/acceptance-sample.ts';
import { dataClass } from '../kinds/data-class.ts';
import { migrationLoad } from '../kinds/migration-load.ts';
import { migrationLimits } from '../limits.ts';

type ClassRow = Row<FieldsOf<typeof dataClass>>;
type LoadRow = Row<FieldsOf<typeof migrationLoad>>;
type SampleRow = Row<FieldsOf<typeof acceptanceSample>>;

/** Classes that move; what is archived or left behind is not sampled. */
function moves({ state, fields: { way } }: ClassRow): boolean {
  return state !== 'dropped' && way !== 'archived' && way !== 'left';
}

/** Percent of a class's records that may be wrong. */
export function tolerated({ fields: { toleratedPercent, safetyCritical } }: ClassRow): number {
  const { safetyCritical: strict, other } = migrationLimits.toleratedPercent;
  return toleratedPercent ?? ((safetyCritical ?? false) ? strict : other);
}

/** Whether a load was run by then, and is one that people are to work with. */
function counts({ state, fields: { round, finishedAt } }: LoadRow, at: Moment): boolean {
  return state === 'loaded' && round !== 'trial' && finishedAt !== undefined && finishedAt <= at.instant;
}

function newestLoad(graph: GraphReader, classId: string, at: Moment): LoadRow | undefined {
  return graph
    .in(classId, 'migrationLoad.of')
    .flatMap(({ from }) => graph.get(migrationLoad, from) ?? [])
    .filter((load) => counts(load, at))
    .reduce<LoadRow | undefined>((newest, load) => (newest && !isLater(load, newest) ? newest : load), undefined);
}

function isLater(load: LoadRow, than: LoadRow): boolean {
  const [end, other] = [load.fields.finishedAt ?? '', than.fields.finishedAt ?? ''];
  return end > other || (end === other && load.number > than.number);
}

/** The last sample drawn from a load; what was drawn before it no longer speaks for the load. */
function lastSample(graph: GraphReader, loadId: string): SampleRow | undefined {
  return graph
    .in(loadId, 'acceptanceSample.of')
    .flatMap(({ from }) => graph.get(acceptanceSample, from) ?? [])
    .reduce<SampleRow | undefined>((last, sample) => (last && last.number > sample.number ? last : sample), undefined);
}

interface Verdict {
  readonly ok: boolean;
  readonly reason: string;
  readonly details?: Readonly<Record<string, string | number | Sentence>>;
  readonly bound?: number;
}

/** What the last sample says of a load. */
function verdictOf(load: LoadRow, graph: GraphReader, at: Moment, registry: Registry): Verdict {
  const sample = lastSample(graph, load.id);
  if (!sample) return { ok: false, reason: 'unsampled', details: { load: load.number } };
  const named = { sample: sample.number };
  const why = acceptanceSample.fails?.(sample, graph, at);
  if (why !== undefined) return { ok: false, reason: 'open', details: { ...named, why } };
  const [cause] = standingOf(sample, graph, at, registry).causes;
  if (cause) return { ok: false, reason: 'open', details: { ...named, why: causeChain(cause, graph, registry) } };
  const bound = errorBound(sample.fields);
  const found = sample.fields.foundDefects ?? 0;
  return { ok: true, reason: 'accepted', details: { ...named, found }, ...(bound === undefined ? {} : { bound }) };
}

/** Whether a class may be used: its newest load was sampled, the lot accepted, and the error left possible is tolerable. */
function classVerdict(row: ClassRow, graph: GraphReader, at: Moment, registry: Registry): Verdict {
  const load = newestLoad(graph, row.id, at);
  if (!load) return { ok: false, reason: 'unloaded' };
  const verdict = verdictOf(load, graph, at, registry);
  if (!verdict.ok) return verdict;
  const found = Number(verdict.details?.found ?? 0);
  if ((row.fields.safetyCritical ?? false) && found > 0) return { ...verdict, ok: false, reason: 'defects' };
  const [limit, bound] = [tolerated(row), verdict.bound ?? 100];
  // As exact as people read it; the comparison uses the bound itself.
  const details = { ...verdict.details, bound: Math.round(bound * 1_000) / 1_000, limit };
  return { ok: bound < limit, reason: bound < limit ? 'accepted' : 'bound', details, bound };
}

const REASONS = {
  unloaded: 'It has not been loaded',
  unsampled: 'No sample was drawn from MLD-{{load}}',
  open: 'ASP-{{sample}}: {{why}}',
  defects: 'ASP-{{sample}} has {{found}} defects, and a safety-critical class allows none',
  bound: 'ASP-{{sample}} leaves an error of up to {{bound}} % possible; {{limit}} % is tolerable',
  accepted: 'ASP-{{sample}} was accepted; at most {{bound}} % is wrong',
} as const;

const accepted = defineFact({
  name: 'golive.classes-accepted',
  label: 'Data classes accepted',
  help: 'Share of the classes that move whose newest load was sampled, the lot accepted by signature, and the error left possible is below what the class tolerates. Safety-critical classes take no defect at all. Another load needs another sample.',
  unit: '%',
  fold: 'share',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: REASONS,
  select: dataClass,
  judge: (row, graph, at, registry) => {
    if (!moves(row)) return undefined;
    const { bound: _bound, ...verdict } = classVerdict(row, graph, at, registry);
    return verdict;
  },
});

const safetyOpen = defineFact({
  name: 'golive.safety-classes-open',
  label: 'Safety-critical classes not accepted',
  help: 'Safety-critical classes that move and are not accepted, as for data classes accepted.',
  unit: 'data classes',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: REASONS,
  select: dataClass,
  judge: (row, graph, at, registry) => {
    if (!moves(row) || !(row.fields.safetyCritical ?? false)) return undefined;
    const { bound: _bound, ...verdict } = classVerdict(row, graph, at, registry);
    return verdict;
  },
});

const largestError = defineFact({
  name: 'golive.error-possible',
  label: 'Largest error left possible',
  help: 'Highest share of wrong records that the sample of a class leaves possible, over the classes whose newest load has an accepted sample.',
  unit: '%',
  fold: 'largest',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: REASONS,
  select: dataClass,
  judge: (row, graph, at, registry) => {
    if (!moves(row)) return undefined;
    const { bound, ...verdict } = classVerdict(row, graph, at, registry);
    return bound === undefined ? undefined : { ...verdict, value: bound };
  },
});

const withoutSample = defineFact({
  name: 'golive.loads-without-sample',
  label: 'Loads without a signed sample',
  help: 'Loads that were run, trials aside, without a sample that was accepted by signature and still speaks for them.',
  unit: 'loads',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    unsampled: 'No sample was drawn',
    open: 'ASP-{{sample}}: {{why}}',
    accepted: 'ASP-{{sample}} was accepted',
  },
  select: migrationLoad,
  judge: (row, graph, at, registry) => {
    if (!counts(row, at)) return undefined;
    const { bound: _bound, ...verdict } = verdictOf(row, graph, at, registry);
    return verdict;
  },
});

const unreconciled = defineFact({
  name: 'golive.loads-unreconciled',
  label: 'Loads that do not add up',
  help: 'Loads that were run in which extracted is not loaded + merged + rejected: records are lost, or were counted twice.',
  unit: 'loads',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    missing: '{{extracted}} extracted, and {{found}} loaded, merged or rejected',
    whole: 'All {{extracted}} extracted are accounted for',
  },
  select: migrationLoad,
  judge: (row, _graph, at) => {
    const { extracted = 0, loaded = 0, merged = 0, rejected = 0 } = row.fields;
    if (!counts(row, at)) return undefined;
    const found = loaded + merged + rejected;
    return {
      ok: extracted === found,
      reason: extracted === found ? 'whole' : 'missing',
      details: { extracted, found },
    };
  },
});

const unsigned = defineFact({
  name: 'golive.classes-without-owner',
  label: 'Data classes without steward or clinical lead',
  help: 'Classes that move for which nobody answers for the content, or nobody will sign that it may be used for patients.',
  unit: 'data classes',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { missing: 'Missing: {{missing}}', named: 'Both are named' },
  select: dataClass,
  judge: (row) => {
    if (!moves(row)) return undefined;
    const { owner, clinicalLead } = row.fields;
    const missing = [...(owner ? [] : [say`data steward`]), ...(clinicalLead ? [] : [say`clinical lead`])];
    if (missing.length === 0) return { ok: true, reason: 'named' };
    return { ok: false, reason: 'missing', details: { missing: listed(missing) } };
  },
});

export const MIGRATION_FACTS: readonly Fact[] = [
  accepted,
  safetyOpen,
  largestError,
  withoutSample,
  unreconciled,
  unsigned,
];

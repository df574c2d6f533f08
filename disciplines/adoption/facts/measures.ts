import {
  daysBetween,
  defineFact,
  type Fact,
  type FieldsOf,
  type GraphReader,
  hasCome,
  type Moment,
  type Row,
} from '@callosum/kernel';
import { cadence } from '../defaults.ts';
import { measure } from '../kinds/measure.ts';
import { measurement } from '../kinds/measurement.ts';

type MeasureRow = Row<FieldsOf<typeof measure>>;
type ValueRow = Row<FieldsOf<typeof measurement>>;

/** Values of a measure for times that were over by then, the oldest first. */
function valuesOf(graph: GraphReader, id: string, at: Moment): readonly ValueRow[] {
  return graph
    .in(id, 'measurement.of')
    .flatMap(({ from }) => graph.get(measurement, from) ?? [])
    .filter(({ state, fields }) => state === 'entered' && hasCome(fields.on, at))
    .sort((a, b) => Number(a.fields.on > b.fields.on) - Number(a.fields.on < b.fields.on) || a.number - b.number);
}

const isMeasured = ({ state }: MeasureRow): boolean => state !== 'ended';

/** Whether a value is at least as good as a mark. */
function reaches(value: number, mark: number, direction: 'higher' | 'lower'): boolean {
  return direction === 'higher' ? value >= mark : value <= mark;
}

const withoutBaseline = defineFact({
  name: 'adoption.measures-without-baseline',
  label: 'Measures without a baseline',
  help: 'Measures of which nobody knows how it was before: whether it got better can never be told.',
  unit: 'measures',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { missing: 'No baseline', known: 'Baseline {{baseline}}' },
  select: measure,
  judge: (row) => {
    if (!isMeasured(row)) return undefined;
    const { baseline } = row.fields;
    return baseline === undefined
      ? { ok: false, reason: 'missing' }
      : { ok: true, reason: 'known', details: { baseline } };
  },
});

const shortBaseline = defineFact({
  name: 'adoption.measures-short-baseline',
  label: 'Measures with a short baseline',
  help: `Measures with fewer than ${cadence.baselinePoints} values from before go-live (phase “Before”). Fewer cannot be told from chance and season.`,
  unit: 'measures',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { short: '{{points}} of {{needed}} values before go-live', enough: '{{points}} values before go-live' },
  select: measure,
  judge: (row, graph, at) => {
    if (!isMeasured(row)) return undefined;
    const points = valuesOf(graph, row.id, at).filter(({ fields }) => fields.phase === 'before').length;
    const ok = points >= cadence.baselinePoints;
    return { ok, value: points, reason: ok ? 'enough' : 'short', details: { points, needed: cadence.baselinePoints } };
  },
});

const notMeasured = defineFact({
  name: 'adoption.measures-not-measured',
  label: 'Measures without a recent value',
  help: `Measures whose last value is older than they are measured often, with some days to spare (${Object.entries(
    cadence.measureDays,
  )
    .map(([every, days]) => `${every}: ${days} days`)
    .join('; ')}). One that does not say how often counts as monthly; one that is paused is left out.`,
  unit: 'measures',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    never: 'Never measured',
    old: 'Last measured {{days}} days ago, for {{on}}',
    recent: 'Last measured for {{on}}',
  },
  select: measure,
  judge: (row, graph, at) => {
    if (row.state !== 'active') return undefined;
    const last = valuesOf(graph, row.id, at).at(-1);
    if (!last) return { ok: false, reason: 'never' };
    const { on } = last.fields;
    const days = daysBetween(on, at.today);
    const ok = days <= (cadence.measureDays[row.fields.every ?? 'month'] ?? 0);
    return { ok, value: days, reason: ok ? 'recent' : 'old', details: { on, days } };
  },
});

const onTarget = defineFact({
  name: 'adoption.measures-on-target',
  label: 'Measures on target',
  help: 'Of the measures that have a target, those whose last value reaches it. One without a value does not.',
  unit: '%',
  fold: 'share',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: { reached: '{{value}} reaches {{target}}', missed: '{{value}} misses {{target}}', never: 'Never measured' },
  select: measure,
  judge: (row, graph, at) => {
    const { target, direction } = row.fields;
    if (!isMeasured(row) || target === undefined) return undefined;
    const value = valuesOf(graph, row.id, at).at(-1)?.fields.value;
    if (value === undefined) return { ok: false, reason: 'never' };
    const ok = reaches(value, target, direction);
    return { ok, value, reason: ok ? 'reached' : 'missed', details: { value, target } };
  },
});

const worseThanBefore = defineFact({
  name: 'adoption.measures-worse-than-baseline',
  label: 'Measures worse than before',
  help: 'Measures whose last value is worse than the baseline. Some are for a while after go-live; none should stay so.',
  unit: 'measures',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { worse: '{{value}}, before it was {{baseline}}', fine: '{{value}}, before it was {{baseline}}' },
  select: measure,
  judge: (row, graph, at) => {
    const { baseline, direction } = row.fields;
    const value = valuesOf(graph, row.id, at).at(-1)?.fields.value;
    if (!isMeasured(row) || baseline === undefined || value === undefined) return undefined;
    const ok = reaches(value, baseline, direction);
    return { ok, value, reason: ok ? 'fine' : 'worse', details: { value, baseline } };
  },
});

export const MEASURE_FACTS: readonly Fact[] = [withoutBaseline, shortBaseline, notMeasured, onTarget, worseThanBefore];

import { defineFact, type Fact, type FieldsOf, type GraphReader, hasCome, type Row } from '@callosum/kernel';
import { finiteSampleSize, sampleSize } from '@callosum/statistics';
import { acceptanceSample } from '../kinds/acceptance-sample.ts';
import { dataClass } from '../kinds/data-class.ts';
import { migrationLimits } from '../limits.ts';
import { tolerated } from './migration.ts';

type SampleRow = Row<FieldsOf<typeof acceptanceSample>>;

/** The class whose load a sample was drawn from. */
function classOf(graph: GraphReader, { id }: SampleRow): Row<FieldsOf<typeof dataClass>> | undefined {
  return graph
    .out(id, 'acceptanceSample.of')
    .flatMap(({ to }) => graph.out(to, 'migrationLoad.of'))
    .flatMap(({ to }) => graph.get(dataClass, to) ?? [])[0];
}

/** Records that have to be drawn to show what the class asks for, with the defects allowed. */
function needed({ fields: { lotSize, acceptedDefects = 0 } }: SampleRow, percent: number): number {
  const { confidence } = migrationLimits;
  if (percent >= 100) return 1;
  return lotSize === undefined
    ? sampleSize(percent / 100, confidence, acceptedDefects)
    : finiteSampleSize(lotSize, percent / 100, confidence, acceptedDefects);
}

const unsound = defineFact({
  name: 'golive.samples-unsound',
  label: 'Samples that prove too little',
  help: `Samples that were reviewed and are too small for what the class tolerates, treat a safety-critical class as if it were none, or whose reviewers agree too little (kappa below ${migrationLimits.agreementLeast}) or never measured it.`,
  unit: 'samples',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    adrift: 'Nothing says which class it was drawn from',
    lax: 'The class is safety-critical, and the sample is not',
    small: '{{drawn}} records were drawn; {{needed}} are needed to show an error below {{limit}} %',
    unmeasured: 'Nobody has measured how far the reviewers agree',
    disagree: 'The reviewers agree too little: kappa {{kappa}}',
    sound: '{{drawn}} records were drawn, and {{needed}} needed',
  },
  select: acceptanceSample,
  judge: (row, graph, at) => {
    const { reviewedOn, safetyCritical, sampleSize: drawn = 0, agreement } = row.fields;
    if (row.state === 'drawn' || row.state === 'refused') return undefined;
    if (reviewedOn === undefined || !hasCome(reviewedOn, at)) return undefined;
    const of = classOf(graph, row);
    if (!of) return { ok: false, reason: 'adrift' };
    if ((of.fields.safetyCritical ?? false) && !(safetyCritical ?? false)) return { ok: false, reason: 'lax' };
    const limit = tolerated(of);
    const details = { drawn, needed: needed(row, limit), limit };
    if (drawn < details.needed) return { ok: false, reason: 'small', details };
    if (agreement === undefined) return { ok: false, reason: 'unmeasured' };
    if (agreement < migrationLimits.agreementLeast) {
      return { ok: false, reason: 'disagree', details: { kappa: agreement } };
    }
    return { ok: true, reason: 'sound', details };
  },
});

export const SAMPLE_FACTS: readonly Fact[] = [unsound];

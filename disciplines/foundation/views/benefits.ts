import {
  addDays,
  daysBetween,
  defineView,
  ends,
  type GraphReader,
  type Mention,
  mentionOf,
  type Moment,
  type Row,
  type ValuesOf,
} from '@callosum/kernel';
import { rampValue, realisedShare, RULE_SETS } from '@callosum/statistics';
import { z } from 'zod';
import { currentProject } from '../go-live.ts';
import { governance } from '../governance.ts';
import { benefit } from '../kinds/benefit.ts';
import { chartOf, type MeasuredChart, measuredOf, meanOfLast, type Measured } from './measured.ts';

type Benefit = Row<ValuesOf<typeof benefit.fields>>;

/**
 * Where a benefit stands: `reached` its target; `onWay`, as far as its ramp says by today or further; `behind` that; `worse` than before; `early`, go-live has
 * not been; `unmeasured` since; `incomplete`, without a figure before or a target.
 */
export type BenefitStand = 'reached' | 'onWay' | 'behind' | 'worse' | 'early' | 'unmeasured' | 'incomplete';

export interface TrackedBenefit extends Mention {
  readonly sign: 'benefit' | 'disbenefit';
  readonly category?: string;
  readonly unit?: string;
  readonly owner?: string;
  readonly before?: number;
  readonly target?: number;
  /** Mean of the last few values since go-live, or else the figure that somebody entered. */
  readonly now?: number;
  /** What the ramp says for today. */
  readonly expected?: number;
  /** Share of the promised change that has come; 1 on target, negative when it went the other way. Only of benefits. */
  readonly realised?: number;
  readonly expectedShare?: number;
  readonly stand: BenefitStand;
  readonly measure?: Mention;
}

export interface Benefits {
  /** What is worst off comes first. */
  readonly benefits: readonly TrackedBenefit[];
  /** The one whose measurements are shown. */
  readonly chosen?: {
    readonly id: string;
    readonly chart: MeasuredChart;
    readonly ramp: readonly { readonly on: string; readonly value: number }[];
  };
  readonly goLive?: string;
  readonly rules: { readonly id: string; readonly title: string; readonly source: string; readonly status: string };
  readonly limits: 'own' | 'first';
}

const RULE_IDS = RULE_SETS.map(({ id }) => id);
const [USUAL] = RULE_SETS;
const WORST_FIRST: readonly BenefitStand[] = [
  'worse',
  'behind',
  'unmeasured',
  'incomplete',
  'onWay',
  'early',
  'reached',
];

/** What is better for it, as measured: share of the promise, the way to it, and what in the measurements is a signal. */
export const benefits = defineView({
  name: 'benefits',
  label: 'Benefits',
  help: 'What has come of each promise, as measured: where it should be by now, and which values are more than chance on a control chart with a line at go-live.',
  home: ['project', 'programme', 'organisation'],
  reads: [benefit.name, 'measure', 'measurement'],
  choices: z.object({
    benefit: z.string().optional(),
    rules: z.enum(RULE_IDS).default(USUAL?.id ?? ''),
    limits: z.enum(['own', 'first']).default('own'),
  }),
  build: ({ graph, at }, { benefit: wanted, rules, limits }): Benefits => {
    const goLive = currentProject(graph)?.fields.goLive;
    const set = RULE_SETS.find(({ id }) => id === rules) ?? USUAL;
    if (!set) throw new RangeError('There are no rules for control charts.');
    const all = [...graph.all(benefit)].map((row) => {
      const measure = measureOf(graph, row.id);
      return { row, measure, measured: measure ? measuredOf(graph, measure.id, goLive, at) : [] };
    });
    const tracked = all
      .map((one) => ({ ...one, told: track(graph, one.row, one.measure, one.measured, goLive, at) }))
      .sort(
        (a, b) =>
          WORST_FIRST.indexOf(a.told.stand) - WORST_FIRST.indexOf(b.told.stand) || a.told.number - b.told.number,
      );
    const chosen = tracked.find(({ row }) => row.id === wanted) ?? tracked.find(({ measured }) => measured.length > 0);
    return {
      benefits: tracked.map(({ told }) => told),
      ...(chosen
        ? {
            chosen: {
              id: chosen.row.id,
              chart: chartOf(graph, chosen.measured, set, limits),
              ramp: rampOf(chosen.row, goLive),
            },
          }
        : {}),
      ...(goLive === undefined ? {} : { goLive }),
      rules: { id: set.id, title: set.title, source: set.source, status: set.status },
      limits,
    };
  },
});

/** The measure that tells it: the one it names, or else the only one of the needs that it answers. */
function measureOf(graph: GraphReader, id: string): Row | undefined {
  const [named] = ends(graph, id, 'benefit.measuredBy');
  if (named) return named;
  const found = new Map(
    ends(graph, id, 'benefit.realises')
      .flatMap((need) => ends(graph, need.id, 'measure.of', 'in'))
      .map((row) => [row.id, row]),
  );
  const [only] = found.values();
  return found.size === 1 ? only : undefined;
}

function track(
  graph: GraphReader,
  row: Benefit,
  measure: Row | undefined,
  measured: readonly Measured[],
  goLive: string | undefined,
  at: Moment,
): TrackedBenefit {
  const { sign, category, unit, owner, baseline, target } = row.fields;
  const now = valueNow(row, measured, at);
  const expected = expectedOn(row, goLive, at.today);
  const share = (value: number | undefined): number | undefined =>
    sign === 'disbenefit' || baseline === undefined || target === undefined || value === undefined
      ? undefined
      : realisedShare(baseline, target, value);
  const [realised, expectedShare] = [share(now), share(expected)];
  return {
    ...mentionOf(graph, row),
    sign: sign === 'disbenefit' ? 'disbenefit' : 'benefit',
    ...(category === undefined ? {} : { category }),
    ...(unit === undefined ? {} : { unit }),
    ...(owner === undefined ? {} : { owner }),
    ...(baseline === undefined ? {} : { before: baseline }),
    ...(target === undefined ? {} : { target }),
    ...(now === undefined ? {} : { now }),
    ...(expected === undefined ? {} : { expected }),
    ...(realised === undefined ? {} : { realised }),
    ...(expectedShare === undefined ? {} : { expectedShare }),
    stand: standOf(row, { now, realised, expectedShare, isEarly: goLive === undefined || goLive > at.today }),
    ...(measure ? { measure: mentionOf(graph, measure) } : {}),
  };
}

function valueNow(row: Benefit, measured: readonly Measured[], at: Moment): number | undefined {
  const since = measured.filter(({ phase }) => phase === 'after');
  if (since.length > 0) return meanOfLast(since, governance.benefitMeanOf);
  const { realised, realisedOn } = row.fields;
  return realisedOn !== undefined && realisedOn > at.today ? undefined : realised;
}

function standOf(
  { fields: { sign, baseline, target, direction } }: Benefit,
  found: {
    readonly now: number | undefined;
    readonly realised: number | undefined;
    readonly expectedShare: number | undefined;
    readonly isEarly: boolean;
  },
): BenefitStand {
  const { now, realised, expectedShare = 0, isEarly } = found;
  if (target === undefined || (sign !== 'disbenefit' && (baseline === undefined || baseline === target)))
    return 'incomplete';
  if (now === undefined) return isEarly ? 'early' : 'unmeasured';
  // A dis-benefit promises nothing: it is kept within what was accepted, or it is not.
  if (sign === 'disbenefit') return (direction === 'higher' ? now >= target : now <= target) ? 'reached' : 'behind';
  if (realised === undefined || realised < 0) return 'worse';
  if (realised >= 1) return 'reached';
  return realised >= expectedShare ? 'onWay' : 'behind';
}

/** Whole months of 30.4 days are near enough for what is expected. */
const MONTH_DAYS = 365.25 / 12;

const monthsOf = ({ fields: { rampMonths = governance.rampMonths } }: Benefit): number => rampMonths;

function expectedOn(row: Benefit, goLive: string | undefined, day: string): number | undefined {
  const { sign, baseline, target } = row.fields;
  if (sign === 'disbenefit' || baseline === undefined || target === undefined || goLive === undefined) return undefined;
  return rampValue(baseline, target, daysBetween(goLive, day), monthsOf(row) * MONTH_DAYS);
}

/** The promised way: flat until go-live, then to the target. */
function rampOf(row: Benefit, goLive: string | undefined): readonly { readonly on: string; readonly value: number }[] {
  const { sign, baseline, target } = row.fields;
  if (sign === 'disbenefit' || baseline === undefined || target === undefined || goLive === undefined) return [];
  return [
    { on: goLive, value: baseline },
    { on: addDays(goLive, Math.round(monthsOf(row) * MONTH_DAYS)), value: target },
  ];
}

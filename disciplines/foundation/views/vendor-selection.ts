import { defineView, type GraphReader, type Mention, mentionOf, type Row, type ValuesOf } from '@callosum/kernel';
import { z } from 'zod';
import { governance } from '../governance.ts';
import { selectionCriterion } from '../kinds/selection-criterion.ts';
import { vendor } from '../kinds/vendor.ts';
import { vendorScore } from '../kinds/vendor-score.ts';
import { costOf, type VendorCost } from './vendor-cost.ts';

type Criterion = Row<ValuesOf<typeof selectionCriterion.fields>>;
type Score = Row<ValuesOf<typeof vendorScore.fields>>;

/** What one scorer gave, blind first and agreed afterwards. */
export interface Given {
  readonly record: Mention;
  readonly scorer: string;
  readonly score: number;
  readonly consensus?: number;
}

/** What one vendor was given for one criterion. */
export interface CellScore {
  readonly vendor: string;
  /** Mean of what holds for each scorer: the consensus where there is one, else what he gave. Undefined without a score. */
  readonly value?: number;
  /** Largest less smallest of the scores given blindly. */
  readonly spread: number;
  readonly given: readonly Given[];
}

export interface JudgedCriterion extends Mention {
  readonly weight: number;
  readonly mandatory: boolean;
  readonly group?: string;
  /** In the order of the vendors. */
  readonly cells: readonly CellScore[];
}

export interface ComparedVendor extends Mention {
  readonly product?: string;
  /** Knock-out criteria it does not meet; it is out of the ranking then. */
  readonly failed: readonly Mention[];
  readonly cost?: VendorCost;
}

export interface VendorSelection {
  readonly vendors: readonly ComparedVendor[];
  /** Criteria whose scores are shown, the heaviest first. */
  readonly criteria: readonly JudgedCriterion[];
  /** Criteria still scored blindly, or not opened yet: nothing of their scores is told, whoever asks. */
  readonly blind: readonly Mention[];
  /** Shown criteria that some vendor has no score for; they cannot be weighed. */
  readonly incomplete: readonly Mention[];
  /** Places, in `vendors` and `criteria`, of what is weighed against each other. */
  readonly ranked: readonly number[];
  readonly weighed: readonly number[];
  readonly years: number;
  readonly rate: number;
}

const DISCLOSED: ReadonlySet<string> = new Set(['consensus', 'closed']);
/** Least that meets a knock-out criterion: the scale says what nought means, and what is below one is nearer to it than to anything. */
const LEAST = 1;

/** Offers side by side: what they were given and how far apart the scorers were, who leads, what would have to change, what it costs over its life. */
export const vendorSelection = defineView({
  name: 'vendor-selection',
  label: 'Vendor selection',
  help: 'Offers side by side once the panel has met: who leads, how far apart the scorers were, how far a weight has to move before another leads, and what each costs over its life.',
  home: ['project', 'programme', 'organisation'],
  reads: [selectionCriterion.name, vendorScore.name],
  choices: z.object({
    years: z.coerce.number().int().min(1).max(15).default(governance.costYears),
    rate: z.coerce.number().min(0).max(20).default(governance.discountPercent),
  }),
  build: ({ graph }, { years, rate }): VendorSelection => {
    const all = [...graph.all(selectionCriterion)];
    const shown = all
      .filter(({ state }) => DISCLOSED.has(state))
      .sort((a, b) => b.fields.weight - a.fields.weight || a.number - b.number);
    const scores = scoresOf(graph);
    const scored = new Set(shown.flatMap(({ id }) => [...(scores.get(id)?.keys() ?? [])]));
    const compared = [...graph.all(vendor)]
      .filter(({ id, state }) => (scored.size > 0 ? scored.has(id) : state === 'shortlisted'))
      .sort((a, b) => a.number - b.number);
    const criteria = shown.map((row) => judged(graph, row, compared, scores.get(row.id)));
    const vendors = compared.map((row, place): ComparedVendor => {
      const cost = costOf(graph, row.id, years, rate / 100);
      return {
        ...mentionOf(graph, row),
        ...(row.fields.product === undefined ? {} : { product: row.fields.product }),
        failed: criteria
          .filter(({ mandatory, cells }) => mandatory && (cells[place]?.value ?? LEAST) < LEAST)
          .map(named),
        ...(cost ? { cost } : {}),
      };
    });
    const places = (list: readonly boolean[]): readonly number[] => list.flatMap((is, place) => (is ? [place] : []));
    const whole = criteria.map(({ cells }) => cells.every(({ value }) => value !== undefined));
    return {
      vendors,
      criteria,
      blind: all.filter(({ state }) => !DISCLOSED.has(state)).map((row) => mentionOf(graph, row)),
      incomplete: criteria.filter((_, place) => !whole[place]).map(named),
      ranked: places(vendors.map(({ failed }) => failed.length === 0)),
      weighed: places(whole),
      years,
      rate,
    };
  },
});

/** By criterion and vendor. */
function scoresOf(graph: GraphReader): ReadonlyMap<string, ReadonlyMap<string, readonly Score[]>> {
  const found = new Map<string, Map<string, Score[]>>();
  for (const row of graph.all(vendorScore)) {
    const [by] = graph.out(row.id, 'vendorScore.by');
    const [of] = graph.out(row.id, 'vendorScore.of');
    if (!by || !of || row.fields.score === undefined) continue;
    const vendors = found.get(by.to) ?? new Map<string, Score[]>();
    vendors.set(of.to, [...(vendors.get(of.to) ?? []), row]);
    found.set(by.to, vendors);
  }
  return found;
}

function judged(
  graph: GraphReader,
  row: Criterion,
  vendors: readonly Row[],
  scores: ReadonlyMap<string, readonly Score[]> | undefined,
): JudgedCriterion {
  const { weight, mandatory = false, group } = row.fields;
  return {
    ...mentionOf(graph, row),
    weight,
    mandatory,
    ...(group === undefined ? {} : { group }),
    cells: vendors.map(({ id }) => cellOf(graph, id, scores?.get(id) ?? [])),
  };
}

function cellOf(graph: GraphReader, id: string, scores: readonly Score[]): CellScore {
  const given = scores.map((row): Given => {
    const { scorer, score = 0, consensus } = row.fields;
    return { record: mentionOf(graph, row), scorer, score, ...(consensus === undefined ? {} : { consensus }) };
  });
  if (given.length === 0) return { vendor: id, spread: 0, given };
  const blind = given.map(({ score }) => score);
  const holds = given.map(({ score, consensus = score }) => consensus);
  return {
    vendor: id,
    value: holds.reduce((sum, one) => sum + one, 0) / holds.length,
    spread: Math.max(...blind) - Math.min(...blind),
    given,
  };
}

function named({ id, kind, number, title, state, scope }: Mention): Mention {
  return { id, kind, number, title, state, scope };
}

/** The scores that are weighed: for each such criterion those of each ranked vendor. */
export function scoreTable({ criteria, ranked, weighed }: VendorSelection): readonly (readonly number[])[] {
  return weighed.map((place) => ranked.map((one) => criteria[place]?.cells[one]?.value ?? 0));
}

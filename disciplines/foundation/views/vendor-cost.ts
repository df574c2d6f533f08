import { ends, type GraphReader, type Mention, mentionOf, type Row } from '@callosum/kernel';
import { type CostLine, type CostYear, costOverYears } from '@callosum/statistics';
import { z } from 'zod';

/** What a vendor's offer or contract comes to over a number of years. */
export interface VendorCost {
  readonly currency: string;
  readonly years: readonly CostYear[];
  readonly total: number;
  /** In money of the first year. */
  readonly present: number;
  /** What is paid once, and what is paid again each year, in all. */
  readonly once: number;
  readonly again: number;
  /** What it was taken from. */
  readonly from: readonly Mention[];
  /** Contracts of which only one sum is known; it stands in the first year. */
  readonly undivided: readonly Mention[];
  /** Amounts in another currency, which are not counted. */
  readonly foreign: readonly Mention[];
}

interface Line extends CostLine {
  readonly currency: string;
  readonly from: Row;
}

const money = z.object({ amount: z.string(), currency: z.string() });

/** @returns undefined when nothing is known of its price. */
export function costOf(graph: GraphReader, vendor: string, years: number, rate: number): VendorCost | undefined {
  const contracts = ends(graph, vendor, 'contract.with', 'in').filter(({ state }) => state !== 'ended');
  const undivided: Row[] = [];
  const lines = contracts.flatMap((contract): readonly Line[] => {
    const own = priced(contract, years);
    if (own.length > 0) return own;
    const budgeted = ends(graph, contract.id, 'budgetLine.pays', 'in').flatMap(budgetedLines);
    if (budgeted.length > 0) return budgeted;
    const whole = line(contract, 'value', { year: 1 });
    if (whole.length > 0) undivided.push(contract);
    return whole;
  });
  const [first] = lines;
  if (!first) return undefined;
  const { currency } = first;
  const own = lines.filter((one) => one.currency === currency);
  const spread = costOverYears(own, years, rate);
  const sum = (list: readonly number[]): number => list.reduce((all, one) => all + one, 0);
  const paid = (list: readonly Line[]): number => sum(costOverYears(list, years, 0).map(({ amount }) => amount));
  return {
    currency,
    years: spread,
    total: sum(spread.map(({ amount }) => amount)),
    present: sum(spread.map(({ present }) => present)),
    once: paid(own.filter(({ until }) => until === undefined)),
    again: paid(own.filter(({ until }) => until !== undefined)),
    from: mentions(
      graph,
      own.map(({ from }) => from),
    ),
    undivided: mentions(graph, undivided),
    foreign: mentions(
      graph,
      lines.filter((one) => one.currency !== currency).map(({ from }) => from),
    ),
  };
}

/** What is paid each year goes on after the contract: whoever uses it then, pays for it then. */
function priced(contract: Row, years: number): readonly Line[] {
  return [...line(contract, 'oneOff', { year: 1 }), ...line(contract, 'yearly', { year: 1, until: years })];
}

function budgetedLines(row: Row): readonly Line[] {
  const { year, untilYear } = row.fields;
  const when = {
    year: typeof year === 'number' ? year : 1,
    ...(typeof untilYear === 'number' ? { until: untilYear } : {}),
  };
  const expected = line(row, 'forecast', when);
  return expected.length > 0 ? expected : line(row, 'planned', when);
}

function line(from: Row, field: string, when: Pick<CostLine, 'year' | 'until'>): readonly Line[] {
  const read = money.safeParse(from.fields[field]);
  return read.success ? [{ ...when, amount: Number(read.data.amount), currency: read.data.currency, from }] : [];
}

function mentions(graph: GraphReader, rows: readonly Row[]): readonly Mention[] {
  return [...new Map(rows.map((row) => [row.id, mentionOf(graph, row)])).values()];
}

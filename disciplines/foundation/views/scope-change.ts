import {
  daysBetween,
  defineView,
  type GraphReader,
  type Mention,
  mentionOf,
  type Moment,
  type Row,
  type ValuesOf,
} from '@callosum/kernel';
import { z } from 'zod';
import { freezeDay } from '../facts/scope.ts';
import { governance } from '../governance.ts';
import { changeRequest } from '../kinds/change-request.ts';
import { scopeItem } from '../kinds/scope-item.ts';

type Change = Row<ValuesOf<typeof changeRequest.fields>>;
type Item = Row<ValuesOf<typeof scopeItem.fields>>;

/** What growth is counted in: items and their effort as they came into scope, cost and delay as changes were approved. */
export const GROWTH = ['items', 'effort', 'cost', 'delay'] as const;

export interface GrowthStep {
  readonly on: string;
  /** All that is in scope, or was approved, by the end of that day. */
  readonly total: number;
  readonly records: readonly Mention[];
}

export interface Growth {
  readonly counted: (typeof GROWTH)[number];
  readonly currency?: string;
  /** What was agreed: of items and effort. */
  readonly agreed: number;
  readonly now: number;
  readonly steps: readonly GrowthStep[];
  /** Part of it, but nobody said since when, or how much. */
  readonly unknown: readonly Mention[];
  /** Agreed, and put off or left out since. */
  readonly left: readonly Mention[];
}

export const OPEN_STATES = ['raised', 'assessed', 'deferred'] as const;
/** What is still to come, or to be decided: what the impact is of. */
export const AHEAD_STATES = [...OPEN_STATES, 'approved'] as const;
export const CLASSES = ['standard', 'minor', 'major', 'emergency'] as const;
export const IMPACTS = ['scope', 'training', 'testing', 'interfaces', 'clinicalContent', 'hazards', 'privacy'] as const;
export const LEVELS = ['high', 'medium', 'low', 'none', 'unrated'] as const;

export interface ScopeAndChange {
  readonly growth: Growth;
  /** Upper ends of the bands of age, in days; the last has none. */
  readonly bands: readonly number[];
  /** Open changes by class, and of each class by age in the bands. */
  readonly classes: readonly {
    readonly class: string;
    readonly open: readonly (readonly Mention[])[];
    readonly states: Readonly<Record<string, number>>;
  }[];
  /** Of changes ahead: how many touch what, how much. */
  readonly impact: readonly { readonly field: string; readonly counts: readonly number[] }[];
  readonly ahead: number;
  /** Changes ahead that delay go-live, and those that cost something. */
  readonly delays: { readonly count: number; readonly days: number };
  readonly costs: { readonly count: number; readonly amount: number; readonly currency?: string };
  readonly freeze?: string;
  /** Changes asked for since the freeze, by what became of them. */
  readonly afterFreeze: {
    readonly count: number;
    readonly open: number;
    readonly approved: number;
    readonly refused: number;
  };
  /** How many were asked for and how many decided by the end of each day on which something happened. */
  readonly flow: readonly { readonly on: string; readonly raised: number; readonly decided: number }[];
  readonly oldest?: Mention & { readonly days: number };
}

/** How far scope has moved from what was agreed, and what the wishes to change it would touch. */
export const scopeChange = defineView({
  name: 'scope-change',
  label: 'Scope and change',
  help: 'How scope has grown since it was agreed, which changes wait how long, what they would touch, and what was asked for after the freeze.',
  home: ['project'],
  reads: [changeRequest.name, scopeItem.name],
  choices: z.object({ growth: z.enum(GROWTH).default('items') }),
  build: ({ graph, at }, { growth }): ScopeAndChange => {
    const changes = [...graph.all(changeRequest)];
    const items = [...graph.all(scopeItem)];
    const ahead = changes.filter(({ state }) => has(AHEAD_STATES, state));
    const day = freezeDay(graph);
    const freeze = day !== undefined && day <= at.today ? day : undefined;
    const since = freeze === undefined ? [] : changes.filter(({ fields }) => (fields.raisedOn ?? '') >= freeze);
    const currency = usualCurrency(ahead);
    const costs = ahead.filter(({ fields: { cost } }) => cost?.currency === currency && Number(cost?.amount) > 0);
    const delays = ahead.filter(({ fields: { days = 0 } }) => days > 0);
    const oldest = oldestOf(graph, changes, at);
    return {
      growth:
        growth === 'cost' || growth === 'delay'
          ? changeGrowth(graph, changes, growth)
          : itemGrowth(graph, items, growth),
      bands: governance.ageBands,
      classes: CLASSES.map((one) => classOf(graph, one, changes, at)),
      impact: IMPACTS.map((field) => ({
        field,
        counts: LEVELS.map((level) => ahead.filter(({ fields }) => (fields[field] ?? 'unrated') === level).length),
      })),
      ahead: ahead.length,
      delays: { count: delays.length, days: sum(delays.map(({ fields: { days = 0 } }) => days)) },
      costs: {
        count: costs.length,
        amount: sum(costs.map(({ fields: { cost } }) => Number(cost?.amount ?? 0))),
        ...(currency === undefined ? {} : { currency }),
      },
      ...(freeze === undefined ? {} : { freeze }),
      afterFreeze: {
        count: since.length,
        open: since.filter(({ state }) => has(OPEN_STATES, state)).length,
        approved: since.filter(({ state }) => isApproved(state)).length,
        refused: since.filter(({ state }) => state === 'rejected').length,
      },
      flow: flowOf(changes, at),
      ...(oldest ? { oldest } : {}),
    };
  },
});

const has = (states: readonly string[], state: string): boolean => states.includes(state);
const isApproved = (state: string): boolean => has(['approved', 'implemented', 'closed'], state);
const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);

function itemGrowth(graph: GraphReader, items: readonly Item[], counted: 'items' | 'effort'): Growth {
  const inScope = items.filter(({ state }) => state === 'in');
  const size = ({ fields }: Item): number | undefined => (counted === 'items' ? 1 : fields.effort);
  const total = (rows: readonly Item[]): number => sum(rows.map((row) => size(row) ?? 0));
  const agreed = inScope.filter(({ fields }) => fields.baselined);
  const added = inScope.filter(({ fields }) => !fields.baselined);
  const first = agreed
    .map(({ fields }) => fields.addedOn)
    .filter((on) => on !== undefined)
    .sort()[0];
  const steps = growing(
    graph,
    total(agreed),
    added.map((row) => ({ row, on: row.fields.addedOn, size: size(row) })),
  );
  return {
    counted,
    agreed: total(agreed),
    now: total(inScope),
    steps: first === undefined ? steps : [{ on: first, total: total(agreed), records: [] }, ...steps],
    unknown: [
      ...added.filter((row) => row.fields.addedOn === undefined || size(row) === undefined),
      ...agreed.filter((row) => size(row) === undefined),
    ].map((row) => mentionOf(graph, row)),
    left: items.filter(({ state, fields }) => fields.baselined && state !== 'in').map((row) => mentionOf(graph, row)),
  };
}

function changeGrowth(graph: GraphReader, changes: readonly Change[], counted: 'cost' | 'delay'): Growth {
  const approved = changes.filter(({ state }) => isApproved(state));
  const currency = counted === 'cost' ? usualCurrency(approved) : undefined;
  const size = ({ fields: { cost, days } }: Change): number | undefined => {
    if (counted === 'delay') return days === undefined ? undefined : Math.max(0, days);
    return cost?.currency === currency && cost !== undefined ? Number(cost.amount) : undefined;
  };
  return {
    counted,
    ...(currency === undefined ? {} : { currency }),
    agreed: 0,
    now: sum(approved.map((row) => size(row) ?? 0)),
    steps: growing(
      graph,
      0,
      approved.map((row) => ({ row, on: row.fields.decidedOn, size: size(row) })),
    ),
    unknown: approved
      .filter((row) => row.fields.decidedOn === undefined || size(row) === undefined)
      .map((row) => mentionOf(graph, row)),
    left: [],
  };
}

/** Totals day by day, of what has a day. */
function growing(
  graph: GraphReader,
  from: number,
  parts: readonly { readonly row: Row; readonly on: string | undefined; readonly size: number | undefined }[],
): readonly GrowthStep[] {
  const days = new Map<string, { size: number; records: Mention[] }>();
  for (const { row, on, size } of parts) {
    if (on === undefined || size === undefined) continue;
    const day = days.get(on) ?? { size: 0, records: [] };
    day.size += size;
    day.records.push(mentionOf(graph, row));
    days.set(on, day);
  }
  let total = from;
  return [...days]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([on, { size, records }]) => ({ on, total: (total += size), records }));
}

function classOf(
  graph: GraphReader,
  name: string,
  changes: readonly Change[],
  at: Moment,
): ScopeAndChange['classes'][number] {
  const own = changes.filter(({ fields }) => fields.class === name);
  const open: Mention[][] = Array.from({ length: governance.ageBands.length + 2 }, () => []);
  for (const row of own) {
    if (!has(OPEN_STATES, row.state)) continue;
    const age = ageOf(row, at);
    const band =
      age === undefined ? governance.ageBands.length + 1 : governance.ageBands.findIndex((end) => age <= end);
    open[band < 0 ? governance.ageBands.length : band]?.push(mentionOf(graph, row));
  }
  const states: Record<string, number> = {};
  for (const { state } of own) states[state] = (states[state] ?? 0) + 1;
  return { class: name, open, states };
}

function ageOf({ fields: { raisedOn } }: Change, at: Moment): number | undefined {
  return raisedOn === undefined ? undefined : Math.max(0, daysBetween(raisedOn, at.today));
}

function oldestOf(graph: GraphReader, changes: readonly Change[], at: Moment): ScopeAndChange['oldest'] {
  const aged = changes.flatMap((row) => {
    const days = has(OPEN_STATES, row.state) ? ageOf(row, at) : undefined;
    return days === undefined ? [] : [{ row, days }];
  });
  const [first] = aged.sort((a, b) => b.days - a.days);
  return first && { ...mentionOf(graph, first.row), days: first.days };
}

function flowOf(changes: readonly Change[], at: Moment): ScopeAndChange['flow'] {
  const days = new Map<string, { raised: number; decided: number }>();
  const count = (on: string | undefined, what: 'raised' | 'decided'): void => {
    if (on === undefined || on > at.today) return;
    const day = days.get(on) ?? { raised: 0, decided: 0 };
    day[what] += 1;
    days.set(on, day);
  };
  for (const { fields } of changes) {
    count(fields.raisedOn, 'raised');
    count(fields.decidedOn, 'decided');
  }
  let [raised, decided] = [0, 0];
  return [...days]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([on, day]) => ({ on, raised: (raised += day.raised), decided: (decided += day.decided) }));
}

/** The currency most amounts are in. */
function usualCurrency(changes: readonly Change[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { fields } of changes) {
    if (fields.cost) counts.set(fields.cost.currency, (counts.get(fields.cost.currency) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

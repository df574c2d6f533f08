import { type Mention, mentionOf, type Row, type ViewContext } from '@callosum/kernel';
import { complexityOf, type Measure } from '../complexity.ts';
import { countedOf } from '../map-basis.ts';
import { readCounts, type TriggerCount } from '../trigger-counts.ts';
import type { InterfaceParts } from './interface-parts.ts';
import { tell, type Told } from './told.ts';

export const FIGURES = ['conforming', 'coverage', 'critical', 'endToEnd', 'queues', 'complexity'] as const;

/** A row behind a figure: what a fact says, messages of a trigger, or what makes an interface complex. */
export type FigureRow =
  | { readonly type: 'told'; readonly told: Told }
  | (TriggerCount & { readonly type: 'trigger'; readonly on: Mention })
  | { readonly type: 'measure'; readonly measure: Measure; readonly count: number; readonly points: number };

/** One of the figures that sum an interface up, with the rows that made it. */
export interface Figure {
  readonly name: (typeof FIGURES)[number];
  /** Unknown where nothing was found either way. */
  readonly tone: 'met' | 'unmet' | 'unknown';
  readonly value:
    | { readonly number: number; readonly of?: number; readonly unit?: '%' }
    | { readonly date: string }
    | null;
  readonly rows: readonly FigureRow[];
}

const of = (name: string): string => `interoperability.${name}`;

export function figuresOf(context: ViewContext, row: Row, parts: InterfaceParts): readonly Figure[] {
  return [
    conforming(context, row, parts),
    coverage(context, parts),
    critical(context, parts),
    endToEnd(context, row, parts),
    queuesOwned(context, parts),
    complexity(context, row),
  ];
}

function toldOf(context: ViewContext, fact: string, rows: readonly Row[]): readonly Told[] {
  return rows.flatMap((one) => tell(context, of(fact), one) ?? []);
}

const asRows = (told: readonly Told[]): FigureRow[] => told.map((one) => ({ type: 'told', told: one }));
const share = (part: number, whole: number): Figure['value'] =>
  whole === 0 ? null : { number: Math.round((1_000 * part) / whole) / 10, unit: '%' };
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** Tone of rows that a fact judges: unknown without any. */
function toneOf(told: readonly Told[]): Figure['tone'] {
  if (told.length === 0) return 'unknown';
  return told.every(({ ok }) => ok) ? 'met' : 'unmet';
}

function conforming(context: ViewContext, row: Row, { endpoints }: InterfaceParts): Figure {
  const told = toldOf(context, 'messages-conforming', [row]);
  const counts = endpoints.flatMap((one) =>
    readCounts(one.fields.byTrigger).map((count) => ({
      ...count,
      type: 'trigger' as const,
      on: mentionOf(context.graph, one),
    })),
  );
  const received = sum(counts.map((one) => one.received));
  return {
    name: 'conforming',
    tone: received === 0 ? 'unknown' : toneOf(told),
    value: share(sum(counts.map((one) => one.conforming)), received),
    rows: [...asRows(told), ...counts],
  };
}

function coverage(context: ViewContext, { mappings }: InterfaceParts): Figure {
  const counted = mappings.filter((one) => countedOf(context.graph, one) === 'counted');
  const told = toldOf(context, 'mapping-coverage', mappings);
  return {
    name: 'coverage',
    tone: toneOf(told),
    value: share(
      sum(counted.map(({ fields: { mapped = 0, leftBehind = 0 } }) => mapped + leftBehind)),
      sum(counted.map(({ fields }) => fields.inUse ?? 0)),
    ),
    rows: asRows(told),
  };
}

function critical(context: ViewContext, { codeMaps }: InterfaceParts): Figure {
  const told = toldOf(context, 'critical-maps-open', codeMaps);
  const open = toldOf(context, 'critical-codes-unmapped', codeMaps).map(({ value = 0 }) => value);
  return {
    name: 'critical',
    tone: toneOf(told),
    value: open.length === 0 ? null : { number: sum(open) },
    rows: asRows(told),
  };
}

function endToEnd(context: ViewContext, row: Row, { tests }: InterfaceParts): Figure {
  const told = toldOf(context, 'interfaces-ready', [row]);
  const runs = tests.filter(({ fields }) => fields.level === 'endToEnd' && fields.ranOn !== undefined);
  const last = runs
    .map(({ fields }) => fields.ranOn ?? '')
    .sort()
    .at(-1);
  const newest = runs.filter(({ fields }) => fields.ranOn === last);
  return {
    name: 'endToEnd',
    tone: last === undefined ? 'unknown' : toneOf(told),
    value: last === undefined ? null : { date: last },
    rows: asRows([...told, ...toldOf(context, 'tests-failing', newest)]),
  };
}

function queuesOwned(context: ViewContext, { queues }: InterfaceParts): Figure {
  const owned = toldOf(context, 'queues-without-owner', queues);
  return {
    name: 'queues',
    tone: toneOf(owned),
    value: owned.length === 0 ? null : { number: owned.filter(({ ok }) => ok).length, of: owned.length },
    rows: asRows([...owned, ...toldOf(context, 'queues-unreconciled', queues)]),
  };
}

function complexity({ graph }: ViewContext, row: Row): Figure {
  const found = complexityOf(graph, row.id);
  const small = found?.size.name === 'small' || found?.size.name === 'medium';
  return {
    name: 'complexity',
    tone: found ? (small ? 'met' : 'unmet') : 'unknown',
    value: found ? { number: found.points } : null,
    rows: (found?.parts ?? []).map((one) => ({ type: 'measure', ...one })),
  };
}

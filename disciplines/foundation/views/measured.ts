import { ends, type GraphReader, type Mention, mentionOf, type Moment, type Row } from '@callosum/kernel';
import { individualsChart, type RuleSet } from '@callosum/statistics';

/** Which side of go-live a value is of; `golive` is the time about it, where somebody marked it so. */
export type MeasuredPhase = 'before' | 'golive' | 'after';

/** One value of a measure that counts. */
export interface Measured {
  readonly row: Row;
  readonly on: string;
  readonly value: number;
  readonly phase: MeasuredPhase;
}

/** A control chart of a measure's values, its phases parted at go-live. */
export interface MeasuredChart {
  readonly points: readonly {
    readonly record: Mention;
    readonly on: string;
    readonly value: number;
    readonly provisional: boolean;
    readonly note?: string;
    readonly phase: MeasuredPhase;
    /** Ids of the rules that make a signal of it. */
    readonly signals: readonly string[];
  }[];
  readonly phases: readonly {
    readonly phase: MeasuredPhase;
    readonly from: number;
    readonly points: number;
    readonly centre: number;
    readonly lower?: number;
    readonly upper?: number;
  }[];
}

/** The values of a measure up to a moment, oldest first, without those declared void. */
export function measuredOf(
  graph: GraphReader,
  measure: string,
  goLive: string | undefined,
  at: Moment,
): readonly Measured[] {
  return ends(graph, measure, 'measurement.of', 'in')
    .flatMap((row): readonly Measured[] => {
      const { on, value } = row.fields;
      if (row.state === 'voided' || typeof on !== 'string' || typeof value !== 'number' || on > at.today) return [];
      return [{ row, on, value, phase: phaseOf(row, on, goLive) }];
    })
    .sort((a, b) => (a.on < b.on ? -1 : Number(a.on > b.on)) || a.row.number - b.row.number);
}

function phaseOf({ fields }: Row, on: string, goLive: string | undefined): MeasuredPhase {
  const { phase } = fields;
  if (phase === 'before' || phase === 'golive' || phase === 'after') return phase;
  return goLive !== undefined && on >= goLive ? 'after' : 'before';
}

/** Mean of the last so many values, or of as many as there are. */
export function meanOfLast(values: readonly Measured[], many: number): number | undefined {
  const last = values.slice(-many);
  return last.length === 0 ? undefined : last.reduce((sum, { value }) => sum + value, 0) / last.length;
}

export function chartOf(
  graph: GraphReader,
  measured: readonly Measured[],
  rules: RuleSet,
  limits: 'own' | 'first',
): MeasuredChart {
  const begins = measured.flatMap(({ phase }, place) =>
    phase === (measured[place - 1]?.phase ?? phase) ? [] : [place],
  );
  const chart = individualsChart(
    measured.map(({ value }) => value),
    { begins, limits, rules },
  );
  return {
    points: measured.map(({ row, on, value, phase }, place) => {
      const { provisional, note } = row.fields;
      return {
        record: mentionOf(graph, row),
        on,
        value,
        provisional: provisional === true,
        ...(typeof note === 'string' ? { note } : {}),
        phase,
        signals: chart.points[place]?.signals ?? [],
      };
    }),
    phases: chart.phases.map(({ from, points, centre, limits: reach }) => ({
      phase: measured[from]?.phase ?? 'before',
      from,
      points,
      centre,
      ...(reach ? { lower: reach.lower, upper: reach.upper } : {}),
    })),
  };
}

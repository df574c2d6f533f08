import type { GraphReader, Row } from '../graph/reader.ts';
import { defineFact, type Fact } from './fact.ts';
import type { Fields, ValuesOf } from './field.ts';
import type { Kind } from './kind.ts';
import { daysBetween, isOver } from './moment.ts';
import { listed, type Sentence } from './say.ts';

/** What the facts that every register asks have in common. */
interface Asked<F extends Fields> {
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly select: Kind<F>;
  /** Rows the question is about: those in these states; those in a state that is not closed unless stated. */
  readonly states?: readonly string[];
  /** Rows it is about besides; all of them unless stated. */
  readonly where?: (row: Row<ValuesOf<F>>, graph: GraphReader) => boolean;
  /** What an empty selection proves; nothing unless stated. */
  readonly whenEmpty?: Fact['whenEmpty'];
}

/** Whether a row is one the question is about; what is closed counts as settled. */
function isAsked<F extends Fields>({ select, states }: Asked<F>, row: Row): boolean {
  return states ? states.includes(row.state) : select.lifecycle.states[row.state]?.closed !== true;
}

const SETTLED = 'Nothing is expected of it any more';

/**
 * How many rows have passed their day. Rows without a day are in order here: asking for one is another question.
 * @param on reads the day; the field `due` unless stated.
 */
export function overdue<F extends Fields>(
  asked: Asked<F> & { readonly on?: (row: Row<ValuesOf<F>>) => string | undefined },
): Fact {
  const { select, where, on, name, label, help, whenEmpty = 'unknown' } = asked;
  return defineFact({
    name,
    label,
    help,
    unit: select.label.many.toLowerCase(),
    fold: 'failing',
    better: 'lower',
    whenEmpty,
    reasons: {
      overdue: 'Was due on {{due}}, {{days}} days ago',
      inTime: 'Due on {{due}}',
      undated: 'Has no day',
      settled: SETTLED,
    },
    select,
    judge: (row, graph, at) => {
      if (where && !where(row, graph)) return undefined;
      if (!isAsked(asked, row)) return { ok: true, reason: 'settled' };
      const due = on ? on(row) : dueOf(row);
      if (due === undefined) return { ok: true, reason: 'undated' };
      if (!isOver(due, at)) return { ok: true, reason: 'inTime', details: { due } };
      return { ok: false, reason: 'overdue', details: { due, days: daysBetween(due, at.today) } };
    },
  });
}

/**
 * How many rows lack something.
 * @param lacks names what is missing, in words; an empty list when all is there.
 */
export function missing<F extends Fields>(
  asked: Asked<F> & { readonly lacks: (row: Row<ValuesOf<F>>, graph: GraphReader) => readonly Sentence[] },
): Fact {
  const { select, where, lacks, name, label, help, whenEmpty = 'unknown' } = asked;
  return defineFact({
    name,
    label,
    help,
    unit: select.label.many.toLowerCase(),
    fold: 'failing',
    better: 'lower',
    whenEmpty,
    reasons: { missing: 'Missing: {{missing}}', complete: 'Complete', settled: SETTLED },
    select,
    judge: (row, graph) => {
      if (where && !where(row, graph)) return undefined;
      if (!isAsked(asked, row)) return { ok: true, reason: 'settled' };
      const found = lacks(row, graph);
      if (found.length === 0) return { ok: true, reason: 'complete' };
      return { ok: false, reason: 'missing', details: { missing: listed(found) } };
    },
  });
}

/** Names of fields that are empty, as `missing` takes them: `{ owner: say`owner`, due: say`day` }`. */
export function emptyOf(row: Pick<Row, 'fields'>, names: Readonly<Record<string, Sentence>>): readonly Sentence[] {
  return Object.entries(names).flatMap(([field, word]) => {
    const value = row.fields[field];
    const isEmpty = value === undefined || (typeof value === 'string' && value.trim() === '');
    return isEmpty ? [word] : [];
  });
}

/** Records that stand at the far end of links of a type. */
export function ends(graph: GraphReader, id: string, type: string, direction: 'out' | 'in' = 'out'): readonly Row[] {
  const edges = direction === 'out' ? graph.out(id, type) : graph.in(id, type);
  return edges.flatMap((edge) => {
    const row = graph.find(direction === 'out' ? edge.to : edge.from);
    return row && !row.withdrawn ? [row] : [];
  });
}

function dueOf({ fields }: Pick<Row, 'fields'>): string | undefined {
  return typeof fields.due === 'string' ? fields.due : undefined;
}

import { defineView, type GraphReader, mentionOf, type Row } from '@callosum/kernel';
import { z } from 'zod';
import { need } from '../kinds/need.ts';
import { requirement } from '../kinds/requirement.ts';
import { type Column, COLUMNS, createTracer, type Hole, HOLES, type Traced } from './trace-cells.ts';
import { type TraceGraph, traceOf } from './trace-graph.ts';
import { createJudge, STANDINGS, type Standing } from './trace-standing.ts';

/** One requirement or need. Kept short: there may be ten thousand of them. */
export interface TraceRow {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  /** One letter for each column, in their order: the first letter of how it stands, `x` for what is missing. */
  readonly cells: string;
  /** The scope it lives in, where that is another. */
  readonly scope?: string;
}

export interface Trace {
  readonly kind: 'need' | 'requirement';
  readonly columns: readonly Column[];
  /** Those with most holes first. */
  readonly rows: readonly TraceRow[];
  /** How many there are, before a hole was chosen or a word looked for. */
  readonly total: number;
  /** Of all of them, how many stand how, by column. */
  readonly counts: readonly (readonly { readonly standing: Standing; readonly count: number }[])[];
  /** Of all of them, how many have which hole. */
  readonly holes: readonly { readonly hole: Hole; readonly count: number }[];
  /** How many have none. */
  readonly whole: number;
  /** What lies up and down from the record that was chosen. */
  readonly graph?: TraceGraph;
}

export const LETTERS: Readonly<Record<Standing, string>> = {
  failing: 'f',
  missing: 'x',
  suspect: 's',
  open: 'o',
  met: 'm',
  none: '-',
};

/** From clinical need to requirement, specification, build, test, training, hazard and control, and back. */
export const trace = defineView({
  name: 'trace',
  label: 'Trace',
  help: 'From clinical need to requirement, specification, build, interface, test, result, workflow step, training, hazard and control, and back: holes first.',
  home: ['project'],
  reads: [requirement.name, need.name],
  choices: z.object({
    rows: z.enum(['requirement', 'need']).default('requirement'),
    hole: z.enum(HOLES).optional(),
    find: z.string().trim().max(100).default(''),
    record: z.string().max(64).optional(),
  }),
  build: (context, { rows: kind, hole, find, record }): Trace => {
    const { graph, registry } = context;
    const judge = createJudge(context);
    const tracer = createTracer(graph, registry, judge);
    const columns = COLUMNS.filter((column) =>
      kind === 'need' ? column !== 'need' : column !== 'goal' && column !== 'requirement',
    );
    const closed = kind === 'need' ? 'retired' : 'dropped';
    const all = [...graph.rows(kind)]
      .filter(({ state }) => state !== closed)
      .map((row) => ({ row, traced: kind === 'need' ? tracer.need(row) : tracer.requirement(row) }));
    const wanted = find.toLowerCase();
    const shown = all
      .filter(({ row, traced }) => (hole === undefined || traced.holes.has(hole)) && isFound(row, wanted))
      .sort((a, b) => b.traced.holes.size - a.traced.holes.size || a.row.number - b.row.number);
    const found = record === undefined ? undefined : traceOf(graph, registry, judge, record);
    return {
      kind,
      columns,
      rows: shown.map(({ row, traced }) => rowOf(graph, row, traced, columns)),
      total: all.length,
      counts: countsOf(all, columns),
      holes: holesOf(all),
      whole: all.filter(({ traced }) => traced.holes.size === 0).length,
      ...(found ? { graph: found } : {}),
    };
  },
});

interface One {
  readonly row: Row;
  readonly traced: Traced;
}

function isFound({ number, fields: { title } }: Row, wanted: string): boolean {
  return (
    wanted === '' || String(number) === wanted || (typeof title === 'string' && title.toLowerCase().includes(wanted))
  );
}

function rowOf(graph: GraphReader, row: Row, { cells }: Traced, columns: readonly Column[]): TraceRow {
  const { id, number, title, scope } = mentionOf(graph, row);
  const letters = columns.map((column) => LETTERS[cells[column] ?? 'none']).join('');
  return { id, number, title, cells: letters, ...(graph.owns(id) ? {} : { scope }) };
}

function countsOf(all: readonly One[], columns: readonly Column[]): Trace['counts'] {
  return columns.map((column) => {
    const counts = new Map<Standing, number>();
    for (const { traced } of all) {
      const standing = traced.cells[column] ?? 'none';
      counts.set(standing, (counts.get(standing) ?? 0) + 1);
    }
    return STANDINGS.flatMap((standing) => {
      const count = counts.get(standing) ?? 0;
      return count > 0 ? [{ standing, count }] : [];
    });
  });
}

function holesOf(all: readonly One[]): Trace['holes'] {
  const counts = new Map<Hole, number>();
  for (const { traced } of all) for (const hole of traced.holes) counts.set(hole, (counts.get(hole) ?? 0) + 1);
  return HOLES.flatMap((hole) => {
    const count = counts.get(hole) ?? 0;
    return count > 0 ? [{ hole, count }] : [];
  });
}

import { type GraphReader, isSuspect, type Mention, mentionOf, type Registry, type Row } from '@callosum/kernel';
import { newestTry } from '../trace.ts';
import type { Column } from './trace-cells.ts';
import type { Judge, Standing } from './trace-standing.ts';

/** Which way a link leads from need to proof: against its own direction where what comes later names what came before. */
const DOWN: readonly (readonly [type: string, direction: 'in' | 'out'])[] = [
  ['need.serves', 'in'],
  ['requirement.meets', 'in'],
  ['requirement.refines', 'in'],
  ['specification.details', 'in'],
  ['task.implements', 'in'],
  ['interface.implements', 'in'],
  ['mapping.implements', 'in'],
  ['uatScenario.tests', 'in'],
  ['interfaceTest.tests', 'in'],
  ['uatExecution.of', 'in'],
  ['uatScenario.walks', 'out'],
  ['workflowStep.partOf', 'in'],
  ['course.teaches', 'in'],
  ['hazard.arisesAt', 'in'],
  ['hazard.from', 'in'],
  ['safetyControl.reduces', 'in'],
  ['safetyControl.builtBy', 'in'],
  ['safetyControl.effectiveBy', 'in'],
];

const COLUMN_OF: Readonly<Record<string, Column>> = {
  goal: 'goal',
  need: 'need',
  requirement: 'requirement',
  specification: 'specification',
  task: 'build',
  interface: 'interface',
  mapping: 'interface',
  codeMap: 'interface',
  uatScenario: 'test',
  interfaceTest: 'test',
  uatExecution: 'result',
  workflow: 'step',
  workflowStep: 'step',
  course: 'training',
  hazard: 'hazard',
  safetyControl: 'control',
};

/** So many of a column are drawn; how many more there are is said. */
const MOST = 8;

export interface TraceNode extends Mention {
  readonly column: Column;
  readonly standing: Standing;
  readonly way: 'up' | 'chosen' | 'down';
}

export interface TraceEdge {
  readonly from: string;
  readonly to: string;
  readonly suspect: boolean;
}

export interface TraceGraph {
  readonly chosen: string;
  readonly nodes: readonly TraceNode[];
  readonly edges: readonly TraceEdge[];
  /** How many records of a column are not drawn. */
  readonly more: Readonly<Partial<Record<Column, number>>>;
}

/** A record with what it comes from and what comes of it, all the way. @returns undefined for one that is not on any way. */
export function traceOf(graph: GraphReader, registry: Registry, judge: Judge, id: string): TraceGraph | undefined {
  const row = graph.find(id);
  const column = row && COLUMN_OF[row.kind];
  if (!row || row.withdrawn || !column) return undefined;
  const nodes: TraceNode[] = [];
  const more: Partial<Record<Column, number>> = {};
  const drawn = new Map<Column, number>();
  const edges = new Map<string, TraceEdge>();
  const seen = new Set<string>([id]);
  const put = (one: Row, at: Column, way: TraceNode['way']): boolean => {
    const count = drawn.get(at) ?? 0;
    if (count >= MOST) {
      more[at] = (more[at] ?? 0) + 1;
      return false;
    }
    drawn.set(at, count + 1);
    nodes.push({ ...mentionOf(graph, one), column: at, standing: judge(one), way });
    return true;
  };
  put(row, column, 'chosen');
  for (const way of ['up', 'down'] as const) {
    const waiting = [row];
    for (let from = waiting.shift(); from; from = waiting.shift()) {
      for (const next of nextOf(graph, registry, from, way)) {
        edges.set(`${next.edge.from} ${next.edge.to}`, next.edge);
        if (seen.has(next.row.id)) continue;
        seen.add(next.row.id);
        if (put(next.row, next.column, way)) waiting.push(next.row);
      }
    }
  }
  const shown = new Set(nodes.map((one) => one.id));
  return {
    chosen: id,
    nodes,
    edges: [...edges.values()].filter(({ from, to }) => shown.has(from) && shown.has(to)),
    more,
  };
}

function nextOf(graph: GraphReader, registry: Registry, from: Row, way: 'up' | 'down') {
  return DOWN.flatMap(([type, direction]) => {
    const follows = way === 'down' ? direction : direction === 'in' ? 'out' : 'in';
    const latest = type === 'uatExecution.of' && way === 'down' ? newestTry(graph, from)?.id : undefined;
    return graph[follows](from.id, type).flatMap((edge) => {
      const row = graph.find(follows === 'out' ? edge.to : edge.from);
      const column = row && COLUMN_OF[row.kind];
      // Of many executions the last one tells.
      if (!row || row.withdrawn || !column || (latest !== undefined && row.id !== latest)) return [];
      const [first, last] = way === 'down' ? [from.id, row.id] : [row.id, from.id];
      return [{ row, column, edge: { from: first, to: last, suspect: isSuspect(edge, graph, registry) } }];
    });
  });
}

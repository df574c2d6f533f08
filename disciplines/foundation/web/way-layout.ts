import { type Column, COLUMNS, type TraceNode } from '../index.ts';

/** Sizes in pixels: a node, how far one stands below the other, and where the first stands. */
export const NODE = { width: 164, height: 48, step: 56, gap: 32, top: 28 } as const;

export interface WayLayout {
  readonly columns: readonly { readonly column: Column; readonly x: number; readonly nodes: readonly TraceNode[] }[];
  readonly places: ReadonlyMap<string, { readonly x: number; readonly y: number }>;
  readonly width: number;
  readonly height: number;
}

/** Columns from need to control, those with nothing in them left out; in each, nodes below each other as they were found. */
export function layOut(nodes: readonly TraceNode[]): WayLayout {
  const columns = COLUMNS.map((column) => ({ column, nodes: nodes.filter((node) => node.column === column) }))
    .filter((one) => one.nodes.length > 0)
    .map((one, index) => ({ ...one, x: index * (NODE.width + NODE.gap) }));
  const places = new Map(
    columns.flatMap(({ x, nodes: own }) => own.map(({ id }, index) => [id, { x, y: NODE.top + index * NODE.step }])),
  );
  const most = Math.max(0, ...columns.map((one) => one.nodes.length));
  return {
    columns,
    places,
    width: columns.length * (NODE.width + NODE.gap),
    // Room below for how many more there are.
    height: NODE.top + (most + 1) * NODE.step,
  };
}

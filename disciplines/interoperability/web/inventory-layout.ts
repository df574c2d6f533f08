import type { InventoryModel, Proof } from '../views/inventory.ts';

/** A system as a box. */
export interface Box {
  readonly id: string;
  readonly title: string;
  readonly x: number;
  readonly y: number;
}

/** Everything that goes from one system to another. */
export interface Strand {
  readonly from: Box;
  readonly to: Box;
  readonly count: number;
  /** The worst of them. */
  readonly proof: Proof;
  readonly perDay: number;
  readonly unowned: boolean;
  /** Where there is the way back as well, both bow apart. */
  readonly bowed: boolean;
}

export interface InventoryLayout {
  readonly boxes: readonly Box[];
  readonly strands: readonly Strand[];
  readonly width: number;
  readonly height: number;
}

export const BOX = { width: 190, height: 34 } as const;
const GAP = { x: 150, y: 14 } as const;
const WORST: readonly Proof[] = ['fallen', 'untested', 'ready'];

/**
 * Systems in three columns around those that most others talk with: who sends most stands left, who receives most right, the hubs between. Integration
 * landscapes are stars, and of a star this is the picture in which no line crosses a box.
 */
export function layoutInventory({ systems, interfaces }: InventoryModel): InventoryLayout {
  const strands = new Map<
    string,
    { from: string; to: string; count: number; proofs: Set<Proof>; perDay: number; unowned: boolean }
  >();
  for (const { source, targets, proof, perDay = 0, owner } of interfaces) {
    if (source === undefined) continue;
    for (const target of targets) {
      const key = `${source} ${target}`;
      const known = strands.get(key) ?? {
        from: source,
        to: target,
        count: 0,
        proofs: new Set(),
        perDay: 0,
        unowned: false,
      };
      known.count++;
      known.proofs.add(proof);
      known.perDay += perDay;
      known.unowned ||= owner === undefined;
      strands.set(key, known);
    }
  }
  const partners = new Map(systems.map(({ id }) => [id, new Set<string>()]));
  const flow = new Map(systems.map(({ id }) => [id, 0]));
  for (const { from, to, count } of strands.values()) {
    partners.get(from)?.add(to);
    partners.get(to)?.add(from);
    flow.set(from, (flow.get(from) ?? 0) + count);
    flow.set(to, (flow.get(to) ?? 0) - count);
  }
  const degree = (id: string): number => partners.get(id)?.size ?? 0;
  const most = Math.max(1, ...systems.map(({ id }) => degree(id)));
  const columnOf = (id: string): 0 | 1 => (degree(id) > 1 && degree(id) * 2 >= most ? 1 : 0);
  const placed = balanced(systems.map(({ id }) => ({ id, column: columnOf(id), flow: flow.get(id) ?? 0 })));
  const columns = [0, 1, 2]
    .map((column) =>
      systems
        .filter(({ id }) => placed.get(id) === column)
        .sort((a, b) => degree(b.id) - degree(a.id) || a.title.localeCompare(b.title, 'en')),
    )
    .filter((column) => column.length > 0);
  const step = BOX.height + GAP.y;
  const tallest = Math.max(1, ...columns.map(({ length }) => length));
  const height = tallest * step + GAP.y;
  const boxes = columns.flatMap((column, x) => {
    // Hubs spread over the whole height; the others stand close together.
    const pitch = column.length === 0 ? step : Math.max(step, (height - GAP.y) / column.length);
    return column.map(({ id, title }, at): Box => ({
      id,
      title,
      x: x * (BOX.width + GAP.x) + 4,
      y: (at + 0.5) * pitch - BOX.height / 2 + GAP.y / 2,
    }));
  });
  const byId = new Map(boxes.map((box) => [box.id, box]));
  return {
    boxes,
    strands: [...strands.values()].flatMap(({ from, to, count, proofs, perDay, unowned }): Strand[] => {
      const [start, end] = [byId.get(from), byId.get(to)];
      if (!start || !end) return [];
      const proof = WORST.find((one) => proofs.has(one)) ?? 'untested';
      return [{ from: start, to: end, count, proof, perDay, unowned, bowed: strands.has(`${to} ${from}`) }];
    }),
    width: columns.length * (BOX.width + GAP.x) - GAP.x + 60,
    height,
  };
}

interface Placed {
  readonly id: string;
  readonly column: 0 | 1;
  readonly flow: number;
}

/** Who sends about as much as he receives goes where there is more room. */
function balanced(systems: readonly Placed[]): ReadonlyMap<string, number> {
  const sides = systems.filter(({ column }) => column !== 1).sort((a, b) => b.flow - a.flow);
  const half = Math.ceil(sides.length / 2);
  return new Map([
    ...systems.map(({ id, column }) => [id, column] as const),
    ...sides.map(({ id }, at) => [id, at < half ? 0 : 2] as const),
  ]);
}

/** From the edge of one box to the edge of the other; within a column it bows out to the right. */
export function pathOf({ from, to, bowed }: Strand): string {
  const shift = bowed ? (from.x <= to.x ? -5 : 5) : 0;
  const [y1, y2] = [from.y + BOX.height / 2 + shift, to.y + BOX.height / 2 + shift];
  if (from.x === to.x) {
    const edge = from.x + BOX.width;
    return `M${edge} ${y1}C${edge + 46} ${y1} ${edge + 46} ${y2} ${edge} ${y2}`;
  }
  const forward = from.x < to.x;
  const x1 = forward ? from.x + BOX.width : from.x;
  const x2 = forward ? to.x : to.x + BOX.width;
  const middle = (x1 + x2) / 2;
  return `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
}

/** Where the curve has come half its way. */
export function middleOf({ from, to, bowed }: Strand): { readonly x: number; readonly y: number } {
  const shift = bowed ? (from.x <= to.x ? -5 : 5) : 0;
  const y = (from.y + to.y + BOX.height) / 2 + shift;
  return { x: from.x === to.x ? from.x + BOX.width + 34.5 : (from.x + to.x + BOX.width) / 2, y };
}

/** Line widths grow with the logarithm of what goes through: ten times as much is one step. */
export function widthOf(perDay: number): number {
  return 1.2 + Math.min(4, Math.max(0, Math.log10(Math.max(1, perDay)) - 1));
}

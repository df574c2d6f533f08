import type { Model } from './model.ts';

/**
 * In which order tasks are reckoned. A task is a vertex with its own index. A summary is two: `count + index` is where it begins and hands
 * on to its rows what it waits for; `index` is where it ends, when all its rows are known.
 */
export interface Order {
  /** Vertices, each after all it needs. */
  readonly sequence: Int32Array;
  /** Position of each vertex in the sequence. */
  readonly position: Int32Array;
  /** Links into and out of each task: those from `inStart[i]` up to `inStart[i + 1]` of `inLinks`. */
  readonly inStart: Int32Array;
  readonly inLinks: Int32Array;
  readonly outStart: Int32Array;
  readonly outLinks: Int32Array;
  /** The other end and the kind of each of `inLinks` and `outLinks`, in one number: see {@link KIND_BITS}. */
  readonly inEnds: Int32Array;
  readonly outEnds: Int32Array;
  readonly childStart: Int32Array;
  readonly children: Int32Array;
  /** Circles that were found, each as links in their order; the last was left out. */
  readonly circles: readonly (readonly number[])[];
  /** Links left out because they close a circle. */
  readonly cut: Uint8Array;
}

/** Added to the code of a link's type where it has a lag. */
export const LAGGED = 4;

/** The lower bits of a link's end, which hold its kind: the code of its type, with {@link LAGGED}. Above them is the index of the task. */
export const KIND_BITS = 3;

/** So many circles are named; in a plan with more of them, links inside what remains are left out together. */
const NAMED_CIRCLES = 200;

/** The links of each task, in the order of the file: a compressed list by `key`. */
function listsOf(count: number, keys: Int32Array, left: Uint8Array): { start: Int32Array; items: Int32Array } {
  const start = new Int32Array(count + 1);
  for (let item = 0; item < keys.length; item++) {
    if (left[item] === 0) start[(keys[item] ?? 0) + 1] = (start[(keys[item] ?? 0) + 1] ?? 0) + 1;
  }
  for (let key = 0; key < count; key++) start[key + 1] = (start[key + 1] ?? 0) + (start[key] ?? 0);
  const next = start.slice(0, count);
  const items = new Int32Array(start[count] ?? 0);
  for (let item = 0; item < keys.length; item++) {
    if (left[item] !== 0) continue;
    const key = keys[item] ?? 0;
    const at = next[key] ?? 0;
    items[at] = item;
    next[key] = at + 1;
  }
  return { start, items };
}

type OrderedModel = Pick<Model, 'count' | 'parent' | 'summary' | 'linkFrom' | 'linkTo' | 'linkType' | 'linkLag'>;

/** Puts the tasks of a plan in order and finds the circles of its logic. */
export function orderOf(model: OrderedModel): Order {
  const { count, parent, summary, linkFrom, linkTo } = model;
  const cut = new Uint8Array(linkFrom.length);
  const incoming = listsOf(count, linkTo, cut);
  const outgoing = listsOf(count, linkFrom, cut);
  const rows = childrenOf(count, parent);
  const waits = new Int32Array(2 * count);
  const sequence = new Int32Array(2 * count);
  let placed = 0;
  const beginOf = (task: number): number => (summary[task] === 1 ? count + task : task);
  for (let task = 0; task < count; task++) {
    const begin = beginOf(task);
    waits[begin] = (incoming.start[task + 1] ?? 0) - (incoming.start[task] ?? 0) + ((parent[task] ?? -1) >= 0 ? 1 : 0);
    if (begin !== task) waits[task] = 1 + (rows.start[task + 1] ?? 0) - (rows.start[task] ?? 0);
  }
  // The order follows the outline wherever it may: neighbours in memory are then reckoned one after the other.
  let swept = -1;
  const ready: number[] = [];
  const arrive = (vertex: number): void => {
    const left = (waits[vertex] ?? 0) - 1;
    waits[vertex] = left;
    if (left === 0 && (vertex < count ? vertex : vertex - count) <= swept) ready.push(vertex);
  };
  const drain = (): void => {
    for (let vertex = ready.pop(); vertex !== undefined; vertex = ready.pop()) {
      sequence[placed++] = vertex;
      if (vertex >= count) {
        const task = vertex - count;
        arrive(task);
        for (let at = rows.start[task] ?? 0; at < (rows.start[task + 1] ?? 0); at++)
          arrive(beginOf(rows.items[at] ?? 0));
        continue;
      }
      for (let at = outgoing.start[vertex] ?? 0; at < (outgoing.start[vertex + 1] ?? 0); at++) {
        const link = outgoing.items[at] ?? 0;
        if (cut[link] === 0) arrive(beginOf(linkTo[link] ?? 0));
      }
      const above = parent[vertex] ?? -1;
      if (above >= 0) arrive(above);
    }
  };
  while (++swept < count) {
    const begin = beginOf(swept);
    if (waits[begin] !== 0) continue;
    ready.push(begin);
    drain();
  }
  const vertices = count + summary.reduce((sum, one) => sum + one, 0);
  const circles: number[][] = [];
  /** Whether a vertex still waits. */
  const isOpen = (vertex: number): boolean => (waits[vertex] ?? 0) > 0;
  const leave = (link: number): void => {
    cut[link] = 1;
    arrive(beginOf(linkTo[link] ?? 0));
  };
  let from = 0;
  for (;;) {
    if (placed >= vertices) break;
    while (!isOpen(from)) from++;
    if (circles.length >= NAMED_CIRCLES) {
      for (let link = 0; link < cut.length; link++) {
        if (cut[link] === 0 && isOpen(linkFrom[link] ?? 0) && isOpen(beginOf(linkTo[link] ?? 0))) leave(link);
      }
    } else {
      const circle = circleFrom(from);
      circles.push(circle);
      const last = circle.at(-1);
      if (last !== undefined) leave(last);
    }
    drain();
  }

  /** Walks back from a vertex that waits to one that it waits for, until it has seen one twice. */
  function circleFrom(vertex: number): number[] {
    const seenAt = new Map<number, number>();
    const path: { vertex: number; link: number }[] = [];
    let here = vertex;
    while (!seenAt.has(here)) {
      seenAt.set(here, path.length);
      const step = backFrom(here);
      path.push({ vertex: here, link: step.link });
      here = step.vertex;
    }
    const links = path
      .slice(seenAt.get(here))
      .map(({ link }) => link)
      .filter((link) => link >= 0)
      .toReversed();
    // The link that came last in the file closes the circle.
    const closing = links.indexOf(links.reduce((one, other) => Math.max(one, other), -1));
    return [...links.slice(closing + 1), ...links.slice(0, closing + 1)];
  }

  /** One vertex that still waits and for which this one waits, with the link that says so, or -1 within the outline. */
  function backFrom(vertex: number): { vertex: number; link: number } {
    const task = vertex >= count ? vertex - count : vertex;
    if (vertex === beginOf(task)) {
      const above = parent[task] ?? -1;
      if (above >= 0 && isOpen(count + above)) return { vertex: count + above, link: -1 };
      for (let at = incoming.start[task] ?? 0; at < (incoming.start[task + 1] ?? 0); at++) {
        const link = incoming.items[at] ?? 0;
        const before = linkFrom[link] ?? 0;
        if (cut[link] === 0 && isOpen(before)) return { vertex: before, link };
      }
    } else {
      for (let at = rows.start[task] ?? 0; at < (rows.start[task + 1] ?? 0); at++) {
        const row = rows.items[at] ?? 0;
        if (isOpen(row)) return { vertex: row, link: -1 };
      }
      if (isOpen(count + task)) return { vertex: count + task, link: -1 };
    }
    throw new Error(`Task ${task} waits for nothing and is not in order.`);
  }

  const position = new Int32Array(2 * count).fill(-1);
  for (let at = 0; at < placed; at++) position[sequence[at] ?? 0] = at;
  const wasCut = cut.includes(1);
  const inLists = wasCut ? listsOf(count, linkTo, cut) : incoming;
  const outLists = wasCut ? listsOf(count, linkFrom, cut) : outgoing;
  return {
    sequence: sequence.slice(0, placed),
    position,
    inStart: inLists.start,
    inLinks: inLists.items,
    outStart: outLists.start,
    outLinks: outLists.items,
    inEnds: inLists.items.map((link) => endOf(model, link, linkFrom)),
    outEnds: outLists.items.map((link) => endOf(model, link, linkTo)),
    childStart: rows.start,
    children: rows.items,
    circles,
    cut,
  };
}

function childrenOf(count: number, parent: Int32Array): { start: Int32Array; items: Int32Array } {
  const left = new Uint8Array(count);
  const keys = new Int32Array(count);
  for (let task = 0; task < count; task++) {
    const above = parent[task] ?? -1;
    if (above < 0) left[task] = 1;
    else keys[task] = above;
  }
  return listsOf(count, keys, left);
}

/** @param tasks at one end of links */
function endOf({ linkType, linkLag }: Pick<Model, 'linkType' | 'linkLag'>, link: number, tasks: Int32Array): number {
  return ((tasks[link] ?? 0) << KIND_BITS) + (linkType[link] ?? 0) + (linkLag[link] === 0 ? 0 : LAGGED);
}

/** Notes that the lag of a link has changed. */
export function noteLag(model: Model, order: Order, link: number): void {
  const to = model.linkTo[link] ?? 0;
  const from = model.linkFrom[link] ?? 0;
  for (let at = order.inStart[to] ?? 0; at < (order.inStart[to + 1] ?? 0); at++) {
    if (order.inLinks[at] === link) order.inEnds[at] = endOf(model, link, model.linkFrom);
  }
  for (let at = order.outStart[from] ?? 0; at < (order.outStart[from + 1] ?? 0); at++) {
    if (order.outLinks[at] === link) order.outEnds[at] = endOf(model, link, model.linkTo);
  }
}

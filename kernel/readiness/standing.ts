import type { Moment } from '../declare/moment.ts';
import { PINNED, type Registry } from '../declare/registry.ts';
import { say, type Sentence } from '../declare/say.ts';
import type { Edge, GraphReader, Row } from '../graph/reader.ts';

/**
 * Why what a record rests on no longer carries it: `changed` materially since it was looked at, `withdrawn`, `failed` by its
 * kind's own judgement, or `decayed` because something further down no longer carries it.
 */
export interface Cause {
  readonly link: string;
  /** The record at the far end. */
  readonly record: string;
  readonly why: 'changed' | 'withdrawn' | 'failed' | 'decayed';
  /** What its kind says of a failure. */
  readonly detail?: Sentence;
  /** For `decayed`: why. */
  readonly causes: readonly Cause[];
}

/** Whether what was verified about a record still counts. */
export interface Standing {
  /** Links to evidence; none prove nothing. */
  readonly rests: number;
  /** What took its footing away; none while it stands. */
  readonly causes: readonly Cause[];
}

/**
 * Follows the links by which a record rests on evidence (`pins: 'verification'`), all the way down. Evidence counts while it
 * is there, has not changed materially since it was pinned, is not failing by its kind's own judgement, and what it
 * rests on itself still counts. Nothing heals by itself: a change that is taken back is a change.
 * @param type only links of this type from the record itself; all that pin a verification when left out.
 */
export function standingOf(row: Row, graph: GraphReader, at: Moment, registry: Registry, type?: string): Standing {
  return follow(row, graph, at, registry, new Set([row.id]), type);
}

function follow(
  row: Row,
  graph: GraphReader,
  at: Moment,
  registry: Registry,
  path: ReadonlySet<string>,
  type?: string,
): Standing {
  const types = type === undefined ? (registry.footings.get(row.kind) ?? []) : [type];
  const edges = types.flatMap((one) => graph.out(row.id, one));
  // A circle of evidence adds nothing to what is being asked already.
  const causes = edges
    .filter(({ to }) => !path.has(to))
    .flatMap((edge) => causeOf(edge, graph, at, registry, new Set([...path, edge.to])) ?? []);
  return { rests: edges.length, causes };
}

function causeOf(
  { id: link, to, fields }: Edge,
  graph: GraphReader,
  at: Moment,
  registry: Registry,
  path: ReadonlySet<string>,
): Cause | undefined {
  const row = graph.find(to);
  const cause = (why: Cause['why'], more: Partial<Cause> = {}): Cause => ({
    link,
    record: to,
    why,
    causes: [],
    ...more,
  });
  if (!row || row.withdrawn) return cause('withdrawn');
  if (row.materialVersion > pinnedAt(fields[PINNED])) return cause('changed');
  const detail = registry.kinds.get(row.kind)?.fails?.(row, graph, at);
  if (detail !== undefined) return cause('failed', { detail });
  const { causes } = follow(row, graph, at, registry, path);
  return causes.length > 0 ? cause('decayed', { causes }) : undefined;
}

function pinnedAt(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

/**
 * Whether a link that pins is suspect: its end is gone or has changed materially since somebody looked.
 * @returns false for links that do not pin.
 */
export function isSuspect({ type, to, fields }: Edge, graph: GraphReader, registry: Registry): boolean {
  if (!registry.links.get(type)?.pins) return false;
  const row = graph.find(to);
  return !row || row.withdrawn || row.materialVersion > pinnedAt(fields[PINNED]);
}

/**
 * The number and words for a cause and what led to it, the first cause of each: “TST-4 failed ← …”.
 * @param mayName whether the reader may be told which record it is; all of them unless stated.
 */
export function causeChain(
  { record, why, detail, causes }: Cause,
  graph: GraphReader,
  registry: Registry,
  mayName: (row: Row) => boolean = () => true,
): Sentence {
  const found = graph.find(record);
  const row = found && mayName(found) ? found : undefined;
  const kind = row && registry.kinds.get(row.kind);
  const name = row && kind ? `${kind.prefix}-${row.number}` : say`a record`;
  const said = {
    changed: () => say`${name} has changed since it was looked at`,
    withdrawn: () => say`${name} was withdrawn`,
    failed: () => (row && detail ? say`${name} ${detail}` : say`${name} fails`),
    decayed: () => say`${name} no longer counts`,
  }[why]();
  const [next] = causes;
  return next ? say`${said} ← ${causeChain(next, graph, registry, mayName)}` : said;
}

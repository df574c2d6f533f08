import {
  defineView,
  type GraphReader,
  type Held,
  heldOf,
  type Kind,
  lookUp,
  type Mention,
  mentionOf,
  placesOf,
  type Placing,
  placingOf,
  type Points,
  type Row,
  type SentenceForm,
  type ViewContext,
} from '@callosum/kernel';
import { z } from 'zod';
import { hazard } from '../kinds/hazard.ts';
import { risk } from '../kinds/risk.ts';

/** A control or the like that no longer counts, and why. */
export interface Fallen extends Mention {
  readonly why: readonly SentenceForm[];
}

/** A rated record at each stage, today, and on the day it is compared with. */
export interface MovedRow extends Mention {
  /** By stage; those that nobody has rated are missing. */
  readonly places: Readonly<Record<string, Points>>;
  /** The stage that holds today; null while nothing is rated. */
  readonly today: string | null;
  /** Where it stood on the day it is compared with; missing when it was not rated then. */
  readonly before?: Points;
  /** What took its last rating away. */
  readonly fallen: readonly Fallen[];
}

export interface RiskMovement {
  /** Kinds of which records are rated by a table of two axes, with how many there are. */
  readonly kinds: readonly { readonly kind: string; readonly count: number }[];
  readonly kind: string;
  readonly rows: readonly MovedRow[];
  /** How many nobody has rated. */
  readonly unrated: number;
  /** Of those with a first and a last rating: lower in the end. */
  readonly reduced: number;
  /** Of those whose last rating is lower: it does not hold today, because something they count on does not. */
  readonly decayed: number;
  /** Of those that hold their first rating: nobody has verified yet what the last one counts on. */
  readonly waiting: number;
  /** Since the day it is compared with. */
  readonly since?: { readonly on: string; readonly down: number; readonly up: number; readonly fresh: number };
}

/** How hazards and risks move through their table: what controls promise, what holds today, and what decay took away. */
export const riskMovement = defineView({
  name: 'risk-movement',
  label: 'Risk movement',
  help: 'Every rated hazard and risk in the table it is rated by: where it began, where controls bring it, where it stands today, and which controls no longer count.',
  home: ['project', 'programme', 'organisation'],
  reads: [hazard.name, risk.name],
  compares: true,
  choices: z.object({ kind: z.string().max(64).optional() }),
  build: (context, { kind: wanted }): RiskMovement => {
    const { graph, registry, since } = context;
    const kinds = [...registry.kinds.values()]
      .filter((kind) => placingOf(kind) !== undefined && graph.count(kind.name) > 0)
      .sort((a, b) => Number(b.holds !== undefined) - Number(a.holds !== undefined));
    const kind = kinds.find(({ name }) => name === wanted) ?? kinds[0] ?? hazard;
    const placing = placingOf(kind);
    const all = placing ? [...graph.rows(kind.name)].filter(({ state }) => !isClosed(kind, state)) : [];
    const rows = placing ? all.map((row) => moved(context, kind, placing, row)) : [];
    const rated = rows.filter(({ today }) => today !== null);
    const rank = (points: Points | undefined): number =>
      (placing && points && lookUp(placing.table, points)?.rank) ?? 0;
    const [first, last] = [placing?.stages[0]?.key ?? '', placing?.stages.at(-1)?.key ?? ''];
    const lower = rated.filter(({ places }) => places[last] && rank(places[last]) < rank(places[first]));
    const notHeld = lower.filter(({ today }) => today !== last);
    const decayed = notHeld.filter(({ fallen }) => fallen.length > 0);
    const change = rated.flatMap(({ places, today, before }) =>
      before ? [rank(places[today ?? '']) - rank(before)] : [],
    );
    return {
      kinds: kinds.map(({ name }) => ({ kind: name, count: graph.count(name) })),
      kind: kind.name,
      rows: rated.toSorted(
        (a, b) => rank(b.places[b.today ?? '']) - rank(a.places[a.today ?? '']) || a.number - b.number,
      ),
      unrated: rows.length - rated.length,
      reduced: lower.length,
      decayed: decayed.length,
      waiting: notHeld.length - decayed.length,
      ...(since
        ? {
            since: {
              on: since.at.today,
              down: change.filter((steps) => steps < 0).length,
              up: change.filter((steps) => steps > 0).length,
              fresh: rated.length - change.length,
            },
          }
        : {}),
    };
  },
});

function isClosed({ lifecycle }: Kind, state: string): boolean {
  return lifecycle.states[state]?.closed === true;
}

/** The stage that holds: what the kind says, else the last that somebody has rated. */
function heldStage(context: ViewContext, kind: Kind, { stages }: Placing, row: Row): Held | undefined {
  if (kind.holds) return heldOf(context, row);
  const last = stages.findLast(({ at }) => at(row.fields) !== undefined);
  return last && { stage: last.key, why: [], on: [] };
}

function moved(context: ViewContext, kind: Kind, placing: Placing, row: Row): MovedRow {
  const places = placesOf(placing, row.fields);
  const held = heldStage(context, kind, placing, row);
  const today = held && Object.hasOwn(places, held.stage) ? held.stage : null;
  const before = standing(context, kind, placing, row.id);
  return {
    ...mentionOf(context.graph, row),
    places,
    today,
    ...(before ? { before } : {}),
    fallen: fallen(context.graph, held),
  };
}

/** Where it stood on the day it is compared with. */
function standing({ since, registry }: ViewContext, kind: Kind, placing: Placing, id: string): Points | undefined {
  const then = since?.graph.find(id);
  if (!since || !then || then.withdrawn) return undefined;
  const held = heldStage({ ...since, registry }, kind, placing, then);
  return held && placesOf(placing, then.fields)[held.stage];
}

/** What was verified once and no longer counts; what nobody has verified yet has not fallen. */
function fallen(graph: GraphReader, held: Held | undefined): readonly Fallen[] {
  return (held?.on ?? [])
    .filter((one) => one.fallen === true)
    .map(({ record, why }) => ({ ...mentionOf(graph, record), why: why.map((one) => one.toJSON()) }));
}

import {
  type FieldValues,
  type GraphReader,
  type Held,
  type Kind,
  type Moment,
  placesOf,
  type Placing,
  placingOf,
  type Registry,
  type Row,
  type Sight,
  told,
} from '@callosum/kernel';
import type { held } from '@callosum/kernel/contract';
import type { z } from 'zod';
import { titleOf } from './title.ts';

/**
 * The stage of its ratings that holds of a record at a moment: what its kind says, else the last that somebody has given.
 * @param mayName which records the reasons may name.
 */
function heldStage(
  kind: Kind,
  placing: Placing,
  row: Row,
  graph: GraphReader,
  at: Moment,
  registry: Registry,
  mayName: (row: Row) => boolean,
): Held | undefined {
  if (kind.holds) return kind.holds(row, graph, at, registry, mayName);
  const last = placing.stages.findLast(({ at: placed }) => placed(row.fields) !== undefined);
  return last && { stage: last.key, why: [], on: [] };
}

/** Where a record stands at each stage and today, as its reader sees it. @param fields those he may see. */
export function placeToday(
  kind: Kind,
  row: Row,
  fields: FieldValues,
  graph: GraphReader,
  at: Moment,
  registry: Registry,
) {
  const placing = placingOf(kind);
  if (!placing) return { places: {}, today: null };
  const places = placesOf(placing, fields);
  const stage = heldStage(kind, placing, row, graph, at, registry, () => false)?.stage;
  // Which stage holds is told of what he sees only.
  return { places, today: stage !== undefined && Object.hasOwn(places, stage) ? stage : null };
}

/** What holds of a record’s ratings today: judged with full sight, told without what the reader does not see. */
export function heldFor(
  kind: Kind | undefined,
  row: Row,
  graph: GraphReader,
  sight: Sight,
  at: Moment,
  registry: Registry,
): z.infer<typeof held> | null {
  const placing = kind && placingOf(kind);
  if (!kind || !placing) return null;
  const hidden = sight.hidden(row);
  const seen = Object.fromEntries(Object.entries(row.fields).filter(([name]) => !hidden.has(name)));
  const places = placesOf(placing, seen);
  const found = heldStage(kind, placing, row, graph, at, registry, (one) => sight.sees(one));
  if (!found || !Object.hasOwn(places, found.stage)) return null;
  const shown = found.on.filter(({ record }) => sight.sees(record));
  const unseen = found.on.filter(({ record }) => !sight.sees(record));
  return {
    stage: found.stage,
    places,
    why: found.why.map(told),
    on: shown.map(({ record: { id, kind: of, number }, counts, why }) => ({
      record: { id, kind: of, number, title: titleOf(graph.find(id)) },
      counts,
      why: why.map(told),
    })),
    unseen: unseen.length,
    unseenFailing: unseen.filter(({ counts }) => !counts).length,
  };
}

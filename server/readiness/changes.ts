import {
  addDays,
  type Actor,
  type Graph,
  type Registry,
  type Row,
  sameJson,
  seesWhole,
  type Sight,
  type Told,
} from '@callosum/kernel';
import type { changes, recordChange } from '@callosum/kernel/contract';
import type { z } from 'zod';
import type { Scope } from '../store/scopes.ts';
import { type Between, type ChangedLinks, changedLinks } from './changed-links.ts';
import { type PresentParts, seenGates, sightNow } from './present.ts';
import type { View } from './service.ts';

type Changes = z.infer<typeof changes>;
type RecordChange = z.infer<typeof recordChange>;

/** Where nobody has decided yet, a week is looked back. */
const USUAL_DAYS = 7;
/** Records of a kind that are named; all are counted. */
const MOST_NAMED = 100;
/** Links of a record that are named. */
const MOST_LINKS = 5;

/**
 * What is otherwise than at an earlier moment: criteria by what they found, records by what became of them. Both ends are told from
 * history, and nothing is concluded from what merely stands there now.
 * @param from a day; the last board when left out.
 */
export async function presentChanges(
  parts: PresentParts,
  scope: Scope,
  actor: Actor,
  { from, at }: { readonly from?: string | undefined; readonly at?: string | undefined },
): Promise<Changes> {
  const now = await parts.readiness.view(scope, at);
  const board = from === undefined ? parts.registry.board(now.graph) : undefined;
  const then = board
    ? await parts.readiness.viewAt(scope, board)
    : await parts.readiness.view(scope, from ?? addDays(now.at.today, -USUAL_DAYS));
  const sight = await sightNow(parts, scope, actor);
  const today = await parts.graphs.of(scope.id);
  for (const view of [then, now]) await parts.readiness.settle(view);
  const question = JSON.stringify([
    ...[then, now].map(({ graph, at: { today: day } }) => [day, graph.position()]),
    [today.position(), board?.id, actor],
  ]);
  const known = kept.get(then.graph)?.get(question);
  if (known && known.until > Date.now()) return known.told;
  // Whatever is otherwise has an event of its own between the two, so that nothing else needs to be looked at.
  const links: Between[] = [];
  const records: (readonly [id: string, told: Between])[] = [];
  const between = await parts.readiness.between(scope, then, now);
  for (const id of between) {
    const told = { before: then.graph.told(id), now: now.graph.told(id) };
    const one = told.now ?? told.before;
    if (!one) continue;
    if ('edge' in one) links.push(told);
    else records.push([id, told]);
  }
  const linked = changedLinks(parts.registry, sight, { before: then.graph, now: now.graph, today }, links);
  for (const id of linked.keys())
    if (!between.has(id)) records.push([id, { before: then.graph.told(id), now: now.graph.told(id) }]);
  const rows = changedRows(records, linked);
  const told: Changes = {
    from: then.at.today,
    board: board ? { decision: board.id, title: board.title } : null,
    at: now.at.today,
    turned: seesWhole(actor.roles) ? turnedCriteria(parts, sight, then, now) : [],
    kinds: [...parts.registry.kinds.values()].flatMap((kind) => {
      const all = rows.get(kind.name) ?? [];
      // Whoever sees every record and field of a kind need not be asked about each.
      const found = sight.whole(kind.name) ? all : all.flatMap((one) => asSeen(one, sight, today, linked) ?? []);
      if (found.length === 0) return [];
      const count = (what: RecordChange['what']): number => found.filter((one) => one.what === what).length;
      return [
        {
          discipline: kind.discipline,
          kind: kind.name,
          created: count('created'),
          moved: count('moved'),
          changed: count('changed'),
          linked: count('linked'),
          withdrawn: count('withdrawn'),
          rows: firstOf(found).map(({ row: { id, number, fields }, what, from, to }): RecordChange => {
            const own = linked.get(id) ?? [];
            const title = typeof fields.title === 'string' ? fields.title : '';
            const told = { links: own.slice(0, MOST_LINKS), moreLinks: Math.max(0, own.length - MOST_LINKS) };
            return { id, number, title, what, from, to, ...told };
          }),
        },
      ];
    }),
  };
  const answers = kept.get(then.graph) ?? new Map<string, Kept>();
  kept.set(then.graph, answers);
  answers.delete(question);
  answers.set(question, { told, until: Date.now() + KEPT_MS });
  const [oldest] = answers.keys();
  if (answers.size > MOST_KEPT && oldest !== undefined) answers.delete(oldest);
  return told;
}

interface Kept {
  readonly told: Changes;
  readonly until: number;
}

/** What readers were told lately, by the earlier moment: nothing is otherwise for one of them until something happens, or the hour turns a criterion. */
const kept = new WeakMap<Graph, Map<string, Kept>>();
const MOST_KEPT = 8;
const KEPT_MS = 30_000;

interface ChangedRow {
  readonly row: Row;
  readonly before?: Row;
  readonly what: RecordChange['what'];
  readonly from: string | null;
  readonly to: string | null;
}

/** By kind, the records of which something came. */
function changedRows(
  records: readonly (readonly [id: string, told: Between])[],
  links: ChangedLinks,
): ReadonlyMap<string, readonly ChangedRow[]> {
  const byKind = new Map<string, ChangedRow[]>();
  for (const [id, told] of records) {
    const changed = changedRow(told, links.has(id));
    if (!changed) continue;
    const known = byKind.get(changed.row.kind);
    if (known) known.push(changed);
    else byKind.set(changed.row.kind, [changed]);
  }
  return byKind;
}

/** What became of a record between two moments. @param isLinked whether links of it are otherwise. */
function changedRow(told: Between, isLinked: boolean): ChangedRow | undefined {
  const [row, before] = [rowOf(told.now), rowOf(told.before)];
  const wasThere = before?.withdrawn === false;
  if (!row || row.withdrawn) {
    return wasThere ? { row: row ?? before, what: 'withdrawn', from: before.state, to: null } : undefined;
  }
  if (!wasThere) return { row, what: 'created', from: null, to: row.state };
  // Each event about a record gives it the next version.
  if (before.version !== row.version) {
    const isMoved = before.state !== row.state;
    return { row, before, what: isMoved ? 'moved' : 'changed', from: before.state, to: row.state };
  }
  return isLinked ? { row, before, what: 'linked', from: before.state, to: row.state } : undefined;
}

function rowOf(told: Told | undefined): Row | undefined {
  return told && 'row' in told ? told.row : undefined;
}

/** A change as somebody sees it by what the record is today; one of hidden fields alone is none for him. */
function asSeen(
  { row, before, ...told }: ChangedRow,
  sight: Sight,
  today: Graph,
  links: ChangedLinks,
): Omit<ChangedRow, 'before'> | undefined {
  const now = today.find(row.id) ?? row;
  if (!sight.sees(now)) return undefined;
  const hidden = sight.hidden(now);
  if (told.what === 'changed' && before && hidden.size > 0) {
    const names = new Set([...Object.keys(row.fields), ...Object.keys(before.fields)]);
    const isSeen = [...names].some((name) => !hidden.has(name) && !sameJson(row.fields[name], before.fields[name]));
    if (!isSeen && !links.has(row.id)) return undefined;
    if (!isSeen) return { row: hidden.has('title') ? { ...row, fields: {} } : row, ...told, what: 'linked' };
  }
  return { row: hidden.has('title') ? { ...row, fields: {} } : row, ...told };
}

const ORDER: readonly RecordChange['what'][] = ['created', 'moved', 'changed', 'linked', 'withdrawn'];

/** Those that are named: by what became of them, and by number. */
function firstOf<Row extends Pick<ChangedRow, 'row' | 'what'>>(found: readonly Row[]): readonly Row[] {
  const first: Row[] = [];
  for (const what of ORDER) {
    if (first.length === MOST_NAMED) break;
    const sorted = found.filter((one) => one.what === what).toSorted((a, b) => a.row.number - b.row.number);
    first.push(...sorted.slice(0, MOST_NAMED - first.length));
  }
  return first;
}

function turnedCriteria({ readiness, registry }: PresentParts, sight: Sight, then: View, now: View): Changes['turned'] {
  const before = new Map(
    readiness.gates(then).flatMap(({ criteria }) => criteria.map((one) => [one.id, one] as const)),
  );
  return seenGates(sight, readiness.gates(now)).flatMap((gate) =>
    gate.criteria.flatMap((one) => {
      const old = before.get(one.id);
      if (!old || (old.state === one.state && old.value === one.value)) return [];
      return [
        {
          gate: gate.key,
          criterion: one.id,
          title: one.title,
          discipline: disciplineOf(registry, one.fact),
          before: old.state,
          after: one.state,
          valueBefore: old.value ?? null,
          valueAfter: one.value ?? null,
          unit: one.unit,
        },
      ];
    }),
  );
}

/** The discipline a fact belongs to: its name begins with it. */
function disciplineOf(registry: Registry, fact: string): string {
  const [name = ''] = fact.split('.');
  return registry.disciplines.some((one) => one.name === name)
    ? name
    : (registry.kinds.get(registry.facts.get(fact)?.kind ?? '')?.discipline ?? name);
}

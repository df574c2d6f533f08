import {
  type Actor,
  createSight,
  type Graph,
  holds,
  mayRow,
  type Row,
  ruledRows,
  scopedRegistry,
  type Role,
  waitsFor,
  waitsUntil,
  wantsOwner,
} from '@callosum/kernel';
import type { day } from '@callosum/kernel/contract';
import type { z } from 'zod';
import type { Asking } from '../identity/caller.ts';
import type { Services } from '../http/context.ts';
import { titleOf } from '../readiness/title.ts';
import { headerOf } from '../store/events.ts';
import { allScopes, nowIn, type Scope, todayIn } from '../store/scopes.ts';

type Day = z.infer<typeof day>;
type Waiting = Day['waiting'][number];
type Unowned = Day['unowned'][number];

const MOST_WAITING = 200;
/** Of a kind in a project. */
const MOST_UNOWNED = 20;
const MOST_NEWS = 100;

const NEWS = `select n.id, n.scope, n.record, n.reason, n.made, n.read, e.sequence, e.text
  from notice n join event e on e.scope = n.scope and e.sequence = n.sequence
  where n.account = $1 order by n.made desc, n.sequence desc limit ${MOST_NEWS}`;

interface NoticeRow {
  readonly id: string;
  readonly scope: string;
  readonly record: string;
  readonly reason: string;
  readonly made: Date;
  readonly read: Date | null;
  readonly sequence: number;
  readonly text: string;
}

export type DayParts = Pick<Services, 'db' | 'pool' | 'registry' | 'graphs' | 'access'>;

/** What waits for somebody in all his projects, and what is new there, as far as he may see it now. */
export async function dayOf(services: DayParts, asking: Asking): Promise<Omit<Day, 'others'>> {
  const scopes = await allScopes(services.db);
  const seen: View[] = [];
  for (const scope of scopes) {
    const view = await viewOf(services, asking, scope);
    if (view) seen.push(view);
  }
  const found = seen.map((view) => rememberedIn(services, view));
  const { rows } = await services.pool.query<NoticeRow>(NEWS, [asking.id]);
  const news = rows.flatMap((row) => {
    const view = seen.find(({ scope }) => scope.id === row.scope);
    const about = view?.sight.row(row.record);
    if (!view || !about) return [];
    const event = headerOf(row);
    return {
      id: row.id,
      project: view.project,
      record: present(about),
      reason: row.reason,
      what: event.subject.kind === 'comment' ? ('comment' as const) : ('change' as const),
      by: event.account,
      made: row.made.toISOString(),
      read: row.read !== null,
    };
  });
  return { ...listed(found), news };
}

/** What is due soonest in several scopes, as much as a page shows, and how much more there is. */
export function listed(scopes: readonly Found[]): Pick<Day, 'waiting' | 'more' | 'unowned'> {
  const waiting = scopes.flatMap((one) => one.waiting);
  return {
    waiting: waiting.toSorted(sooner).slice(0, MOST_WAITING),
    more: Math.max(0, waiting.length - MOST_WAITING),
    unowned: scopes.flatMap((one) => one.unowned),
  };
}

/** A scope as somebody sees it; undefined where he has no role. */
export async function viewOf({ access, graphs, registry }: DayParts, asking: Asking, scope: Scope) {
  const actor = await access.actorIn(asking, scope.id);
  if (actor.roles.length === 0) return undefined;
  const graph = await graphs.of(scope.id);
  const project = { key: scope.key, title: titleOf(graph.find(scope.id)) || scope.key, today: todayIn(scope) };
  return { scope, actor, graph, project, sight: createSight(registry, graph, actor) };
}

type View = NonNullable<Awaited<ReturnType<typeof viewOf>>>;

/** What there is to do for somebody in a scope. */
interface Found {
  readonly waiting: readonly Waiting[];
  readonly unowned: readonly Unowned[];
}

interface Remembered extends Found {
  readonly place: string;
}

/** What waited in each graph, by who asked. */
const remembered = new WeakMap<Graph, Map<string, Remembered>>();
const MOST_REMEMBERED = 500;

/** What waits in a scope depends on its ledger, those above it, the day, and who asks: while these stay, so does the answer. */
export function rememberedIn(parts: DayParts, view: View): Found {
  const { actor, graph, project } = view;
  const known = remembered.get(graph) ?? new Map<string, Remembered>();
  remembered.set(graph, known);
  const who = keyOf(actor);
  const place = `${graph
    .position()
    .map(({ sequence }) => sequence)
    .join('.')} ${project.today}`;
  const before = known.get(who);
  if (before?.place === place) return before;
  const found = { place, waiting: waitingIn(parts, view), unowned: unownedIn(parts, view) };
  if (known.size >= MOST_REMEMBERED) known.clear();
  known.set(who, found);
  return found;
}

function keyOf({ account, roles, offices, readOnly }: Actor): string {
  return JSON.stringify([account, roles, offices, readOnly ?? false]);
}

function waitingIn({ registry }: DayParts, { scope, actor, graph, project, sight }: View): Waiting[] {
  const at = nowIn(scope);
  const local = scopedRegistry(registry, graph);
  return [...registry.kinds.values()].flatMap((kind) => {
    const wanted = ruledRows(waitsFor(kind), actor);
    if (!wanted) return [];
    const found: Waiting[] = [];
    for (const row of graph.rows(kind.name)) {
      if (!graph.owns(row.id) || !holds(wanted, row, actor, graph)) continue;
      const shown = sight.row(row.id);
      if (!shown) continue;
      const until = waitsUntil(kind, row, shown, { graph, at, registry: local });
      if (until === undefined) continue;
      found.push({
        project,
        record: { ...present(shown), version: row.version },
        until,
        owned: row.fields['owner'] === actor.account,
        moves: mayRow(kind, actor, row, graph).moves,
      });
    }
    return found;
  });
}

/** Who sees to it that everything has an owner. */
const LEADS: ReadonlySet<Role> = new Set(['owner', 'manager']);

/** Records of a project that nobody owns and somebody should, for those who lead it. */
function unownedIn({ registry }: DayParts, { scope, actor, graph, project, sight }: View): Unowned[] {
  if (actor.readOnly || !actor.roles.some((role) => LEADS.has(role))) return [];
  const at = nowIn(scope);
  const local = scopedRegistry(registry, graph);
  return [...registry.kinds.values()].flatMap((kind) => {
    const wanted = wantsOwner(kind);
    if (!wanted) return [];
    const found = [...graph.rows(kind.name)].flatMap((row): Waiting[] => {
      if (row.fields['owner'] || !graph.owns(row.id) || !holds(wanted, row, actor, graph)) return [];
      const shown = sight.row(row.id);
      if (!shown || sight.hidden(row).has('owner')) return [];
      const until = waitsUntil(kind, row, shown, { graph, at, registry: local }) ?? null;
      return [{ project, record: { ...present(shown), version: row.version }, until, owned: false, moves: [] }];
    });
    if (found.length === 0) return [];
    return [{ count: found.length, soonest: found.toSorted(sooner).slice(0, MOST_UNOWNED) }];
  });
}

const UNREAD = `select scope, record from notice where account = $1 and read is null limit ${MOST_NEWS}`;

/** How much is new for somebody, as far as he may see it now; beyond what a page shows it is not counted. */
export async function unreadOf({ pool, registry, graphs, access }: DayParts, asking: Asking): Promise<number> {
  const { rows } = await pool.query<{ scope: string; record: string }>({
    name: 'unread',
    text: UNREAD,
    values: [asking.id],
  });
  let unread = 0;
  for (const [scope, notices] of Map.groupBy(rows, ({ scope }) => scope)) {
    const actor = await access.actorIn(asking, scope);
    if (actor.roles.length === 0) continue;
    const sight = createSight(registry, await graphs.of(scope), actor);
    unread += notices.filter(({ record }) => sight.row(record) !== undefined).length;
  }
  return unread;
}

function present(row: Row) {
  return { id: row.id, kind: row.kind, number: row.number, title: titleOf(row), state: row.state };
}

function sooner(a: Waiting, b: Waiting): number {
  if (a.until === b.until) return a.record.number - b.record.number;
  if (a.until === null) return 1;
  return b.until === null || a.until < b.until ? -1 : 1;
}

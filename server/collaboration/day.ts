import { createSight, holds, type Kind, mayRow, type Row, ruledRows, waitsFor } from '@callosum/kernel';
import type { day } from '@callosum/kernel/contract';
import type { z } from 'zod';
import type { Asking } from '../identity/caller.ts';
import type { Services } from '../http/context.ts';
import { titleOf } from '../readiness/present.ts';
import { headerOf } from '../store/events.ts';
import { allProjects, type Scope } from '../store/scopes.ts';

type Day = z.infer<typeof day>;
type Waiting = Day['waiting'][number];

const MOST_WAITING = 200;
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

/** What waits for somebody in all his projects, and what is new there, as far as he may see it now. */
export async function dayOf(services: Services, asking: Asking): Promise<Day> {
  const scopes = await allProjects(services.db);
  const seen: View[] = [];
  for (const scope of scopes) {
    const view = await viewOf(services, asking, scope);
    if (view) seen.push(view);
  }
  const waiting = seen.flatMap((view) => waitingIn(services, view)).sort(sooner);
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
  return { waiting: waiting.slice(0, MOST_WAITING), more: Math.max(0, waiting.length - MOST_WAITING), news };
}

async function viewOf(services: Services, asking: Asking, scope: Scope) {
  const actor = await services.access.actorIn(asking, scope.id);
  if (actor.roles.length === 0) return undefined;
  const { graph, at } = await services.readiness.view(scope);
  const project = { key: scope.key, title: titleOf(graph.find(scope.id)), today: at.today };
  return { scope, actor, graph, project, sight: createSight(services.registry, graph, actor) };
}

type View = NonNullable<Awaited<ReturnType<typeof viewOf>>>;

function waitingIn({ registry }: Services, { actor, graph, project, sight }: View): Waiting[] {
  return [...registry.kinds.values()].flatMap((kind) => {
    const wanted = ruledRows(waitsFor(kind), actor);
    if (!wanted) return [];
    const found: Waiting[] = [];
    for (const row of graph.rows(kind.name)) {
      if (!graph.owns(row.id) || !holds(wanted, row, actor, graph)) continue;
      const shown = sight.row(row.id);
      if (!shown) continue;
      found.push({
        project,
        record: { ...present(shown), version: row.version },
        until: untilOf(kind, shown),
        owned: row.fields['owner'] === actor.account,
        moves: mayRow(kind, actor, row, graph).moves,
      });
    }
    return found;
  });
}

function untilOf(kind: Kind, { fields }: Row): string | null {
  for (const name of kind.until ?? ['due']) {
    const value = fields[name];
    if (typeof value === 'string') return value.slice(0, 10);
  }
  return null;
}

function present(row: Row) {
  return { id: row.id, kind: row.kind, number: row.number, title: titleOf(row), state: row.state };
}

function sooner(a: Waiting, b: Waiting): number {
  if (a.until === b.until) return a.record.number - b.record.number;
  if (a.until === null) return 1;
  return b.until === null || a.until < b.until ? -1 : 1;
}

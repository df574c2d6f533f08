import {
  createSight,
  type GraphReader,
  type Json,
  refusal,
  type Registry,
  type Row,
  say,
  type Sight,
} from '@callosum/kernel';
import { API_PATH } from '@callosum/kernel/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { scopeByKey } from '../store/scopes.ts';
import type { Caller } from '../identity/caller.ts';
import type { Services } from './context.ts';
import { credentialOf } from './credential.ts';
import { type CalendarEvent, iCalendar } from './icalendar.ts';

interface Asked {
  Params: { key: string };
  Querystring: { token?: string; mine?: string };
}

/**
 * A project as a calendar that others subscribe to (RFC 5545): everything of which its kind says when it happens, as its reader may see it. Calendar
 * clients send nothing but an address, so that it may hold a token; one that can be revoked, and may only read.
 */
export function calendarRoutes(scope: FastifyInstance, services: Services): void {
  scope.get<Asked>(`${API_PATH}/projects/:key/calendar.ics`, async (request, reply) => {
    const caller = await callerOf(services, request);
    const project = await scopeByKey(services.db, request.params.key);
    const actor = await services.access.requireActor(caller, project.id);
    const graph = await services.graphs.of(project.id);
    const sight = createSight(services.registry, graph, actor);
    const mine = request.query.mine === undefined ? undefined : caller.id;
    const events = eventsOf(services.registry, graph, sight, mine);
    const text = iCalendar(project.key, events, project.zone, new Date().toISOString());
    return reply.header('cache-control', 'private, no-store').type('text/calendar; charset=utf-8').send(text);
  });
}

/** Who asks: by the token in the address, which may not be one that can write, or as everywhere else. */
async function callerOf({ sessions }: Services, request: FastifyRequest<Asked>): Promise<Caller> {
  const { token } = request.query;
  if (token === undefined) return sessions.require(credentialOf(request));
  const caller = await sessions.require(`Bearer ${token}`);
  if (caller.limits?.readOnly === true) return caller;
  throw refusal('not-allowed', say`An address is seen by many; this token may write.`, {
    remedy: say`Make a token that may only read, and revoke this one.`,
  });
}

/** What happens in a project as its reader may see it, and of it, when asked, what names him. */
function eventsOf(registry: Registry, graph: GraphReader, sight: Sight, mine: string | undefined): CalendarEvent[] {
  const events: CalendarEvent[] = [];
  for (const kind of registry.kinds.values()) {
    const { name, prefix, anonymous } = kind;
    if (!kind.happens || anonymous) continue;
    for (const { id } of graph.rows(name)) {
      const row = graph.owns(id) ? sight.row(id) : undefined;
      const occasion = row && kind.happens(row);
      if (!row || !occasion || (mine !== undefined && !names(row, mine))) continue;
      const { title } = row.fields;
      const told = typeof title === 'string' ? title : '';
      events.push({
        uid: `${id}@callosum`,
        title: `${prefix}-${row.number} ${told}`.trim(),
        occasion,
        sequence: row.version,
      });
    }
  }
  return events;
}

/** Whether a record names an account, as its owner or otherwise. */
function names({ fields }: Row, account: string): boolean {
  return Object.values<Json | undefined>(fields).some(
    (value) => value === account || (Array.isArray(value) && value.includes(account)),
  );
}

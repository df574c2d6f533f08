import type { Actor, FieldValues, Filter, GraphReader, Kind, Moment } from '@callosum/kernel';
import { placeToday } from '../../readiness/places.ts';
import { registerThen } from '../../readiness/register-then.ts';
import { readLine } from '../../store/line.ts';
import { listRecords } from '../../store/list.ts';
import { nowIn, type Scope, todayIn } from '../../store/scopes.ts';
import type { Services } from '../context.ts';
import { readFilter } from '../read-filter.ts';
import { asOf, isOtherDay } from './records-then.ts';

/** Records placed in a matrix. */
const MOST_PLACED = 5_000;

interface Register {
  readonly scope: Scope;
  readonly actor: Actor;
  readonly kind: Kind;
}

interface Asked {
  readonly search?: string | undefined;
  readonly filter?: string | undefined;
  readonly at?: string | undefined;
}

/** Records as their reader sees them, and the graph and moment by which is judged what holds of their ratings. */
interface Found {
  readonly rows: readonly {
    readonly id: string;
    readonly number: number;
    readonly state: string;
    readonly fields: FieldValues;
  }[];
  readonly total: number;
  readonly filter: Filter;
  readonly graph: GraphReader;
  readonly at: Moment;
}

/** Where the records of a register stand in the matrix they are rated by, today or as of another day. */
export async function matrixOf(services: Services, register: Register, asked: Asked) {
  const { kind, scope } = register;
  const { rows, total, filter, graph, at } = isOtherDay(scope, asked.at)
    ? await foundThen(services, register, asked, asked.at)
    : await foundNow(services, register, asked);
  // What is settled stands nowhere any more, unless somebody asks for it.
  const isAsked = filter.some(({ field }) => field === 'state');
  const told = isAsked ? rows : rows.filter(({ state }) => kind.lifecycle.states[state]?.closed !== true);
  return {
    rows: told.map(({ id, number, state, fields }) => {
      const placed = graph.find(id);
      const title = typeof fields['title'] === 'string' ? fields['title'] : '';
      const where = placed && placeToday(kind, placed, fields, graph, at, services.registry);
      return { id, number, title, state, ...(where ?? { places: {}, today: null }) };
    }),
    more: total - rows.length,
  };
}

async function foundNow(services: Services, { scope, actor, kind }: Register, asked: Asked): Promise<Found> {
  const { db, graphs, pool } = services;
  const filter = readFilter(asked.filter, kind, actor, scope);
  const line = await readLine(pool, scope.id);
  const shown = { scope: scope.id, line, kind, actor, filter, search: asked.search, today: todayIn(scope) };
  const { rows, total } = await listRecords(db, { ...shown, sort: 'number', offset: 0, limit: MOST_PLACED });
  return { rows, total, filter, graph: await graphs.of(scope.id), at: nowIn(scope) };
}

async function foundThen(
  services: Services,
  { scope, actor, kind }: Register,
  asked: Asked,
  day: string,
): Promise<Found> {
  const { view, graph } = await asOf(services, scope, actor, day);
  const filter = readFilter(asked.filter, kind, actor, scope, day);
  const rows = registerThen(graph, kind, { search: asked.search, filter, sort: 'number' }, day);
  return { rows: rows.slice(0, MOST_PLACED), total: rows.length, filter, graph: view.graph, at: view.at };
}

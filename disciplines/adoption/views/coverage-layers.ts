import type { FieldsOf, GraphReader, Moment, Registry, Row } from '@callosum/kernel';
import { cadence } from '../defaults.ts';
import { rotaGaps, rotaOf, shiftsHelped, superUsersFor } from '../facts/support.ts';
import { stands, wasRun } from '../facts/uat.ts';
import { uatExecution } from '../kinds/uat-execution.ts';
import { uatScenario } from '../kinds/uat-scenario.ts';
import { endsOf, goLiveOf, startsOf } from '../people.ts';
import { placeOf } from '../place.ts';
import { cellKey, type RosterCell } from './coverage-roster.ts';

type ExecutionRow = Row<FieldsOf<typeof uatExecution>>;

export const LAYERS = ['training', 'superUsers', 'support', 'uat', 'devices', 'kits'] as const;
export type Layer = (typeof LAYERS)[number];

/** `open`: nothing is there; `part`: not all of it; `unknown`: nothing can be told. */
export type Cover = 'covered' | 'part' | 'open' | 'unknown';

export interface LayerCell {
  readonly cover: Cover;
  /** So many of so many; of what, the layer says. */
  readonly done: number;
  readonly of: number;
}

const UNKNOWN: LayerCell = { cover: 'unknown', done: 0, of: 0 };

/** Nothing done is a hole, all done is cover. */
function share(done: number, of: number): LayerCell {
  return { cover: done >= of ? 'covered' : done === 0 ? 'open' : 'part', done, of };
}

/** What stands behind the layers of a cell, as records. */
export interface Behind {
  readonly superUsers: readonly Row[];
  readonly support: readonly Row[];
  /** The last try of each scenario. */
  readonly tries: readonly Row[];
  readonly devices: readonly Row[];
  readonly kits: readonly Row[];
}

/** Tells each layer of a cell; what a unit has is looked up once for all its cells. */
export function createLayers(graph: GraphReader, at: Moment, registry: Registry) {
  const goLive = goLiveOf(graph);
  const planned = plannedScenarios(graph);
  // A project that keeps no kits at all is not asked where they are.
  const keepsKits = !graph.edges('downtimeProcedure.at')[Symbol.iterator]().next().done;
  const works = (device: Row): boolean => registry.kinds.get(device.kind)?.fails?.(device, graph, at) === undefined;
  // Whether a kit is current is the question of a fact of another discipline.
  const current = registry.facts.get('safety.procedures-not-current');
  const isCurrent = (kit: Row): boolean => current?.judge(kit, graph, at, registry)?.ok === true;
  const some = (rows: readonly Row[], holds: (row: Row) => boolean, isNothing: LayerCell): LayerCell =>
    rows.length === 0 ? isNothing : share(rows.filter(holds).length, rows.length);
  const about = (unit: string) => {
    const devices = startsOf(graph, unit, 'device.at').filter(({ state }) => state !== 'removed');
    const kits = startsOf(graph, unit, 'downtimeProcedure.at').filter(({ state }) => state !== 'retired');
    return {
      shifts: shiftsHelped(graph, unit),
      superUsers: superUsersFor(graph, unit).map((row) => ({ row, covers: coveredBy(graph, row.id) })),
      support: rotaOf(graph, unit),
      gaps: goLive === undefined ? undefined : rotaGaps(graph, unit, goLive),
      tries: triesIn(graph, unit, at),
      devices,
      kits,
      // Of a unit, whoever works there and whenever.
      layers: {
        devices: some(devices, works, UNKNOWN),
        kits: some(kits, isCurrent, keepsKits ? { cover: 'open', done: 0, of: 0 } : UNKNOWN),
      },
    };
  };
  const units = new Map<string, ReturnType<typeof about>>();
  const unitOf = (unit: string) => {
    const found = units.get(unit) ?? about(unit);
    units.set(unit, found);
    return found;
  };

  const triesOf = ({ unit, role, shift }: RosterCell): ReadonlyMap<string, ExecutionRow> =>
    lastTries(unitOf(unit).tries, role, shift);

  const uat = (cell: RosterCell): LayerCell => {
    const last = triesOf(cell);
    const done = [...last.values()].filter((row) => stands(row, graph, at)).length;
    const of = new Set([...last.keys(), ...(planned.get(cellKey(cell.unit, cell.role, cell.shift)) ?? [])]).size;
    // Tried is something, even where nothing was passed.
    if (last.size > 0) return { cover: done === of ? 'covered' : 'part', done, of };
    return { cover: 'open', done: 0, of };
  };

  const superUsers = ({ unit, shift }: RosterCell): LayerCell => {
    if (shift === undefined) return UNKNOWN;
    const there = unitOf(unit).superUsers.filter(({ covers }) => covers.has(shift));
    const ready = there.filter(({ row }) => row.state !== 'named').length;
    if (there.length === 0) return { cover: 'open', done: 0, of: 0 };
    return { cover: ready > 0 ? 'covered' : 'part', done: ready, of: there.length };
  };

  const support = ({ unit, shift }: RosterCell): LayerCell => {
    const gaps = shift === undefined ? undefined : unitOf(unit).gaps?.(shift);
    return gaps === undefined ? UNKNOWN : share(cadence.supportDays - gaps.length, cadence.supportDays);
  };

  return {
    goLive,
    tried: (cell: RosterCell): boolean => triesOf(cell).size > 0,
    /** Whether a super user covers a unit on a shift, as the fact asks. */
    helped: (unit: string, shift: string): boolean => unitOf(unit).shifts.has(shift),
    gap: (unit: string, shift: string): number => unitOf(unit).gaps?.(shift).length ?? 0,
    of: (cell: RosterCell): Readonly<Record<Layer, LayerCell>> => ({
      training: share(cell.users.filter(({ passed }) => passed).length, cell.users.length),
      superUsers: superUsers(cell),
      support: support(cell),
      uat: uat(cell),
      ...unitOf(cell.unit).layers,
    }),
    behind: (cell: RosterCell): Behind => {
      const there = unitOf(cell.unit);
      const { shift } = cell;
      return {
        superUsers: there.superUsers
          .filter(({ covers }) => shift === undefined || covers.has(shift))
          .map(({ row }) => row),
        support: there.support.filter(({ id }) => shift === undefined || namesShift(graph, id, shift)),
        tries: [...triesOf(cell).values()],
        devices: there.devices.filter((one) => !works(one)),
        kits: there.kits,
      };
    },
  };
}

/** Roles, units and shifts that a super user covers. */
function coveredBy(graph: GraphReader, id: string): ReadonlySet<string> {
  return new Set(graph.out(id, 'superUser.covers').map(({ to }) => to));
}

function namesShift(graph: GraphReader, id: string, shift: string): boolean {
  return graph.out(id, 'supportShift.covers').some(({ to }) => to === shift);
}

interface Try {
  readonly row: ExecutionRow;
  readonly scenario: string;
  readonly roles: ReadonlySet<string>;
  readonly shifts: ReadonlySet<string>;
}

/** What was run in a unit by then. */
function triesIn(graph: GraphReader, unit: string, at: Moment): readonly Try[] {
  return startsOf(graph, unit, 'uatExecution.by').flatMap(({ id }) => {
    const row = graph.get(uatExecution, id);
    if (!row || !wasRun(row, at)) return [];
    const place = placeOf(graph, id, 'uatExecution.by');
    const [scenario] = endsOf(graph, id, 'uatExecution.of');
    const ids = (rows: readonly Row[]) => new Set(rows.map((one) => one.id));
    return [{ row, scenario: scenario?.id ?? id, roles: ids(place.jobRole), shifts: ids(place.shift) }];
  });
}

/** The last try of each scenario by a role on a shift; on any, where none is named. */
function lastTries(tries: readonly Try[], role: string, shift: string | undefined): ReadonlyMap<string, ExecutionRow> {
  const last = new Map<string, ExecutionRow>();
  for (const { row, scenario, roles, shifts } of tries) {
    if (!roles.has(role) || (shift !== undefined && !shifts.has(shift))) continue;
    const known = last.get(scenario);
    const later = known && (row.fields.attempt - known.fields.attempt || row.number - known.number);
    if (later === undefined || later > 0) last.set(scenario, row);
  }
  return last;
}

/** Scenarios by the cells they are planned for, as far as they name a role, a unit and a shift. */
function plannedScenarios(graph: GraphReader): ReadonlyMap<string, ReadonlySet<string>> {
  const planned = new Map<string, Set<string>>();
  for (const { id, state } of graph.all(uatScenario)) {
    if (state === 'retired') continue;
    const { unit, jobRole, shift } = placeOf(graph, id, 'uatScenario.plannedFor');
    for (const one of unit)
      for (const role of jobRole)
        for (const on of shift) {
          const key = cellKey(one.id, role.id, on.id);
          planned.set(key, (planned.get(key) ?? new Set()).add(id));
        }
  }
  return planned;
}

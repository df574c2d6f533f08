import { defineView, type GraphReader, type Mention, mentionOf, type Row } from '@callosum/kernel';
import { z } from 'zod';
import { course } from '../kinds/course.ts';
import { superUser } from '../kinds/super-user.ts';
import { uatScenario } from '../kinds/uat-scenario.ts';
import { compare, titleOf } from '../people.ts';
import { type Behind, createLayers, type Layer, type LayerCell, LAYERS } from './coverage-layers.ts';
import { type Roster, type RosterCell, rosterOf } from './coverage-roster.ts';

export interface CoverageCell {
  /** Unit, role and shift, as an address carries them. */
  readonly key: string;
  readonly people: number;
  readonly layers: Readonly<Record<Layer, LayerCell>>;
}

/** A role in a unit. */
export interface CoverageRow {
  readonly unit: Mention;
  readonly role: Mention;
  /** By shift, in the order of the shifts; null where nobody of the role is on. */
  readonly cells: readonly (CoverageCell | null)[];
}

export interface LayerSum {
  readonly layer: Layer;
  readonly covered: number;
  readonly part: number;
  readonly open: number;
  /** People who stand behind what is open; for training, those who have not passed. */
  readonly people: number;
}

/** The records behind one cell. */
export interface CellDetail {
  readonly key: string;
  readonly unit: Mention;
  readonly role: Mention;
  readonly shift?: Mention;
  readonly people: number;
  readonly layers: Readonly<Record<Layer, LayerCell>>;
  /** By layer, what there is; for training and devices what is lacking. Not more than {@link MOST} of each. */
  readonly records: Readonly<Record<Layer, { readonly shown: readonly Mention[]; readonly more: number }>>;
}

export interface Coverage {
  /** Shifts on the roster, as they begin; undefined for those whose roster names none. */
  readonly shifts: readonly (Mention | undefined)[];
  /** Those with most people behind holes first. */
  readonly rows: readonly CoverageRow[];
  readonly layers: readonly LayerSum[];
  /** Without a day of go-live nobody can say who has to help when. */
  readonly goLive?: string;
  readonly users: number;
  readonly passed: number;
  /** Users whose role was tried in their unit on one of their shifts. */
  readonly represented: number;
  /** Units and shifts with users and without a super user. */
  readonly unhelped: number;
  /** Days and shifts from go-live on without anybody on the rota. */
  readonly unsupported: number;
  /** Users who work in no unit. */
  readonly nowhere: number;
  readonly detail?: CellDetail;
}

const MOST = 40;

/** One grid of role, unit and shift, with what each needs before go-live. */
export const coverage = defineView({
  name: 'coverage',
  label: 'Coverage',
  help: 'Role by unit and shift: who is trained, who has a super user and support, who has tried it, whose devices work and whose downtime kit is current. Holes first, with the people who stand behind them.',
  home: ['project'],
  reads: [course.name, superUser.name, uatScenario.name],
  choices: z.object({
    layer: z.enum(LAYERS).optional(),
    only: z.enum(['all', 'holes']).default('all'),
    cell: z.string().max(200).optional(),
  }),
  build: ({ graph, at, registry }, { layer, only, cell: wanted }): Coverage => {
    const roster = rosterOf(graph, at);
    const layers = createLayers(graph, at, registry);
    const cells = [...roster.cells].map(([key, cell]) => ({ key, cell, layers: layers.of(cell) }));
    const shown = layer === undefined ? LAYERS : [layer];
    const shifts = shiftsOn(graph, roster);
    const rows = rowsOf(graph, cells, shifts, shown);
    const chosen = cells.find(({ key }) => key === wanted);
    const detail = chosen && detailOf(graph, chosen, layers.behind(chosen.cell));
    return {
      shifts: shifts.map((row) => row && mentionOf(graph, row)),
      rows: only === 'holes' ? rows.filter(({ cells: own }) => own.some((one) => one && isHole(one, shown))) : rows,
      layers: sumsOf(cells, roster.users),
      ...(layers.goLive === undefined ? {} : { goLive: layers.goLive }),
      users: roster.users,
      passed: roster.passed,
      represented: representedIn(roster, layers.tried),
      ...unitShifts(roster, layers),
      nowhere: roster.nowhere.length,
      ...(detail ? { detail } : {}),
    };
  },
});

interface Told {
  readonly key: string;
  readonly cell: RosterCell;
  readonly layers: Readonly<Record<Layer, LayerCell>>;
}

function isHole({ layers }: Pick<CoverageCell, 'layers'>, shown: readonly Layer[]): boolean {
  return shown.some((layer) => layers[layer].cover === 'open');
}

/** How many people stand behind what is open in a cell. */
function weight({ cell, layers }: Told, shown: readonly Layer[]): number {
  return shown.filter((layer) => layers[layer].cover === 'open').length * cell.users.length;
}

/** Shifts of the roster as they begin, and last that of those whose roster names none. */
function shiftsOn(graph: GraphReader, { cells }: Roster): readonly (Row | undefined)[] {
  const ids = new Set([...cells.values()].map((cell) => cell.shift));
  const starts = ({ fields }: Row): string => (typeof fields['starts'] === 'string' ? fields['starts'] : '');
  const named = [...ids]
    .flatMap((id) => (id === undefined ? [] : (graph.find(id) ?? [])))
    .sort((a, b) => compare(starts(a), starts(b)) || compare(titleOf(a), titleOf(b)));
  return ids.has(undefined) ? [...named, undefined] : named;
}

function rowsOf(
  graph: GraphReader,
  cells: readonly Told[],
  shifts: readonly (Row | undefined)[],
  shown: readonly Layer[],
): readonly CoverageRow[] {
  const byPair = new Map<string, Map<string | undefined, Told>>();
  const byUnit = new Map<string, number>();
  for (const told of cells) {
    const { unit, role } = told.cell;
    const pair = byPair.get(`${unit}.${role}`) ?? new Map<string | undefined, Told>();
    byPair.set(`${unit}.${role}`, pair.set(told.cell.shift, told));
    byUnit.set(unit, (byUnit.get(unit) ?? 0) + weight(told, shown));
  }
  return [...byPair.values()]
    .flatMap((pair) => {
      const [first] = pair.values();
      const unit = first && graph.find(first.cell.unit);
      const role = first && graph.find(first.cell.role);
      if (!unit || !role) return [];
      const own = [...pair.values()].reduce((sum, told) => sum + weight(told, shown), 0);
      const row: CoverageRow = {
        unit: mentionOf(graph, unit),
        role: mentionOf(graph, role),
        cells: shifts.map((on) => {
          const told = pair.get(on?.id);
          return told ? { key: told.key, people: told.cell.users.length, layers: told.layers } : null;
        }),
      };
      return [{ row, own }];
    })
    .sort(
      (a, b) =>
        (byUnit.get(b.row.unit.id) ?? 0) - (byUnit.get(a.row.unit.id) ?? 0) ||
        compare(a.row.unit.title, b.row.unit.title) ||
        b.own - a.own ||
        compare(a.row.role.title, b.row.role.title),
    )
    .map(({ row }) => row);
}

/** What the layers of all cells come to. Who works in two places counts once in each layer. */
function sumsOf(cells: readonly Told[], users: number): readonly LayerSum[] {
  // By the place of a user, a bit for each layer (there are fewer than eight) that he stands behind.
  const behind = new Uint8Array(users);
  const training = 1 << LAYERS.indexOf('training');
  for (const { cell, layers } of cells) {
    const open = LAYERS.reduce((bits, layer, at) => bits | (Number(layers[layer].cover === 'open') << at), 0);
    const others = open & ~training;
    for (const { place, passed } of cell.users) behind[place] = (behind[place] ?? 0) | others | (passed ? 0 : training);
  }
  return LAYERS.map((layer, at) => {
    const counts = { covered: 0, part: 0, open: 0, unknown: 0 };
    for (const { layers } of cells) counts[layers[layer].cover] += 1;
    const { covered, part, open } = counts;
    return { layer, covered, part, open, people: behind.reduce((sum, bits) => sum + ((bits >> at) & 1), 0) };
  });
}

/** Each counts once, wherever else he works. */
function representedIn({ cells, users }: Roster, tried: (cell: RosterCell) => boolean): number {
  const people = new Uint8Array(users);
  for (const cell of cells.values()) if (tried(cell)) for (const { place } of cell.users) people[place] = 1;
  return people.reduce((sum, one) => sum + one, 0);
}

/** What is asked of a unit on a shift, whatever the role. */
function unitShifts(
  { cells }: Roster,
  { helped, gap }: Pick<ReturnType<typeof createLayers>, 'helped' | 'gap'>,
): Pick<Coverage, 'unhelped' | 'unsupported'> {
  const seen = new Set<string>();
  let unhelped = 0;
  let unsupported = 0;
  for (const { unit, shift: on } of cells.values()) {
    if (on === undefined || seen.has(`${unit}.${on}`)) continue;
    seen.add(`${unit}.${on}`);
    unhelped += Number(!helped(unit, on));
    unsupported += gap(unit, on);
  }
  return { unhelped, unsupported };
}

function detailOf(graph: GraphReader, { key, cell, layers }: Told, behind: Behind): CellDetail | undefined {
  const unit = graph.find(cell.unit);
  const role = graph.find(cell.role);
  const on = cell.shift === undefined ? undefined : graph.find(cell.shift);
  if (!unit || !role) return undefined;
  const few = (rows: readonly Row[]) => ({
    shown: rows.slice(0, MOST).map((row) => mentionOf(graph, row)),
    more: Math.max(0, rows.length - MOST),
  });
  return {
    key,
    unit: mentionOf(graph, unit),
    role: mentionOf(graph, role),
    ...(on ? { shift: mentionOf(graph, on) } : {}),
    people: cell.users.length,
    layers,
    records: {
      training: few(cell.users.filter(({ passed }) => !passed).map(({ row }) => row)),
      superUsers: few(behind.superUsers),
      support: few(behind.support),
      uat: few(behind.tries),
      devices: few(behind.devices),
      kits: few(behind.kits),
    },
  };
}

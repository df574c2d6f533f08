import {
  daysBetween,
  defineView,
  ends,
  type GateResult,
  type GraphReader,
  type Mention,
  mentionOf,
  type ProjectContext,
} from '@callosum/kernel';
import { z } from 'zod';
import { currentProject } from '../go-live.ts';
import { benefit } from '../kinds/benefit.ts';
import { decision } from '../kinds/decision.ts';
import { gateDecision } from '../kinds/gate-decision.ts';
import { goal } from '../kinds/goal.ts';
import { need } from '../kinds/need.ts';
import { snapshotSchema } from '../snapshot.ts';
import { benefits } from './benefits.ts';
import { bookingsOf, type OverBooked, overBooked } from './over-booked.ts';

/** Readiness as a board saw it, or as it is today. */
export interface TrendPoint {
  readonly on: string;
  readonly gate: string;
  readonly score: number;
}

export interface PortfolioProject {
  readonly key: string;
  readonly title: string;
  readonly state: string;
  /** The day it is there: demonstrations have clocks of their own. */
  readonly today: string;
  readonly promised?: string;
  /** When the plan expects it; only for those who see the project whole. */
  readonly forecast?: string;
  /** Days the forecast lies after what was promised. */
  readonly slip?: number;
  readonly next?: {
    readonly key: string;
    readonly title: string;
    readonly date?: string;
    readonly state: GateResult['state'];
    readonly score?: number;
    readonly counts: Readonly<Record<'met' | 'unmet' | 'unknown' | 'waived', number>>;
    readonly stops: number;
  };
  readonly trend: readonly TrendPoint[];
  readonly decisions: { readonly open: number; readonly overdue: number; readonly oldest: number };
  /** Hazards rated high today and risks above appetite, by the facts; absent for those who do not see the project whole. */
  readonly risks?: number;
  readonly benefits: { readonly all: number; readonly reached: number; readonly behind: number };
  /** Goals it serves, by way of needs. */
  readonly goals: readonly string[];
}

/** A goal of the organisation, or of a project, and who works for it. */
export interface ServedGoal {
  readonly goal: Mention;
  readonly weight: number;
  readonly by: readonly { readonly project: string; readonly needs: number; readonly benefits: number }[];
}

export interface Portfolio {
  readonly projects: readonly PortfolioProject[];
  /** The heaviest first; what nobody serves is there as well. */
  readonly goals: readonly ServedGoal[];
  readonly overBooked: readonly OverBooked[];
}

const DECIDED: ReadonlySet<string> = new Set(['passed', 'conditional', 'refused']);
const RISKS = ['safety.hazards-high-today', 'safety.risks-above-appetite'] as const;

/** All projects side by side: readiness and its trend, forecast, what is late, what they are for, and who is asked for twice. */
export const portfolio = defineView({
  name: 'portfolio',
  label: 'Portfolio',
  help: 'Projects side by side, as far as you may see them: readiness and how it went, expected go-live, overdue decisions, risk, which goals they serve, and people whom several of them count on at once.',
  home: ['organisation', 'programme'],
  reads: [decision.name, benefit.name, need.name],
  across: (one) => ({
    project: projectOf(one),
    needs: servedBy(one.graph),
    goals: goalsIn(one.graph),
    booked: bookingsOf(one.graph, one.key, one.at.today),
  }),
  choices: z.object({}),
  build: ({ graph }, _choices, told): Portfolio => ({
    projects: told.map(({ project, needs }) => ({ ...project, goals: [...needs.keys()] })),
    goals: servedGoals([...goalsIn(graph), ...told.flatMap(({ goals }) => goals)], told),
    overBooked: overBooked(told.flatMap(({ booked }) => booked)),
  }),
});

function projectOf(context: ProjectContext): Omit<PortfolioProject, 'goals'> {
  const { key, title, graph, at, gates, forecast, registry } = context;
  const own = currentProject(graph);
  const promised = own?.fields.goLive;
  const expected = forecast?.forecast ?? forecast?.planned;
  const open = [...graph.all(decision)].filter(({ id, state }) => state === 'open' && graph.owns(id));
  const late = open.flatMap(({ fields: { due } }) =>
    due !== undefined && due < at.today ? [daysBetween(due, at.today)] : [],
  );
  const next = nextGate(gates, at.today);
  const found = RISKS.map((fact) => context.value(fact)).filter((value) => value !== undefined);
  const tracked = benefits.build({ graph, at, registry }, {}).benefits.filter(({ id }) => graph.owns(id));
  return {
    key,
    title,
    state: own?.state ?? '',
    today: at.today,
    ...(promised === undefined ? {} : { promised }),
    ...(expected === undefined ? {} : { forecast: expected }),
    ...(promised === undefined || expected === undefined ? {} : { slip: daysBetween(promised, expected) }),
    ...(next ? { next: gateOf(next) } : {}),
    trend: trendOf(graph, next, at.today),
    decisions: { open: open.length, overdue: late.length, oldest: Math.max(0, ...late) },
    ...(found.length === 0 ? {} : { risks: found.reduce((sum, one) => sum + one, 0) }),
    benefits: {
      all: tracked.length,
      reached: tracked.filter(({ stand }) => stand === 'reached').length,
      behind: tracked.filter(({ stand }) => stand === 'behind' || stand === 'worse').length,
    },
  };
}

/** The next one from today on; when all of those are decided, the earliest that was left open. */
function nextGate(gates: readonly GateResult[], today: string): GateResult | undefined {
  const open = gates.filter(({ state }) => !DECIDED.has(state));
  return open.find(({ date }) => date !== undefined && date >= today) ?? open[0];
}

function gateOf({ key, title, date, state, score, criteria }: GateResult): NonNullable<PortfolioProject['next']> {
  const counts = { met: 0, unmet: 0, unknown: 0, waived: 0 };
  for (const one of criteria) counts[one.state] += 1;
  const stops = criteria.filter((one) => one.stop && (one.state === 'unmet' || one.state === 'unknown')).length;
  return {
    key,
    title,
    ...(date === undefined ? {} : { date }),
    state,
    ...(score === undefined ? {} : { score }),
    counts,
    stops,
  };
}

/** What the boards saw, frozen with their decisions, and the next gate as it is today. */
function trendOf(graph: GraphReader, next: GateResult | undefined, today: string): readonly TrendPoint[] {
  const seen = [...graph.all(gateDecision)].flatMap(({ fields: { snapshot } }): readonly TrendPoint[] => {
    const read = snapshotSchema.safeParse(snapshot);
    if (!read.success || read.data.gate.score === null) return [];
    return [{ on: read.data.at.today, gate: read.data.gate.key, score: read.data.gate.score }];
  });
  const now = next?.score === undefined ? [] : [{ on: today, gate: next.key, score: next.score }];
  return [...seen.sort((a, b) => (a.on < b.on ? -1 : Number(a.on > b.on))), ...now];
}

/** How many of a project’s needs serve which goal, and how many of its benefits realise one of those. */
function servedBy(graph: GraphReader): ReadonlyMap<string, { readonly needs: number; readonly benefits: number }> {
  const found = new Map<string, { needs: number; benefits: number }>();
  const at = (id: string): { needs: number; benefits: number } => {
    const known = found.get(id) ?? { needs: 0, benefits: 0 };
    found.set(id, known);
    return known;
  };
  for (const row of graph.all(need)) {
    if (row.state === 'retired' || !graph.owns(row.id)) continue;
    const realised = ends(graph, row.id, 'benefit.realises', 'in').length;
    for (const one of ends(graph, row.id, 'need.serves')) {
      at(one.id).needs += 1;
      at(one.id).benefits += realised;
    }
  }
  for (const row of graph.all(benefit)) {
    if (!graph.owns(row.id)) continue;
    for (const one of ends(graph, row.id, 'benefit.realises')) if (one.kind === goal.name) at(one.id).benefits += 1;
  }
  return found;
}

type Weighed = Pick<ServedGoal, 'goal' | 'weight'>;

function goalsIn(graph: GraphReader): readonly Weighed[] {
  return [...graph.all(goal)]
    .filter(({ state }) => state !== 'retired')
    .map((row) => ({ goal: mentionOf(graph, row), weight: row.fields.weight ?? 0 }));
}

/** Each goal once: what lives above is seen from every project. */
function servedGoals(
  goals: readonly Weighed[],
  told: readonly { readonly project: { readonly key: string }; readonly needs: ReturnType<typeof servedBy> }[],
): readonly ServedGoal[] {
  const known = new Map(goals.map((one) => [one.goal.id, one]));
  return [...known.values()]
    .map((one) => ({
      ...one,
      by: told.flatMap(({ project, needs }) => {
        const served = needs.get(one.goal.id);
        return served ? [{ project: project.key, ...served }] : [];
      }),
    }))
    .sort((a, b) => b.weight - a.weight || (a.goal.title < b.goal.title ? -1 : 1));
}

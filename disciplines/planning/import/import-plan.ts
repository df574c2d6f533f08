import { type Change, defineCommand, type FieldValues, type GraphReader, say, told, rule } from '@callosum/kernel';
import type { Plan, PlanTask, PlanWarning } from '@callosum/schedule';
import { z } from 'zod';
import {
  type Comparison,
  comparePlan,
  type DiffRow,
  type KindCounts,
  MOST_SHOWN,
  ourOwn,
  type Removal,
} from './compare.ts';
import { removalWarnings } from './removals.ts';
import type { LinkCounts } from './compare-links.ts';
import { compareSettings, type SettingsComparison } from './plan-settings.ts';
import { gateChanges, goLiveTarget, promiseChanges } from './go-live.ts';
import { orderPositions } from './positions.ts';
import { readPlan } from './read-plan.ts';
import type { ImportWarning } from './wanted.ts';

/** What an import did, or would do when it is only tried. */
export interface ImportResult {
  readonly created: number;
  readonly updated: number;
  readonly restored: number;
  readonly removed: number;
  readonly unchanged: number;
  readonly links: LinkCounts;
  readonly byKind: Readonly<Record<string, KindCounts>>;
  /** Gates that were set. */
  readonly gates: number;
  /** The promised day the project has afterwards. */
  readonly goLive: string | null;
  readonly warnings: readonly ImportWarning[];
  /** Records that are no longer in the file: withdrawn and restored when they come back, or kept where that was asked for. */
  readonly removals: readonly Removal[];
  /** How many these are. */
  readonly gone: number;
  /** The first rows of the difference. */
  readonly diff: readonly DiffRow[];
}

const isPlan = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'tasks' in value && 'calendars' in value && 'baselines' in value;

const input = z.strictObject({
  /** Read by a plan reader, which has checked it. */
  plan: z.custom<Plan>(isPlan, rule`This is not a plan`),
  file: z.strictObject({ name: z.string().min(1).max(1_000), hash: z.string().regex(/^[0-9a-f]{64}$/) }),
  /** Under which name the file’s ids are remembered: the same for every version of a plan. */
  source: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[^\n]*$/),
  /** Sets the default gates where there are none yet. */
  gates: z.boolean(),
  /** What becomes of records that have left the file. */
  gone: z.enum(['withdraw', 'keep']).default('withdraw'),
  goLive: z.strictObject({ milestone: z.int().optional(), date: z.iso.date().optional() }).optional(),
  /** What the reader found odd; passed on with the result. */
  warnings: z
    .array(z.custom<PlanWarning>((value) => typeof value === 'object' && value !== null && 'sentences' in value))
    .optional(),
});

/** Makes the records what a plan file says, changing only what differs. Nothing a person added is touched. */
export const importPlan = defineCommand({
  name: 'plan.import',
  label: 'Import plan',
  allow: ['owner', 'manager'],
  internal: true,
  input,
  decide: (graph, { plan, file, source, gates, gone, goLive, warnings = [] }, { newId, registry }) => {
    const positions = orderPositions(plan.tasks.map((row) => knownPosition(graph, source, row)));
    const wanted = readPlan(plan, positions);
    const compared = comparePlan(graph, registry, source, wanted, { newId, keepGone: gone === 'keep' });
    const settings = compareSettings(graph, { plan, file, source, ids: compared.ids, newId });
    const aim = goLiveTarget(graph, plan, compared.ids, goLive);
    const set = gates ? gateChanges(graph, plan, compared.ids, aim.target, newId) : { changes: [], warnings: [] };
    const changes: Change[] = [
      ...compared.changes,
      ...compared.withdrawals,
      ...settings.changes,
      ...promiseChanges(graph, aim.target, newId),
      ...set.changes,
    ];
    const all = [
      ...warnings.map(passedOn),
      ...wanted.warnings,
      ...aim.warnings,
      ...set.warnings,
      ...removalWarnings(graph, registry, compared.removals),
      ...keptWarning(compared.keptLinks + settings.kept),
    ];
    return { changes, result: summary(withSettings(compared, settings), set.changes, aim.target?.date ?? null, all) };
  },
});

function knownPosition(graph: GraphReader, source: string, { uid, guid }: PlanTask): number | undefined {
  const own = guid === undefined ? undefined : ourOwn(graph, { kind: 'task', record: guid.toLowerCase() });
  const position = (graph.byExternal(source, `task:${uid}`) ?? own)?.fields.position;
  return typeof position === 'number' ? position : undefined;
}

/** A project whose plan counts differently now is a changed record like any other. */
function withSettings(compared: Comparison, { changed, links }: SettingsComparison): Comparison {
  const joined = {
    added: compared.links.added + links.added,
    changed: compared.links.changed,
    removed: compared.links.removed + links.removed,
  };
  if (!changed) return { ...compared, links: joined };
  const { project, fields } = changed;
  const before: FieldValues = { ...project.fields };
  const row: DiffRow = {
    kind: project.kind,
    title: project.fields.title,
    action: 'update',
    fields: Object.entries(fields).map(([name, after]) => ({ name, before: before[name] ?? null, after })),
  };
  const counts: KindCounts = { created: 0, updated: 1, restored: 0, removed: 0, unchanged: 0 };
  const diff = [row, ...compared.diff].slice(0, MOST_SHOWN);
  return { ...compared, links: joined, diff, byKind: { ...compared.byKind, [project.kind]: counts } };
}

function passedOn({ code, message, sentences, line, uid }: PlanWarning): ImportWarning {
  return { code, message, sentences, ...(line === undefined ? {} : { line }), ...(uid === undefined ? {} : { uid }) };
}

function keptWarning(keptLinks: number): ImportWarning[] {
  if (keptLinks === 0) return [];
  const message = say`${keptLinks} links of the file were left out, because people have given those records another link of the same kind.`;
  return [{ code: 'links-kept', ...told(message) }];
}

function summary(
  compared: Comparison,
  gates: readonly Change[],
  goLive: string | null,
  warnings: readonly ImportWarning[],
): ImportResult {
  const total = (what: keyof KindCounts) => Object.values(compared.byKind).reduce((sum, one) => sum + one[what], 0);
  return {
    created: total('created'),
    updated: total('updated'),
    restored: total('restored'),
    removed: total('removed'),
    unchanged: total('unchanged'),
    links: compared.links,
    byKind: compared.byKind,
    gates: gates.filter((change) => change.action === 'create' && change.kind === 'gate').length,
    goLive,
    warnings,
    removals: compared.removals,
    gone: compared.removals.length,
    diff: compared.diff,
  };
}

import { addDays, type Change, daysBetween, filterSchema, say, told, type ToldMessage } from '@callosum/kernel';
import { z } from 'zod';
import written from './content/default-gates.json' with { type: 'json' };
import { milestoneDates, OWN_SOURCE } from './go-live.ts';

const criterionSchema = z.strictObject({
  key: z.string(),
  title: z.string(),
  fact: z.string(),
  filter: filterSchema.exactOptional(),
  comparison: z.enum(['atMost', 'atLeast', 'exactly']),
  target: z.number(),
  weight: z.number().positive(),
  stop: z.boolean(),
});

export const gateSchema = z.strictObject({
  key: z.string(),
  title: z.string(),
  purpose: z.string(),
  /** Days from go-live, or else: */
  offsetDays: z.int().exactOptional(),
  /** share of the span from the plan's start to go-live, 0 to 1. */
  share: z.number().min(0).max(1).exactOptional(),
  goLive: z.boolean(),
  /** Parts of names by which a plan's own milestone for this gate is known, in lower case. */
  names: z.array(z.string()),
  criteria: z.array(criterionSchema),
});

/** The gates a project begins with, as data. */
export const defaultGates = z
  .object({
    source: z.string(),
    version: z.string(),
    status: z.string(),
    /** How far a milestone may lie from a gate's day to carry it. */
    withinDays: z.int(),
    gates: z.array(gateSchema),
  })
  .parse(written);

export type GateTemplate = z.infer<typeof gateSchema>;

export interface PlanMilestone {
  readonly id: string;
  readonly title: string;
  /** YYYY-MM-DD */
  readonly date: string;
}

export interface DefaultGatesInput {
  readonly milestones: readonly PlanMilestone[];
  /** First and last day of the plan. */
  readonly start: string;
  readonly finish: string;
  readonly goLive: string;
  readonly newId: () => string;
  /** The default gates unless given. */
  readonly gates?: readonly GateTemplate[];
}

export interface GateWarning extends ToldMessage {
  readonly code: 'gate-before-start' | 'go-live-outside-plan';
}

/** Where the record of a default gate came from, so that it is set once only. */
export function defaultGateOrigin(key: string): { source: string; id: string } {
  return { source: OWN_SOURCE, id: `default-gate:${key}` };
}

/**
 * The default gates, each on the milestone of the plan that fits it best, or on one of its own.
 * @returns what to write, and what a planner should look at.
 */
export function defaultGateChanges(input: DefaultGatesInput): { changes: Change[]; warnings: GateWarning[] } {
  const { start, finish, goLive, gates = defaultGates.gates } = input;
  const warnings: GateWarning[] = [];
  if (goLive < start || goLive > finish) {
    const outside = say`Go-live on ${goLive} lies outside the plan, which runs from ${start} to ${finish}.`;
    warnings.push({ code: 'go-live-outside-plan', ...told(outside) });
  }
  const used = new Set<string>();
  const changes = gates.flatMap((template) => {
    const date = gateDate(template, start, goLive);
    if (date < start) {
      const early = say`Gate ${template.key} falls on ${date}, before the plan starts on ${start}; it was kept.`;
      warnings.push({ code: 'gate-before-start', ...told(early) });
    }
    const milestone = bestMilestone(template, date, input.milestones, used);
    if (milestone) used.add(milestone.id);
    return gateChanges(template, date, milestone, input.newId);
  });
  return { changes, warnings };
}

/** The day a gate belongs to. */
export function gateDate(template: Pick<GateTemplate, 'offsetDays' | 'share'>, start: string, goLive: string): string {
  if (template.offsetDays !== undefined) return addDays(goLive, template.offsetDays);
  const span = Math.max(0, daysBetween(start, goLive));
  return addDays(start, Math.round((template.share ?? 0) * span));
}

/** Within reach: a fitting name first, then one that carries no gate yet, then the nearest. */
function bestMilestone(
  template: GateTemplate,
  date: string,
  milestones: readonly PlanMilestone[],
  used: ReadonlySet<string>,
): PlanMilestone | undefined {
  const ranked = milestones.flatMap((milestone) => {
    const away = Math.abs(daysBetween(date, milestone.date));
    if (away > defaultGates.withinDays) return [];
    const title = milestone.title.toLowerCase();
    const named = template.names.some((name) => title.includes(name));
    return [{ milestone, rank: [named ? 0 : 1, used.has(milestone.id) ? 1 : 0, away] }];
  });
  ranked.sort((a, b) => a.rank.map((part, at) => part - (b.rank[at] ?? 0)).find((part) => part !== 0) ?? 0);
  return ranked[0]?.milestone;
}

function gateChanges(
  template: GateTemplate,
  date: string,
  milestone: PlanMilestone | undefined,
  newId: () => string,
): Change[] {
  const { key, title, purpose, offsetDays, goLive } = template;
  const id = newId();
  const own = newId();
  const fields = { title, key, purpose, goLive, ...(offsetDays === undefined ? {} : { offsetDays }) };
  return [
    { action: 'create', kind: 'gate', id, fields, external: defaultGateOrigin(key) },
    ...(milestone ? [] : [ownMilestone(own, key, date)]),
    { action: 'link', id: newId(), type: 'gate.sitsOn', from: id, to: milestone?.id ?? own },
    ...template.criteria.flatMap((one): Change[] => {
      const criterion = newId();
      return [
        { action: 'create', kind: 'criterion', id: criterion, fields: { ...one } },
        { action: 'link', id: newId(), type: 'criterion.of', from: criterion, to: id },
      ];
    }),
  ];
}

function ownMilestone(id: string, key: string, date: string): Change {
  return {
    action: 'create',
    kind: 'task',
    id,
    fields: { title: `Gate ${key}`, milestone: true, summary: false, active: true, ...milestoneDates(date) },
    external: { source: OWN_SOURCE, id: `gate:${key}` },
  };
}

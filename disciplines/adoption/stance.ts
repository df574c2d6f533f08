import { daysBetween, type FieldsOf, type GraphReader, hasCome, type Moment, type Row } from '@callosum/kernel';
import { cadence } from './defaults.ts';
import { engagement } from './kinds/engagement.ts';
import { type stakeholder, STANCES } from './kinds/stakeholder.ts';

// What facts and the map say alike of a stakeholder.

export type StakeholderRow = Row<FieldsOf<typeof stakeholder>>;
export type Stance = keyof typeof STANCES;

const STEPS = Object.keys(STANCES);

/** Where a stance stands between blocking (0) and leading. */
export function stepOf(stance: Stance): number {
  return STEPS.indexOf(stance);
}

/** Steps a stakeholder stands short of where the project needs him; undefined while one of the two is not known. */
export function stanceGapOf({ fields: { stance, wanted } }: StakeholderRow): number | undefined {
  if (stance === undefined || wanted === undefined) return undefined;
  return Math.max(0, stepOf(wanted) - stepOf(stance));
}

export function isAgainst(stance: Stance): boolean {
  return stance === 'blocks' || stance === 'doubts';
}

/** When somebody was last met, and whether that is as lately as power and interest ask for. */
export interface Contact {
  /** What the grid of power and interest asks for, in words. */
  readonly quadrant: string;
  readonly last?: string;
  /** Since the last time. */
  readonly days?: number;
  readonly kept: boolean;
}

/** One that is not rated counts as to be managed closely. */
export function contactOf(graph: GraphReader, row: StakeholderRow, at: Moment): Contact | undefined {
  const { power = 'high', interest = 'high' } = row.fields;
  const rule = cadence.contactDays[`${power}-${interest}`];
  if (!rule) return undefined;
  const last = graph
    .in(row.id, 'engagement.with')
    .flatMap(({ from }) => graph.get(engagement, from) ?? [])
    .filter(({ state, fields }) => state === 'held' && hasCome(fields.due, at))
    .reduce<string | undefined>(
      (latest, { fields }) => (latest && latest > fields.due ? latest : fields.due),
      undefined,
    );
  if (last === undefined) return { quadrant: rule.label, kept: false };
  const days = daysBetween(last, at.today);
  return { quadrant: rule.label, last, days, kept: days <= rule.days };
}

import { defineView, type GraphReader, type Mention, mentionOf, type Moment } from '@callosum/kernel';
import { z } from 'zod';
import { cadence } from '../defaults.ts';
import { stakeholder } from '../kinds/stakeholder.ts';
import { contactOf, isAgainst, type StakeholderRow, type Stance, stanceGapOf, stepOf } from '../stance.ts';

type Level = 'low' | 'high';

/** One of those the change affects or who can make or stop it, where he stands and where he is wanted. */
export interface Placed extends Mention {
  readonly power?: Level;
  readonly interest?: Level;
  readonly stance?: Stance;
  readonly wanted?: Stance;
  /** Steps short of what is wanted; undefined while one of the two is not known. */
  readonly gap?: number;
  /** Where he stood on the day it is compared with, when that is known and another. */
  readonly was?: Stance;
  /** Steps towards the project since then; away from it when negative. */
  readonly moved: number;
  readonly owner?: string;
  /** Next contact. */
  readonly due?: string;
  readonly overdue: boolean;
  readonly lastMet?: string;
  /** Whether he was met as lately as power and interest ask for. */
  readonly kept: boolean;
}

export interface Quadrant {
  readonly power: Level;
  readonly interest: Level;
  /** How such people are dealt with, and how often they are met. */
  readonly label: string;
  readonly days: number;
}

export interface StakeholderMap {
  /** The widest gap first; those whose gap is not known come after, then those who stand where they are wanted. */
  readonly stakeholders: readonly Placed[];
  readonly quadrants: readonly Quadrant[];
  /** Steps short, added up. */
  readonly gap: number;
  /** Those with power who are against it; one whose power or stance nobody knows may be. */
  readonly against: number;
  readonly notMet: number;
  /** The day it is compared with, and how many have moved which way since. */
  readonly since?: { readonly on: string; readonly towards: number; readonly away: number };
}

const LEVELS = ['high', 'low'] as const;

/** Power by interest, with the stance of each now and as it is wanted. */
export const stakeholderMap = defineView({
  name: 'stakeholder-map',
  label: 'Stakeholder map',
  help: 'Who has power over the project and who is touched by it, where each stands and where he is wanted, who keeps in touch, and who has moved.',
  home: ['project', 'programme', 'organisation'],
  reads: [stakeholder.name],
  compares: true,
  choices: z.object({ only: z.enum(['all', 'gap']).default('all') }),
  build: ({ graph, at, since }, { only }): StakeholderMap => {
    const all = [...graph.all(stakeholder)]
      .filter(({ state }) => state !== 'left')
      .map((row) => placed(graph, row, at, since?.graph))
      .sort(byGap);
    const shown = only === 'gap' ? all.filter(({ gap }) => gap !== 0) : all;
    return {
      stakeholders: shown,
      quadrants: LEVELS.flatMap((power) =>
        LEVELS.flatMap((interest) => {
          const rule = cadence.contactDays[`${power}-${interest}`];
          return rule ? [{ power, interest, label: rule.label, days: rule.days }] : [];
        }),
      ),
      gap: all.reduce((sum, { gap = 0 }) => sum + gap, 0),
      against: all.filter(mayStopIt).length,
      notMet: all.filter(({ kept }) => !kept).length,
      ...(since
        ? {
            since: {
              on: since.at.today,
              towards: all.filter(({ moved }) => moved > 0).length,
              away: all.filter(({ moved }) => moved < 0).length,
            },
          }
        : {}),
    };
  },
});

function mayStopIt({ power, stance }: Placed): boolean {
  return power !== 'low' && (power === undefined || stance === undefined || isAgainst(stance));
}

/** What is short by most comes first; what is not known is short by something. */
function byGap(a: Placed, b: Placed): number {
  return (b.gap ?? 0.5) - (a.gap ?? 0.5) || a.number - b.number;
}

function placed(graph: GraphReader, row: StakeholderRow, at: Moment, before: GraphReader | undefined): Placed {
  const { power, interest, stance, wanted, owner, due } = row.fields;
  const gap = stanceGapOf(row);
  const was = before?.get(stakeholder, row.id)?.fields.stance;
  const contact = contactOf(graph, row, at);
  return {
    ...mentionOf(graph, row),
    ...(power === undefined ? {} : { power }),
    ...(interest === undefined ? {} : { interest }),
    ...(stance === undefined ? {} : { stance }),
    ...(wanted === undefined ? {} : { wanted }),
    ...(gap === undefined ? {} : { gap }),
    ...(was === undefined || was === stance ? {} : { was }),
    moved: was === undefined || stance === undefined ? 0 : stepOf(stance) - stepOf(was),
    ...(owner === undefined ? {} : { owner }),
    ...(due === undefined ? {} : { due }),
    overdue: due !== undefined && due < at.today,
    ...(contact?.last === undefined ? {} : { lastMet: contact.last }),
    kept: contact?.kept ?? false,
  };
}

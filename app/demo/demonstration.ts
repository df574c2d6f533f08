import { demonstrationStage } from '@callosum/kernel/contract';
import type { StandIn } from '@callosum/server';
import type { z } from 'zod';
import type { PlaceChange } from './places.ts';
import type { Story } from './story.ts';

/** A moment up to which a demonstration can be told. */
export const STAGES = demonstrationStage.options;
export type Stage = z.infer<typeof demonstrationStage>;

/** What a demonstration is told with. */
export interface Ground {
  /** The scope of the project; ids are derived from it. */
  readonly project: string;
  /** The organisation, where units, roles and shifts are shared. */
  readonly organisation: string;
}

/** A project that is told from its first day. */
export interface Demonstration {
  readonly key: string;
  readonly title: string;
  readonly zone: string;
  readonly begins: string;
  /** The day a stage ends on. */
  readonly stages: Readonly<Record<Stage, string>>;
  readonly people: (ground: Ground) => readonly StandIn[];
  /** Units, roles and shifts that it needs, and that the organisation shares with others. */
  readonly places: (organisation: string) => readonly PlaceChange[];
  /** Engines work out some of it, and take their time. */
  readonly tell: (ground: Ground) => Story | Promise<Story>;
}

/** The moment of a day: noon in the middle of the continent. */
export function momentOf(day: string): string {
  return `${day}T18:00:00.000Z`;
}

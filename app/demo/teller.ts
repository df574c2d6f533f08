import { addDays } from '@callosum/kernel';
import { accountOf, type Role } from './cast.ts';
import type { Ground } from './demonstration.ts';
import { placeId, type PlaceKind } from './places.ts';
import { createStory, type Story } from './story.ts';

/** What every part of a story is told with. */
export interface Teller extends Story {
  /** The project’s own record. */
  readonly project: string;
  /** The day so many days after go-live; before it when negative. */
  readonly t: (days: number) => string;
  readonly who: (role: Role) => string;
  readonly place: (kind: PlaceKind, name: string) => string;
}

/** Begins a story. */
export function createTeller({ project, organisation }: Ground, begins: string, goLive: string): Teller {
  return {
    ...createStory(project, begins),
    project,
    t: (days) => addDays(goLive, days),
    who: (role) => accountOf(project, role),
    place: (kind, name) => placeId(organisation, kind, name),
  };
}

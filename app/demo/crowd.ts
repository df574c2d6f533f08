import type { Change } from '@callosum/kernel';
import type { Demonstration } from './demonstration.ts';
import { idOf } from './ids.ts';
import type { Step } from './story.ts';

/** What there is once, for however many hospitals: gates, what they ask, who holds an office, and what people do and when. */
const ONCE: ReadonlySet<string> = new Set(['gate', 'criterion', 'appointment', 'jobRole', 'shift']);
/** A course is for a role, and is held in every hospital: it is there once, and leads to what each has of its own. */
const SHARED: ReadonlySet<string> = new Set(['course']);
/** Milestones that gates sit on come from here. */
const OWN_SOURCE = 'callosum';

/**
 * The same demonstration for so many hospitals of one organisation in one project: each with units, people, tasks and records of its own, but
 * for what a project has once, and for what people of the same role share. Copies lead to copies wherever there are any.
 */
export function crowded(demonstration: Demonstration, times: number): Demonstration {
  return {
    ...demonstration,
    key: `${demonstration.key}${times}`,
    places: (organisation) => crowdOf(times)(demonstration.places(organisation)),
    tell: async (ground) => {
      const story = await demonstration.tell(ground);
      return {
        ...story,
        steps: () => {
          const crowd = crowdOf(times);
          // So that who works in a unit works, copied, in its copy.
          crowd(demonstration.places(ground.organisation));
          return story.steps().map((step): Step => ({
            ...step,
            changes: crowd(step.changes),
            answers: crowd(step.answers),
          }));
        },
      };
    },
  };
}

/** Tells what happens to the first hospital, and then of all others. */
function crowdOf(times: number): (changes: readonly Change[]) => readonly Change[] {
  const copies = Array.from({ length: times - 1 }, (_, index) => createCopier(String(index + 2)));
  return (changes) => [...changes, ...copies.flatMap((copy) => changes.flatMap((change) => copy(change) ?? []))];
}

/** Copies what happens, as far as it happens to what was copied. */
function createCopier(space: string): (change: Change) => Change | undefined {
  const copied = new Map<string, string>();
  const shared = new Set<string>();
  const name = (id: string): string => {
    const own = idOf(space, id);
    copied.set(id, own);
    return own;
  };
  return (change) => {
    if (change.action === 'create') {
      if (SHARED.has(change.kind)) shared.add(change.id);
      if (ONCE.has(change.kind) || SHARED.has(change.kind) || change.external?.source === OWN_SOURCE) return undefined;
      const { external, ...rest } = change;
      return {
        ...rest,
        id: name(change.id),
        ...(external ? { external: { ...external, id: `${external.id} ${space}` } } : {}),
      };
    }
    if (change.action === 'link') {
      const to = copied.get(change.to);
      const from = copied.get(change.from) ?? (to !== undefined && shared.has(change.from) ? change.from : undefined);
      if (from === undefined) return undefined;
      return { ...change, id: name(change.id), from, to: to ?? change.to };
    }
    const id = copied.get(change.id);
    return id === undefined ? undefined : { ...change, id };
  };
}

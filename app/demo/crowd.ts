import type { Change } from '@callosum/kernel';
import type { Demonstration } from './demonstration.ts';
import { idOf } from './ids.ts';
import type { Step } from './story.ts';

/** What there is once in a project, however large it is: its gates, what they ask, and who holds an office. */
const ONCE: ReadonlySet<string> = new Set(['gate', 'criterion', 'appointment']);
/** Milestones that gates sit on come from here. */
const OWN_SOURCE = 'callosum';

/**
 * The same demonstration with everything in it so many times over, but for what a project has once: what a project of that size costs.
 * Copies lead to copies wherever there are any.
 */
export function crowded(demonstration: Demonstration, times: number): Demonstration {
  return {
    ...demonstration,
    key: `${demonstration.key}${times}`,
    tell: async (ground) => {
      const story = await demonstration.tell(ground);
      return { ...story, steps: () => crowdSteps(story.steps(), times) };
    },
  };
}

function crowdSteps(steps: readonly Step[], times: number): readonly Step[] {
  const copies = Array.from({ length: times - 1 }, (_, index) => createCopier(String(index + 2)));
  const all = (changes: readonly Change[]): readonly Change[] => [
    ...changes,
    ...copies.flatMap((copy) => changes.flatMap((change) => copy(change) ?? [])),
  ];
  return steps.map((step) => ({ ...step, changes: all(step.changes), answers: all(step.answers) }));
}

/** Copies what happens, as far as it happens to what was copied. */
function createCopier(space: string): (change: Change) => Change | undefined {
  const copied = new Map<string, string>();
  const name = (id: string): string => {
    const own = idOf(space, id);
    copied.set(id, own);
    return own;
  };
  return (change) => {
    if (change.action === 'create') {
      if (ONCE.has(change.kind) || change.external?.source === OWN_SOURCE) return undefined;
      const { external, ...rest } = change;
      return {
        ...rest,
        id: name(change.id),
        ...(external ? { external: { ...external, id: `${external.id} ${space}` } } : {}),
      };
    }
    if (change.action === 'link') {
      const from = copied.get(change.from);
      if (from === undefined) return undefined;
      return { ...change, id: name(change.id), from, to: copied.get(change.to) ?? change.to };
    }
    const id = copied.get(change.id);
    return id === undefined ? undefined : { ...change, id };
  };
}

import type { FieldsOf, GraphReader, Row } from '@callosum/kernel';
import { workflowStep } from './kinds/workflow-step.ts';

export type StepRow = Row<FieldsOf<typeof workflowStep>>;

/** What one run of a workflow costs and where it goes. */
export interface Waste {
  readonly steps: number;
  /** Minutes somebody works on it. */
  readonly touch: number;
  /** Minutes it lies. */
  readonly wait: number;
  readonly handOffs: number;
  readonly reEntries: number;
  /** Percent of runs that need no correction anywhere: the product over the steps. */
  readonly completeAccurate: number | undefined;
  /** Whether every step has touch time and wait. */
  readonly measured: boolean;
}

const MINUTE = 60;

export function stepsOf(graph: GraphReader, workflow: string): readonly StepRow[] {
  return graph.in(workflow, 'workflowStep.partOf').flatMap(({ from }) => graph.get(workflowStep, from) ?? []);
}

/** Adds up the waste of a workflow’s steps. */
export function wasteOf(steps: readonly Pick<StepRow, 'fields'>[]): Waste {
  const minutes = (name: 'touch' | 'wait') =>
    steps.reduce((sum, { fields }) => sum + (fields[name]?.seconds ?? 0), 0) / MINUTE;
  const count = (name: 'handOff' | 'reEntry') => steps.filter(({ fields }) => fields[name] === true).length;
  const shares = steps.flatMap(({ fields }) => fields.completeAccurate ?? []);
  return {
    steps: steps.length,
    touch: minutes('touch'),
    wait: minutes('wait'),
    handOffs: count('handOff'),
    reEntries: count('reEntry'),
    // A step nobody measured would count as perfect.
    completeAccurate:
      steps.length > 0 && shares.length === steps.length
        ? 100 * shares.reduce((product, share) => product * (share / 100), 1)
        : undefined,
    measured: steps.length > 0 && steps.every(({ fields }) => fields.touch !== undefined && fields.wait !== undefined),
  };
}

/** In which ways one is worse than another; of what was measured on both sides only. */
export function worseThan(
  future: Waste,
  current: Waste,
): readonly ('touch' | 'wait' | 'handOffs' | 'reEntries' | 'accuracy')[] {
  const times = future.measured && current.measured;
  const accuracy =
    future.completeAccurate !== undefined &&
    current.completeAccurate !== undefined &&
    future.completeAccurate < current.completeAccurate;
  return [
    times && future.touch > current.touch ? (['touch'] as const) : [],
    times && future.wait > current.wait ? (['wait'] as const) : [],
    future.handOffs > current.handOffs ? (['handOffs'] as const) : [],
    future.reEntries > current.reEntries ? (['reEntries'] as const) : [],
    accuracy ? (['accuracy'] as const) : [],
  ].flat();
}

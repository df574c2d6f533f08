import type { JobParts } from '@callosum/server';
import type { Demonstration, Stage } from './demonstration.ts';
import { type Loaded, loadDemonstration } from './load.ts';
import { clinic } from './clinic/index.ts';
import { riverbend } from './riverbend/index.ts';

const DEMONSTRATIONS: readonly Demonstration[] = [riverbend, clinic];

/** Tells every demonstration up to a stage, one after the other; what is there already stays. */
export async function loadDemonstrations(
  parts: JobParts,
  {
    until,
    signal,
    onProgress,
  }: {
    readonly until: Stage;
    readonly signal?: AbortSignal;
    /** @param fraction from 0 to 1, of all of them. */
    readonly onProgress?: (fraction: number, title: string) => void;
  },
): Promise<readonly Loaded[]> {
  const loaded: Loaded[] = [];
  for (const [place, one] of DEMONSTRATIONS.entries()) {
    onProgress?.(place / DEMONSTRATIONS.length, one.title);
    loaded.push(
      await loadDemonstration(parts, one, {
        until,
        ...(signal ? { signal } : {}),
        onProgress: (fraction) => onProgress?.((place + fraction) / DEMONSTRATIONS.length, one.title),
      }),
    );
  }
  return loaded;
}

import { type BoundJob, defineJob, type JobParts } from '@callosum/server';
import { z } from 'zod';
import { STAGES } from './demonstration.ts';

/** Loads the demonstrations while whoever asked goes on working. Cut off, it goes on from where it was. */
export function demonstrationJob(parts: JobParts): BoundJob {
  return defineJob({
    name: 'demonstration',
    label: 'Demonstration hospital',
    words: { telling: 'Telling what happened, day by day' },
    input: z.strictObject({ until: z.enum(STAGES) }),
    retries: { most: 3, firstPauseSeconds: 2, longestPauseSeconds: 30 },
    run: async ({ until }, { signal, progress }) => {
      // Hospitals are much to read; a server that never shows them does not.
      const { loadDemonstrations } = await import('./index.ts');
      const loaded = await loadDemonstrations(parts, {
        until,
        signal,
        onProgress: (fraction) => progress(fraction, 'telling'),
      });
      return { value: { loaded: loaded.map((one) => ({ ...one })) } };
    },
  });
}

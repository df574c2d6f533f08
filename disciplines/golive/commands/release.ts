import { type Decision, defineCommand, Problem, type Sentence, say } from '@callosum/kernel';
import { z } from 'zod';
import { acceptanceSample } from '../kinds/acceptance-sample.ts';

/**
 * Takes a sample away from a load it was linked to by mistake. Only while nothing has been found in it: a lot that was corrected is
 * drawn anew, so what was reviewed never comes to speak of another load, or of the same one as it is now.
 */
export const releaseSample = defineCommand({
  name: 'acceptanceSample.release',
  label: 'Unlink sample from load',
  allow: 'kinds',
  input: z.strictObject({ sample: z.uuid(), load: z.uuid() }),
  decide: (graph, { sample, load }) => {
    const row = graph.get(acceptanceSample, sample);
    const link = graph.out(sample, 'acceptanceSample.of').find(({ to }) => to === load);
    if (!row || !link) return refuse('not-found', say`This sample was not drawn from this load.`);
    if (row.state !== 'drawn' || row.fields.foundDefects !== undefined) {
      return refuse(
        'refused',
        say`What was found in a sample stays with the load it was drawn from.`,
        say`Draw another sample.`,
      );
    }
    return { changes: [{ action: 'unlink', id: link.id }] };
  },
});

function refuse(code: 'not-found' | 'refused', message: Sentence, remedy?: Sentence): Decision {
  return { problems: [new Problem({ code, message, ...(remedy === undefined ? {} : { remedy }) })] };
}

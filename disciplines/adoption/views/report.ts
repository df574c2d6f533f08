import { defineView, type Mention, mentionOf } from '@callosum/kernel';
import { unit } from '@callosum/organisation';
import { z } from 'zod';

export interface ReportForm {
  /** Where it may have happened, by name. */
  readonly units: readonly { readonly id: string; readonly title: string }[];
  /** The unit that is filled in already: a link or a poster in the unit names it. */
  readonly unit?: Mention;
}

/** One screen on which somebody at work says in a sentence what does not go as it should. */
export const reportView = defineView({
  name: 'report',
  label: 'Report from work',
  help: 'One sentence, from a phone: what does not go as it should, or does. Somebody who looks after your unit answers; what could harm a patient goes to the safety officer at once.',
  home: ['project'],
  reads: ['project'],
  choices: z.object({ unit: z.uuid().exactOptional() }),
  build: ({ graph }, { unit: wanted }): ReportForm => {
    const units = [...graph.all(unit)].filter(({ state }) => state === 'open');
    const chosen = units.find(({ id }) => id === wanted);
    return {
      units: units
        .map(({ id, fields: { title } }) => ({ id, title }))
        .sort((a, b) => a.title.localeCompare(b.title, 'en')),
      ...(chosen ? { unit: mentionOf(graph, chosen) } : {}),
    };
  },
});

import { defineView, type Mention, mentionOf } from '@callosum/kernel';
import { z } from 'zod';
import { treatedBetween } from '../commands/treat-gaps.ts';
import { interfaceGap } from '../kinds/interface-gap.ts';
import { endsIn, profilesOf, type ProfileOffer } from './profiles.ts';

export interface TreatedGap {
  /** Question and place: which difference it is. */
  readonly key: string;
  readonly gap: Mention;
  readonly owner?: string;
  readonly treatment?: string;
  /** What it became. */
  readonly by: readonly Mention[];
}

export interface GapsModel {
  readonly profiles: readonly ProfileOffer[];
  /** Those that are compared. */
  readonly source?: string;
  readonly target?: string;
  /** Differences between the two that somebody has taken up. */
  readonly treated: readonly TreatedGap[];
}

/** What has become of the differences between two profiles; which they are, the screen finds by comparing the files. */
export const gapsView = defineView({
  name: 'gaps',
  label: 'Gaps between two ends',
  help: 'Compares what one end sends with what the other expects along eight questions, and makes work of the differences: tasks, risks, lines of the mapping, or their acceptance.',
  home: ['project'],
  reads: ['messageProfile'],
  choices: z.object({ source: z.uuid().optional(), target: z.uuid().optional(), question: z.string().optional() }),
  build: ({ graph }, chosen): GapsModel => {
    const profiles = profilesOf(graph);
    const ends = chosen.source === undefined && chosen.target === undefined ? endsIn(graph, profiles) : {};
    const { source = ends.source?.id, target = ends.target?.id } = chosen;
    const treated = source !== undefined && target !== undefined ? treatedBetween(graph, source, target) : new Map();
    return {
      profiles,
      ...(source === undefined ? {} : { source }),
      ...(target === undefined ? {} : { target }),
      treated: [...treated].flatMap(([key, { id }]): TreatedGap[] => {
        const row = graph.get(interfaceGap, id);
        if (!row) return [];
        const { owner, treatment } = row.fields;
        return [
          {
            key,
            gap: mentionOf(graph, row),
            ...(owner === undefined ? {} : { owner }),
            ...(treatment === undefined ? {} : { treatment }),
            by: graph.out(id, 'interfaceGap.treatedBy').flatMap(({ to }) => {
              const treats = graph.find(to);
              return treats ? [mentionOf(graph, treats)] : [];
            }),
          },
        ];
      }),
    };
  },
});

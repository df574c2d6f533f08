import { defineView, type Mention } from '@callosum/kernel';
import { z } from 'zod';
import { interfacesOf, profilesOf, type ProfileOffer } from './profiles.ts';

export interface ProfileModel {
  readonly profiles: readonly ProfileOffer[];
  /** What a profile that is read from a bundle can belong to. */
  readonly interfaces: readonly Mention[];
}

/** Which profiles there are to look at; their files are fetched by the screen. */
export const profileView = defineView({
  name: 'profile',
  label: 'Profiles field by field',
  help: 'What a profile asks for, segment by segment and field by field; usage, how often, how long and with which codes can be changed.',
  home: ['project'],
  reads: ['messageProfile', 'interface'],
  opensFor: { kind: 'messageProfile', choice: 'profile' },
  choices: z.object({ profile: z.string().optional(), segment: z.string().optional() }),
  build: ({ graph }): ProfileModel => ({ profiles: profilesOf(graph), interfaces: interfacesOf(graph) }),
});

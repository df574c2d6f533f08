import { defineView } from '@callosum/kernel';
import { z } from 'zod';
import { type InterfaceOffer, interfaceOffers, profilesOf, type ProfileOffer } from './profiles.ts';

export interface MessagesModel {
  /** What messages can be held against. */
  readonly profiles: readonly ProfileOffer[];
  /** What a profile that is learnt from them can belong to. */
  readonly interfaces: readonly InterfaceOffer[];
}

/** What the page that checks messages needs of the project. The messages themselves stay in the browser. */
export const messagesView = defineView({
  name: 'messages',
  label: 'Check messages',
  help: 'Drop HL7 v2 messages. They are read, freed of patients’ data and checked in this browser; nothing is sent before you keep a profile.',
  home: ['project'],
  reads: ['interface', 'messageProfile', 'system'],
  choices: z.object({ interface: z.uuid().optional() }),
  build: ({ graph }): MessagesModel => ({
    profiles: profilesOf(graph),
    interfaces: interfaceOffers(graph),
  }),
});

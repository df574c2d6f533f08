import type { Profile } from '@callosum/hl7v2';
import { type Trouble, useAnnounce, useProject } from '@callosum/web/views';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  edited,
  type EditFault,
  faultsOf,
  type FieldEdit,
  fieldKey,
  NO_EDITS,
  type NodeEdit,
  nodeKey,
  type ProfileEdits,
} from '../bench/profile-lines.ts';
import type { ProfileOffer } from '../views/profiles.ts';
import { useKeeping } from './profile-file.ts';
import type { Bench } from './use-bench.ts';

/** What is changed of a profile, in its structure and in all its segments; it is kept as one change. */
export interface Edits {
  readonly edits: ProfileEdits;
  readonly count: number;
  readonly faults: readonly EditFault[];
  readonly problems: readonly Trouble[];
  readonly pending: boolean;
  /** Whether whoever looks may change nothing. */
  readonly closed: boolean;
  readonly editField: (segment: string, position: number, more: FieldEdit) => void;
  readonly editNode: (message: number, place: string, more: NodeEdit) => void;
  readonly save: () => Promise<void>;
  readonly discard: () => void;
}

export function useProfileEdits(bench: Bench, offer: ProfileOffer, profile: Profile): Edits {
  const { t } = useTranslation();
  const project = useProject();
  const announce = useAnnounce();
  const { keep, pending } = useKeeping();
  const [edits, setEdits] = useState(NO_EDITS);
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const count = Object.keys(edits.fields).length + Object.keys(edits.nodes).length;
  return {
    edits,
    count,
    faults: faultsOf(profile, edits),
    problems,
    pending,
    closed: !project.mayRun('messageProfile.keep'),
    editField: (segment, position, more) => {
      const key = fieldKey(segment, position);
      setEdits(({ fields, nodes }) => ({ nodes, fields: { ...fields, [key]: { ...fields[key], ...more } } }));
    },
    editNode: (message, place, more) => {
      const key = nodeKey(message, place);
      setEdits(({ fields, nodes }) => ({ fields, nodes: { ...nodes, [key]: { ...nodes[key], ...more } } }));
    },
    save: async () => {
      const written = await bench.ask('writeProfile', edited(profile, edits));
      const outcome = await keep(offer.id, written, {});
      setProblems(outcome.ok ? [] : outcome.problems);
      if (outcome.ok) announce(t('interoperability.profile.saved', { count }));
    },
    discard: () => setEdits(NO_EDITS),
  };
}

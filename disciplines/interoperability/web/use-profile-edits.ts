import type { Profile } from '@callosum/hl7v2';
import { type Trouble, useAnnounce, useProject } from '@callosum/web/views';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  countOf,
  edited,
  type EditFault,
  type ElementEdit,
  faultsOf,
  fieldKey,
  NO_EDITS,
  type NodeEdit,
  nodeKey,
  type ProfileEdits,
  type TableEdit,
} from '../bench/profile-edits.ts';
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
  /** @param key of a field or a part of one, `3` or `3.4` */
  readonly editField: (segment: string, key: string, more: ElementEdit) => void;
  readonly editNode: (message: number, place: string, more: NodeEdit) => void;
  readonly editTable: (name: string, more: TableEdit) => void;
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
  const count = countOf(edits);
  return {
    edits,
    count,
    faults: faultsOf(profile, edits),
    problems,
    pending,
    closed: !project.mayRun('messageProfile.keep'),
    editField: (segment, element, more) => {
      const key = fieldKey(segment, element);
      setEdits(({ fields, ...rest }) => ({ ...rest, fields: { ...fields, [key]: { ...fields[key], ...more } } }));
    },
    editNode: (message, place, more) => {
      const key = nodeKey(message, place);
      setEdits(({ nodes, ...rest }) => ({ ...rest, nodes: { ...nodes, [key]: { ...nodes[key], ...more } } }));
    },
    editTable: (name, more) =>
      setEdits(({ tables, ...rest }) => ({ ...rest, tables: { ...tables, [name]: { ...tables[name], ...more } } })),
    save: async () => {
      const written = await bench.ask('writeProfile', edited(profile, edits));
      const outcome = await keep(offer.id, written, {});
      setProblems(outcome.ok ? [] : outcome.problems);
      if (outcome.ok) announce(t('interoperability.profile.saved', { count }));
    },
    discard: () => setEdits(NO_EDITS),
  };
}

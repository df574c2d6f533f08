import type { Json, Kind } from '@callosum/kernel';
import { IconArrowBackUp } from '@tabler/icons-react';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions } from '../actions/registry.tsx';
import { useCommand } from '../api/command.ts';
import { isConflict } from '../api/problems.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { useFieldError } from '../kit/problems.tsx';
import type { Outcome } from '../signing/signer.ts';
import { useProject } from '../shell/project.ts';
import { type Edit, type EditInput, inputOf, leftAfter, versionsOf, type WayBack, wayBack } from './inverse.ts';

/** So many things can be undone; further back nobody remembers what it was. */
const MOST_WAYS = 50;

export interface Edits {
  /** Changes records, all or none, and remembers the way back. @param what what is done, in words: “Due of RSK-3”. */
  readonly run: (kind: Kind, edits: readonly Edit[], what: string) => Promise<Outcome>;
  readonly pending: boolean;
}

const EditsContext = createContext<Edits | undefined>(undefined);

export function useEdits(): Edits {
  const edits = useContext(EditsContext);
  if (!edits) throw new Error('A project screen was rendered outside of a project');
  return edits;
}

/** Remembers what one changed in the project while the page is open, and offers to undo it. */
export function EditsProvider({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const fieldError = useFieldError();
  const [ways, setWays] = useState<readonly WayBack[]>([]);
  const newest = ways.at(-1);

  const { run: send, pending } = useCommand(useProject().key);
  const run = useCallback<Edits['run']>(
    async (kind, edits, what) => {
      const outcome = await send('record.edit', { records: asJson(edits.map(inputOf)) }, versionsOf(edits));
      const way = outcome.ok ? wayBack(kind, edits, what) : undefined;
      if (way) setWays((before) => [...before, way].slice(-MOST_WAYS));
      return outcome;
    },
    [send],
  );
  const value = useMemo(() => ({ run, pending }), [run, pending]);
  const undo = async (): Promise<void> => {
    if (!newest) return;
    const outcome = await send('record.edit', { records: asJson(newest.records) }, newest.versions);
    if (outcome.ok) {
      setWays((before) => leftAfter(before, newest));
      announce(t('record.undone', { what: newest.what }));
      return;
    }
    // A lost connection may come back; any other refusal stays one.
    if (outcome.problems.every(({ code }) => code !== 'offline')) {
      setWays((before) => before.filter((way) => way !== newest));
    }
    announce(
      isConflict(outcome.problems)
        ? t('record.notUndone', { what: newest.what })
        : (fieldError(outcome.problems) ?? t('record.notUndone', { what: newest.what })),
    );
  };
  useActions([
    {
      id: 'undo',
      labelKey: 'record.undo',
      values: { what: newest?.what ?? '' },
      group: 'do',
      icon: IconArrowBackUp,
      shortcut: 'mod+Z',
      visible: newest !== undefined,
      run: () => void undo(),
    },
  ]);
  return <EditsContext value={value}>{children}</EditsContext>;
}

const asJson = (edits: readonly EditInput[]): Json =>
  edits.map(({ id, fields, move }) => ({
    id,
    ...(fields ? { fields: { ...fields } } : {}),
    ...(move === undefined ? {} : { move }),
  }));

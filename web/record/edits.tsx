import type { FieldChanges, Json, Kind } from '@callosum/kernel';
import { IconArrowBackUp } from '@tabler/icons-react';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions } from '../actions/registry.tsx';
import { useCommand } from '../api/command.ts';
import { isConflict } from '../api/problems.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { useFieldError } from '../kit/problems.tsx';
import type { Outcome } from '../signing/signer.ts';
import { useComposition } from '../composition.ts';
import { useProject } from '../shell/project.ts';
import { withChanges } from './entries.ts';
import { askedBy, MoveDialog, type WantedMove } from './move-dialog.tsx';
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

/** A move that waits for what it needs. */
interface Asking {
  readonly wanted: WantedMove;
  readonly answer: (fields: FieldChanges | undefined) => void;
}

/** Remembers what one changed in the project while the page is open, and offers to undo it. */
export function EditsProvider({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const fieldError = useFieldError();
  const [ways, setWays] = useState<readonly WayBack[]>([]);
  /** The same, for whoever has waited. */
  const known = useRef(ways);
  const keepWays = useCallback((change: (before: readonly WayBack[]) => readonly WayBack[]): void => {
    known.current = change(known.current);
    setWays(known.current);
  }, []);
  /** What is being changed: others, and this page, may see it before its answer is here. */
  const underWay = useRef<Promise<unknown>>(Promise.resolve());

  const { registry } = useComposition();
  const [asking, setAsking] = useState<Asking>();
  /** What a single move asks for before it can be made; undefined when somebody would rather not. */
  const completed = useCallback(
    async (kind: Kind, edits: readonly Edit[]): Promise<readonly Edit[] | undefined> => {
      const [edit] = edits;
      if (edit?.move === undefined || edits.length > 1) return edits;
      const { record, move } = edit;
      const wanted = { kind, record: { ...record, fields: withChanges(record.fields, edit.fields) }, move };
      if (askedBy(registry, wanted).size === 0) return edits;
      const fields = await new Promise<FieldChanges | undefined>((answer) => setAsking({ wanted, answer }));
      setAsking(undefined);
      return fields && [{ ...edit, fields: { ...edit.fields, ...fields } }];
    },
    [registry],
  );

  const { run: send, pending } = useCommand(useProject().key);
  const change = useCallback(
    async (kind: Kind, ready: readonly Edit[], what: string): Promise<Outcome> => {
      const [first, edits] = apartWhenSigned(kind, ready);
      if (first) {
        const saved = await send('record.edit', { records: asJson([inputOf(first)]) }, versionsOf([first]));
        if (!saved.ok) return saved;
      }
      const outcome = await send('record.edit', { records: asJson(edits.map(inputOf)) }, versionsOf(edits));
      const way = outcome.ok ? wayBack(kind, edits, what) : undefined;
      if (way) keepWays((before) => [...before, way].slice(-MOST_WAYS));
      return outcome;
    },
    [send, keepWays],
  );
  const run = useCallback<Edits['run']>(
    async (kind, wanted, what) => {
      const ready = await completed(kind, wanted);
      if (!ready) return { ok: false, problems: [] };
      const changed = change(kind, ready, what);
      underWay.current = changed;
      return changed;
    },
    [completed, change],
  );
  const value = useMemo(() => ({ run, pending }), [run, pending]);
  const takeBack = async (): Promise<void> => {
    const newest = known.current.at(-1);
    if (!newest) return;
    const outcome = await send('record.edit', { records: asJson(newest.records) }, newest.versions);
    if (outcome.ok) {
      keepWays((before) => leftAfter(before, newest));
      announce(t('record.undone', { what: newest.what }));
      return;
    }
    // A lost connection may come back; any other refusal stays one.
    if (outcome.problems.every(({ code }) => code !== 'offline')) {
      keepWays((before) => before.filter((way) => way !== newest));
    }
    announce(
      isConflict(outcome.problems)
        ? t('record.notUndone', { what: newest.what })
        : (fieldError(outcome.problems) ?? t('record.notUndone', { what: newest.what })),
    );
  };
  // What was done last is undone, though its answer is not here yet, and not what was done before it.
  const undo = (): void => {
    underWay.current = underWay.current.then(takeBack, takeBack);
  };
  useActions([
    {
      id: 'undo',
      labelKey: 'record.undo',
      values: { what: ways.at(-1)?.what ?? '' },
      group: 'do',
      icon: IconArrowBackUp,
      shortcut: 'mod+Z',
      visible: ways.length > 0,
      run: undo,
    },
  ]);
  return (
    <EditsContext value={value}>
      {children}
      <MoveDialog wanted={asking?.wanted} onDone={(fields) => asking?.answer(fields)} />
    </EditsContext>
  );
}

/** Nothing is changed along with what is signed: the change comes first, and by itself. */
function apartWhenSigned(kind: Kind, edits: readonly Edit[]): [Edit | undefined, readonly Edit[]] {
  const [edit] = edits;
  const signs = edit?.move === undefined ? undefined : kind.lifecycle.moves[edit.move]?.signs;
  if (!edit?.fields || edit.move === undefined || signs === undefined || edits.length > 1) return [undefined, edits];
  const { record, fields, move } = edit;
  const changed = { ...record, version: record.version + 1, fields: withChanges(record.fields, fields) };
  return [{ record, fields }, [{ record: changed, move }]];
}

const asJson = (edits: readonly EditInput[]): Json =>
  edits.map(({ id, fields, move }) => ({
    id,
    ...(fields ? { fields: { ...fields } } : {}),
    ...(move === undefined ? {} : { move }),
  }));

import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { problemsOf, type Trouble } from '../api/problems.ts';
import { refetchProject } from '../api/refetch.ts';
import type { ImportDiff } from '../api/shapes.ts';
import { upload } from '../api/upload.ts';
import { useApi } from '../composition.ts';

export interface ImportInput {
  readonly key: string;
  readonly title?: string;
  readonly zone?: string;
  readonly goLive?: { readonly milestone: number } | { readonly date: string };
  /** What the file no longer holds stays, instead of being withdrawn. */
  readonly gone?: 'keep';
  /** What a new project begins with besides its plan. */
  readonly template?: { readonly name: string; readonly answers: Record<string, string | number> };
}

type Phase = 'choosing' | 'uploading' | 'reading' | 'ready' | 'importing';

export interface ImportRun {
  readonly phase: Phase;
  /** Share of the file that has arrived, 0 to 1. */
  readonly sent: number;
  readonly diff: ImportDiff | undefined;
  readonly problems: readonly Trouble[];
  readonly preview: (file: File, input: ImportInput) => Promise<void>;
  /** Undefined when it was refused. */
  readonly run: (file: File, input: ImportInput) => Promise<ImportDiff | undefined>;
  readonly cancel: () => void;
  /** The plan shown no longer fits what is filled in. */
  readonly forget: () => void;
}

/** Upload, dry run and import, one after the other. A file that is there already is not sent twice. */
export function useImport(): ImportRun {
  const api = useApi();
  const queries = useQueryClient();
  const [phase, setPhase] = useState<Phase>('choosing');
  const [sent, setSent] = useState(0);
  const [diff, setDiff] = useState<ImportDiff>();
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const stored = useRef<{ file: File; hash: string } | undefined>(undefined);
  const stopping = useRef(new AbortController());

  const fail = useCallback((found: readonly Trouble[]): undefined => {
    setProblems(found);
    setPhase('choosing');
    return undefined;
  }, []);
  const hashOf = async (file: File): Promise<string | undefined> => {
    if (stored.current?.file === file) return stored.current.hash;
    setPhase('uploading');
    setSent(0);
    stopping.current = new AbortController();
    const answer = await upload(file, setSent, stopping.current.signal);
    if ('problems' in answer) return fail(answer.problems);
    stored.current = { file, hash: answer.hash };
    return answer.hash;
  };
  const requestOf = (file: File, hash: string, input: ImportInput) => ({ file: hash, name: file.name, ...input });

  return {
    phase,
    sent,
    diff,
    problems,
    preview: async (file, input) => {
      setProblems([]);
      setDiff(undefined);
      const hash = await hashOf(file);
      if (hash === undefined) return;
      setPhase('reading');
      try {
        setDiff(await api.imports.preview.call(requestOf(file, hash, input)));
        setPhase('ready');
      } catch (error) {
        fail(problemsOf(error));
      }
    },
    run: async (file, input) => {
      setProblems([]);
      const hash = await hashOf(file);
      if (hash === undefined) return undefined;
      setPhase('importing');
      try {
        const done = await api.imports.run.call(requestOf(file, hash, input));
        await refetchProject(queries, api, input.key);
        return done;
      } catch (error) {
        setProblems(problemsOf(error));
        setPhase('ready');
        return undefined;
      }
    },
    cancel: () => stopping.current.abort(),
    forget: () => {
      setDiff(undefined);
      setPhase('choosing');
    },
  };
}

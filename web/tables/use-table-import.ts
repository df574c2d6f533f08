import { type Kind, proposeMapping, type TableMapping } from '@callosum/kernel';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { problemsOf, type Trouble } from '../api/problems.ts';
import { refetchProject } from '../api/refetch.ts';
import type { ReadTable, TableDiff } from '../api/shapes.ts';
import { upload } from '../api/upload.ts';
import { useComposition } from '../composition.ts';

type Busy = 'uploading' | 'reading' | 'checking' | 'importing';

export interface TableDone {
  readonly count: number;
  readonly run: string | null;
}

export interface TableImport {
  readonly busy: Busy | undefined;
  /** Share of the file that has arrived, 0 to 1. */
  readonly sent: number;
  readonly table: ReadTable | undefined;
  readonly mapping: TableMapping | undefined;
  /** The mapping is the one that was used the last time. */
  readonly remembered: boolean;
  readonly diff: TableDiff | undefined;
  readonly problems: readonly Trouble[];
  readonly choose: (file: File, sheet?: string) => Promise<void>;
  readonly map: (mapping: TableMapping) => void;
  readonly check: () => Promise<void>;
  /** @returns how many records were made or changed, and by what that is taken back; undefined when it was refused. */
  readonly run: (skipFaulty: boolean) => Promise<TableDone | undefined>;
  readonly cancel: () => void;
}

/** Upload, mapping, dry run and import of a table, one after the other; what was chosen stays when one is refused. */
export function useTableImport(project: string, kind: Kind): TableImport {
  const { api, registry } = useComposition();
  const queries = useQueryClient();
  const [busy, setBusy] = useState<Busy>();
  const [sent, setSent] = useState(0);
  const [table, setTable] = useState<ReadTable>();
  const [mapping, setMapping] = useState<TableMapping>();
  const [remembered, setRemembered] = useState(false);
  const [diff, setDiff] = useState<TableDiff>();
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const stored = useRef<{ file: File; hash: string } | undefined>(undefined);
  const stopping = useRef(new AbortController());

  /** Does one step; a refusal is shown, and everything else stays. */
  const step = async <T>(doing: Busy, work: () => Promise<T>): Promise<T | undefined> => {
    setBusy(doing);
    setProblems([]);
    try {
      return await work();
    } catch (error) {
      setProblems(problemsOf(error));
      return undefined;
    } finally {
      setBusy(undefined);
    }
  };
  const hashOf = async (file: File): Promise<string | undefined> => {
    if (stored.current?.file === file) return stored.current.hash;
    setSent(0);
    stopping.current = new AbortController();
    const answer = await step('uploading', () => upload(file, setSent, stopping.current.signal));
    if (answer && 'problems' in answer) setProblems(answer.problems);
    if (!answer || 'problems' in answer) return undefined;
    stored.current = { file, hash: answer.hash };
    return answer.hash;
  };
  const request = (skipFaulty: boolean) => {
    const { file, hash } = stored.current ?? {};
    if (!file || !hash || !table || !mapping) return undefined;
    // A file of separated values has one sheet, and that has no name.
    const sheet = table.sheet === '' ? {} : { sheet: table.sheet };
    const columns = mapping.columns.map((column) => ({ ...column }));
    return { key: project, file: hash, name: file.name, ...sheet, mapping: { ...mapping, columns }, skipFaulty };
  };

  return {
    busy,
    sent,
    table,
    mapping,
    remembered,
    diff,
    problems,
    choose: async (file, sheet) => {
      setDiff(undefined);
      if (sheet === undefined) setTable(undefined);
      const hash = await hashOf(file);
      if (hash === undefined) return;
      await step('reading', async () => {
        const read = await api.tables.read.call({
          key: project,
          file: hash,
          name: file.name,
          ...(sheet ? { sheet } : {}),
        });
        const known = await api.tables.remembered.call({ key: project, kind: kind.name, header: read.header });
        setTable(read);
        setRemembered(known.mapping !== null);
        setMapping(known.mapping ?? proposeMapping(kind, registry, read.header, read.sample));
      });
    },
    map: (next) => {
      setMapping(next);
      setRemembered(false);
      setDiff(undefined);
    },
    check: async () => {
      const asked = request(true);
      if (asked) await step('checking', async () => setDiff(await api.tables.preview.call(asked)));
    },
    run: async (skipFaulty) => {
      const asked = request(skipFaulty);
      if (!asked) return undefined;
      const done = await step('importing', async () => {
        const changed = await api.tables.run.call(asked);
        await refetchProject(queries, api, project);
        return changed;
      });
      return done && { count: done.created + done.updated + done.restored, run: done.run };
    },
    cancel: () => stopping.current.abort(),
  };
}

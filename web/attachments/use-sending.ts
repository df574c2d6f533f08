import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { attemptKey } from '../api/keys.ts';
import type { Trouble } from '../api/problems.ts';
import { refetchProject } from '../api/refetch.ts';
import { attach } from '../api/upload.ts';
import { useApi } from '../composition.ts';

/** A file on its way to a record, or one that did not get there. */
export interface Sending {
  readonly id: string;
  readonly name: string;
  /** Share that has been sent, 0 to 1; undefined while it waits its turn. */
  readonly sent: number | undefined;
  readonly problems: readonly Trouble[];
}

interface Place {
  readonly project: string;
  readonly record: string;
}

/** Sends files to a record one after the other; each can be stopped, and one that fails holds up no other. */
export function useSending({ project, record }: Place, onSent: (name: string) => void) {
  const api = useApi();
  const queries = useQueryClient();
  const [sendings, setSendings] = useState<readonly Sending[]>([]);
  const stops = useRef(new Map<string, AbortController>());
  const turn = useRef<Promise<void>>(Promise.resolve());
  useEffect(() => {
    const all = stops.current;
    return () => {
      for (const stop of all.values()) stop.abort();
    };
  }, []);

  const change = useCallback((id: string, more: Partial<Sending>): void => {
    setSendings((all) => all.map((one) => (one.id === id ? { ...one, ...more } : one)));
  }, []);
  const putAway = useCallback((id: string): void => {
    setSendings((all) => all.filter((one) => one.id !== id));
  }, []);
  const send = useCallback(
    async (id: string, file: File, stop: AbortController): Promise<void> => {
      change(id, { sent: 0 });
      const answer = await attach({ project, record }, file, (sent) => change(id, { sent }), stop.signal);
      stops.current.delete(id);
      if (stop.signal.aborted) return putAway(id);
      if ('problems' in answer) return change(id, { problems: answer.problems, sent: undefined });
      await refetchProject(queries, api, project);
      putAway(id);
      onSent(file.name);
    },
    [api, queries, project, record, change, putAway, onSent],
  );
  const add = useCallback(
    (files: readonly File[]): void => {
      for (const file of files) {
        const id = attemptKey();
        const stop = new AbortController();
        stops.current.set(id, stop);
        setSendings((all) => [...all, { id, name: file.name, sent: undefined, problems: [] }]);
        const before = turn.current;
        turn.current = (async () => {
          await before;
          await send(id, file, stop);
        })();
      }
    },
    [send],
  );
  const stop = useCallback(
    (id: string): void => {
      stops.current.get(id)?.abort();
      putAway(id);
    },
    [putAway],
  );
  return { sendings, add, stop };
}

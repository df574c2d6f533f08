import { streamPath } from '@callosum/kernel/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { attemptKey } from './keys.ts';
import { useApi } from '../composition.ts';
import { refetchProject, refetchTouched, type Touched } from './refetch.ts';

export type Connection = 'connecting' | 'live' | 'waiting';

/** Names this window to the server, which keeps what is said of it while its stream is open. */
export const WINDOW = attemptKey();

/** A browser gives up when a proxy answers with an error; we do not. */
const RETRY_MS = 5_000;
/** After this long out of sight a connection may be dead without knowing it. */
const ASLEEP_MS = 60_000;

/**
 * Follows a project's event stream and asks again for what changed. The browser reconnects by itself and says
 * where it left off; after sleep, or when the server gave up on the place, everything is asked for again.
 */
export function useLive(project: string): Connection {
  const api = useApi();
  const queries = useQueryClient();
  const [connection, setConnection] = useState<Connection>('connecting');

  useEffect(() => {
    if (typeof EventSource === 'undefined') return undefined;
    let source = open();
    let hiddenSince: number | undefined;
    let retry: ReturnType<typeof setTimeout> | undefined;

    function again(): void {
      clearTimeout(retry);
      source.close();
      source = open();
      void refetchProject(queries, api, project);
    }
    function open(): EventSource {
      const opened = new EventSource(streamPath(project, WINDOW));
      opened.addEventListener('open', () => setConnection('live'));
      opened.addEventListener('error', () => {
        setConnection('waiting');
        if (opened.readyState === EventSource.CLOSED) retry = setTimeout(again, RETRY_MS);
      });
      opened.addEventListener('reset', () => void refetchProject(queries, api, project));
      opened.addEventListener('news', () => void queries.invalidateQueries({ queryKey: api.day.key() }));
      opened.addEventListener('presence', (event) => {
        const id = readRecord(event.data);
        const key = api.collaboration.presence.key(id === undefined ? undefined : { input: { key: project, id } });
        void queries.invalidateQueries({ queryKey: key });
      });
      opened.addEventListener('message', (event) => {
        const touched = readMessage(event.data);
        void (touched ? refetchTouched(queries, api, project, touched) : refetchProject(queries, api, project));
      });
      return opened;
    }
    const onVisibility = (): void => {
      if (document.visibilityState === 'hidden') {
        hiddenSince = Date.now();
        return;
      }
      const slept = hiddenSince !== undefined && Date.now() - hiddenSince > ASLEEP_MS;
      if (slept || source.readyState === EventSource.CLOSED) again();
    };
    document.addEventListener('visibilitychange', onVisibility);
    window.addEventListener('online', again);
    return () => {
      clearTimeout(retry);
      document.removeEventListener('visibilitychange', onVisibility);
      window.removeEventListener('online', again);
      source.close();
    };
  }, [api, project, queries]);
  return connection;
}

function readRecord(data: unknown): string | undefined {
  const read: unknown = typeof data === 'string' ? JSON.parse(data) : undefined;
  return typeof read === 'object' && read !== null && 'record' in read && typeof read.record === 'string'
    ? read.record
    : undefined;
}

function readMessage(data: unknown): Touched | undefined {
  if (typeof data !== 'string') return undefined;
  try {
    const message: unknown = JSON.parse(data);
    if (typeof message !== 'object' || message === null || !('kinds' in message) || !('records' in message))
      return undefined;
    return { kinds: texts(message.kinds), records: texts(message.records) };
  } catch {
    return undefined;
  }
}

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

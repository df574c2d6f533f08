import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useContext, useEffect } from 'react';
import { WINDOW } from '../api/live.ts';
import type { PersonThere } from '../api/shapes.ts';
import { useApi } from '../composition.ts';
import { ConnectionStore } from '../shell/connection.tsx';
import { useProject } from '../shell/project.ts';

/** Moving through a form is not told field by field. */
const SETTLED_MS = 250;

/** Says where one is while one is there, and who else is. Nobody is told that it failed: it is no part of the work. */
export function useCompany(record: string, editing: boolean, field: string | null): readonly PersonThere[] {
  const api = useApi();
  const queries = useQueryClient();
  const { key } = useProject();
  const { connection } = useContext(ConnectionStore);
  const input = { key, id: record };
  const found = useQuery(api.collaboration.presence.queryOptions({ input, retry: false }));
  const at = editing ? field : null;
  useEffect(() => {
    // The server keeps it while the stream of this window is open; a new stream is a new beginning.
    if (connection !== 'live') return undefined;
    const here = { key, id: record, tab: WINDOW, here: true, editing, field: at };
    const timer = setTimeout(() => {
      api.collaboration.here
        .call(here)
        .then((company) =>
          queries.setQueryData(api.collaboration.presence.queryKey({ input: { key, id: record } }), company),
        )
        .catch(() => undefined);
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [api, queries, key, record, editing, at, connection]);
  useEffect(
    () => () => {
      const gone = { key, id: record, tab: WINDOW, here: false, editing: false, field: null };
      api.collaboration.here.call(gone).catch(() => undefined);
    },
    [api, key, record],
  );
  return found.data?.people ?? [];
}

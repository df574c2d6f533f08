import { comment } from '@callosum/kernel';
import { recordView } from '@callosum/kernel/contract';
import type { QueryClient } from '@tanstack/react-query';
import type { Api } from './client.ts';

/** What the event stream says about a change. */
export interface Touched {
  readonly kinds: readonly string[];
  readonly records: readonly string[];
}

/** Everything on screen about a project is asked for again; what is not on screen when it is next shown. */
export async function refetchProject(queries: QueryClient, api: Api, key: string): Promise<void> {
  await Promise.all([
    queries.invalidateQueries({ queryKey: api.projects.key(), predicate: isAbout(key) }),
    queries.invalidateQueries({ queryKey: api.records.key(), predicate: isAbout(key) }),
    queries.invalidateQueries({ queryKey: api.ledger.key(), predicate: isAbout(key) }),
    queries.invalidateQueries({ queryKey: api.collaboration.key(), predicate: isAbout(key) }),
    queries.invalidateQueries({ queryKey: api.projects.list.key() }),
  ]);
}

/** Only what a change may have turned: numbers always, registers of the touched kinds, touched records. */
export async function refetchTouched(queries: QueryClient, api: Api, key: string, touched: Touched): Promise<void> {
  const records = touched.records.length > 0 ? touched.records : [undefined];
  await Promise.all([
    queries.invalidateQueries({ queryKey: api.projects.key(), predicate: isAbout(key) }),
    queries.invalidateQueries({ queryKey: api.ledger.key(), predicate: isAbout(key) }),
    queries.invalidateQueries({ queryKey: api.projects.list.key() }),
    ...(touched.kinds.includes(comment.name)
      ? [queries.invalidateQueries({ queryKey: api.collaboration.comments.key(), predicate: isAbout(key) })]
      : []),
    ...touched.kinds.map((kind) =>
      queries.invalidateQueries({ queryKey: api.records.list.key({ input: { key, kind } }) }),
    ),
    ...touched.kinds.map((kind) =>
      queries.invalidateQueries({ queryKey: api.records.groups.key({ input: { key, kind } }) }),
    ),
    queries.invalidateQueries({
      queryKey: api.records.get.key(),
      predicate: (query) => isAbout(key)(query) && leansOn(query.state.data, touched.records),
    }),
    ...records.flatMap((id) => {
      const input = id === undefined ? { key } : { key, id };
      return [
        queries.invalidateQueries({ queryKey: api.records.get.key({ input }) }),
        queries.invalidateQueries({ queryKey: api.records.history.key({ input }) }),
      ];
    }),
  ]);
}

/** Whether a record's page says something that a change of other records may turn: what it is linked to, or what it rests on. */
function leansOn(data: unknown, records: readonly string[]): boolean {
  const view = leaning.safeParse(data);
  if (!view.success) return false;
  return view.data.standing !== null || view.data.links.some(({ other }) => records.includes(other.id));
}

const leaning = recordView.pick({ standing: true, links: true });

/** A query's key ends with its input, which names the project. */
function isAbout(key: string) {
  return ({ queryKey }: { readonly queryKey: readonly unknown[] }): boolean => {
    const options = queryKey[1];
    if (typeof options !== 'object' || options === null || !('input' in options)) return false;
    const { input } = options;
    return typeof input === 'object' && input !== null && 'key' in input && input.key === key;
  };
}

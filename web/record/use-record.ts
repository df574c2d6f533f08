import { useQuery } from '@tanstack/react-query';
import { useApi, useComposition } from '../composition.ts';
import { problemsOf, type Trouble } from '../api/problems.ts';
import type { RecordView } from '../api/shapes.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const NUMBER = /^([A-Z]{2,5})-(\d{1,9})$/;

export interface FoundRecord {
  readonly view: RecordView | undefined;
  readonly missing: boolean;
  readonly problems: readonly Trouble[];
  readonly refetch: () => Promise<RecordView | undefined>;
}

/** A record by what people write (TSK-12) or by its id. @param at as of another day. */
export function useRecord(project: string, reference: string, at?: string): FoundRecord {
  const api = useApi();
  const { registry } = useComposition();
  const parts = NUMBER.exec(reference);
  const kind = parts ? [...registry.kinds.values()].find((one) => one.prefix === parts[1]) : undefined;
  const byId = UUID.test(reference);
  const number = Number(parts?.[2]);
  const lookup = useQuery({
    ...api.records.list.queryOptions({
      input: { key: project, kind: kind?.name ?? '', offset: 0, limit: 100, search: reference, sort: 'number' },
    }),
    enabled: !byId && kind !== undefined,
  });
  // Numbers count per scope; the project's own come first.
  const numbered = lookup.data?.rows.filter((row) => row.number === number) ?? [];
  const found = numbered.find((row) => row.scope === project) ?? numbered[0];
  const id = byId ? reference : found?.id;
  const record = useQuery({
    ...api.records.get.queryOptions({ input: { key: project, id: id ?? '', ...(at === undefined ? {} : { at }) } }),
    enabled: id !== undefined,
  });
  const error = lookup.error ?? record.error;
  return {
    view: record.data,
    missing: (!byId && kind === undefined) || (lookup.isSuccess && !lookup.isFetching && found === undefined),
    problems: error ? problemsOf(error) : [],
    refetch: async () => (await record.refetch()).data,
  };
}

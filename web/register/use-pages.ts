import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import type { RecordRow } from '../api/shapes.ts';
import { useApi } from '../composition.ts';

const PAGE = 200;

export interface RegisterQuery {
  readonly key: string;
  readonly kind: string;
  readonly sort?: string;
  readonly descending?: boolean;
  readonly search?: string;
  /** JSON, as the server reads it. */
  readonly filter?: string;
  readonly group?: string;
  /** As of another day. */
  readonly at?: string;
}

export interface Pages {
  /** Undefined until the first answer. */
  readonly total: number | undefined;
  readonly row: (index: number) => RecordRow | undefined;
  readonly error: unknown;
  readonly retry: () => void;
}

/** Rows of a register by index, fetched in pages of which only those in sight are kept fresh. */
export function usePages(query: RegisterQuery, from: number, to: number): Pages {
  const api = useApi();
  const [known, setKnown] = useState({ query: '', total: 0 });
  const first = Math.floor(Math.max(0, from) / PAGE);
  const last = Math.max(first, Math.floor(Math.max(0, to) / PAGE));
  const numbers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const results = useQueries({
    queries: numbers.map((page) =>
      api.records.list.queryOptions({
        input: { ...query, offset: page * PAGE, limit: PAGE },
        placeholderData: keepPreviousData,
      }),
    ),
  });
  const answered = results.find((result) => result.data !== undefined);
  const identity = JSON.stringify(query);
  const counted = answered?.data?.total;
  if (counted !== undefined && (known.query !== identity || known.total !== counted)) {
    setKnown({ query: identity, total: counted });
  }
  const failed = results.find((result) => result.isError);
  return {
    // A page further down that is not there yet must not make the list collapse and lose its place.
    total: counted ?? (known.query === identity ? known.total : undefined),
    row: (index) => {
      const result = results[Math.floor(index / PAGE) - first];
      // While a page arrives, the query library shows the one before in its place: those rows belong elsewhere.
      if (!result?.data || result.data.offset !== Math.floor(index / PAGE) * PAGE) return undefined;
      return result.data.rows[index % PAGE];
    },
    error: failed?.error,
    retry: () => results.forEach((result) => void (result.isError && result.refetch())),
  };
}

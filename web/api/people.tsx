import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { useApi } from '../composition.ts';
import { useWords } from '../messages/words.ts';

export interface Person {
  readonly id: string;
  readonly name: string;
}

const NOBODY: readonly Person[] = [];
const FRESH_MS = 60_000;
const People = createContext<readonly Person[]>([]);
const NameOf = createContext<(account: string) => string>((account) => account);

/** Everybody with an account. */
export const usePeople = (): readonly Person[] => useContext(People);

/** The name behind an account id. */
export const useNameOf = (): ((account: string) => string) => useContext(NameOf);

/** Asks once for the names that any cell may need. */
export function PeopleProvider({ children }: { readonly children: ReactNode }) {
  const api = useApi();
  const { t } = useWords();
  const { data } = useQuery(api.people.list.queryOptions({ staleTime: FRESH_MS }));
  const nameOf = useMemo(() => {
    const names = new Map(data?.map(({ id, name }) => [id, name]));
    return (account: string): string => {
      if (account === 'console') return t('people.console');
      return names.get(account) ?? (data ? t('people.unknown') : '');
    };
  }, [data, t]);
  return (
    <People value={data ?? NOBODY}>
      <NameOf value={nameOf}>{children}</NameOf>
    </People>
  );
}

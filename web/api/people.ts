import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../composition.ts';

export interface Person {
  readonly id: string;
  readonly name: string;
}

export function usePeople(): readonly Person[] {
  const api = useApi();
  return useQuery(api.people.list.queryOptions({ staleTime: 60_000 })).data ?? [];
}

/** The name behind an account id. */
export function useNameOf(): (account: string) => string {
  const { t } = useTranslation();
  const people = usePeople();
  return useCallback(
    (account) => {
      if (account === 'console') return t('people.console');
      return people.find((person) => person.id === account)?.name ?? t('people.unknown');
    },
    [people, t],
  );
}

import { useApi, useFormat, useProject } from '@callosum/web/views';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { planView } from '../index.ts';
import { agreedIn, calculatedOf, type Reference } from '../plan/compare.ts';
import type { PlanRecords } from '../plan/records.ts';
import { baselineName, baselineNumber } from './baseline-words.ts';
import { readAnswer } from './use-plan.ts';

/** What the plan is held against. */
export interface Compared {
  /** Undefined while it is read, and where there was no plan then. */
  readonly reference: Reference | undefined;
  /** Why there is nothing to compare with, when there is not. */
  readonly told: string | undefined;
}

/** What the address asks the plan to be held against. */
export function useCompared({ baselines }: PlanRecords, compare: string | undefined): Compared | undefined {
  const { t } = useTranslation();
  const format = useFormat();
  const api = useApi();
  const { key } = useProject();
  const number = compare === undefined ? undefined : baselineNumber(compare);
  const day = number === undefined ? compare : undefined;
  // What was is not read again whenever something happens in the project; so its key is not one of the project's.
  const then = useQuery({
    queryKey: ['plan as it was', key, day],
    queryFn: async () => {
      const { model } = await api.projects.view.call({ key, view: planView.name, at: day });
      return readAnswer(model) ?? null;
    },
    enabled: day !== undefined,
    staleTime: Infinity,
    structuralSharing: false,
  });
  const past = then.data;
  const reference = useMemo(() => {
    if (day !== undefined) return past ? calculatedOf(past, day) : undefined;
    // Of the records only baselines count here, and these stay the same while one edits.
    return number === undefined ? undefined : agreedIn(baselines, number);
  }, [past, day, baselines, number]);
  if (compare === undefined) return undefined;
  const known = baselines.find(({ fields }) => (fields.baselineNumber ?? 0) === number);
  const label = day === undefined ? (known ? baselineName(known, t) : compare) : format.date(day);
  const told = reference
    ? undefined
    : then.isFetching
      ? t('planning.compare.reading')
      : t(then.isError ? 'planning.compare.failed' : 'planning.compare.nothing', { what: label });
  return { reference, told };
}

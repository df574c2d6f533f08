import {
  attemptKey,
  asMutable,
  isConflict,
  problemsOf,
  useAnnounce,
  useApi,
  useFieldError,
  useProject,
} from '@callosum/web/views';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { planView } from '../index.ts';
import { unpackPlan } from '../plan/pack.ts';
import type { PlanAnswer } from '../plan/plan-view.ts';
import type { PlanRecords } from '../plan/records.ts';
import { createPlanStore, type PlanState, type PlanStore } from './plan-store.ts';

interface Read {
  readonly sequence: number;
  /** Undefined when nothing has changed since. */
  readonly records: PlanRecords | null | undefined;
}

/** The plan of the open project, today or on the day that is looked at: read once, and again when somebody else has changed it. */
export function usePlanStore(): { readonly query: UseQueryResult<Read>; readonly store: PlanStore | undefined } {
  const { t } = useTranslation();
  const api = useApi();
  const project = useProject();
  const announce = useAnnounce();
  const wordsOf = useFieldError();
  const known = useRef<PlanStore | undefined>(undefined);
  const [store, setStore] = useState<PlanStore>();
  const { key, at } = project;
  const day = at === undefined ? {} : { at };
  const query = useQuery<Read>({
    queryKey: api.projects.view.queryKey({ input: { key, view: planView.name, ...day } }),
    queryFn: async () => {
      const since = known.current?.sequence();
      // A plan that could not be taken is not even asked for.
      if (since !== undefined && known.current?.postpone()) return { sequence: since, records: undefined };
      const choices = since === undefined ? {} : { since: String(since) };
      const { model, sequence } = await api.projects.view.call({ key, view: planView.name, choices, ...day });
      return { sequence, records: readAnswer(model) };
    },
    // A plan is compared by how far the ledger was seen, never value by value; and nobody comes back to an old one.
    structuralSharing: false,
    gcTime: 0,
  });
  const refetch = useEffectEvent(() => void query.refetch());
  const refuse = useEffectEvent((refused: unknown) => {
    const problems = problemsOf(refused);
    announce(isConflict(problems) ? t('planning.conflict') : t('planning.refused', { why: wordsOf(problems) ?? '' }));
    refetch();
  });
  const lose = useEffectEvent((what: string) => announce(t('planning.lost', { what })));
  const take = useEffectEvent(({ records, sequence }: Read) => {
    if (!records) return;
    if (known.current) {
      known.current.sync(records, sequence);
      return;
    }
    known.current = createPlanStore({
      records,
      sequence,
      today: at ?? project.today,
      send: async (command, input, versions) => {
        try {
          const idempotencyKey = attemptKey();
          return await api.commands.run.call({
            key,
            command,
            input: asMutable(input),
            versions: { ...versions },
            idempotencyKey,
          });
        } catch (error) {
          return { refused: error };
        }
      },
      onRefused: (refused) => refuse(refused),
      onLost: (what) => lose(what),
      onBehind: () => refetch(),
    });
    setStore(known.current);
  });
  useEffect(() => () => known.current?.leave(), []);
  const { data } = query;
  useEffect(() => {
    if (data) take(data);
  }, [data]);
  return { query, store };
}

/** The records in an answer of the view; undefined when nothing has changed, null where there is no plan. */
export function readAnswer(model: unknown): PlanRecords | null | undefined {
  if (!isAnswer(model) || !('plan' in model)) return undefined;
  return model.plan && unpackPlan(model.plan);
}

function isAnswer(model: unknown): model is PlanAnswer {
  return typeof model === 'object' && model !== null && ('plan' in model || 'unchanged' in model);
}

/** What a store holds; a part that shows it is rendered again when it changes, but not while something is only tried. */
export function usePlanState(store: PlanStore): PlanState {
  return useSyncExternalStore(store.subscribe, store.readAtRest);
}

/** The same, also with what is only tried: for what follows a bar while it is dragged. */
export function useTriedState(store: PlanStore): PlanState {
  return useSyncExternalStore(store.subscribe, store.read);
}

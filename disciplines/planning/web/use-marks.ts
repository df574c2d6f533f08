import { instantOf } from '@callosum/schedule';
import { useProject } from '@callosum/web/views';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Band, Mark } from './picture.ts';
import type { PlanDesk } from './use-desk.ts';

const DAY = 86_400;

interface Marks {
  readonly marks: readonly Mark[];
  readonly bands: readonly Band[];
  readonly agreed: ReadonlyMap<number, readonly [number, number]>;
}

/** What stands on the time line besides tasks: gates, today, the status date, windows that keep work out, and what was agreed. */
export function useMarks({ state: { plan } }: PlanDesk): Marks {
  const { t } = useTranslation();
  const { today } = useProject();
  const { baselines, gates, windows } = plan.records();
  const mapped = plan.mapped();
  // Rows keep their places while the plan is only calculated anew.
  const agreed = useMemo(() => {
    const places = new Map(mapped.plan.tasks.map(({ uid }, place) => [mapped.idOf.get(uid), place]));
    const found = new Map<number, readonly [number, number]>();
    const baseline = baselines.find(({ fields }) => (fields.baselineNumber ?? 0) === 0);
    for (const { task, start, finish } of baseline?.held ?? []) {
      const place = places.get(task);
      if (place !== undefined && finish !== undefined)
        found.set(place, [instantOf(start ?? finish), instantOf(finish)]);
    }
    return found;
  }, [baselines, mapped]);
  return useMemo(() => {
    const { dates } = plan.schedule();
    const { statusDate } = plan.mapped().plan.properties;
    const sits = gates.flatMap(({ key, task, day }): Mark[] => {
      const place = plan.indexOf(task ?? '');
      const instant = place === undefined ? day && instantOf(day) : dates.finish[place];
      return instant ? [{ instant, label: key, kind: 'gate' }] : [];
    });
    const status: Mark[] =
      statusDate === undefined ? [] : [{ instant: instantOf(statusDate), label: t('planning.status'), kind: 'status' }];
    const bands = windows.map(({ fields }): Band => ({
      from: instantOf(fields.start),
      to: instantOf(fields.finish) + DAY,
      label: fields.title,
      hard: fields.policy === 'hard',
    }));
    return {
      marks: [...sits, { instant: instantOf(today) + DAY / 2, label: t('planning.today'), kind: 'today' }, ...status],
      bands,
      agreed,
    };
  }, [plan, gates, windows, agreed, today, t]);
}

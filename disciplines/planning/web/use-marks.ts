import { instantOf } from '@callosum/schedule';
import { useProject, useWords } from '@callosum/web/views';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { blackoutWindow } from '../kinds/blackout-window.ts';
import { type Agreed, agreedIn } from '../plan/compare.ts';
import type { Band, Mark } from './picture.ts';
import type { PlanDesk } from './use-desk.ts';

const DAY = 86_400;

interface Marks {
  readonly marks: readonly Mark[];
  readonly bands: readonly Band[];
  readonly agreed: ReadonlyMap<number, Agreed>;
  readonly compared: boolean;
}

/** What stands on the time line besides tasks: gates, today, the status date, windows that keep work out, and what was agreed. */
export function useMarks(desk: PlanDesk): Marks {
  const { plan } = desk.state;
  const { t } = useTranslation();
  const words = useWords();
  const { today: now, at } = useProject();
  const today = at ?? now;
  const { baselines, gates, windows } = plan.records();
  const mapped = plan.mapped();
  const held = useMemo(() => desk.reference ?? agreedIn(baselines, 0), [desk.reference, baselines]);
  // Rows keep their places while the plan is only calculated anew.
  const agreed = useMemo(() => {
    const found = new Map<number, Agreed>();
    for (const [place, { uid }] of mapped.plan.tasks.entries()) {
      const span = held?.dates.get(mapped.idOf.get(uid) ?? '');
      if (span) found.set(place, span);
    }
    return found;
  }, [held, mapped]);
  const compared = desk.reference !== undefined;
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
      label: t('planning.window', {
        window: fields.title,
        policy: words.option(blackoutWindow.name, 'policy', fields.policy),
      }),
      hard: fields.policy === 'hard',
    }));
    return {
      marks: [...sits, { instant: instantOf(today) + DAY / 2, label: t('planning.today'), kind: 'today' }, ...status],
      bands,
      agreed,
      compared,
    };
  }, [plan, gates, windows, agreed, compared, today, t, words]);
}

import type { Reason } from '@callosum/schedule';
import { useFormat } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import { CONSTRAINTS } from '../index.ts';
import type { WorkingPlan } from '../plan/working-plan.ts';

/** One step of a chain of causes in words. */
export function useBecause(plan: WorkingPlan): (reason: Reason) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const { model } = plan.schedule();
  const nameOf = (uid: number): string => model.tasks[model.indexOf.get(uid) ?? -1]?.name ?? '';
  return ({ start, finish, because }) => {
    const day = format.date((because.kind === 'row' ? finish : start).slice(0, 10));
    switch (because.kind) {
      case 'link':
        return t(`planning.because.${because.type}`, { day, task: nameOf(because.from) });
      case 'row':
      case 'summary':
        return t(`planning.because.${because.kind}`, { day, task: nameOf(because.uid) });
      case 'constraint':
        return t(`planning.held.${constraintOf(because.type)}`, {
          day: because.date ? format.date(because.date.slice(0, 10)) : '',
        });
      default:
        return t(`planning.because.${because.kind}`, { day });
    }
  };
}

export function constraintOf(type: string): keyof typeof CONSTRAINTS {
  return isConstraint(type) ? type : 'asap';
}

export function isConstraint(type: string): type is keyof typeof CONSTRAINTS {
  return Object.hasOwn(CONSTRAINTS, type);
}

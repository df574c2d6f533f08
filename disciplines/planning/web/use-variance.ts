import { useFormat } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import { measuresOf } from '../plan/gestures.ts';
import type { WorkingPlan } from '../plan/working-plan.ts';

/** By how many working days something is later or earlier, in words. */
export function useVariance(): (plan: WorkingPlan, seconds: number) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (plan, seconds) => {
    const days = daysIn(plan, seconds);
    if (days === 0) return '';
    return t(days > 0 ? 'planning.compare.later' : 'planning.compare.earlier', { days: format.number(Math.abs(days)) });
  };
}

/** Working days, to a tenth. */
export function daysIn(plan: WorkingPlan, seconds: number): number {
  return Math.round((seconds / (measuresOf(plan).minutesPerDay * 60)) * 10) / 10;
}

import type { TFunction } from 'i18next';
import type { PlanRecords } from '../plan/records.ts';

const BASELINE = /^baseline-(\d+)$/;

/** The number of the baseline that an address compares with; undefined when it is a day. */
export function baselineNumber(compare: string): number | undefined {
  const number = BASELINE.exec(compare)?.[1];
  return number === undefined ? undefined : Number(number);
}

export function baselineName({ fields }: PlanRecords['baselines'][number], t: TFunction): string {
  return t('planning.compare.baseline', { number: fields.baselineNumber ?? 0, title: fields.title });
}

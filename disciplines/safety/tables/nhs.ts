import type { Json } from '@callosum/kernel';
import { z } from 'zod';
import writtenRisk from '../content/nhs-clinical-risk.json' with { type: 'json' };
import writtenSeverity from '../content/nhs-severity.json' with { type: 'json' };
import { optionsOf, provenance, ratingTable } from './content.ts';

const VERDICTS = ['acceptable', 'tolerable', 'undesirable', 'notAcceptable'] as const;

/** The published clinical risk matrix: a lookup, not a product. */
export const clinicalRisk = z
  .object({
    ...ratingTable,
    levels: z.array(z.object({ key: z.string(), label: z.string(), verdict: z.enum(VERDICTS), help: z.string() })),
  })
  .parse(writtenRisk);

const severityTable = z
  .object({
    ...provenance,
    consequences: z.array(
      z.object({
        key: z.string(),
        label: z.string(),
        single: z.string().exactOptional(),
        multiple: z.string().exactOptional(),
      }),
    ),
  })
  .parse(writtenSeverity);

export const CONSEQUENCES = optionsOf(severityTable.consequences);
export const PATIENTS = { single: 'One patient', multiple: 'Several patients' } as const;

/** The severity the table gives for a consequence to one or several patients; undefined where it says nothing. */
export function severityBy(consequence: Json | undefined, patients: Json | undefined): string | undefined {
  const row = severityTable.consequences.find(({ key }) => key === consequence);
  return patients === 'single' || patients === 'multiple' ? row?.[patients] : undefined;
}

/** What people call a severity. */
export function severityLabel(severity: string): string {
  const axis = clinicalRisk.axes.find(({ key }) => key === 'severity');
  return axis?.points.find(({ key }) => key === severity)?.label ?? severity;
}

/** Whether the table lets a level stand at all: what must be reduced is not acceptable. */
export function isAcceptable(level: string): boolean {
  const found = clinicalRisk.levels.find(({ key }) => key === level);
  return found !== undefined && found.verdict !== 'notAcceptable';
}

/** Whether a level stands only with a reason why it cannot be reduced further. */
export function needsReason(level: string): boolean {
  return clinicalRisk.levels.find(({ key }) => key === level)?.verdict === 'undesirable';
}

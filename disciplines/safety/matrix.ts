import type { FieldValues, Placing } from '@callosum/kernel';
import { z } from 'zod';
import written from './content/project-risk-matrix.json' with { type: 'json' };

const schema = z.object({
  id: z.string(),
  title: z.string(),
  source: z.string(),
  version: z.string(),
  effective: z.string(),
  status: z.string(),
  licence: z.string(),
  note: z.string(),
  /** Score by likelihood, then impact. */
  scores: z.record(z.string(), z.record(z.string(), z.int())),
  /** In ascending order; a score belongs to the first band it does not exceed. */
  bands: z.array(z.object({ key: z.string(), label: z.string(), upTo: z.int() })),
  /** Highest score carried where the project has not said otherwise. */
  appetite: z.int(),
});

export type RiskMatrix = z.infer<typeof schema>;
export type RiskBand = RiskMatrix['bands'][number];

/** The table in use, as data. */
export const riskMatrix: RiskMatrix = schema.parse(written);

/** The score of a risk, read from the table; undefined until both likelihood and impact are rated. */
export function riskScore(fields: FieldValues | { likelihood?: string; impact?: string }): number | undefined {
  const { likelihood, impact } = fields;
  if (typeof likelihood !== 'string' || typeof impact !== 'string') return undefined;
  return riskMatrix.scores[likelihood]?.[impact];
}

/** The band a score falls into; undefined above the last band. */
export function riskBand(score: number): RiskBand | undefined {
  return riskMatrix.bands.find((band) => score <= band.upTo);
}

/** How project risks stand in the table: one stage, by what their owner says of likelihood and impact. */
export function riskPlacing(
  likelihood: Readonly<Record<string, string>>,
  impact: Readonly<Record<string, string>>,
): Placing {
  const points = (options: Readonly<Record<string, string>>) =>
    Object.entries(options).map(([key, label]) => ({ key, label }));
  const cells = Object.entries(riskMatrix.scores).flatMap(([low, scores]) =>
    Object.entries(scores).map(([high, score]) => [`${low}/${high}`, riskBand(score)?.key ?? ''] as const),
  );
  return {
    table: {
      ...riskMatrix,
      axes: [
        { key: 'likelihood', label: 'Likelihood', points: points(likelihood) },
        { key: 'impact', label: 'Impact', points: points(impact) },
      ],
      levels: riskMatrix.bands,
      cells: Object.fromEntries(cells),
    },
    stages: [
      {
        key: 'rated',
        label: 'As rated',
        at: ({ likelihood: low, impact: high }) =>
          typeof low === 'string' && typeof high === 'string' ? { likelihood: low, impact: high } : undefined,
      },
    ],
  };
}

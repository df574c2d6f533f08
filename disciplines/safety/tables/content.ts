import { z } from 'zod';

/** What every table of content says about itself. */
export const provenance = {
  id: z.string(),
  title: z.string(),
  source: z.string(),
  version: z.string(),
  effective: z.iso.date(),
  status: z.enum(['in force', 'proposed', 'vacated', 'unverified', 'own default']),
  licence: z.string(),
  note: z.string(),
};

const point = z.object({ key: z.string(), label: z.string(), help: z.string().exactOptional() });

/** A published table that is looked up by a point on each axis. */
export const ratingTable = {
  ...provenance,
  axes: z.array(z.object({ key: z.string(), label: z.string(), points: z.array(point) })),
  levels: z.array(point),
  cells: z.record(z.string(), z.string()),
};

/** Names by key, as a choice shows them. */
export function optionsOf(
  entries: readonly { readonly key: string; readonly label: string }[],
): Record<string, string> {
  return Object.fromEntries(entries.map(({ key, label }) => [key, label]));
}

import { z } from 'zod';

const countsByKind = z.record(z.string(), z.number());
/** What a command would change, records by kind. */
export const commandPreview = z.object({
  created: countsByKind,
  changed: countsByKind,
  withdrawn: countsByKind,
  linked: z.number(),
  unlinked: z.number(),
});

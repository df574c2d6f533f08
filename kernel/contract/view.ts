import { z } from 'zod';
import { base } from './base.ts';
import * as shape from './shapes.ts';

/** A look across registers, computed when it is asked for. */
export const view = base
  .route({ method: 'GET', path: '/projects/{key}/view/{view}', summary: 'A look across registers, now or as of a day' })
  .input(
    z.object({
      key: shape.scopeKey,
      view: z.string().max(64),
      at: shape.calendarDate.optional(),
      /** The day since when it tells what has moved; for views that compare. */
      since: shape.calendarDate.optional(),
      /** What was chosen of what the view leaves to choose. */
      choices: z.record(z.string().max(64), z.string().max(500)).optional(),
    }),
  )
  .output(
    z.object({
      /** The day it speaks of. */
      at: shape.calendarDate,
      /** How far the ledger of the scope was seen. */
      sequence: z.number(),
      /** Records of the kinds it rests on that are there and that the reader may not see. */
      notShown: z.number(),
      /** Whether there is any record it could speak of. */
      empty: z.boolean(),
      model: z.unknown(),
    }),
  );

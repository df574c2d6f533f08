import { z } from 'zod';
import { base } from './base.ts';
import { scopeKey } from './shapes.ts';

/** An import that ran. */
export const importRun = z.object({
  id: z.string(),
  source: z.enum(['table', 'plan']),
  /** Of a table: the kind of its records. */
  kind: z.string().nullable(),
  file: z.string(),
  account: z.string(),
  ran: z.string(),
  /** Events of the ledger it wrote. */
  events: z.number(),
  undone: z.object({ at: z.string(), by: z.string() }).nullable(),
});

/** What became of an import that was taken back, and what stays: changed or linked since, or not there any more. */
export const importUndone = z.object({
  undone: z.number(),
  stays: z.number(),
  kept: z.array(z.object({ id: z.string(), title: z.string(), why: z.enum(['changed', 'linked', 'gone']) })),
});

/** Imports that ran in a project, and the way back. */
export const importRuns = {
  list: base
    .route({ method: 'GET', path: '/projects/{key}/imports', summary: 'Imports that ran, newest first' })
    .input(z.object({ key: scopeKey }))
    .output(z.array(importRun)),
  undo: base
    .route({ method: 'POST', path: '/projects/{key}/imports/{id}/undo', summary: 'Take back what an import did' })
    .input(z.object({ key: scopeKey, id: z.uuid() }))
    .output(importUndone),
};
